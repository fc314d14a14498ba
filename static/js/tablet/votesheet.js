import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { neededVotes, tally } from "../components/tally.js";
import { CHOICES, fromWire, NAMES, nameOf, toWire } from "../lib/ballots.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { annulledWords, isOnPaper, markOf, meOf, questionOf, seatsOf, withId, wordsOf } from "../lib/sitting.js";
import { isSealed } from "../lib/secret.js";
import { clockSeconds } from "../lib/time.js";
import { castVerb, TRIAL, votedOn } from "../lib/trial.js";
import { Guard } from "./guard.js";
import { spokenWords } from "./spoken.js";
import { boxLine, cannotSeal, isReceiptOf, sealed, secretLabel } from "./sealing.js";

/**
 * The vote sheet: rises over whatever is open without closing it, and shows exactly one of three
 * states after a press: not sent, recorded, refused.
 */
export class VoteSheet {
  constructor(box, { store, outbox, stream, listeners }) {
    Object.assign(this, { box, store, outbox, stream });
    this.guard = new Guard(() => this.draw());
    this.dismissed = new Set();
    this.changing = null;
    store.subscribe(() => this.draw());
    listeners.add((command) => (this.answered(command), this.draw()));
    this.draw();
  }

  /** The poll the sheet is about: the open one, or the one whose result the member hasn't put away. */
  poll() {
    const open = votedOn(this.store.view);
    if (open) {
      this.shown = open.id;
      return open;
    }
    const last = this.shown && withId(this.store.view.polls, this.shown);
    return last && !this.dismissed.has(last.id) ? last : null;
  }

  draw() {
    const poll = this.poll();
    const mayVote = Boolean(poll && this.store.view.me?.is_elector?.[poll.id]);
    if (isOnPaper(poll) && poll.state === "open") return void render(this.onPaper(poll, mayVote), this.box);
    if (!poll || (!mayVote && poll.state !== "open")) return void render(nothing, this.box);
    // Who may vote comes on the person's own stream, which may arrive after the poll itself.
    if (this.drawn !== poll.id || (mayVote && !this.risen)) this.rise(poll, mayVote);
    render(mayVote ? this.sheet(poll) : this.sentence(poll), this.box);
  }

  rise(poll, mayVote) {
    this.drawn = poll.id;
    this.risen = mayVote;
    this.lowered = false;
    this.refusal = null;
    this.changing = null;
    if (mayVote) this.guard.rise(() => this.box.querySelector("[data-focus]")?.focus());
  }

  /** A vote on paper: one line, nothing to press, nothing in the way of the papers. */
  onPaper(poll, mayVote) {
    return html`<section class="vote-line" aria-label=${gettext("Đang biểu quyết")}>
      <span class="chip chip-now">${gettext("Đang biểu quyết")}</span><strong>${markOf(poll)}</strong>
      <span>${mayVote ? (poll.by === "paper" ? gettext("Đề nghị ghi phiếu giấy và bỏ vào hòm phiếu; không biểu quyết trên thiết bị này") : gettext("Đề nghị biểu quyết tại phòng họp; không biểu quyết trên thiết bị này")) : gettext("Đồng chí theo dõi biểu quyết, không tham gia biểu quyết")}</span></section>`;
  }

  /** Who may speak but not vote reads one sentence; no sheet, no buttons. */
  sentence(poll) {
    const me = meOf(this.store.view);
    const why = me.substitute_for
      ? interpolate(gettext("Dự họp thay %s; được phát biểu, không được biểu quyết"), [me.substitute_for])
      : me.substitute
      ? gettext("Người dự họp thay được phát biểu, không được biểu quyết")
      : gettext("Đồng chí theo dõi biểu quyết, không tham gia biểu quyết");
    return html`<section class="vote-line" aria-label=${gettext("Đang biểu quyết")}>
      <span class="chip chip-now">${poll.trial ? TRIAL : gettext("Đang biểu quyết")}</span>
      <span>${this.count(poll)}</span><span>${why}</span></section>`;
  }

  count(poll) {
    return interpolate(gettext("%s trên %s thành viên đã biểu quyết"), [poll.cast ?? 0, poll.electors ?? 0]);
  }

