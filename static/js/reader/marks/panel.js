import { html, nothing } from "lit-html";

import { icon } from "../../components/icon.js";
import { gettext, interpolate, ngettext } from "../../lib/i18n.js";
import { page } from "../../lib/page.js";
import { isOfPage, pagesOf } from "./anchors.js";

/** `[[colour, its name], …]` in the language of now. */
export const COLOURS = () => [
  ["yellow", gettext("vàng")],
  ["green", gettext("lục")],
  ["blue", gettext("lam")],
  ["red", gettext("đỏ")],
];

const kinds = () => ({
  highlight: gettext("Tô màu"),
  underline: gettext("Gạch chân"),
  ink: gettext("Nét bút"),
  note: gettext("Ghi chú"),
  question: gettext("Câu hỏi cho người trình bày"),
});

/** What kind of mark it is, in words. */
export const titleOf = (mark) => kinds()[mark.kind] ?? "";

/** A note or a question that is written for a whole page. */
export const wholePage = (kind, page) => interpolate(kind === "question" ? gettext("Câu hỏi về trang %s") : gettext("Ghi chú cho trang %s"), [page]);

const shortly = (text) => (text.length > 140 ? `${text.slice(0, 139)}…` : text);

/** "Ghi chú của tôi": orphans first, then one's own by page, then what others share. */
export function panelOf(shelf, deeds) {
  const byPage = (one, other) => one.target.page - other.target.page || (one.target.start ?? 0) - (other.target.start ?? 0);
  const orphans = shelf.mine.filter((mark) => !mark.target && mark.state === "orphaned");
  const waiting = shelf.mine.filter((mark) => !mark.target && mark.state !== "orphaned");
  const placed = shelf.mine.filter((mark) => mark.target).sort(byPage);
  const others = shelf.list.filter((mark) => !mark.is_mine && mark.target).sort(byPage);
  const all = page.urls?.my_marks ? html`<p><a data-needs-net href=${page.urls.my_marks}>${gettext("Mọi ghi chú của tôi trong phiên họp")}</a></p>` : nothing;
  if (!shelf.list.length) {
    return html`${all}${ofPage(deeds)}<p class="quiet">${gettext("Chưa có ghi chú. Chọn một đoạn chữ để tô màu, gạch chân hoặc ghi chú; dùng bút để viết ngay lên trang; trang không có chữ thì ghi chú cho cả trang bằng nút ở trên.")}</p>`;
  }
  return html`<div class="mark-list">${all}${ofPage(deeds)}
    ${orphans.length ? html`<h3>${interpolate(ngettext("%s ghi chú chưa xác định được vị trí trong bản này", "%s ghi chú chưa xác định được vị trí trong bản này", orphans.length), [orphans.length])}</h3>
      <ul>${orphans.map((mark) => orphan(mark, deeds))}</ul>` : nothing}
    ${waiting.length ? html`<p class="quiet" role="status">${interpolate(gettext("Đang tìm vị trí của %s ghi chú trong bản này."), [waiting.length])}</p>` : nothing}
    ${placed.length ? html`<h3>${gettext("Của tôi")}</h3><ul>${placed.map((mark) => own(mark, deeds))}</ul>` : nothing}
    ${others.length ? html`<h3>${gettext("Được chia sẻ với tôi")}</h3><ul>${others.map((mark) => html`<li>${jump(mark, deeds)}</li>`)}</ul>` : nothing}
  </div>`;
}

/** What needs no words chosen before: for who works by keyboard, and on pages that have none. */
function ofPage({ page: number, writeOnPage }) {
  const tool = (kind, drawn) => html`<button type="button" class="btn" @click=${() => writeOnPage(kind)}>${drawn}${wholePage(kind, number)}</button>`;
  return html`<p class="mark-of-page">${tool("note", icon("note"))}${tool("question", icon("help-circle"))}</p>`;
}

function says(mark) {
  return html`<span class="mark-kind mark-${mark.colour}">${titleOf(mark)}</span>
    ${mark.owner ? html`<strong class="mark-owner">${mark.owner}</strong>` : nothing}
    ${mark.quote ? html`<q>${shortly(mark.quote)}</q>` : nothing}
    ${mark.body ? html`<span class="mark-body">${mark.body}</span>` : nothing}`;
}

function jump(mark, deeds) {
  return html`<button type="button" class="mark-jump" @click=${() => deeds.go(mark)}><small>${interpolate(isOfPage(mark) ? gettext("Trang %s, cả trang") : gettext("Trang %s"), [pagesOf(mark.target)])}${mark.state === "moved" ? html` · ${gettext("đã chuyển chỗ hoặc câu chữ đã sửa")}` : nothing}${deeds.waits(mark) ? html` · ${gettext("chờ gửi")}` : nothing}${mark.shared_with?.length || mark.office ? html` · ${gettext("đã chia sẻ")}` : nothing}</small>${says(mark)}</button>`;
}

function own(mark, deeds) {
  const tool = (drawn, words, deed) => html`<button type="button" class="tool" aria-label=${words} title=${words} @click=${() => deed(mark)}>${drawn}</button>`;
  return html`<li>${jump(mark, deeds)}<span class="mark-deeds">
    ${tool(icon("pencil"), gettext("Viết ghi chú"), deeds.write)}${tool(icon("share"), gettext("Chia sẻ"), deeds.share)}${tool(icon("trash"), gettext("Xóa"), deeds.remove)}</span></li>`;
}

function orphan(mark, deeds) {
  const isMoving = deeds.moving?.id === mark.id;
  const stood = !mark.quote && mark.made_target ? interpolate(gettext("Trang %s của bản đã ghi"), [pagesOf(mark.made_target)]) : "";
  const canBeOfPage = !["highlight", "underline"].includes(mark.kind);
  return html`<li class="mark-orphan">${stood ? html`<small>${stood}</small>` : nothing}${says(mark)}
    ${isMoving ? html`<p role="status">${gettext("Chọn đoạn chữ trong tài liệu rồi bấm “Gắn vào chỗ này”.")}</p>
      ${canBeOfPage ? html`<p><button type="button" class="btn btn-primary" @click=${() => deeds.moveToPage(mark)}>${interpolate(gettext("Gắn vào trang %s"), [deeds.page])}</button></p>` : nothing}` : nothing}
    <span class="mark-deeds"><button type="button" class="btn" aria-pressed=${isMoving ? "true" : "false"} @click=${() => deeds.reattach(mark)}>${isMoving ? gettext("Thôi gắn lại") : gettext("Gắn lại")}</button>
    <button type="button" class="tool" aria-label=${gettext("Xóa")} title=${gettext("Xóa")} @click=${() => deeds.remove(mark)}>${icon("trash")}</button></span></li>`;
}
