import { csrfToken, page, url } from "./page.js";
import { beginPack, changePack, deviceId, dropPack, filesOf, packsHeld, putFile } from "./packs.js";
import { uuid } from "./uuid.js";

const SHELL = "shell-1";
/** Whose pack: of the sitting on this page, unless another one is named. @typedef {{sitting: string, page: string}} Place */
const here = () => ({ sitting: page.sitting, page: location.pathname });

async function ask(address, { signal, form } = {}) {
  const response = await fetch(address, {
    signal,
    credentials: "same-origin",
    headers: { Accept: "application/json", ...(form && { "X-CSRFToken": csrfToken() }) },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  const told = await response.json();
  if (!response.ok) throw Object.assign(new Error(told.error?.message ?? ""), { refused: true, code: told.error?.code });
  return told;
}

/** What a pack would hold now, with sizes. */
export const contentsNow = ({ sitting } = here()) => ask(url("pack", { sitting }));

/** Bytes to come over the network: the papers, and the reader itself if this device hasn't got it yet. */
export async function bytesOf({ bytes, reader, reader_bytes: readerBytes }) {
  const cache = await caches.open(SHELL);
  const here = await Promise.all(reader.map((path) => cache.match(path)));
  return bytes + (here.every(Boolean) ? 0 : readerBytes);
}

/** What kind of network this is: "free", "paid" or "" where the browser doesn't say. */
export function network({ connection } = navigator) {
  if (connection?.saveData || connection?.type === "cellular") return "paid";
  return ["wifi", "ethernet"].includes(connection?.type) ? "free" : "";
}

/**
 * Takes the pack, or brings it up to date: the lease first, then file by file; what is here already isn't fetched
 * again, so a download that was broken off goes on where it was. Rejects with the reason; what came so far stays.
 * @param {{onProgress: (done: number, of: number) => void, signal?: AbortSignal, light?: boolean, anyNetwork?: boolean, place?: Place}} how
 *   `light`: no papers, only what is small and changes
 */
export async function takePack({ onProgress, signal, light = false, anyNetwork = false, place = here() }) {
  const device = await deviceId(uuid);
  const told = await ask(url("take_pack", { sitting: place.sitting }), { signal, form: { device } });
  const pack = await beginPack({
    sitting: told.sitting,
    person: page.person,
    token: told.token,
    until: Date.parse(told.until),
    title: told.title,
    page: place.page,
    papers: told.papers,
    bytes: told.bytes,
    anyNetwork,
  });
  const known = new Set((await filesOf(pack.sitting)).map(({ path }) => path));
  let done = told.papers.reduce((sum, paper) => sum + (known.has(pdfOf(paper)) ? paper.size : 0), 0);
  onProgress(done, told.bytes);
  await takeShell(pack, told.reader, signal);
  for (const paper of told.papers) {
    const changing = url("marks", { version: paper.version });
    await put(pack, changing, { version: paper.version, signal });
    const texts = url("pack_texts", { version: paper.version });
    if (!known.has(texts)) await put(pack, texts, { version: paper.version, signal });
    if (light || known.has(pdfOf(paper))) continue;
    await put(pack, pdfOf(paper), { version: paper.version, etag: `"${paper.sha256}"`, signal, keep: true });
    done += paper.size;
    onProgress(done, told.bytes);
  }
  const held = new Set((await filesOf(pack.sitting)).map(({ path }) => path));
  const whole = told.papers.every((paper) => held.has(pdfOf(paper)));
  await changePack(pack.sitting, { whole, savedAt: Date.now() });
}

const pdfOf = ({ version }) => url("version_pdf", { version });

/** `keep`: a paper that is only put by hasn't been opened by anybody. */
async function put(pack, address, { signal, keep, ...more }) {
  const response = await fetch(keep ? `${address}?keep` : address, { signal, credentials: "same-origin" });
  if (!response.ok || response.headers.get("X-From-Pack")) throw new Error(`${response.status}`);
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  await putFile(pack, { path: address, type, bytes: await response.arrayBuffer(), ...more });
}

/** The page itself, the words of its scripts, and every built file it names. */
async function takeShell(pack, reader, signal) {
  const response = await fetch(`${pack.page}?keep`, { signal, credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) throw new Error(`${response.status}`);
  const html = (await response.text()).replace("<head>", `<head>\n<meta name="kept-at" content="${Date.now()}">`);
  await putFile(pack, { path: pack.page, type: "text/html; charset=utf-8", bytes: new TextEncoder().encode(html).buffer });
  const drawn = new DOMParser().parseFromString(html, "text/html");
  const named = [...drawn.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], script[src]")].map((one) => one.getAttribute("href") ?? one.getAttribute("src"));
  named.push(drawn.documentElement.dataset.icons, ...reader);
  for (const path of named.filter((one) => one && !one.startsWith("/static/"))) await put(pack, path, { signal });
  await keepBuilt(named.filter((one) => one?.startsWith("/static/")), signal);
}

async function keepBuilt(paths, signal) {
  const cache = await caches.open(SHELL);
  for (const path of paths) {
    let found = await cache.match(path);
    if (!found) {
      const response = await fetch(path, { signal });
      if (!response.ok) continue;
      await cache.put(path, response.clone());
      found = response;
    }
    if (!path.endsWith(".css")) continue;
    const css = await found.clone().text();
    const inside = [...css.matchAll(/url\(["']?(?!data:)([^"')]+)["']?\)/g)].map(([, name]) => new URL(name, new URL(path, location.href)).pathname);
    await keepBuilt([...new Set(inside)], signal);
  }
}

/** The documents as this page has them now, so that the kept page opens with the newest of before the break. */
export async function keepDocuments(pack, streams) {
  const bytes = new TextEncoder().encode(JSON.stringify(streams)).buffer;
  await putFile(pack, { path: `${pack.page}#streams`, type: "application/json", bytes });
}

/** The reader's marks on a paper as the house has them, into every pack of this device that holds the paper. */
export async function keepMarks(version, marks) {
  if (!globalThis.indexedDB) return;
  const bytes = new TextEncoder().encode(JSON.stringify({ marks })).buffer;
  for (const pack of await packsHeld()) {
    if (!pack.papers.some((paper) => paper.version === version)) continue;
    await putFile(pack, { path: url("marks", { version }), type: "application/json", version, bytes });
  }
}

/** The reader deletes the pack: here at once, in the house's list when there is a network. */
export async function giveBack(pack) {
  const device = await deviceId(uuid);
  await dropPack(pack.sitting);
  await ask(url("give_back_pack", { sitting: pack.sitting }), { form: { device } }).catch(() => {});
}
