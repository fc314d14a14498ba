import { Backoff } from "./backoff.js";
import { uuid } from "./uuid.js";

/** An answer later than this is asked for again, under the same key; a dead line would keep it for ever. */
const POST_WITHIN = 6000;
/** Answers of the server that mean "ask again", not "no". */
const TRY_AGAIN = new Set(["busy", "failed", "unavailable", "rate_limited", "moved", "repeated_meanwhile", "sign_in_required", "csrf_failed"]);

/** Changes of mind one command may take the place of: the server's own limit. */
const MOST_REPLACED = 32;

/**
 * @typedef {{key: string, verb: string, args: object, slot?: string, replaces?: string[], sentAt: string,
 *   state: "not_sent" | "recorded" | "refused", sending: boolean, answer?: any, error?: any}} Command
 */

/**
 * Commands on their way. Each keeps its key and is sent again until it is answered, across
 * reconnects and reloads of the page, so it takes effect once. Exactly three states: not sent,
 * recorded, refused. A command with a slot takes the place of an unanswered one in the same slot,
 * and tells the server so: the other may still be on its way and must not come into effect later.
 */
export class Outbox {
  /**
   * @param {{stream: import("./stream.js").Stream, post: (command: object) => Promise<any>,
   *   storage: Storage, name: string, uuid?: () => string, now?: () => Date,
   *   onChange?: (command: Command) => void}} options
   */
  constructor(options) {
    Object.assign(this, { uuid, now: () => new Date(), onChange: () => {} }, options);
    this.backoff = new Backoff();
    /** @type {Command[]} */
    this.commands = this.load();
    this.stream.liveListeners.add(() => this.flush());
  }

  /** @returns {Promise<Command>} resolves when the command is recorded or refused, not before */
  send(verb, args, { slot, keep = true } = {}) {
    const command = { key: this.uuid(), verb, args, slot, keep, sentAt: this.now().toISOString(), state: "not_sent", sending: false };
    if (slot) {
      const earlier = this.commands.filter((other) => other.slot === slot);
      command.replaces = earlier.flatMap((other) => [...(other.replaces ?? []), other.key]).slice(-MOST_REPLACED);
      this.commands = this.commands.filter((other) => other.slot !== slot);
    }
    this.commands.push(command);
    this.save();
    const done = new Promise((resolve) => (command.done = resolve));
    void this.deliver(command);
    return done;
  }

  /** The unanswered command of a slot, e.g. a ballot after a reload. */
  inSlot(slot) {
    return this.commands.find((command) => command.slot === slot);
  }

  get waiting() {
    return this.commands.length;
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
      this.settle(command, "recorded", await this.attempt(command));
    } catch (error) {
      if (error.refused && !TRY_AGAIN.has(error.code)) return this.settle(command, "refused", error);
      command.sending = false;
      command.error = error;
      this.onChange(command);
      if (this.commands.includes(command)) this.later();
    }
  }

  async attempt({ key, verb, args, replaces }) {
    try {
      return await this.stream.ask(verb, args, { key, replaces });
    } catch (error) {
      if (error.refused) throw error;
      return this.post({ id: this.uuid(), verb, key, args, ...(replaces?.length && { replaces }) });
    }
  }

  settle(command, state, answer) {
    const current = this.commands.includes(command);
    this.commands = this.commands.filter((other) => other !== command);
    command.sending = false;
    command.state = state;
    command[state === "recorded" ? "answer" : "error"] = answer;
    this.save();
    if (current) this.onChange(command);
    command.done?.(command);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const command of [...this.commands]) void this.deliver(command);
    }, this.backoff.next());
  }

  load() {
    try {
      const kept = JSON.parse(this.storage.getItem(this.name) ?? "[]");
      return kept.map((command) => ({ ...command, state: "not_sent", sending: false }));
    } catch {
      return [];
    }
  }

  save() {
    const kept = this.commands
      .filter((command) => command.keep !== false)
      .map(({ key, verb, args, slot, replaces, sentAt }) => ({ key, verb, args, slot, replaces, sentAt }));
    try {
      this.storage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // A full storage must not stop a vote; the command still lives in memory.
    }
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
