import { dropPacksOfOthers } from "./packs.js";

/** Registers the worker at the root (portal.views.worker); without one, everything works but what needs no network. */
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}

// Whoever is signed in here now: what another person kept on this device ends.
const { who } = document.documentElement.dataset;
if (who && globalThis.indexedDB) dropPacksOfOthers(who).catch(() => {});
