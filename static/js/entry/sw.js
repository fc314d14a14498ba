/**
 * The worker at the root: built files come from the device once fetched (their names carry their hash), and a page
 * opened without a network says so in words instead of showing the browser's own error. No page, paper or answer of
 * the house is kept here: what one may see is decided by the server each time.
 */
const SHELL = "shell-1";
const OFFLINE = `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mất kết nối</title><style>body{font:20px/1.6 system-ui,sans-serif;margin:12vh auto;max-width:34rem;padding:0 24px;color:#1c2430;background:#fff}
button{font:inherit;padding:12px 24px;border:1px solid #1d4e89;border-radius:8px;background:#1d4e89;color:#fff}
@media(prefers-color-scheme:dark){body{color:#e8ecf1;background:#12161c}}</style>
<h1>Mất kết nối</h1><p>Chưa tải được trang này. Nội dung đã nhập vẫn được giữ trên thiết bị; trang sẽ tự mở lại khi có mạng.</p>
<p lang="en">No connection. What was typed is kept on this device; the page opens by itself when the network is back.</p>
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
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(offline));
  else if (/^\/static\/.*\.[0-9a-f]{12}\.\w+$/.test(address.pathname)) event.respondWith(kept(request));
});

function offline() {
  return new Response(OFFLINE, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function kept(request) {
  const cache = await caches.open(SHELL);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
