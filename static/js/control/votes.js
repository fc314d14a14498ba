import { html, nothing } from "lit-html";

import { NAMES, nameOf, toWire } from "../lib/ballots.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { isOnPaper, itemsOf, pollsOf, seatsOf, wordsOf } from "../lib/sitting.js";
import { FIGURES } from "./paper.js";
import { endsSpeech } from "./speaker.js";

/** What surrounds a vote at the panel: several items or motions, hands and voices, spoken ballots, ties, corrections. */

const CHOICES = ["for", "against", "abstain"];
const reason = () => html`<div class="field"><label for="cp-reason">${gettext("Lý do")}</label><textarea id="cp-reason" name="reason" required maxlength="300"></textarea></div>`;
const needsReason = ({ reason: words }) => (words.trim() ? "" : gettext("Đề nghị ghi lý do."));

/** The post, and the name where several hold the same one: three Deputy Prime Ministers must not be taken for each other. */
export function whoIs(seat, seats) {
  const isShared = seat.post && seats.some((other) => other.id !== seat.id && other.post === seat.post);
  return isShared ? `${seat.post} ${seat.name}` : seat.post || seat.name;
}

/** The words a vote is opened with: those of the one annulled, as they were read out, else the title. */
export function firstWords(view, item) {
  const annulled = pollsOf(view, item.id).filter((poll) => poll.state === "annulled" && !poll.items && !poll.motion).at(-1);
  return annulled?.question ?? interpolate(gettext("Thông qua: %s"), [item.title]);
}

/** The poll of an item that is in hand: running or to be announced, else the next prepared one (motions in their order), else the last. */
export function pollInHand(polls) {
  const prepared = polls.filter((poll) => poll.state === "prepared").sort((a, b) => (a.motion_order ?? 0) - (b.motion_order ?? 0));
  return polls.find((poll) => poll.state === "open" || poll.state === "closed") ?? prepared[0] ?? polls.at(-1);
}

/** The first motion of an item whose result was annulled and that is neither held again nor let go. */
export function leftMotion(polls) {
  const again = new Set(polls.map((poll) => poll.replaces));
  const left = polls.filter((poll) => poll.motion && poll.state === "annulled" && !poll.let_go_reason && !again.has(poll.id));
  return left.sort((a, b) => (a.motion_order ?? 0) - (b.motion_order ?? 0))[0];
}

/** Items that may go into one vote: asked to be decided, not over, without a vote on its way. */
export function blockable(view) {
  const free = (item) => !pollsOf(view, item.id).some((poll) => ["prepared", "open", "closed", "announced"].includes(poll.state));
  return itemsOf(view).filter((item) => item.kind === "decision" && (item.state === "waiting" || item.state === "current") && free(item));
}

/** The motions of an item in their order, with what became of each; nothing for a single vote. */
export function motions(polls) {
  const named = polls.filter((poll) => poll.motion);
  if (named.length < 2) return nothing;
  return html`<ol class="cp-motions">${named.map((poll) => html`<li data-state=${poll.state}><strong>${poll.motion}:</strong> <span>${poll.outcome ? wordsOf(poll.outcome, "sentence") : STATES[poll.state]}</span></li>`)}</ol>`;
}

const STATES = {
  prepared: gettext("Đã chuẩn bị"),
  open: gettext("Đang biểu quyết"),
  closed: gettext("Đã kết thúc biểu quyết"),
};

/** Equal votes: what follows, with its article, for who presides. */
export function proposal(poll) {
  if (!poll?.proposal) return nothing;
  const sentence = wordsOf(poll.proposal, "sentence");
  const said = sentence === wordsOf(poll.outcome, "sentence") ? "" : `${sentence} `; // it stands above already
  return html`<p class="cp-proposal" role="status"><strong>${gettext("Đề nghị người chủ trì xác nhận")}</strong>: ${said}${wordsOf(poll.proposal, "article")}</p>`;
}

