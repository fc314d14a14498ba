import { dropAllPacks } from "./packs.js";

/**
 * Makes the device forget every paper it keeps: what the worker holds, and every other cache but that of the built
 * files. The browser's own cache is emptied by the header of the page that asks for this.
 */
export async function dropPapers() {
  navigator.serviceWorker?.controller?.postMessage({ verb: "drop-papers" });
  if (globalThis.indexedDB) await dropAllPacks().catch(() => {});
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) if (!name.startsWith("shell-")) await caches.delete(name);
}
