import { Backoff } from "./backoff.js";
import { uuid } from "./uuid.js";

/** An answer later than this is asked for again, under the same key; a dead line would keep it for ever. */
const POST_WITHIN = 6000;
/** Answers of the server that mean "ask again", not "no". */
const TRY_AGAIN = new Set(["busy", "failed", "unavailable", "rate_limited", "moved", "repeated_meanwhile", "sign_in_required", "somebody_else", "csrf_failed"]);

/** Changes of mind one command may take the place of: the server's own limit. */
const MOST_REPLACED = 32;
/** So long the rows of before are waited for; a storage that hangs must not hold up a vote. */
const READ_WITHIN = 1500;
/** An answer that took longer comes when its press is out of mind: it is told in the list, too. */
const LATE_AFTER = 8000;

const refusal = (code, message) => Object.assign(new Error(message), { code, message, refused: true });

/**
 * @typedef {{key: string, verb: string, args: object, slot?: string, replaces?: string[], sentAt: string,
 *   state: "not_sent" | "recorded" | "refused", sending: boolean, left?: boolean, late?: boolean, answer?: any,
 *   error?: any, place?: string}} Command
 * `left`: a copy may have reached the server. `late`: it couldn't be sent at once, or comes from an earlier page.
 * `place`: the page it was made on, to lead back there.
 */

/**
 * Commands on their way. Each keeps its key and is sent again until it is answered, across reconnects, closed tabs and
 * restarts of the device, so it takes effect once. Exactly three states: not sent, recorded, refused. A command with a
 * slot takes the place of an unanswered one in the same slot, and tells the server so: the other may still be on its
 * way and must not come into effect later. What was answered late stays in `told` until the reader has put it away.
 */
export class Outbox {
  /**
   * @param {{stream: import("./stream.js").Stream, post: (command: object) => Promise<any>,
   *   shelf: import("./kept.js").Shelf, uuid?: () => string, now?: () => Date,
   *   lapsed?: (command: Command) => string, onChange?: (command?: Command) => void}} options
   */
  constructor(options) {
    Object.assign(this, { uuid, now: () => new Date(), lapsed: () => "", onChange: () => {} }, options);
    this.backoff = new Backoff();
    /** @type {Command[]} */
    this.commands = [];
    /** @type {Command[]} */
    this.told = [];
    this.ready = this.load();
    this.stream.liveListeners.add(() => this.flush());
    this.shelf.listen?.((news) => this.heard(news));
  }

  /** @returns {Promise<Command>} resolves when the command is recorded or refused, not before */
  send(verb, args, { slot, keep = true } = {}) {
    const command = { key: this.uuid(), verb, args, slot, keep, sentAt: this.now().toISOString(), state: "not_sent", sending: false };
    command.left = this.mayLeave();
    // Without a line the first try may just hang: what becomes of it is news when the line is back.
    command.late = this.stream.state === "lost" || globalThis.navigator?.onLine === false;
    command.place = globalThis.location ? location.pathname + location.search + location.hash : undefined;
    this.takePlaces(command, this.commands);
    this.commands.push(command);
    void this.keepRow(command);
    const done = new Promise((resolve) => (command.done = resolve));
    void this.deliver(command);
    return done;
  }

  /** The unanswered ones of the same slot leave; the new one names them. */
  takePlaces(command, among) {
    const earlier = command.slot ? among.filter((other) => other !== command && other.slot === command.slot) : [];
    if (!earlier.length) return;
    command.replaces = [...earlier.flatMap((other) => [...(other.replaces ?? []), other.key]), ...(command.replaces ?? [])].slice(-MOST_REPLACED);
    this.commands = this.commands.filter((other) => !earlier.includes(other));
    for (const { key } of earlier) void this.shelf.remove(key);
  }

  /** Takes an unanswered command back that surely never left this device. @returns {boolean} whether there was one */
  takeBack(slot) {
    const command = this.inSlot(slot);
    if (!command || command.left || command.replaces?.length) return false;
    this.commands = this.commands.filter((other) => other !== command);
    void this.shelf.remove(command.key);
    this.shelf.tell?.({ key: command.key, gone: true });
    this.onChange(command);
    return true;
  }

  /** The unanswered command of a slot, e.g. a ballot after a reload. */
  inSlot(slot) {
    return this.commands.find((command) => command.slot === slot);
  }

  get waiting() {
    return this.commands.length;
  }

  /** Could a copy sent now reach anybody? Only a sure no is a no. */
  mayLeave() {
    return this.stream.socket?.readyState === 1 || globalThis.navigator?.onLine !== false;
  }

  flush() {
    this.backoff.reset();
    for (const command of [...this.commands]) void this.deliver(command);
  }

  async deliver(command) {
    if (command.sending || command.state !== "not_sent") return;
    command.sending = true;
    this.onChange(command);
    try {
      await this.ready;
      if (!this.commands.includes(command)) return;
      this.settle(command, "recorded", await this.attempt(command));
    } catch (error) {
      if (error.refused && !TRY_AGAIN.has(error.code)) return this.settle(command, "refused", error);
      command.sending = false;
      command.error = error;
      command.late = true;
      this.onChange(command);
      if (this.commands.includes(command)) this.later();
    }
  }