  sheet(poll) {
    if (this.lowered) {
      return html`<section class="vote-line vote-lowered" aria-label=${gettext("Phiếu biểu quyết")}>
        <span class="chip chip-now">${poll.trial ? TRIAL : poll.state === "open" ? gettext("Đang biểu quyết") : gettext("Đã kết thúc biểu quyết")}</span>
        <span>${isOnPaper(poll) ? markOf(poll) : this.stateWords(poll).words ?? this.count(poll)}</span>
        <button type="button" class="btn btn-primary" @click=${() => this.raise()}>${gettext("Mở phiếu biểu quyết")}</button></section>`;
    }
    return html`<section class="vote" role="dialog" aria-labelledby="vote-question" data-state=${poll.state}>
      <div class="vote-inner">
        <header class="vote-head">
          <span class="chip chip-now">${poll.trial ? TRIAL : poll.is_trial ? gettext("Diễn tập: biểu quyết không ghi vào biên bản") : poll.state === "open" ? (isSealed(poll) ? gettext("Đang biểu quyết kín") : gettext("Đang biểu quyết")) : gettext("Đã kết thúc biểu quyết")}</span>
          <span class="quiet">${poll.trial ? "" : !isOnPaper(poll) ? this.count(poll) : poll.outcome ? "" : markOf(poll)}</span>
          <button type="button" class="btn btn-quiet vote-lower" @click=${() => this.lower(poll)}>${poll.state === "open" ? gettext("Thu gọn để xem tài liệu") : gettext("Đóng")}</button>
        </header>
        <h2 id="vote-question" tabindex="-1" data-focus>${poll.motion ? `${poll.motion}: ` : ""}${questionOf(this.store.view, poll)}</h2>
        ${secretLabel(poll)}
        ${poll.paper_version_label ? html`<p class="vote-version">${icon("file-text")}${wordsOf(poll, "paper_version_label")}</p>` : nothing}
        ${poll.state === "open" ? this.voting(poll) : this.result(poll)}
      </div></section>`;
  }

  voting(poll) {
    const chosen = this.choice(poll);
    const sent = this.outbox.inSlot(`ballot:${poll.id}`) ?? this.recorded(poll);
    const editing = (!sent && this.sealing !== poll.id) || this.changing === poll.id;
    return html`<div class="vote-me"><strong>${meOf(this.store.view).name ?? ""}</strong><span>${meOf(this.store.view).post ?? ""}</span></div>
      ${editing ? cannotSeal(poll) ?? this.options(poll, chosen) : nothing}
      ${this.stateLine(poll)}
      ${!editing && this.sealing !== poll.id ? html`<button type="button" class="btn btn-big" @click=${() => this.change(poll)}>${gettext("Thay đổi lựa chọn (trước khi kết thúc biểu quyết)")}</button>` : nothing}`;
  }

  options(poll, chosen) {
    const armed = this.guard.armed;
    return html`<div class="vote-options" role="group" aria-labelledby="vote-question">
      ${CHOICES.map((value) => html`<button type="button" class="vote-option" data-value=${value}
        aria-disabled=${armed ? "false" : "true"} aria-pressed=${chosen === value ? "true" : "false"}
        @click=${() => this.press(poll, value)}>${NAMES[value]}</button>`)}
    </div>`;
  }

  result(poll) {
    if (poll.state === "annulled") {
      return html`<div class="notice notice-stop"><p>${annulledWords(poll)}</p></div>`;
    }
    return html`${poll.outcome
      ? html`<div class="result"><p class="result-sentence">${wordsOf(poll.outcome, "sentence")}</p>${tally(poll, neededVotes(poll, this.store.view.sitting))}<p class="quiet small">${[wordsOf(poll.outcome, "arithmetic"), wordsOf(poll.outcome, "article")].filter(Boolean).join(" · ")}</p></div>`
      : html`<p class="vote-wait">${gettext("Đã kết thúc biểu quyết. Kết quả hiện tại đây khi người chủ trì công bố.")}</p>`}
      ${isOnPaper(poll) ? nothing : html`${this.stateLine(poll)}${boxLine(poll, this.recorded(poll)?.code)}`}`;
  }

  /** The member's choice as far as this page knows: on its way, or recorded on any device. */
  choice(poll) {
    const sent = this.outbox.inSlot(`ballot:${poll.id}`);
    return fromWire(sent?.args.value ?? this.recorded(poll)?.value) || null;
  }

  /**
   * The recorded ballot. The receipt on the person's stream never says which way, so the choice is
   * known to the tab that made it, and to every device once the names are announced.
   */
  recorded(poll) {
    const streamed = this.store.view.me?.ballots?.[poll.id];
    const answered = this.remembered(poll.id);
    const newest = streamed && !(answered?.version > streamed.version) ? streamed : answered;
    if (!newest) return null;
    const mine = answered?.code === newest.code ? answered.value : newest.value;
    return { ...newest, value: poll.votes?.[this.mySeat()] ?? mine };
  }

  mySeat() {
    const { person, seat } = meOf(this.store.view);
    return seat ?? seatsOf(this.store.view).find((one) => one.person === person)?.id;
  }

  remembered(poll) {
    return JSON.parse(sessionStorage.getItem(`ballot:${poll}`) ?? "null");
  }

