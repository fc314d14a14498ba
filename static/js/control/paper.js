import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { NAMES } from "../lib/ballots.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page, url } from "../lib/page.js";
import { isOnPaper, markOf, papersOf } from "../lib/sitting.js";
import { clockTime, now } from "../lib/time.js";
import { endsSpeech } from "./speaker.js";

/** The paper fallback at the control panel: printing, the vote by paper ballots, its count entered twice. */

export const FIGURES = [
  ["issued", gettext("Số phiếu phát ra")],
  ["returned", gettext("Số phiếu thu về")],
  ["for_", NAMES.for],
  ["against", NAMES.against],
  ["abstain", NAMES.abstain],
  ["invalid", NAMES.invalid],
];
const LABELS = { ...Object.fromEntries(FIGURES), head: gettext("Phiếu của người đứng đầu") };

/** One press: roll, ballots and counting form in a tab of their own, which asks to print. */
export const printLink = (item) =>
  html`<a class="btn cp-small" href=${url("paper_vote", { item: item.id })} target="_blank" rel="noopener" title=${gettext("Danh sách điểm danh, phiếu biểu quyết và biên bản kiểm phiếu")}>${icon("printer")}${gettext("In phiếu giấy")}</a>`;

/** The next step while a vote on paper is open, for this reader: enter the count, or who is waited for. */
export function countingStep(poll, mayCount = page.can?.count, me = page.person) {
  const entered = poll.by_hand?.entered ?? [];
  if (!mayCount) return { why: gettext("Chờ hai người của Văn phòng nhập kết quả kiểm phiếu.") };
  const mine = entered.find((one) => one.person === me);
  if (mine) return { why: interpolate(gettext("Đồng chí đã nhập lúc %s. Chờ người thứ hai nhập độc lập."), [clockTime(mine.at)]) };
  return { words: gettext("Nhập kết quả kiểm phiếu"), opens: "count" };
}

/** How far the count is: who has entered, and where two entries differed; never a figure. */
export function counting(poll) {
  const { entered = [], differs = [], recount_reason: reason } = poll.by_hand ?? {};
  return html`<p class="cp-count"><span class="cp-mark">${markOf(poll)}</span> · <strong>${entered.length}/2</strong> <span>${gettext("lần nhập kết quả kiểm phiếu")}</span>${entered.map((one) => html` <span class="quiet">${one.name}, ${clockTime(one.at)}</span>`)}</p>
    ${differs.length ? html`<p class="notice notice-stop" role="status">${interpolate(gettext("Hai lần nhập khác nhau ở: %s. Chưa tính kết quả; đề nghị kiểm lại phiếu, hai người cùng nhập lại."), [differs.map((name) => LABELS[name]).join(", ")])}</p>` : nothing}
    ${reason ? html`<p class="small quiet">${interpolate(gettext("Nhập lại kết quả. Lý do: %s"), [reason])}</p>` : nothing}`;
}

/** The words for the button that goes over to paper, or "" when it isn't the time. */
export function paperWords(last) {
  if (last?.items) return "";
  if (isOnPaper(last) && last.state !== "prepared" && last.state !== "announced") return "";
  if (last?.state === "open") return gettext("Chuyển sang phiếu giấy…");
  return last?.state === "closed" ? "" : gettext("Bằng phiếu giấy…");
}

