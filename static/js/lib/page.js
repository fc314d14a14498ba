/**
 * What the server hands a page as data blocks.
 * page: {now, person, sitting, me: {name, post}, urls: {ws, command, events, snapshot, version_pdf, opened,
 * sitting, home}, notes, can, last_pages: {version: page}}; streams: {stream: {n, doc}}.
 */
export function readJson(id, fallback = {}) {
  const block = document.getElementById(id);
  return block ? JSON.parse(block.textContent) : fallback;
}

export const page = typeof document === "undefined" ? {} : readJson("page");

const DEFAULT_URLS = {
  ws: "/ws/",
  command: "/command/",
  events: "/realtime/events/",
  snapshot: "/realtime/snapshot/",
  version_pdf: "/papers/versions/{version}/file.pdf",
  opened: "/papers/{version}/opened/",
  paper_vote: "/voting/items/{item}/paper-vote.pdf",
  sitting: "/sittings/{id}/",
  home: "/",
};

/** An address of the page with its placeholders filled: `url("version_pdf", {version})`. */
export function url(name, values = {}) {
  const pattern = page.urls?.[name] ?? DEFAULT_URLS[name];
  return pattern.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(values[key] ?? ""));
}

/** Where the page's one socket is opened. */
export function socketAddress() {
  const address = new URL(url("ws"), location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return address;
}

export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? decodeURIComponent(cookie[1]) : document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}
