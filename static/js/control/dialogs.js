import { html, nothing, render } from "lit-html";

import { presides } from "../lib/chair.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { SECRET_LABEL } from "../lib/secret.js";
import { currentItem, ENDING_KINDS, papersOf } from "../lib/sitting.js";
import { dropTyped, keepTyped, restoreTyped } from "../lib/typed.js";
import { attendanceDialog } from "./attendance.js";
import { chairDialog } from "./chair.js";
import { heldWords } from "./functions.js";
import { innerDialog } from "./inner.js";
import { apartDialog } from "./items.js";
import { countDialog, paperDialog, recountDialog } from "./paper.js";
import { recallDialog } from "./papers.js";
import { entryOf } from "./roll.js";
import { PRESENCE } from "./seats.js";
import { soundDialog } from "./sound.js";
import { endsSpeech, speakerDialog } from "./speaker.js";
import { likelyEnding, standingPolls } from "./steps.js";
import { noteFor, resubmitDay, suggest } from "./endings.js";
import { wallDialog } from "./wall.js";
import { blockDialog, correctDialog, dropDialog, firstWords, motionDialog, objectDialog, pollInHand, shownDialog, spokenDialog } from "./votes.js";

/**
 * The dialogs of the panel. Each is drawn once when it opens, so that an event arriving meanwhile
 * never repaints a field somebody types into. A question that comes up while one is open (does one take the function
 * over?) stands above it: whoever goes back finds the words as they were typed.
 */
export class Dialogs {
  /** @param {HTMLDialogElement} box @param {{view: () => any, actions: any}} options */
  constructor(box, { view, actions }) {
    this.over = document.createElement("dialog");
    Object.assign(this.over, { id: "cp-over", className: "dialog" });
    this.over.setAttribute("aria-labelledby", "cp-over-title");
    box.after(this.over);
    Object.assign(this, { box, view, actions, left: null });
    box.addEventListener("input", () => this.key && keepTyped(this.key, box.querySelector("form")));
    for (const name of ["cancel", "click"]) box.addEventListener(name, (event) => (name === "cancel" || event.target.closest("[data-closes]")) && this.putAway());
  }

  /** Left without sending: what was typed is wanted no more. */
  putAway() {
    if (this.key) dropTyped(this.key);
  }

  /** Where a question is asked: above an open one that isn't its own. */
  boxFor(kind) {
    const isAbove = kind === "takeover" || (kind === "confirm" && this.box.open && !this.isWaiting);
    return isAbove ? this.over : this.box;
  }

  /** @param {string} kind "poll" | "speaking" | "confirm" | "paper" | "count" | "recount" | "ending" | "annul" | "drop" | "close" | "suspend" | "inner" | "resume" | "seat" | "attendance" | "chair" | "apart" | "recall" | "speaker" | "sound" | "display" */
  open(kind, subject) {
    const made = this[kind](subject);
    const box = this.boxFor(kind);
    const key = box === this.over ? "" : `panel:${kind}:${subject?.id ?? subject?.entry ?? currentItem(this.view())?.id ?? ""}`;
    const send = (event) => {
      event.preventDefault();
      const form = event.target;
      const values = Object.fromEntries(new FormData(form, event.submitter));
      const problem = made.check?.(values);
      if (problem) return this.say(problem);
      if (made.waits) return void this.wait(form, made.send(values), key);
      // Closed first: what is sent may open the next question, which leads back here.
      box.close();
      this.left = form;
      void this.forget(key, made.send(values));
      this.left = null;
    };
    const title = `${box.id}-title`;
    render(nothing, box);
    render(
      html`<form @submit=${send}><header><h2 id=${title}>${made.title}</h2></header>
        <div class="dialog-body">${made.body}<p class="errorlist" role="alert" hidden></p></div>
        <footer><button type="button" class="btn" data-closes>${gettext("Quay lại")}</button>
        ${made.submit ? html`<button type="submit" class="btn ${made.danger ? "btn-danger" : "btn-primary"}">${made.submit}</button>` : nothing}</footer></form>`,
      box,
    );
    if (box === this.box) this.key = key;
    if (key) restoreTyped(key, box.querySelector("form"));
    if (!box.open) box.showModal();
  }

  /** What was recorded needs no keeping; what was refused is there when the dialog is opened again. */
  async forget(key, sent) {
    const command = await sent;
    if (key && command?.state !== "refused") dropTyped(key);
  }

