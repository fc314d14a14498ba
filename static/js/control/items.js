import { html, nothing } from "lit-html";

import { gettext } from "../lib/i18n.js";
import { standWords } from "../lib/positions.js";
import { endingOf, itemsOf, stateOf } from "../lib/sitting.js";

/** The agenda at the left: the present item marked, the others one press away. */
export const items = (view, chosen, actions) =>
  html`<ol class="cp-items">${itemsOf(view).map((item) => {
    const state = stateOf(view, item);
    const ending = item.state === "ended" ? endingOf(item) : "";
    return html`<li data-state=${item.state}><button type="button" aria-current=${item.id === chosen ? "true" : nothing} @click=${() => actions.choose(item.id)}>
      <span class="rail-number">${item.number}</span><span><span class="cp-item-title">${item.short_title || item.title}</span>
      ${ending ? html`<small>${ending}</small>` : state ? html`<small class="cp-item-state" data-kind=${state.kind}>${state.words}</small>` : standWords(view, item) ? html`<small>${standWords(view, item)}</small>` : item.is_late ? html`<small>${gettext("gửi chậm")}</small>` : nothing}</span></button></li>`;
  })}</ol>`;
