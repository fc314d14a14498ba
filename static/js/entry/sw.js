/**
 * The worker at the root. Built files come from the device once fetched (their names carry their hash). A page or paper
 * comes from the house; where there is no network, from the pack of the sitting if its reader has taken one and the
 * lease holds (lib/packs.js), else a page says so in words instead of the browser's own error. Nothing else of the
 * house is kept here: what one may see is decided by the server each time.
 */
import { endAll, isSignOut, lookAfter, mayBeKept, networkFirst, pagesHeld } from "../lib/pack-server.js";

const SHELL = "shell-1";
const escape = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const OFFLINE = (pages) => `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mất kết nối</title><style>body{font:20px/1.6 system-ui,sans-serif;margin:12vh auto;max-width:34rem;padding:0 24px;color:#1c2430;background:#fff}
button,a{display:block;box-sizing:border-box;width:100%;min-height:56px;margin:12px 0;text-align:center;text-decoration:none;font:inherit;padding:12px 24px;border:1px solid #1d4e89;border-radius:8px;background:#1d4e89;color:#fff}
@media(prefers-color-scheme:dark){body{color:#e8ecf1;background:#12161c}}</style>
<h1>Mất kết nối</h1><p>Chưa tải được trang này. Nội dung đã nhập vẫn được giữ trên thiết bị; trang sẽ tự mở lại khi có mạng.</p>
<p lang="en">No connection. What was typed is kept on this device; the page opens by itself when the network is back.</p>
${pages.length ? `<h2>Đọc gói đã lưu trên máy · <span lang="en">Read the pack kept here</span></h2>${pages.map(({ title, page }) => `<a href="${escape(page)}">${escape(title)}</a>`).join("")}` : ""}
<button onclick="location.reload()">Thử lại · Try again</button><script>addEventListener("online",()=>location.reload())</script></html>`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

/** A page that lost the right to its papers asks for this: whatever is kept beside the built files goes. */
self.addEventListener("message", (event) => {
  if (event.data?.verb !== "drop-papers") return;
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
      await endAll();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const path = address.pathname;
  if (address.origin !== self.location.origin) return;
  if (isSignOut(request, path)) return event.respondWith(endAll().then(() => fetch(request)));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (mayBeKept(path)) event.respondWith(networkFirst(request, path).then((found) => found ?? Response.error()));
  else if (/^\/static\/.*\.[0-9a-f]{12}\.\w+$/.test(path)) event.respondWith(kept(request));
  else if (path.startsWith("/static/dist/pdfjs/")) event.respondWith(fetch(request).catch(() => built(request)));
});

async function page(event, path) {
  const answer = await networkFirst(event.request, path);
  if (!answer) return offline();
  if (!answer.headers.get("X-From-Pack")) event.waitUntil(lookAfter());
  return answer;
}

async function offline() {
  return new Response(OFFLINE(await pagesHeld()), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

const built = async (request) => (await (await caches.open(SHELL)).match(request, { ignoreSearch: true })) ?? Response.error();

async function kept(request) {
  const cache = await caches.open(SHELL);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