  /** What was typed stays until the server has recorded it; a refusal is said beside it. */
  async wait(form, sent, key = "") {
    this.waiting = form;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const command = await sent;
    button.disabled = false;
    const answered = this.isWaiting;
    this.waiting = null;
    if (key && command?.state !== "refused") dropTyped(key);
    if (!answered) return; // put away, or another question took its place
    if (command?.state === "refused") this.say(command.error?.message ?? "");
    else this.box.close();
  }

  /** Does an open dialog say itself what becomes of what it sent? */
  get isWaiting() {
    return Boolean(this.waiting) && this.box.open && this.box.contains(this.waiting);
  }

  say(words) {
    const line = this.box.querySelector(".errorlist");
    line.textContent = words;
    line.hidden = !words;
  }

  item(subject) {
    return subject ?? currentItem(this.view());
  }

  poll() {
    const item = this.item();
    const prepared = standingPolls(this.view(), item.id).find((one) => one.state === "prepared");
    const papers = papersOf(item);
    const draft = papers.find((paper) => /^dự thảo/i.test(paper.title)) ?? papers[0];
    const question = prepared?.question ?? firstWords(this.view(), item);
    return {
      title: prepared ? gettext("Sửa câu hỏi biểu quyết") : gettext("Bắt đầu biểu quyết"),
      submit: prepared ? gettext("Lưu câu hỏi") : gettext("Bắt đầu biểu quyết"),
      waits: true,
      body: html`<div class="field"><label for="cp-question">${gettext("Nội dung biểu quyết")}</label><textarea id="cp-question" name="question" maxlength="600" required .value=${question}></textarea></div>
        ${papers.length ? html`<div class="field"><label for="cp-poll-paper">${gettext("Theo tài liệu")}</label><select id="cp-poll-paper" name="paper">${papers.map((paper) => html`<option value=${paper.id} ?selected=${paper.id === (prepared?.paper ?? draft?.id)}>${paper.title}, ${interpolate(gettext("bản %s"), [paper.version])}</option>`)}<option value="">${gettext("Không gắn với tài liệu")}</option></select></div>` : nothing}
        <label class="check"><input type="checkbox" name="secret" ?checked=${prepared?.is_secret}><span>${gettext("Biểu quyết kín")}</span></label>
        <p class="quiet small">${SECRET_LABEL}</p>
        ${prepared ? nothing : endsSpeech(this.view())}${prepared ? nothing : html`<p class="quiet">${gettext("Danh sách người biểu quyết được chốt theo điểm danh tại thời điểm bắt đầu. Trong khi biểu quyết, không ai thấy lựa chọn của người khác.")}</p>`}`,
      check: ({ question: words }) => (words.trim() ? "" : gettext("Đề nghị ghi nội dung biểu quyết.")),
      send: ({ question: words, paper, secret }) =>
        this.actions.preparePoll(item, { question: words.trim(), paper: paper || null, is_secret: Boolean(secret) }, prepared),
    };
  }

  /** A vote comes while somebody speaks: one press ends the speech and opens it. */
  speaking(step) {
    return {
      title: step.words,
      submit: gettext("Kết thúc phát biểu và bắt đầu biểu quyết"),
      waits: true,
      body: endsSpeech(this.view()),
      send: () => this.actions.openPoll(step),
    };
  }

  /** A step the server wants confirmed: its sentence, and the same step again with the word for it. */
  confirm({ verb, args, error }) {
    const opening = verb === "voting.open_poll";
    if (error?.code === "tie_not_confirmed") {
      return {
        title: gettext("Biểu quyết ngang nhau"),
        submit: presides(this.view()) ? gettext("Xác nhận và công bố kết quả") : gettext("Công bố theo chỉ đạo của người chủ trì"),
        body: html`<p>${error.message}</p>`,
        send: () => this.actions.send(verb, { ...args, confirmed: true }),
      };
    }
    return {
      title: opening ? gettext("Bắt đầu biểu quyết kín") : gettext("Công bố kết quả biểu quyết kín"),
      submit: opening ? gettext("Vẫn bắt đầu biểu quyết kín") : gettext("Vẫn công bố kết quả"),
      danger: true,
      body: html`<p>${error?.message}</p>`,
      send: () => this.actions.send(verb, { ...args, confirmed: true }),
    };
  }

