/**
 * Tablets without a screen: the product's own store, stream and outbox, one set per signed-in member, over real
 * sockets and real HTTP. Orders come in as lines of JSON, what happens goes out as lines of JSON, with the
 * machine-wide monotonic clock in seconds.
 */
import { createInterface } from "node:readline";

import { inTab } from "../../../static/js/lib/kept.js";
import { lapsed } from "../../../static/js/lib/lapse.js";
import { Outbox, postCommand } from "../../../static/js/lib/outbox.js";
import { Store } from "../../../static/js/lib/store.js";
import { Stream } from "../../../static/js/lib/stream.js";

const CSRF = "0123456789abcdefghijABCDEFGHIJ01";
const tablets = new Map();

const at = () => Number(process.hrtime.bigint()) / 1e9;
const tell = (message) => process.stdout.write(`${JSON.stringify({ at: at(), ...message })}\n`);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A store that remembers how each stream came to where it is, so that order can be checked afterwards. */
class ObservedStore extends Store {
  history = {};

  apply(stream, n, patch) {
    const before = this.seq(stream);
    this.applying = true;
    const result = super.apply(stream, n, patch);
    this.applying = false;
    if (result === "applied") this.note(stream, n, before);
    return result;
  }

  /** A document put in place whole; `apply` comes here too, with the next one. */
  replace(stream, n, doc) {
    const before = this.seq(stream);
    super.replace(stream, n, doc);
    if (!this.applying && n >= before) (this.history[stream] ??= []).push([n]);
  }

  /** Runs of events as [first, last]; a document put in place whole as [n]. */
  note(stream, n, before) {
    const runs = (this.history[stream] ??= []);
    const last = runs.at(-1);
    if (last?.length === 2 && last[1] === before && n === before + 1) last[1] = n;
    else runs.push([n, n]);
  }
}

/** Node's socket says of a connection that never came only "error"; browsers say "closed" too. */
class BrowserSocket extends WebSocket {
  constructor(url, headers) {
    super(url, { headers });
    this.addEventListener("error", () => {
      if (super.readyState !== 0) return;
      this.isLost = true;
      this.dispatchEvent(Object.assign(new Event("close"), { code: 1006 }));
    });
  }

  get readyState() {
    return this.isLost ? 3 : super.readyState;
  }
}

class Tablet {
  constructor(given) {
    Object.assign(this, given);
    const kept = new Map();
    this.storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
    this.past = [];
  }

  /** What a page does when it is drawn: its documents, its socket, and what is still to be sent. */
  async load() {
    this.stream?.stop();
    clearTimeout(this.outbox?.timer);
    if (this.store) this.past.push(this.store.history);
    const store = new ObservedStore(await this.documents());
    if (this.closed) return;
    this.store = store;
    this.changedAt = at();
    store.subscribe(() => (this.changedAt = at()));
    for (const [stream, { n }] of Object.entries(store.streams)) store.history[stream] = [[n]];
    const page = { events: `${this.base}/realtime/events/`, snapshot: `${this.base}/realtime/snapshot/` };
    this.stream = new Stream({
      store,
      url: `${this.base.replace("http", "ws")}/ws/?as=${this.person}`,
      ...page,
      open: (url) => new BrowserSocket(url, { Cookie: this.cookie, Origin: this.base }),
      get: (url) => this.get(url),
      onState: (state) => {
        this.changedAt = at();
        tell({ who: this.who, net: state });
      },
      onRightsChanged: () => {
        tell({ who: this.who, reload: true });
        void this.load();
      },
    });
    this.outbox = new Outbox({
      stream: this.stream,
      post: postCommand(`${this.base}/realtime/command/`, () => CSRF, this.person, (url, options) => this.fetch(url, options)),
      shelf: inTab(this.storage, `outbox:${this.person}`),
      lapsed: (command) => lapsed(command, store.view, new Date()),
      onChange: (command) => command && this.told(command),
    });
    await this.outbox.ready;
    this.stream.start();
    for (const command of this.outbox.commands) this.told(command);
    tell({ who: this.who, loaded: true });
  }

