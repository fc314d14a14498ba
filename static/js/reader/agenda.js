import { html, nothing } from "lit-html";

import { gettext } from "../lib/i18n.js";
import { url } from "../lib/page.js";
import { itemsOf, papersOf } from "../lib/sitting.js";
import { readState, readWords } from "./read.js";

/** The item a paper is laid for, if the page's documents tell of one. */
export const itemOf = (view, paper) => itemsOf(view).find((item) => item.papers?.[paper]);

/** The agenda beside a paper that is read on its own page: items, who presents, papers. */
export function agendaList(view, current) {
  const items = itemsOf(view);
  if (!items.length) return html`<p class="quiet">${gettext("Chưa có nội dung nào.")}</p>`;
  return html`<ol class="side-agenda">${items.map(
    (item) => html`<li><p><span class="rail-number">${item.number}</span> <strong>${item.short_title || item.title}</strong>${item.presenter?.post ? html`<small>${item.presenter.post}</small>` : nothing}</p>
      ${papersOf(item).length
        ? html`<ul>${papersOf(item).map((paper) => html`<li><a data-needs-net href=${url("paper", { paper: paper.id })} aria-current=${paper.id === current ? "page" : nothing}>${paper.title}${readWords(paper) ? html` <em class="read-state" data-state=${readState(paper)}>${readWords(paper)}</em>` : nothing}</a></li>`)}</ul>`
        : nothing}</li>`,
  )}</ol>`;
}