/** The dialog that opens a vote on paper; a vote running on the tablets is annulled for it, with the reason. */
export function paperDialog(view, item, last, actions) {
  const running = last?.state === "open" ? last : null;
  const prepared = last?.state === "prepared" ? last : null;
  const known = running ?? prepared;
  const papers = papersOf(item);
  const draft = papers.find((paper) => /^dự thảo/i.test(paper.title)) ?? papers[0];
  const question = known?.question ?? interpolate(gettext("Thông qua: %s"), [item.title]);
  return {
    title: gettext("Biểu quyết bằng phiếu giấy"),
    submit: running ? gettext("Hủy trên thiết bị, biểu quyết bằng phiếu giấy") : gettext("Bắt đầu biểu quyết bằng phiếu giấy"),
    danger: Boolean(running),
    body: html`<p>${gettext("Danh sách người biểu quyết được chốt theo điểm danh lúc bắt đầu. Phát phiếu, kiểm phiếu, sau đó hai người của Văn phòng nhập kết quả độc lập.")}</p>${endsSpeech(view)}
      <div class="field"><label for="cp-question">${gettext("Nội dung biểu quyết")}</label><textarea id="cp-question" name="question" maxlength="600" required ?readonly=${Boolean(running)} .value=${question}></textarea></div>
      ${papers.length ? html`<div class="field"><label for="cp-poll-paper">${gettext("Theo tài liệu")}</label><select id="cp-poll-paper" name="paper">${papers.map((paper) => html`<option value=${paper.id} ?selected=${paper.id === (known ? known.paper : draft?.id)}>${paper.title}, ${interpolate(gettext("bản %s"), [paper.version])}</option>`)}<option value="" ?selected=${Boolean(known && !known.paper)}>${gettext("Không gắn với tài liệu")}</option></select></div>` : nothing}
      ${running ? html`<p>${gettext("Lần biểu quyết đang mở trên thiết bị bị hủy; phiếu đã ghi vẫn được lưu nhưng không tính. Mọi thành viên thấy lý do.")}</p><div class="field"><label for="cp-reason">${gettext("Lý do")}</label><textarea id="cp-reason" name="reason" required maxlength="300"></textarea></div>` : nothing}`,
    check: ({ question: words, reason }) => (!words.trim() ? gettext("Đề nghị ghi nội dung biểu quyết.") : running && !reason.trim() ? gettext("Đề nghị ghi lý do.") : ""),
    send: ({ question: words, paper, reason }) => actions.voteOnPaper(item, { question: words.trim(), paper: paper || null, prepared, running, reason: reason?.trim() }),
  };
}

/** The dialog of one person's entry. It stays open with what was typed until the server has it. */
export function countDialog(poll, actions) {
  const head = poll.by_hand?.head;
  const choices = [["", gettext("Không có phiếu hợp lệ")], ["for_", NAMES.for], ["against", NAMES.against], ["abstain", NAMES.abstain]];
  return {
    title: gettext("Nhập kết quả kiểm phiếu"),
    submit: gettext("Ghi kết quả kiểm phiếu"),
    waits: true,
    body: html`<p>${gettext("Ghi theo biên bản kiểm phiếu. Hai người nhập độc lập, không thấy số liệu của nhau; khi hai lần giống nhau, kết quả được tính.")}</p>
      <div class="field-row cp-figures">${(poll.by === "paper" ? FIGURES : FIGURES.slice(2, 5)).map(([name, words]) => html`<div class="field"><label for="cp-${name}">${words}</label><input id="cp-${name}" name=${name} inputmode="numeric" pattern="[0-9]{1,4}" maxlength="4" autocomplete="off" required></div>`)}</div>
      ${head ? html`<div class="field"><label for="cp-head">${interpolate(gettext("Phiếu của %s"), [head])}</label><select id="cp-head" name="head" required><option value="-" selected disabled>${gettext("Chọn theo biên bản")}</option>${choices.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></div>` : nothing}
      <div class="field-row">${[1, 2].map((place) => html`<div class="field"><label for="cp-teller-${place}">${interpolate(gettext("Người kiểm phiếu thứ %s"), [place])}</label><input id="cp-teller-${place}" name="teller${place}" maxlength="120" autocomplete="off" required></div>`)}
      <div class="field"><label for="cp-counted">${gettext("Kiểm phiếu xong lúc")}</label><input id="cp-counted" type="time" name="counted" .value=${clockTime(now())} required></div></div>`,
    check: ({ head: chosen }) => (head && chosen === undefined ? gettext("Đề nghị chọn phiếu của người đứng đầu theo biên bản.") : ""),
    send: (values) => actions.enterCount(poll, values),
  };
}

/** The dialog that takes back a count before it is announced. */
export function recountDialog(poll, actions) {
  return {
    title: gettext("Nhập lại kết quả kiểm phiếu"),
    submit: gettext("Nhập lại kết quả"),
    danger: true,
    body: html`<p>${gettext("Kết quả chưa công bố không còn giá trị; hai người nhập lại từ đầu. Các lần nhập trước vẫn được lưu.")}</p>
      <div class="field"><label for="cp-reason">${gettext("Lý do")}</label><textarea id="cp-reason" name="reason" required maxlength="300"></textarea></div>`,
    check: ({ reason }) => (reason.trim() ? "" : gettext("Đề nghị ghi lý do.")),
    send: ({ reason }) => actions.send("voting.reopen_paper_count", { poll: poll.id, reason: reason.trim() }),
  };
}