  async documents() {
    for (let tries = 0; ; tries += 1) {
      try {
        const fetched = this.streams.map((name) => this.get(`${this.base}/realtime/snapshot/${encodeURIComponent(name)}`));
        return Object.fromEntries((await Promise.all(fetched)).map((document, place) => [this.streams[place], document]));
      } catch {
        await pause(200 + Math.random() * 300);
      }
    }
  }

  fetch(url, options = {}) {
    const headers = { ...options.headers, Cookie: `${this.cookie}; csrftoken=${CSRF}`, Origin: this.base };
    return fetch(url, { ...options, headers });
  }

  async get(url) {
    const response = await this.fetch(url, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`${response.status}`);
    return response.json();
  }

  press({ verb, args, slot, mark }) {
    void this.outbox.send(verb, { ...args }, { slot });
    const command = this.outbox.commands.at(-1);
    tell({ who: this.who, pressed: mark, key: command.key, sentAt: command.sentAt });
  }

  /** The same press again and again, `every` milliseconds; the answers are kept together and told at the end. */
  async hammer({ ticket, verb, args, slot, times, every }) {
    const presses = [];
    const answers = [];
    this.quiet = true;
    for (let number = 0; number < times; number += 1) {
      const press = { at: at() };
      presses.push(press);
      answers.push(this.outbox.send(verb, { ...args }, { slot }).then(({ state, answer, error }) => {
        Object.assign(press, { answered_at: at(), state, code: answer?.code ?? error?.code ?? null });
      }));
      await pause(every);
    }
    while (this.outbox.waiting) await pause(20);
    await Promise.all(answers.slice(-1));
    this.quiet = false;
    tell({ hammered: ticket, presses });
  }

  told({ key, verb, args, state, sending, answer, error }) {
    this.changedAt = at();
    if (this.quiet) return;
    const refusal = error && { code: error.code ?? null, message: error.message, refused: Boolean(error.refused) };
    tell({ who: this.who, key, verb, args, state, sending: Boolean(sending), answer: answer ?? null, error: refusal ?? null });
  }

  seen({ docs, history }) {
    return {
      net: this.stream?.state ?? "",
      changed_at: this.changedAt ?? 0,
      seqs: this.store?.seqs() ?? {},
      waiting: (this.outbox?.commands ?? []).map(({ key, verb, args, slot }) => ({ key, verb, args, slot })),
      ...(docs && { docs: Object.fromEntries(Object.entries(this.store?.streams ?? {}).map(([name, { doc }]) => [name, doc])) }),
      ...(history && { history: [...this.past, this.store?.history ?? {}] }),
    };
  }

  close() {
    this.closed = true;
    this.stream?.stop();
  }
}

const orders = {
  open: (order) => {
    const tablet = new Tablet(order);
    tablets.set(order.who, tablet);
    void tablet.load();
  },
  press: (order) => tablets.get(order.who).press(order),
  hammer: (order) => void tablets.get(order.who).hammer(order),
  reload: (order) => void tablets.get(order.who).load(),
  wake: (order) => tablets.get(order.who).stream.wake(),
  reconnect: (order) => tablets.get(order.who).stream.reconnect(),
  close: (order) => {
    tablets.get(order.who)?.close();
    tablets.delete(order.who);
  },
  look: (order) => {
    const chosen = order.who ?? [...tablets.keys()];
    tell({ ticket: order.ticket, seen: Object.fromEntries(chosen.map((who) => [who, tablets.get(who).seen(order)])) });
  },
};

process.on("unhandledRejection", (reason) => tell({ fault: String(reason?.stack ?? reason) }));
process.on("uncaughtException", (error) => tell({ fault: String(error.stack ?? error) }));
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const order = JSON.parse(line);
    orders[order.do](order);
  })
  .on("close", () => process.exit(0));
tell({ ready: true });