  /** Somebody else holds the function: one tap takes it over and does what was pressed. */
  takeover({ held, answered, go }) {
    const { left } = this;
    let gone = false;
    const closed = () => {
      answered({ state: "refused", error: {} });
      if (!gone && left && !this.box.open && this.box.contains(left)) this.box.showModal();
    };
    this.over.addEventListener("close", closed, { once: true });
    return {
      title: heldWords(held),
      submit: gettext("Tiếp nhận và thực hiện"),
      body: html`<p>${gettext("Việc này sẽ do đồng chí giữ; mọi bảng điều hành đều thấy. Quyền của mọi người không thay đổi.")}</p>`,
      send: () => ((gone = true), answered(go())),
    };
  }

  paper() {
    const item = this.item();
    return paperDialog(this.view(), item, this.inHand(), this.actions);
  }

  count() {
    return countDialog(this.inHand(), this.actions);
  }

  recount() {
    return recountDialog(this.inHand(), this.actions);
  }

  /** The poll in hand of the present item. */
  inHand() {
    return pollInHand(standingPolls(this.view(), this.item().id));
  }

  shown() {
    return shownDialog(this.view(), this.inHand(), this.actions);
  }

  drop(poll) {
    return dropDialog(poll ?? this.inHand(), this.actions);
  }

  motion() {
    return motionDialog(this.item(), standingPolls(this.view(), this.item().id), this.actions);
  }

  spoken() {
    return spokenDialog(this.view(), this.inHand(), this.actions);
  }

  block() {
    return blockDialog(this.view(), this.actions);
  }

  object() {
    return objectDialog(this.view(), this.inHand(), this.actions);
  }

  correct() {
    return correctDialog(this.view(), this.inHand(), this.actions);
  }

  ending() {
    const item = this.item();
    const view = this.view();
    const likely = likelyEnding(view, item);
    const draft = view.conclusions?.[item.id]?.text ?? view.scripts?.[item.id]?.draft_conclusion ?? "";
    const adopted = likely === "adopted_by_vote";
    const look = ({ target: { form } }) => suggest(form, item, draft);
    const kinds = ENDING_KINDS.filter(({ kind }) => kind !== "adopted_by_vote" || adopted);
    return {
      title: interpolate(gettext("Kết luận nội dung %s"), [item.number]),
      submit: gettext("Ghi kết luận và kết thúc nội dung"),
      waits: true,
      body: html`<fieldset class="field cp-endings"><legend>${gettext("Nội dung kết thúc thế nào")}</legend>${kinds.map(({ kind, words }) => html`<label class="check"><input type="radio" name="ending" value=${kind} ?checked=${kind === likely} required @change=${look}><span>${words}</span></label>`)}</fieldset>
        <div class="field" ?hidden=${likely !== "not_adopted"}><label for="cp-resubmit">${gettext("Trình lại trước ngày (khi chưa thông qua)")}</label><input id="cp-resubmit" type="date" name="resubmit_on" .value=${resubmitDay(likely, draft)}></div>
        <div class="field"><label for="cp-note">${gettext("Ghi chú (giao ai, đến phiên nào)")}</label><input id="cp-note" name="note" maxlength="500" .value=${noteFor(likely, item)} @input=${({ target }) => (target.dataset.own = "")}></div>
        <div class="field"><label for="cp-conclusion">${gettext("Kết luận của người chủ trì")}</label><textarea id="cp-conclusion" name="conclusion" rows="3" .value=${draft}></textarea></div>`,
      check: ({ ending, resubmit_on }) => (ending === "not_adopted" && !resubmit_on ? gettext("Đề nghị chọn ngày trình lại.") : ""),
      send: (values) => this.actions.endItem(item, values),
    };
  }

  annul() {
    const poll = this.inHand();
    return {
      title: gettext("Hủy kết quả biểu quyết"),
      submit: gettext("Hủy kết quả"),
      danger: true,
      waits: true,
      body: html`<p>${gettext("Phiếu đã ghi vẫn được lưu, nhưng lần biểu quyết này không còn giá trị và phải biểu quyết lại. Mọi thành viên thấy lý do.")}</p>${byWord(this.view())}${reason()}`,
      check: needsReason,
      send: ({ reason: words }) => this.actions.send("voting.annul_poll", { poll: poll.id, reason: words.trim() }),
    };
  }

