import { askStanding, dropAllPacks, fileAt, packsHeld } from "./packs.js";

/** What the worker does with packs: the network first, the pack only where the network fails. */

/** So long the network is waited for, in milliseconds, if the pack has an answer too. */
const PATIENCE = 6000;
/** What a proxy says while the house itself is away. */
const AWAY = new Set([502, 503, 504]);
const ASK_EVERY = 60 * 1000;
const KEPT = /^\/(papers\/[0-9a-f-]{36}\/(file\.pdf|contents\/)|notes\/marks\/[0-9a-f-]{36}\/$|jsi18n\/$)/;

export const mayBeKept = (path) => KEPT.test(path);
export const isSignOut = (request, path) => request.method === "POST" && path === "/account/sign-out/";

/** From the network; where it fails or is silent, from the pack; null if neither has it. */
export async function networkFirst(request, path) {
  const network = fetch(request.clone());
  network.catch(() => {});
  const silence = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([network.catch(() => undefined), silence]);
  if (answer && !AWAY.has(answer.status)) return answer;
  const found = await kept(path).catch(() => null);
  return found ? answerOf(found, request.headers.get("Range")) : answer ?? network.catch(() => null);
}

/** A page comes with the documents as they were last seen on this device. */
async function kept(path) {
  const found = await fileAt(path);
  const documents = found && found.type.startsWith("text/html") ? await fileAt(`${path}#streams`) : null;
  if (!documents) return found;
  const read = (bytes) => new TextDecoder().decode(bytes);
  const json = read(documents.bytes).replaceAll("<", "\\u003C");
  const text = read(found.bytes).replace(/(<script id="streams"[^>]*>)[\s\S]*?(<\/script>)/, (_all, open, close) => open + json + close);
  return { ...found, bytes: new TextEncoder().encode(text).buffer };
}

/** A kept file as an answer: whole, or the range that was asked for. */
export function answerOf({ bytes, type, etag }, range) {
  const headers = { "Content-Type": type, "Accept-Ranges": "bytes", "Cache-Control": "no-store", "X-From-Pack": "1", ...(etag && { ETag: etag }) };
  const [, from, to] = range?.match(/^bytes=(\d*)-(\d*)$/) ?? [];
  if (from === undefined || (from === "" && to === "")) return new Response(bytes, { headers: { ...headers, "Content-Length": String(bytes.byteLength) } });
  const start = from === "" ? Math.max(0, bytes.byteLength - Number(to)) : Number(from);
  const end = from === "" || to === "" ? bytes.byteLength : Math.min(Number(to) + 1, bytes.byteLength);
  if (start >= end) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.byteLength}` } });
  const part = bytes.slice(start, end);
  return new Response(part, { status: 206, headers: { ...headers, "Content-Length": String(part.byteLength), "Content-Range": `bytes ${start}-${end - 1}/${bytes.byteLength}` } });
}

/** Where one can go without a network: `[{title, page}]`. */
export async function pagesHeld() {
  const held = await packsHeld().catch(() => []);
  return held.map(({ title, page }) => ({ title, page }));
}

let askedAt = 0;

/** At contact, once a minute at most: do the packs still stand? */
export async function lookAfter() {
  if (Date.now() - askedAt < ASK_EVERY) return;
  askedAt = Date.now();
  await askStanding().catch(() => (askedAt = 0));
}

/** A sign-out takes the packs with it before the request leaves. */
export const endAll = () => dropAllPacks().catch(() => {});
