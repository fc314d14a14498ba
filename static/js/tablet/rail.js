import { html, nothing } from "lit-html";

import { gettext, interpolate, ngettext } from "../lib/i18n.js";
import { standWords } from "../lib/positions.js";
import { askedOf, handedOutWords, itemsOf, minutesToRead, papersOf, stateOf } from "../lib/sitting.js";
import { readState, readWords } from "../reader/read.js";
import { news, newsOf } from "./news.js";
import { block, changes } from "./positions.js";

/** The decision line: what is asked, how long it takes to read. */
function decisionLine(view, item) {
  const read = minutesToRead(item);
  return [askedOf(item), read ? interpolate(gettext("đọc %s phút"), [read]) : "", item.differences ? interpolate(gettext("%s ý kiến khác"), [item.differences]) : "", item.is_late ? gettext("gửi chậm") : "", standWords(view, item)]
    .filter(Boolean)
    .join(" · ");
}

const chip = (state) => (state ? html`<span class="chip chip-${state.kind}">${state.words}</span>` : nothing);

function paperRow(view, item, paper, place, actions) {
  const here = place.paper === paper.id;
  return html`<li>
    <button type="button" class="rail-paper" aria-current=${here ? "true" : nothing} @click=${() => actions.openPaper(item.id, paper.id)}>
      <span>${paper.title}${readState(paper) ? html` <em class="read-state" data-state=${readState(paper)}>${readWords(paper)}</em>` : nothing}</span>
      <small>${paper.version > 1 ? interpolate(gettext("bản %s"), [paper.version]) + " · " : ""}${interpolate(gettext("%s trang"), [paper.pages ?? "…"])}${handedOutWords(view, paper) ? " · " + handedOutWords(view, paper) : paper.is_late ? " · " + gettext("gửi chậm") : ""}</small>
    </button>
  </li>`;
}

/** A paper given on paper alone: its number, never its title. */
const stubRow = (item, stub, actions) => html`<li>
  <button type="button" class="rail-paper" @click=${() => actions.openItem(item.id)}>
    <span>${interpolate(gettext("Văn bản số %s"), [stub.number])}</span>
    <small>${stub.mine.length ? interpolate(gettext("bản giấy số %s"), [stub.mine.join(", ")]) : gettext("chỉ có bản giấy")}</small>
  </button>
</li>`;

/** What of an item's papers he hasn't read, while its papers are folded away. */
function unread(item) {
  const states = papersOf(item).map(readState);
  if (states.includes("changed")) return html` <em class="read-state" data-state="changed">${gettext("có bản mới từ khi đọc")}</em>`;
  const count = states.filter((state) => state === "new").length;
  return count ? html` <em class="read-state" data-state="new">${interpolate(ngettext("%s tài liệu chưa mở", "%s tài liệu chưa mở", count), [count])}</em>` : nothing;
}

function itemRow(view, item, place, actions) {
  const open = place.item === item.id;
  return html`<li class="rail-item" data-state=${item.state} ?data-open=${open}>
    <button type="button" class="rail-head" aria-expanded=${open ? "true" : "false"} @click=${() => actions.openItem(item.id)}>
      <span class="rail-number">${item.number}</span>
      <span class="rail-words">
        <span class="rail-title">${item.short_title || item.title}</span>
        <small>${item.presenter?.post ?? ""}</small>
        <small class="rail-asked">${decisionLine(view, item)}</small>
        ${chip(stateOf(view, item))}${newsOf(view, item).length ? html` <em class="read-state" data-state="changed">${gettext("có thay đổi")}</em>` : unread(item)}
      </span>
    </button>
    ${open && (papersOf(item).length || actions.stubs(item).length)
      ? html`<ul class="rail-papers">${papersOf(item).map((paper) => paperRow(view, item, paper, place, actions))}${actions.stubs(item).map((stub) => stubRow(item, stub, actions))}</ul>`
      : nothing}
  </li>`;
}

/** The agenda as a narrow rail; the item that is open shows its papers. */
export const rail = (view, place, actions) =>
  html`${news(view, actions)}<ol class="rail-list">${itemsOf(view).map((item) => itemRow(view, item, place, actions))}</ol>${block(view, actions)}${changes(view)}`;