  close() {
    return {
      title: gettext("Bế mạc phiên họp"),
      submit: gettext("Bế mạc phiên họp"),
      danger: true,
      body: html`<p>${gettext("Sau khi bế mạc, không điểm danh, phát biểu hay biểu quyết được nữa. Có thể mở lại trong 10 phút nếu bế mạc nhầm.")}</p>${byWord(this.view())}`,
      send: () => this.actions.send("meetings.close_sitting", { sitting: this.actions.sitting }),
    };
  }

  inner() {
    return innerDialog(this.view(), this.actions);
  }

  sound() {
    return soundDialog(this.view(), this.actions.sound, this.actions);
  }

  suspend() {
    return {
      title: gettext("Tạm nghỉ"),
      submit: gettext("Tạm nghỉ"),
      waits: true,
      body: html`<div class="field"><label for="cp-until">${gettext("Họp tiếp lúc")}</label><input id="cp-until" type="time" name="until"></div>
        <div class="field"><label for="cp-until-day">${gettext("Ngày khác (nếu họp tiếp vào ngày khác)")}</label><input id="cp-until-day" type="date" name="on"></div>
        <p class="quiet">${gettext("Nếu họp tiếp vào ngày khác, điểm danh được làm lại và túc số được kiểm tra lại khi họp tiếp.")}</p>${byWord(this.view())}`,
      check: ({ until, on }) => (on && !until ? gettext("Đề nghị ghi giờ họp tiếp.") : ""),
      send: ({ until, on }) => this.actions.suspend(until, on),
    };
  }

  resume(item) {
    const sitting = !item;
    return {
      title: sitting ? gettext("Mở lại phiên họp") : interpolate(gettext("Mở lại nội dung %s"), [item.number]),
      submit: gettext("Mở lại"),
      waits: true,
      body: html`<p>${gettext("Chỉ mở lại được trong 10 phút sau khi kết thúc; lý do được ghi vào hồ sơ phiên họp.")}</p>${reason()}`,
      check: needsReason,
      send: ({ reason: words }) =>
        sitting
          ? this.actions.send("meetings.resume_sitting", { sitting: this.actions.sitting, reason: words.trim() })
          : this.actions.send("agendas.resume_item", { item: item.id, reason: words.trim() }),
    };
  }

  /** A tap on a seat, a tap on what to record. */
  seat(one) {
    const choices = ["on_site", "online", "left", "absent"].filter((where) => where !== one.presence);
    const isHere = one.presence === "on_site" || one.presence === "online";
    return {
      title: one.post || one.name,
      body: html`<p class="quiet">${one.name}${one.short ? ` · ${one.short}` : ""} · ${PRESENCE[one.presence]}</p>
        <div class="actions cp-places" role="group" aria-label=${gettext("Ghi điểm danh")}>${choices.map((where) => html`<button type="submit" class="btn" name="where" value=${where}>${PRESENCE[where]}</button>`)}
        ${this.view().sitting?.state === "open" && isHere ? html`<button type="submit" class="btn" name="where" value="speak">${gettext("Ghi vào danh sách phát biểu")}</button>` : nothing}</div>
        <div class="field"><label for="cp-seat-note">${gettext("Ghi chú (đến muộn, về sớm, điểm cầu)")}</label><input id="cp-seat-note" name="note" maxlength="300"></div>`,
      send: ({ where, note }) => {
        const entry = entryOf(one);
        if (where === "speak") this.actions.send("room.ask_to_speak", { sitting: this.actions.sitting, entry });
        else if (where) this.actions.presence([entry], where, note);
      },
    };
  }

  attendance(one) {
    return attendanceDialog(this.view(), this.actions, one);
  }

  chair() {
    return chairDialog(this.view(), this.actions);
  }

  apart(item) {
    return apartDialog(item, this.actions);
  }

  recall() {
    return recallDialog(this.item(), this.actions);
  }

  speaker() {
    return speakerDialog(this.view(), this.actions);
  }

  display(mode) {
    return wallDialog(this.view(), this.actions, mode);
  }
}

/** What belongs to who presides is recorded as such when the desk presses it: no press more. */
const byWord = (view) => (presides(view) ? nothing : html`<p class="quiet small">${gettext("Hồ sơ ghi: theo chỉ đạo của người chủ trì.")}</p>`);
const reason = () => html`<div class="field"><label for="cp-reason">${gettext("Lý do")}</label><textarea id="cp-reason" name="reason" required maxlength="300"></textarea></div>`;
const needsReason = ({ reason: words }) => (words.trim() ? "" : gettext("Đề nghị ghi lý do."));

