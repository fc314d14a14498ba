import { socketAddress, url } from "../lib/page.js";
import { Stream, wakeWith } from "../lib/stream.js";

const REST = 300;

/**
 * A page drawn by the server that follows a stream. The element with data-follows names the stream, with
 * data-number its number when the page was drawn, with data-told-by the blocks that matter. When one of them is
 * told, the page is fetched anew and its parts with data-live are brought up: rows of a table one by one, anything
 * else whole; a table that came to be empty with its section. What somebody is typing into, or holds the focus in, is left alone until it is left.
 */
export function followStream(root = document) {
  const named = root.querySelector("[data-follows]");
  if (!named) return null;
  const parts = new Parts(root);
  const numbers = new Numbers(named.dataset, () => parts.refreshSoon());
  const stream = new Stream({
    store: numbers,
    url: socketAddress().href,
    events: url("events"),
    snapshot: url("snapshot"),
    onRightsChanged: () => location.reload(),
  });
  wakeWith(stream);
  stream.start();
  return stream;
}

/** What a socket asks of a store, where the page keeps numbers and no documents. */
export class Numbers {
  constructor({ follows, number, toldBy }, told) {
    Object.assign(this, { stream: follows, n: Number(number), names: toldBy.split(" "), told });
  }

  get streams() {
    return { [this.stream]: this.n };
  }

  seq() {
    return this.n;
  }

  seqs() {
    return this.streams;
  }

  apply(_stream, n, patch) {
    if (n <= this.n) return "old";
    if (n !== this.n + 1) return "gap";
    this.n = n;
    if (this.names.some((name) => name in (patch ?? {}))) this.told();
    return "applied";
  }

  /** Too much was missed to tell what: the page is fetched anew. */
  replace(_stream, n) {
    this.n = Math.max(n, this.n);
    this.told();
  }
}

class Parts {
  constructor(root) {
    this.root = root;
    this.skipped = false;
    root.addEventListener("focusout", () => this.skipped && this.refreshSoon());
  }

  refreshSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), REST);
  }

  async refresh() {
    if (this.fetching) return void (this.again = true);
    this.fetching = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) this.bringUp(await answer.text());
    } catch {
      // The next event, or the connection coming back, asks again.
    }
    this.fetching = false;
    if (this.again) this.refreshSoon();
    this.again = false;
  }

  bringUp(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    this.skipped = false;
    for (const part of this.root.querySelectorAll("[data-live]")) {
      const newer = fresh.getElementById(part.id);
      if (!newer) this.putHome(part, fresh);
      else if (part.localName === "tbody" && newer.localName === "tbody") this.bringUpRows(part, newer);
      else this.put(part, newer);
    }
  }

  /** Rows keep their places under a finger: changed ones are replaced, new ones come where they belong. */
  bringUpRows(body, newer) {
    const wanted = new Set([...newer.rows].map((row) => row.id));
    for (const row of [...body.rows]) if (!wanted.has(row.id) && !this.isBusy(row)) row.remove();
    let before = null;
    for (const row of [...newer.rows]) {
      const old = [...body.rows].find((one) => one.id === row.id);
      if (old) this.put(old, row);
      else if (before) before.after(row);
      else body.prepend(row);
      before = [...body.rows].find((one) => one.id === row.id);
    }
  }

  /** A list that lost its last row is a sentence now: its section comes whole. */
  putHome(part, fresh) {
    const home = part.closest("section[id]");
    const newer = home && fresh.getElementById(home.id);
    if (newer && home !== part) this.put(home, newer);
  }

  put(old, newer) {
    if (said(old) === said(newer)) return;
    if (this.isBusy(old)) this.skipped = true;
    else {
      old.replaceWith(newer);
      window.htmx?.process(newer);
    }
  }

  isBusy(part) {
    return part.contains(document.activeElement) && document.activeElement !== document.body;
  }
}

/** The part without what is new in every drawing: the tokens of its forms. */
function said(part) {
  const copy = part.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
  return copy.outerHTML;
}
