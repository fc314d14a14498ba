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
  // Read from a pack: the house hears of the opening when the network is back, also of one at its first page.
  if (navigator.onLine === false) keep(version, at);
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
  keep(version, at);
  send(version, at);
}

/** Without a network the place is kept on this device and told when it is back; reading goes on. */
function send(version, at) {
  const body = new URLSearchParams({ page: at });
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  fetch(url("opened", { version }), { method: "POST", body, headers, keepalive: true })
    .then((response) => response.status < 500 && forget(version, at))
    .catch(() => {});
}

const NAME = `place:${page.person ?? ""}:`;
const isKept = page.person && document.documentElement.dataset.loan !== "true";

function keep(version, at) {
  try {
    if (isKept) localStorage.setItem(NAME + version, at);
  } catch {
    // A full storage: the place is known to this page alone.
  }
}

function forget(version, at) {
  if (localStorage.getItem(NAME + version) === String(at)) localStorage.removeItem(NAME + version);
}

/** The places read while there was no network: known here at once, told when it is back. */
function tellKept() {
  for (const name of Object.keys(localStorage).filter((one) => isKept && one.startsWith(NAME))) {
    const [version, at] = [name.slice(NAME.length), Number(localStorage.getItem(name))];
    known.set(version, at);
    if (navigator.onLine !== false) send(version, at);
  }
}

addEventListener("pagehide", tell);
addEventListener("online", tellKept);
tellKept();