  stateWords(poll) {
    const sent = this.outbox.inSlot(`ballot:${poll.id}`);
    const retrying = this.stream.state !== "live" && (sent?.error || navigator.onLine === false);
    if (sent?.sending && !retrying) return { kind: "sending", words: gettext("Đang gửi… chưa được ghi nhận") };
    if (sent) return { kind: "not_sent", words: gettext("Chưa gửi được do mất kết nối; lựa chọn chưa được ghi nhận") };
    if (this.sealing === poll.id) return { kind: "sending", words: gettext("Đang gửi… chưa được ghi nhận") };
    const mine = this.recorded(poll);
    if (this.refusal?.poll === poll.id) {
      // A change that came too late leaves the ballot before it: the member must know which one counts.
      const stands = mine ? interpolate(gettext("Phiếu đã ghi nhận lúc %s vẫn có hiệu lực · Mã xác nhận %s"), [clockSeconds(mine.at), mine.code]) : "";
      return { kind: "refused", words: [this.refusal.words, stands].filter(Boolean).join(" ") };
    }
    if (mine?.spoken) return { kind: "recorded", words: spokenWords(poll, mine, () => this.draw()) };
    if (!mine) return poll.state === "open" ? {} : { kind: "none", words: gettext("Đồng chí không tham gia biểu quyết nội dung này") };
    const words = mine.value
      ? interpolate(gettext("Đã ghi nhận lúc %s: %s · Mã xác nhận %s"), [clockSeconds(mine.at), nameOf(mine.value), mine.code])
      : interpolate(gettext("Đã ghi nhận lúc %s · Mã xác nhận %s"), [clockSeconds(mine.at), mine.code]);
    return { kind: "recorded", words };
  }

  stateLine(poll) {
    const { kind, words } = this.stateWords(poll);
    const net = this.stream.state === "live" ? "" : gettext("Mất kết nối. Phiếu được gửi ngay khi có kết nối trở lại.");
    return html`<div class="vote-state" role="status" aria-live="assertive" data-kind=${kind ?? "none"}>
      ${words ? html`${kind === "recorded" ? icon("check") : kind === "sending" ? icon("clock") : icon("alert-triangle")}<strong>${words}</strong>` : net}</div>`;
  }

  press(poll, value) {
    if (!this.guard.armed || votedOn(this.store.view)?.id !== poll.id) return;
    this.refusal = null;
    this.changing = null;
    if (isSealed(poll)) void this.pressSecret(poll, toWire(value));
    else this.cast(castVerb(poll), { poll: poll.id, value: toWire(value) });
    this.draw();
  }

  cast(verb, args) {
    void this.outbox.send(verb, args, { slot: `ballot:${args.poll}` });
  }

  /** The choice goes into the envelope and is forgotten; what waits to be sent, and is sent again, is the envelope. */
  async pressSecret(poll, value) {
    if (this.sealing) return;
    this.sealing = poll.id;
    try {
      const { verb, args } = await sealed(poll, meOf(this.store.view).person, value);
      this.cast(verb, args);
    } catch {
      this.refusal = { poll: poll.id, words: gettext("Máy này không niêm phong được phiếu; lựa chọn chưa được ghi nhận. Đề nghị tải lại trang hoặc dùng máy khác.") };
    }
    this.sealing = null;
    this.draw();
  }

  /** Keeps the server's answer to a ballot, also to one sent before the page was loaded again. */
  answered(command) {
    if (!command?.slot?.startsWith("ballot:")) return;
    const { poll, value } = command.args;
    if (command.state === "refused") {
      const plain = interpolate(gettext("Biểu quyết gửi lúc %s không được ghi nhận"), [clockSeconds(command.sentAt)]);
      this.refusal = { poll, words: command.error?.message || plain };
    } else if (command.state === "recorded" && command.answer?.code) {
      if (command.args.sealed) void this.checkReceipt(command);
      const { code, at, version } = command.answer;
      sessionStorage.setItem(`ballot:${poll}`, JSON.stringify({ value: fromWire(value), code, at, version }));
    }
  }

  /** A receipt that isn't the hash of the envelope sent: somebody put another one into the box. */
  async checkReceipt(command) {
    if (await isReceiptOf(command)) return;
    const words = gettext("Mã xác nhận không khớp với phiếu đã niêm phong trên máy này. Đề nghị báo ngay người chủ trì và thư ký phiên họp.");
    this.refusal = { poll: command.args.poll, words };
    this.draw();
  }

  change(poll) {
    this.changing = poll.id;
    this.guard.rise(() => this.box.querySelector(".vote-option")?.focus());
    this.draw();
  }

  lower(poll) {
    if (poll.state === "open") this.lowered = true;
    else this.dismissed.add(poll.id);
    this.draw();
    document.getElementById("main")?.focus({ preventScroll: true });
  }

  raise() {
    this.lowered = false;
    this.guard.rise(() => this.box.querySelector("[data-focus]")?.focus());
    this.draw();
  }
}

