import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { withId } from "../lib/sitting.js";
import { clockTime, now } from "../lib/time.js";
import { uuid } from "../lib/uuid.js";

const WAIT = 1200;

/**
 * The private note of an item: typed into a field that nothing repaints, kept on this device with
 * every stroke, sent when the hand rests, marked saved only when the server has it.
 */
export class Note {
  constructor(box, { store, outbox, listeners, place, onClose }) {
    Object.assign(this, { box, store, outbox, place, onClose });
    this.state = {};
    this.fresh = {};
    this.saved = {};
    this.sent = {};
    listeners.add((command) => command?.slot?.startsWith("note:") && this.heard(command));
  }

  /** The note as the server has it: saved here, or brought by the page. Streams carry no text. */
  known(item) {
    return this.saved[item] ?? page.notes?.[item];
  }

  /** Opens the note of an item, or moves an open panel to another item. */
  show(item) {
    this.flush();
    this.item = item;
    render(this.panel(), this.box);
    const field = this.box.querySelector("textarea");
    field.value = this.draft() ?? this.known(item)?.text ?? "";
    this.box.hidden = false;
    field.focus();
    this.say();
  }

  hide() {
    this.flush();
    this.box.hidden = true;
    this.onClose?.();
  }

  get open() {
    return !this.box.hidden;
  }

  panel() {
    const item = withId(this.store.view.items, this.item);
    return html`<div class="note" role="dialog" aria-labelledby="note-title" @keydown=${(event) => event.key === "Escape" && !event.isComposing && this.hide()}>
      <header><h2 id="note-title">${gettext("Ghi chú riêng")}</h2>
        <p class="quiet small">${interpolate(gettext("Nội dung %s · chỉ đồng chí đọc được"), [item?.number ?? ""])}</p>
        <button type="button" class="tool" aria-label=${gettext("Đóng ghi chú")} @click=${() => this.hide()}>${icon("x")}</button></header>
      <textarea class="input" aria-label=${gettext("Ghi chú riêng")} maxlength="20000" @input=${() => this.typed()}></textarea>
      <div class="saved" role="status" id="note-state"></div></div>`;
  }

  say() {
    const line = this.box.querySelector("#note-state");
    const words = this.state[this.item];
    if (line) render(words ? html`${icon(words.icon)}<span>${words.text}</span>${words.other?.version ? this.otherText(words.other) : nothing}` : nothing, line);
  }

  name(item = this.item) {
    return `note:${page.person ?? ""}:${item}`;
  }

  draft(item = this.item) {
    return localStorage.getItem(this.name(item));
  }

  typed() {
    const field = this.box.querySelector("textarea");
    localStorage.setItem(this.name(), field.value);
    this.state[this.item] = { icon: "pencil", text: gettext("Đang ghi, đã lưu trên máy này") };
    this.say();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), WAIT);
  }

  /**
   * Sends the note as typed so far; the draft leaves the device only when the server has this text. What is on its
   * way is answered first: a second text on top of an unanswered first would look like somebody else's.
   */
  flush(item = this.item) {
    clearTimeout(this.timer);
    const text = item && this.draft(item);
    if (text === null || text === undefined || text === this.sent[item]) return;
    if (this.outbox.inSlot(`note:${item}`)) return;
    this.sent[item] = text;
    const known = this.known(item) ?? (this.fresh[item] ??= { id: uuid() });
    const version = known.version ?? 0;
    void this.outbox.send("annotations.save_note", { id: known.id, target_kind: "agenda_item", target: item, text, version }, { slot: `note:${item}` });
    setTimeout(() => this.outbox.inSlot(`note:${item}`) && this.kept(item), 3000);
  }

  /** What the outbox says of a note, also of one that was sent before the page was loaded again. */
  heard(command) {
    const { target: item, text } = command.args;
    if (command.state === "not_sent") return void (command.error && !command.sending && this.kept(item));
    this.answered(item, text, command);
    if (command.state === "recorded") this.flush(item);
  }

  kept(item) {
    this.state[item] = { icon: "alert-triangle", text: gettext("Mất kết nối. Ghi chú vẫn được lưu trên máy này") };
    this.say();
  }

  answered(item, text, command) {
    if (command.state === "recorded") {
      const { id, version } = command.answer ?? {};
      this.saved[item] = { id: id ?? command.args.id, version, text };
      if (this.draft(item) === text) localStorage.removeItem(this.name(item));
      this.state[item] = { icon: "check", text: interpolate(gettext("Đã lưu lúc %s"), [clockTime(command.answer?.at ?? now())]) };
    } else {
      this.state[item] = { icon: "alert-triangle", text: command.error?.message ?? "", other: command.error?.facts };
    }
    if (item === this.item) this.say();
  }

  /** Written on another device meanwhile: nothing is lost, the reader chooses which text stays. */
  take(other, text) {
    this.saved[this.item] = { ...this.known(this.item), id: this.known(this.item)?.id ?? uuid(), version: Number(other.version), text: other.text };
    this.box.querySelector("textarea").value = text;
    localStorage.setItem(this.name(), text);
    this.sent[this.item] = null;
    this.flush();
  }

  otherText(other) {
    const mine = this.box.querySelector("textarea").value;
    return html`<blockquote class="note-other">${other.text}</blockquote>
      <button type="button" class="btn" @click=${() => this.take(other, other.text)}>${gettext("Lấy bản trên thiết bị khác")}</button>
      <button type="button" class="btn" @click=${() => this.take(other, mine)}>${gettext("Giữ bản đang ghi")}</button>`;
  }
}
