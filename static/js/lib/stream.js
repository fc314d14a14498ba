import { Backoff } from "./backoff.js";

const PING_EVERY = 5000;
/** So long a ping may stay unanswered before the reader is told; so long before the socket is given up. */
const ANSWER_WITHIN = 3500;
const SILENCE = 12000;
/** So long a handshake may take, more after each that took longer: a browser would wait for minutes, and a server
    to which a thousand come back at once must not be dialled anew by all of them before it has answered. */
const DIAL_WITHIN = { first: 5000, most: 16000 };
const FETCH_WITHIN = 6000;
/** A connection that is back within this was never away; what lasts longer is said. */
const BLINK = 1000;
const LOST_AFTER = 2500;
/** Which build of the page this is, so that the desk sees who still has an older one. */
const build = () => {
  const said = typeof document === "undefined" ? "" : document.querySelector?.('meta[name="build"]')?.content;
  return said ? { build: said } : {};
};
/** So long a reconnected page waits for what it missed before it sends what waits. */
const CATCH_UP_FIRST = 1500;
const RIGHTS_CHANGED = 4401;
const MOVED = 4012;

/**
 * The page's one socket. Follows the store's streams, numbers in hand; a gap, or a head that runs
 * ahead, is fetched over HTTP. What the reader sees as connection is `state`:
 * "waiting" (coming up), "live", "lost".
 */
export class Stream {
  /**
   * @param {{store: import("./store.js").Store, url: string, events: string, snapshot: string,
   *   open?: (url: string) => any, get?: (url: string) => Promise<any>, random?: () => number,
   *   onState?: (state: string) => void, onRightsChanged?: () => void}} options
   */
  constructor(options) {
    Object.assign(this, { random: Math.random, onState: () => {}, onRightsChanged: () => {} }, options);
    this.open ??= (url) => new WebSocket(url);
    this.get ??= getJson;
    this.backoff = new Backoff({ random: this.random });
    this.replies = new Map();
    this.fetching = new Map();
    this.liveListeners = new Set();
    this.state = "waiting";
    this.heardAt = 0;
    this.counter = 0;
    this.dialWithin = DIAL_WITHIN.first;
  }

  start() {
    this.connect();
    this.allowTime();
    this.pinger = setInterval(() => this.beat(), PING_EVERY);
  }

  stop() {
    this.stopped = true;
    clearInterval(this.pinger);
    clearTimeout(this.retry);
    clearTimeout(this.lostTimer);
    clearTimeout(this.blink);
    clearTimeout(this.dialTimer);
    this.socket?.close(1000);
  }

  /** Waiting for a connection becomes "lost" when it lasts. */
  allowTime() {
    clearTimeout(this.lostTimer);
    this.lostTimer = setTimeout(() => this.state === "waiting" && this.say("lost"), LOST_AFTER);
  }

  say(state) {
    clearTimeout(this.blink);
    this.blink = null;
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
    if (state === "waiting") this.allowTime();
  }

  /** Says so, unless the connection is back before anybody would notice. */
  sayIfItLasts(state) {
    if (this.state === "live") this.blink ??= setTimeout(() => this.say(state), BLINK);
  }

  connect() {
    clearTimeout(this.retry);
    if (this.stopped || (this.socket && this.socket.readyState <= 1)) return;
    const socket = (this.socket = this.open(this.url));
    clearTimeout(this.dialTimer);
    this.dialTimer = setTimeout(() => socket === this.socket && !this.followed && this.dialledInVain(), this.dialWithin);
    this.followed = false;
    socket.onopen = () => socket === this.socket && this.follow();
    socket.onmessage = (event) => socket === this.socket && this.hear(event.data);
    socket.onclose = (event) => socket === this.socket && this.closed(event.code);
    socket.onerror = () => {};
  }

  async follow() {
    this.heardAt = Date.now();
    const socket = this.socket;
    try {
      const ok = await this.ask("follow", { streams: this.store.seqs(), ...build() }, { wait: DIAL_WITHIN.most });
      this.followed = true;
      this.dialWithin = DIAL_WITHIN.first;
      clearTimeout(this.dialTimer);
      this.backoff.reset();
      this.say("live");
      await this.caughtUp(ok?.heads);
      for (const listener of this.liveListeners) listener();
    } catch (error) {
      if (socket !== this.socket) return;
      if (error.refused && error.code !== "failed") this.onRightsChanged(error);
      else this.giveUp();
    }
  }

  /** What was missed comes before what waits is sent: a ballot must not leave for a vote that is over by now. */
  async caughtUp(heads) {
    const behind = this.compare(heads);
    if (!behind.length) return;
    await Promise.race([Promise.all(behind), new Promise((resolve) => setTimeout(resolve, CATCH_UP_FIRST))]);
  }

  closed(code) {
    this.socket = null;
    this.dropReplies();
    if (this.stopped) return;
    if (code === RIGHTS_CHANGED) return void this.onRightsChanged();
    this.sayIfItLasts(code === MOVED ? "waiting" : "lost");
    this.dialAfter(code === MOVED ? Math.round(this.random() * 400) : this.backoff.next());
  }

