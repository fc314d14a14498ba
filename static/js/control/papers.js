import { html } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { papersOf } from "../lib/sitting.js";

/**
 * The papers of the item, each with its own button: a tap on one takes it back from everybody. The hidden button makes
 * Enter in the reason do nothing.
 */
export function recallDialog(item, actions) {
  return {
    title: interpolate(gettext("Thu hồi tài liệu của nội dung %s"), [item.number]),
    body: html`<button type="submit" disabled hidden></button><p>${gettext("Trong vòng 2 giây không đại biểu nào đọc được tài liệu nữa, kể cả trang đang mở và bản đang tải. Không hoàn tác được; hồ sơ ghi thời điểm và lý do.")}</p>
      <div class="field"><label for="cp-recall-reason">${gettext("Lý do")}</label><input id="cp-recall-reason" name="reason" maxlength="300" required .value=${gettext("Phát nhầm tài liệu")}></div>
      <ul class="cp-recalls">${papersOf(item).map((paper) => html`<li><span>${paper.title}</span><button type="submit" class="btn btn-danger cp-small" name="paper" value=${paper.id} aria-label=${interpolate(gettext("Thu hồi: %s"), [paper.title])}>${gettext("Thu hồi")}</button></li>`)}</ul>`,
    check: ({ paper, reason }) => (paper && reason.trim() ? "" : gettext("Đề nghị ghi lý do.")),
    send: ({ paper, reason }) => actions.send("agendas.recall_paper", { item: item.id, paper, reason: reason.trim() }),
  };
}
