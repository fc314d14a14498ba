import { Backoff } from "./backoff.js";

/** Answers that mean "this one will never be wanted": another order, a repeat with other bytes, sound taken after the stop. */
const NEVER = new Set(["taken_after_stop", "nothing_more_expected", "chunk_differs", "not_recorded", "not_sound", "sound_too_large", "sound_missing"]);
/** What nobody asks for any more (a rehearsal thrown away) is kept that long; a right that comes back finds it. */
const KEPT_MS = 7 * 24 * 3600 * 1000;
export const BEGIN = -1;
export const FINISH = 1e9;

/**
 * Sound on its way to the house: pieces in order, each kept on the device until the house has it, across broken lines and
 * reloads. The word of the beginning goes first (number -1), the word of the end last (1e9).
 *
 * @typedef {{recording: string, number: number, user: number, at: number, taken?: number, body?: Blob}} Piece
 */
export class SoundQueue {
  /**
   * @param {{storage: {all: () => Promise<Piece[]>, put: (piece: Piece) => Promise<void>, remove: (piece: Piece) => Promise<void>},
   *   send: (piece: Piece) => Promise<any>, user: number, onChange?: (queue: SoundQueue) => void, now?: () => number}} options
   */
  constructor(options) {
    Object.assign(this, { onChange: () => {}, now: () => Date.now(), waiting: 0, failing: null }, options);
    this.backoff = new Backoff({ first: 1000, most: 15000 });
    this.running = null;
  }

  async add(piece) {
    await this.storage.put({ user: this.user, at: this.now(), ...piece });
    return this.flush();
  }

  /** One delivery at a time; a second call while it runs makes it look again. */
  flush() {
    clearTimeout(this.timer);
    this.again = true;
    this.running ??= this.deliver();
    return this.running;
  }

  async deliver() {
    try {
      while (this.again) {
        this.again = false;
        if (!(await this.round())) return this.later();
      }
    } finally {
      this.running = null; // in the same turn as the last look: nothing is added in between
    }
    this.onChange(this);
  }

  async round() {
    for (const piece of await this.mine()) if (!(await this.attempt(piece))) return false;
    await this.mine();
    return true;
  }

  async mine() {
    const pieces = (await this.storage.all()).filter((piece) => piece.user === this.user);
    this.waiting = pieces.length;
    const firstAt = {};
    for (const piece of pieces) firstAt[piece.recording] = Math.min(firstAt[piece.recording] ?? Infinity, piece.at);
    return pieces.sort((left, right) => firstAt[left.recording] - firstAt[right.recording] || left.recording.localeCompare(right.recording) || left.number - right.number);
  }

  /** Did the house take it (or say that it never will)? Anything else is tried again later. */
  async attempt(piece) {
    try {
      await this.send(piece);
    } catch (error) {
      if (!this.isUseless(piece, error)) {
        this.failing = error;
        return false;
      }
    }
    this.failing = null;
    this.backoff.reset();
    await this.storage.remove(piece);
    return true;
  }

  isUseless(piece, { code, facts } = {}) {
    if (NEVER.has(code)) return true;
    // A number already passed was kept by the house under another piece; one not reached yet waits for its turn.
    if (code === "chunk_out_of_order") return Number(facts?.next) > piece.number;
    return code === "not_found" && this.now() - piece.at > KEPT_MS;
  }

  later() {
    this.onChange(this);
    this.timer = setTimeout(() => void this.flush(), this.backoff.next());
  }
}
