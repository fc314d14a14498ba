/** Registers the worker at the root (portal.views.worker); without one, everything works but the offline page. */
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
