import { join, mergePatch } from "./merge.js";

/**
 * The documents a page follows, one per stream, each at a number, and the view joined from them.
 * Listeners hear once per turn of the event loop, however many events arrived in it.
 */
export class Store {
  /** @param {Record<string, {n: number, doc: object}>} streams */
  constructor(streams = {}) {
    this.streams = { ...streams };
    this.listeners = new Set();
    this.waiting = false;
    this.joined = null;
  }

  /** The last number applied, or 0. */
  seq(stream) {
    return this.streams[stream]?.n ?? 0;
  }

  /** Every stream with its last number: what `follow` and the resume need. */
  seqs() {
    return Object.fromEntries(Object.keys(this.streams).map((name) => [name, this.seq(name)]));
  }

  /** The joined view; the same object until something changes. */
  get view() {
    this.joined ??= join(Object.values(this.streams).map((stream) => stream.doc));
    return this.joined;
  }

  /**
   * Applies the event that follows directly; an older one is dropped.
   * @returns {"applied" | "old" | "gap"}
   */
  apply(stream, n, patch) {
    const seq = this.seq(stream);
    if (n <= seq) return "old";
    if (n !== seq + 1) return "gap";
    const doc = mergePatch(this.streams[stream]?.doc ?? {}, patch ?? {});
    this.replace(stream, n, doc);
    return "applied";
  }

  /** Puts a whole document in place, unless it is older than what is shown. */
  replace(stream, n, doc) {
    if (n < this.seq(stream)) return;
    this.streams[stream] = { n, doc };
    this.joined = null;
    this.tell();
  }

  /** @param {(view: any) => void} listener @returns {() => void} ends the subscription */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell() {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      for (const listener of this.listeners) listener(this.view);
    });
  }
}
