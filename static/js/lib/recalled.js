import { page, url } from "./page.js";
import { dropVersion } from "./packs.js";
import { itemsOf } from "./sitting.js";

/** Papers taken back from their readers: what this device still holds of them is forgotten. */

/** `{paper, version, at}` of every recall the documents tell of. */
export const recallsOf = (view) =>
  itemsOf(view).flatMap((item) => Object.values(item.recalls ?? {}).filter(Boolean).map((one) => ({ item: item.id, paper: one.paper, version: one.version_id, at: one.at })));

/** When a paper was recalled; "" while it is laid. */
export const recalledAt = (view, paper) => {
  const laid = itemsOf(view).some((item) => item.papers?.[paper]);
  return laid ? "" : recallsOf(view).filter((one) => one.paper === paper).map((one) => one.at).sort().at(-1) ?? "";
};

const forgotten = new Set();

/** Forgets the pages of recalled versions once per page of the browser; what isn't held costs one refused request. */
export function forgetRecalled(view) {
  if (!page.urls) return;
  for (const { paper, version } of recallsOf(view)) {
    if (!version || forgotten.has(version) || itemsOf(view).some((item) => item.papers?.[paper]?.version_id === version)) continue;
    forgotten.add(version);
    void forget(version);
  }
}

/** Out of every cache a worker keeps, and out of the browser's own: asked anew, the refusal takes the old bytes' place. */
async function forget(version) {
  if (globalThis.indexedDB) await dropVersion(version).catch(() => {});
  const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (request.url.includes(version)) await cache.delete(request);
  }
  await fetch(url("version_pdf", { version }), { cache: "reload", credentials: "same-origin" }).catch(() => {});
}