  async attempt(command) {
    const late = this.lapsed(command);
    if (late) return this.giveUp(command, late);
    if (!command.left && this.mayLeave()) {
      command.left = true;
      await this.keepRow(command);
    }
    const { key, verb, args, replaces } = command;
    return this.reach({ key, verb, args, replaces });
  }

  async reach({ key, verb, args, replaces }) {
    try {
      return await this.stream.ask(verb, args, { key, replaces });
    } catch (error) {
      if (error.refused) throw error;
      return this.post({ id: this.uuid(), verb, key, args, ...(replaces?.length && { replaces }) });
    }
  }

  /** Not sent any more. If a copy may have arrived, the server says which: its answer, or that none will take effect. */
  async giveUp({ left, key, args }, words) {
    if (left) {
      const { answered } = await this.reach({ verb: "realtime.give_up", args: { ...(args.poll && { poll: args.poll }), ...(args.sitting && { sitting: args.sitting }), key } });
      if (answered) return answered;
    }
    throw refusal("lapsed", words);
  }

  settle(command, state, answer, isNews = true) {
    const current = this.commands.includes(command);
    command.late ||= this.now().getTime() - Date.parse(command.sentAt) > LATE_AFTER;
    this.commands = this.commands.filter((other) => other !== command);
    command.sending = false;
    command.state = state;
    command[state === "recorded" ? "answer" : "error"] = answer;
    // Words of a note that were refused are nowhere else any more: they stay to be read, too.
    const hasWords = state === "refused" && command.verb === "annotations.save_mark" && Boolean(command.args.body?.trim());
    const stays = (command.late || hasWords) && current && answer?.code !== "replaced" && command.keep !== false;
    if (stays) this.told = [...this.told, command];
    if (isNews) void (stays && state === "refused" ? this.keepRow(command) : this.shelf.remove(command.key));
    if (isNews) this.shelf.tell?.({ key: command.key, state, answer: state === "recorded" ? answer : { code: answer.code, message: answer.message, facts: answer.facts } });
    if (current) this.onChange(command);
    command.done?.(command);
  }

  /** Another page of this person had the answer to what waits here too. */
  heard({ key, state, answer, gone }) {
    if (gone) this.told = this.told.filter((one) => one.key !== key);
    const command = this.commands.find((one) => one.key === key);
    if (command && state) this.settle(command, state, answer, false);
    else this.onChange();
  }

  /** The reader has read what became of a late command. */
  dismiss(key) {
    this.told = this.told.filter((command) => command.key !== key);
    void this.shelf.remove(key);
    this.shelf.tell?.({ key, gone: true });
    this.onChange();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const command of [...this.commands]) void this.deliver(command);
    }, this.backoff.next());
  }

  /** What an earlier page left: the unanswered goes on, the refused is shown until it is put away. */
  async load() {
    const slow = new Promise((resolve) => setTimeout(resolve, READ_WITHIN));
    const rows = (await Promise.race([this.shelf.all().catch(() => []), slow])) ?? [];
    rows.sort((one, other) => (one.sentAt < other.sentAt ? -1 : 1));
    const known = new Set(this.commands.flatMap(({ key, replaces }) => [key, ...(replaces ?? [])]));
    const found = rows.filter(({ key }) => !known.has(key)).map((row) => ({ ...row, sending: false, late: true }));
    this.told = found.filter(({ state }) => state === "refused");
    const waiting = found.filter(({ state }) => state !== "refused").map((row) => ({ ...row, state: "not_sent" }));
    // What was pressed before the rows were read is newer than all of them.
    for (const command of this.commands) this.takePlaces(command, waiting);
    const taken = new Set(this.commands.flatMap(({ replaces }) => replaces ?? []));
    this.commands = [...waiting.filter(({ key }) => !taken.has(key)), ...this.commands];
    if (found.length) this.onChange();
    for (const command of waiting) queueMicrotask(() => this.deliver(command));
  }

  async keepRow({ key, verb, args, slot, replaces, sentAt, left, keep, state, error, place }) {
    if (keep === false) return;
    const kept = { key, verb, args, slot, replaces, sentAt, left, state, place, ...(error && state === "refused" && { error: { code: error.code, message: error.message, facts: error.facts } }) };
    await this.shelf.put(JSON.parse(JSON.stringify(kept)));
  }
}

/**
 * The same command over HTTP, for when no socket is to be had.
 * @param {string} url
 * @param {() => string} token the CSRF token
 * @param {string} [person] whom the page was drawn for: the server refuses it to anybody else
 * @param {typeof fetch} [send]
 */
export function postCommand(url, token, person, send = (...request) => fetch(...request)) {
  return async (command) => {
    const response = await send(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
      body: JSON.stringify(person ? { ...command, as: person } : command),
      signal: AbortSignal.timeout(POST_WITHIN),
    });
    const reply = await response.json();
    // Only the house's own words count: a proxy or a captive network may say anything in its name.
    if (reply?.error?.code) throw Object.assign(new Error(reply.error.message), reply.error, { refused: true });
    if (!response.ok || typeof reply?.ok !== "object" || reply.ok === null) throw new Error(`${response.status}`);
    return reply.ok;
  };
}
