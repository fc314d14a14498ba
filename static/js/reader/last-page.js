import { csrfToken, page, url } from "../lib/page.js";

/**
 * Where a reader is in each version: remembered by the server, so that he goes on there on another
 * device. The page hands over what is known (`page.last_pages`); a change is told once he rests on it.
 */
const REST_MS = 700;
const known = new Map(Object.entries(page.last_pages ?? {}));
let pending = null;

export const lastPage = (version) => known.get(version) ?? 1;

export function rememberPage(version, at) {
  if (lastPage(version) === at) return;
  known.set(version, at);
  if (pending && pending.version !== version) tell();
  clearTimeout(pending?.timer);
  pending = { version, at, timer: setTimeout(tell, REST_MS) };
}

function tell() {
  if (!pending) return;
  const { version, at, timer } = pending;
  clearTimeout(timer);
  pending = null;
  const body = new URLSearchParams({ page: at });
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  // Without a network the place is kept on this device only; reading goes on.
  fetch(url("opened", { version }), { method: "POST", body, headers, keepalive: true }).catch(() => {});
}

addEventListener("pagehide", tell);