  dialAfter(wait) {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), wait);
  }

  /** No answer in time: the server may be busy, so the next try is given longer, after a longer pause. */
  dialledInVain() {
    this.giveUp();
    this.dialAfter(Math.round((this.random() * this.dialWithin) / 2));
    this.dialWithin = Math.min(2 * this.dialWithin, DIAL_WITHIN.most);
  }

  /** This socket leads nowhere; the next one is dialled after the usual pause. */
  giveUp() {
    const old = this.socket;
    this.closed(0);
    old?.close();
  }

  /** Gives the present socket up and dials again at once: after sleep, a new network, a time jump. */
  reconnect() {
    const old = this.socket;
    this.socket = null;
    this.dropReplies();
    old?.close();
    this.sayIfItLasts("waiting");
    this.backoff.reset();
    this.connect();
  }

  /** Called when the page wakes: a socket that looks open may long be dead. */
  wake() {
    if (this.socket?.readyState === 1 && Date.now() - this.heardAt < PING_EVERY + 1000) void this.beat();
    else this.reconnect();
  }

  async beat() {
    if (!this.socket) return;
    if (this.socket.readyState === 1 && Date.now() - this.heardAt > SILENCE) return this.reconnect();
    if (!this.followed) return;
    const asked = Date.now();
    try {
      const ok = await this.ask("ping", undefined, { wait: ANSWER_WITHIN });
      this.compare(ok?.heads);
    } catch {
      // Nothing at all was heard since: it is said, but the line is kept until SILENCE, for it may only be slow.
      if (this.followed && this.heardAt < asked) this.say("lost");
    }
  }

  /** @param {Record<string, number>} [heads] fetches every stream whose head runs ahead; the fetches */
  compare(heads = {}) {
    return Object.entries(heads)
      .filter(([stream, n]) => stream in this.store.streams && n > this.store.seq(stream))
      .map(([stream]) => this.catchUp(stream));
  }

  hear(text) {
    this.heardAt = Date.now();
    if (this.followed) this.say("live");
    const message = JSON.parse(text);
    if (message.re !== undefined) return void this.answer(message);
    if (message.heads) return void this.compare(message.heads);
    if (message.s && this.store.apply(message.s, message.n, message.b) === "gap") void this.catchUp(message.s);
  }

  answer(message) {
    const reply = this.replies.get(message.re);
    if (!reply) return;
    this.replies.delete(message.re);
    clearTimeout(reply.timer);
    if (message.error) reply.reject(Object.assign(new Error(message.error.message), message.error, { refused: true }));
    else reply.resolve(message.ok ?? message);
  }

  /**
   * One request over the socket. Rejects with `refused` when the server said no, without it when
   * nothing was heard (the caller may ask again with the same key).
   */
  ask(verb, args, { key, replaces, wait = 4000 } = {}) {
    if (this.socket?.readyState !== 1) return Promise.reject(new Error("no connection"));
    const id = `${++this.counter}-${Math.round(this.random() * 1e9).toString(36)}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.replies.delete(id);
        reject(new Error("no answer"));
      }, wait);
      this.replies.set(id, { resolve, reject, timer });
      this.socket.send(JSON.stringify({ id, verb, ...(key && { key }), ...(replaces?.length && { replaces }), ...(args && { args }) }));
    });
  }

  dropReplies() {
    for (const reply of this.replies.values()) {
      clearTimeout(reply.timer);
      reply.reject(new Error("connection closed"));
    }
    this.replies.clear();
  }

  /** Fetches what is missing since the last number; one fetch per stream at a time. */
  catchUp(stream) {
    if (!this.fetching.has(stream)) {
      this.fetching.set(stream, this.fetchMissing(stream).finally(() => this.fetching.delete(stream)));
    }
    return this.fetching.get(stream);
  }

  /** One stream more: its document first, then its events. Rejects for one the reader may not follow, or offline. */
  async join(name) {
    await this.fetchWhole(name);
    const ok = await this.ask("follow", { streams: { [name]: this.store.seq(name) } });
    this.compare(ok?.heads);
  }

  async fetchMissing(stream) {
    try {
      const since = this.store.seq(stream);
      const answer = await this.get(`${this.events}${encodeURIComponent(stream)}?since=${since}`);
      if (answer.snapshot) {
        const { n = answer.n, doc = answer.snapshot } = answer.snapshot;
        return void this.store.replace(stream, n, doc);
      }
      for (const event of answer.events ?? []) {
        if (this.store.apply(stream, event.n, event.b) === "gap") return await this.fetchWhole(stream);
      }
    } catch {
      // The next ping compares the heads again.
    }
  }

  async fetchWhole(stream) {
    const answer = await this.get(`${this.snapshot}${encodeURIComponent(stream)}`);
    this.store.replace(stream, answer.n, answer.doc);
  }
}

async function getJson(url) {
  const response = await fetch(url, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(FETCH_WITHIN),
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/**
 * Wakes the stream whenever the device may have slept or changed its network.
 * @param {Stream} stream @param {Window} scope
 */
export function wakeWith(stream, scope = window) {
  scope.document.addEventListener("visibilitychange", () => !scope.document.hidden && stream.wake());
  scope.addEventListener("pageshow", (event) => event.persisted && stream.wake());
  scope.addEventListener("online", () => stream.reconnect());
  scope.addEventListener("offline", () => stream.say("lost"));
  let last = Date.now();
  scope.setInterval(() => {
    const now = Date.now();
    if (now - last > 6000) stream.wake();
    last = now;
  }, 1000);
}
