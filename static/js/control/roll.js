import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { guestsOf, seatsOf } from "../lib/sitting.js";

/** The entry of the roster behind a seat or a guest. */
export const entryOf = (one) => one.entry ?? one.id;

/** Who is expected in the room when the roll is called: whoever asked leave or comes to one item only is not. */
export const isExpected = (one) =>
  one.mode === "on_site" || one.mode === "online" || ((one.mode ?? "unknown") === "unknown" && one.role !== "invitee");

const everybody = (view) => [...seatsOf(view), ...guestsOf(view)];
const isToCall = (one) => (one.presence ?? "absent") === "absent";

/**
 * The roll: "all present", then a tap on each who isn't, then one press that records. Nobody who is absent is ever
 * recorded as present, not even for a moment: until that press the roll lives in this page alone.
 */
export class Roll {
  constructor() {
    this.turned = null;
    this.last = [];
  }

  get isOpen() {
    return this.turned !== null;
  }

  begin() {
    this.turned = new Set();
  }

  end() {
    this.turned = null;
  }

  /** Is this person still to be called? Whoever is recorded already keeps the place. */
  takes(one) {
    return this.isOpen && isToCall(one);
  }

  says(one) {
    return isExpected(one) !== this.turned.has(entryOf(one));
  }

  turn(one) {
    const entry = entryOf(one);
    if (!this.turned.delete(entry)) this.turned.add(entry);
  }

  /** `{on_site: [entries], online: [entries]}` as the roll stands. */
  present(view) {
    const called = everybody(view).filter((one) => this.takes(one) && this.says(one));
    const online = called.filter((one) => one.mode === "online").map(entryOf);
    return { on_site: called.map(entryOf).filter((entry) => !online.includes(entry)), online };
  }

  /** Record it, and remember whom it moved, so that it can be undone. `set(entries, where)` sends one command. */
  async record(view, set) {
    const groups = Object.entries(this.present(view)).filter(([, entries]) => entries.length);
    this.end();
    const commands = await Promise.all(groups.map(([where, entries]) => set(entries, where)));
    this.last = commands.flatMap((command) => command.answer?.changed ?? []);
    return this.last.length;
  }

  /** The sitting has gone a step further: one press may no longer empty the room. */
  settle() {
    this.last = [];
  }

  /** Those the last roll recorded who are still where it put them. */
  undoable(view) {
    const here = everybody(view).filter((one) => one.presence === "on_site" || one.presence === "online").map(entryOf);
    return this.last.filter((entry) => here.includes(entry));
  }
}

/**
 * The second press of a double press falls on whatever stands there now: it must neither record a roll that nobody
 * has looked at nor undo the one just recorded. The browser counts the presses (`detail`), a key or a voice has none.
 */
export const single = (press) => (event) => {
  if ((event?.detail ?? 0) < 2) press();
};

/** The head over the seats: the quorum, or the roll while it is called. One row, so that no seat moves under a finger. */
export function rollHead(view, roll, quorum, actions) {
  if (!["called", "open", "suspended"].includes(view.sitting?.state)) return html`<h2>${gettext("Thành viên")}</h2>${quorum}`;
  if (roll.isOpen) {
    const { on_site, online } = roll.present(view);
    return html`<h2 role="status">${gettext("Chạm vào người vắng")}</h2>
      <button type="button" class="btn btn-primary cp-small" @click=${single(actions.recordRoll)}>${interpolate(gettext("Ghi %s người có mặt"), [on_site.length + online.length])}</button>
      <button type="button" class="btn cp-small cp-drop" @click=${single(actions.endRoll)}>${gettext("Thôi")}</button>`;
  }
  const left = everybody(view).some((one) => isToCall(one) && isExpected(one));
  return html`<h2>${gettext("Thành viên")}</h2>${quorum}${
    roll.undoable(view).length
      ? html`<button type="button" class="btn btn-quiet cp-small" @click=${single(actions.undoRoll)}>${gettext("Hoàn tác điểm danh")}</button>`
      : left
        ? html`<button type="button" class="btn cp-small" @click=${single(actions.beginRoll)}>${gettext("Tất cả có mặt")}</button>`
        : nothing
  }`;
}
