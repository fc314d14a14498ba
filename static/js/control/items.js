import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { isApart, isInBlock, standWords } from "../lib/positions.js";
import { endingOf, itemsOf, stateOf } from "../lib/sitting.js";

/** Out of the block that is voted as one, or back into it; nothing for items that have no place there. */
function block(view, item, actions) {
  if (isInBlock(view, item)) {
    const words = interpolate(gettext("Tách… nội dung %s để thảo luận riêng"), [item.number]);
    return html`<button type="button" class="cp-apart" title=${words} aria-label=${words} @click=${() => actions.open("apart", item)}>${gettext("Tách…")}</button>`;
  }
  if (!isApart(view, item)) return nothing;
  const words = interpolate(gettext("Đưa lại nội dung %s vào nhóm biểu quyết chung"), [item.number]);
  return html`<button type="button" class="cp-apart" title=${words} aria-label=${words} @click=${() => actions.send("agendas.put_item_back", { item: item.id })}>${gettext("Đưa lại")}</button>`;
}

/** The agenda at the left: the present item marked, the others one press away. */
export const items = (view, chosen, actions) =>
  html`<ol class="cp-items">${itemsOf(view).map((item) => {
    const state = stateOf(view, item);
    const ending = item.state === "ended" ? endingOf(item) : "";
    return html`<li data-state=${item.state}><button type="button" class="cp-item-open" title=${item.state === "ended" ? `${item.title}. ${ending}` : nothing} aria-current=${item.id === chosen ? "true" : nothing} @click=${() => actions.choose(item.id)}>
      <span class="rail-number">${item.number}</span><span><span class="cp-item-title">${item.short_title || item.title}</span>
      ${ending ? html`<small>${ending}</small>` : state ? html`<small class="cp-item-state" data-kind=${state.kind}>${state.words}</small>` : standWords(view, item) ? html`<small>${standWords(view, item)}</small>` : item.is_late ? html`<small>${gettext("gửi chậm")}</small>` : nothing}</span></button>${block(view, item, actions)}</li>`;
  })}</ol>`;

/** Asked with a reason that fits most cases already written. */
export function apartDialog(item, actions) {
  return {
    title: interpolate(gettext("Thảo luận riêng nội dung %s"), [item.number]),
    submit: gettext("Thảo luận riêng"),
    body: html`<p>${gettext("Nội dung ra khỏi nhóm biểu quyết chung, được thảo luận và biểu quyết riêng. Đưa trở lại được cho đến khi bắt đầu.")}</p>
      <div class="field"><label for="cp-apart-reason">${gettext("Lý do")}</label><input id="cp-apart-reason" name="reason" maxlength="300" required .value=${gettext("Người chủ trì đề nghị thảo luận")}></div>`,
    check: ({ reason }) => (reason.trim() ? "" : gettext("Đề nghị ghi lý do.")),
    send: ({ reason }) => actions.send("agendas.take_item_apart", { item: item.id, reason: reason.trim() }),
  };
}