/** The side buttons of this module for the poll in hand. */
export function voteButtons(view, item, last, actions) {
  const small = (kind, words) => html`<button type="button" class="btn cp-small" @click=${() => actions.open(kind)}>${words}</button>`;
  const named = last?.by === "electronic" && !last.is_secret;
  const left = leftMotion(pollsOf(view, item.id));
  const block = blockable(view);
  return html`${last?.state === "prepared" && !last.is_secret ? small("shown", gettext("Bằng giơ tay, bằng lời…")) : nothing}
    ${last?.state === "prepared" && !last.items ? small("motion", gettext("Thêm phương án…")) : nothing}
    ${left && last?.state !== "open" ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("drop", left)}>${interpolate(gettext("Bỏ “%s” đã hủy kết quả…"), [left.motion])}</button>` : nothing}
    ${last?.state === "prepared" ? small("drop", last.motion ? gettext("Bỏ phương án…") : gettext("Bỏ biểu quyết…")) : nothing}
    ${last?.state === "open" && named && page.can?.count ? small("spoken", gettext("Ghi phiếu theo lời…")) : nothing}
    ${last?.state === "prepared" && last.items ? small("object", gettext("Tách nội dung…")) : nothing}
    ${last?.state === "announced" && (named || isOnPaper(last)) ? small("correct", gettext("Đính chính kết quả…")) : nothing}
    ${block.length > 1 && block.some((one) => one.id === item.id) ? small("block", gettext("Biểu quyết chung…")) : nothing}`;
}

export function shownDialog(view, poll, actions) {
  return {
    title: gettext("Biểu quyết bằng giơ tay hoặc bằng lời"),
    submit: gettext("Bắt đầu biểu quyết"),
    body: html`<p>${gettext("Chỉ ghi số lượng, không ghi lựa chọn của từng người. Hai người của Văn phòng nhập số đếm độc lập; kết quả được đánh dấu trong biên bản.")}</p>${endsSpeech(view)}
      <fieldset class="field"><legend>${gettext("Cách biểu quyết")}</legend>${[["hands", gettext("Giơ tay")], ["voice", gettext("Bằng lời")]].map(([by, words]) => html`<label class="check"><input type="radio" name="by" value=${by} required><span>${words}</span></label>`)}</fieldset>`,
    send: ({ by }) => actions.openPoll({ verb: "voting.open_counted_poll", args: { poll: poll.id, by } }),
  };
}

export function motionDialog(item, polls, actions) {
  const next = polls.filter((poll) => poll.motion).length + 1;
  return {
    title: gettext("Thêm phương án biểu quyết"),
    submit: gettext("Thêm phương án"),
    waits: true,
    body: html`<p>${gettext("Các phương án được biểu quyết lần lượt theo thứ tự chuẩn bị, cuối cùng là toàn bộ dự thảo; mỗi lần có kết quả riêng.")}</p>
      <div class="field"><label for="cp-motion">${gettext("Tên phương án")}</label><input id="cp-motion" name="motion" maxlength="120" required .value=${interpolate(gettext("Phương án %s"), [next])}></div>
      <div class="field"><label for="cp-question">${gettext("Nội dung biểu quyết")}</label><textarea id="cp-question" name="question" maxlength="600" required></textarea></div>`,
    check: ({ motion, question }) => (motion.trim() && question.trim() ? "" : gettext("Đề nghị ghi nội dung biểu quyết.")),
    send: ({ motion, question }) => actions.send("voting.prepare_poll", { item: item.id, motion: motion.trim(), question: question.trim(), paper: polls.at(-1)?.paper ?? null }),
  };
}

export function dropDialog(poll, actions) {
  return {
    title: poll.motion ? interpolate(gettext("Bỏ phương án: %s"), [poll.motion]) : gettext("Bỏ biểu quyết đã chuẩn bị"),
    submit: poll.motion ? gettext("Bỏ phương án") : gettext("Bỏ biểu quyết"),
    waits: true,
    body: html`<p>${gettext("Câu hỏi này không được đưa ra biểu quyết nữa; lý do được ghi vào nhật ký. Khi cần, chuẩn bị lại được.")}</p>${reason()}`,
    check: needsReason,
    send: ({ reason: words }) => actions.send("voting.drop_poll", { poll: poll.id, reason: words.trim() }),
  };
}

export function spokenDialog(view, poll, actions) {
  const seats = seatsOf(view).filter((seat) => poll.voted && seat.id in poll.voted);
  return {
    title: gettext("Ghi phiếu theo lời của thành viên"),
    submit: gettext("Ghi phiếu"),
    waits: true,
    body: html`<p>${gettext("Chỉ khi thiết bị của thành viên không dùng được. Phiếu được đánh dấu; thành viên thấy ngay trên thiết bị của mình và tự thay đổi được.")}</p>
      <div class="field"><label for="cp-seat">${gettext("Thành viên")}</label><select id="cp-seat" name="seat" required><option value="" selected disabled>${gettext("Chọn thành viên")}</option>${seats.map((seat) => html`<option value=${seat.id}>${whoIs(seat, seats)}${poll.voted[seat.id] ? ` · ${gettext("đã biểu quyết")}` : ""}</option>`)}</select></div>
      <fieldset class="field"><legend>${gettext("Thành viên nói")}</legend>${CHOICES.map((value) => html`<label class="check"><input type="radio" name="value" value=${toWire(value)} required><span>${NAMES[value]}</span></label>`)}</fieldset>${reason()}`,
    check: needsReason,
    send: ({ seat, value, reason: words }) => actions.send("voting.enter_spoken_ballot", { poll: poll.id, seat, value, reason: words.trim() }),
  };
}

export function blockDialog(view, actions) {
  return {
    title: gettext("Biểu quyết chung các nội dung không có ý kiến phản đối"),
    submit: gettext("Chuẩn bị biểu quyết chung"),
    waits: true,
    body: html`<p>${gettext("Các nội dung được biểu quyết một lần; kết quả áp dụng cho từng nội dung. Trước khi bắt đầu, một ý kiến phản đối tách nội dung ra.")}</p>
      <fieldset class="field"><legend>${gettext("Các nội dung")}</legend>${blockable(view).map((item) => html`<label class="check"><input type="checkbox" name=${`item:${item.id}`} checked><span>${item.number}. ${item.title}</span></label>`)}</fieldset>`,
    check: (values) => (chosen(values).length > 1 ? "" : gettext("Đề nghị chọn ít nhất hai nội dung.")),
    send: (values) => actions.send("voting.prepare_block_poll", { items: chosen(values) }),
  };
}

const chosen = (values) => Object.keys(values).filter((name) => name.startsWith("item:")).map((name) => name.slice(5));

export function objectDialog(view, poll, actions) {
  const items = itemsOf(view).filter((item) => poll.items?.includes(item.id));
  return {
    title: gettext("Tách nội dung khỏi biểu quyết chung"),
    submit: gettext("Tách nội dung"),
    waits: true,
    body: html`<fieldset class="field"><legend>${gettext("Nội dung có ý kiến phản đối")}</legend>${items.map((item) => html`<label class="check"><input type="radio" name="item" value=${item.id} required><span>${item.number}. ${item.title}</span></label>`)}</fieldset>${reason()}`,
    check: needsReason,
    send: ({ item, reason: words }) => actions.send("voting.object_to_item", { item, reason: words.trim() }),
  };
}

/** The correction of an announced result: by name the choices that were wrong, counted by hand the right figures. */
export function correctDialog(view, poll, actions) {
  const byHand = isOnPaper(poll);
  const figures = poll.by === "paper" ? FIGURES : FIGURES.filter(([name]) => CHOICES.map(toWire).includes(name));
  const seats = seatsOf(view).filter((seat) => poll.voted && seat.id in poll.voted);
  const options = [["", NAMES.not_cast], ...CHOICES.map((value) => [toWire(value), NAMES[value]])];
  return {
    title: gettext("Đính chính kết quả biểu quyết"),
    submit: gettext("Ghi đính chính"),
    danger: true,
    waits: true,
    body: html`<p>${gettext("Kết quả đã công bố được giữ nguyên; đính chính đứng bên cạnh, có lý do, người ghi và thời điểm. Số liệu được tính lại.")}</p>
      ${byHand
        ? html`<div class="field-row cp-figures">${figures.map(([name, words]) => html`<div class="field"><label for="cp-${name}">${words}</label><input id="cp-${name}" name=${name} inputmode="numeric" pattern="[0-9]{1,4}" maxlength="4" autocomplete="off" required></div>`)}</div>
          ${poll.by_hand?.head ? html`<div class="field"><label for="cp-head">${interpolate(gettext("Phiếu của %s"), [poll.by_hand.head])}</label><select id="cp-head" name="head">${options.map(([value, words]) => html`<option value=${value}>${value ? words : gettext("Không có phiếu hợp lệ")}</option>`)}</select></div>` : nothing}`
        : html`<div class="cp-choices">${seats.map((seat) => html`<div class="field"><label for="cp-c-${seat.id}">${whoIs(seat, seats)}</label><select id="cp-c-${seat.id}" name=${`seat:${seat.id}`}><option value="-" selected>${interpolate(gettext("Giữ nguyên: %s"), [standing(poll, seat.id)])}</option>${options.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></div>`)}</div>`}
      ${reason()}`,
    check: needsReason,
    send: (values) => actions.correct(poll, byHand, values),
  };
}

/** A member's choice with the corrections so far, in words. */
function standing(poll, seat) {
  const value = (poll.corrections ?? []).reduce((was, row) => row.votes?.[seat] ?? was, poll.votes?.[seat] ?? "");
  return value ? nameOf(value) : NAMES.not_cast;
}

/** What the correction sends. */
export function correctionOf(poll, byHand, { reason: words, ...values }) {
  const args = { poll: poll.id, reason: words.trim() };
  if (!byHand) {
    const changed = Object.entries(values).filter(([name, value]) => name.startsWith("seat:") && value !== "-");
    return { ...args, choices: Object.fromEntries(changed.map(([name, value]) => [name.slice(5), value])) };
  }
  const { head = "", ...figures } = values;
  return { ...args, head, ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value)])) };
}
