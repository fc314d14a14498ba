import { gettext, interpolate } from "./i18n.js";
import { commandShelf } from "./kept.js";
import { lapsed } from "./lapse.js";
import { Outbox, postCommand } from "./outbox.js";
import { csrfToken, page, readJson, socketAddress, url } from "./page.js";
import { Store } from "./store.js";
import { Stream, wakeWith } from "./stream.js";

/**
 * Brings a page to life: its documents, its socket, its commands.
 * `onRightsChanged` is called when a right was taken away: the page is drawn anew with the rights of now.
 * `listeners` hear every change of the connection and of a command on its way.
 * @returns {{store: Store, stream: Stream, outbox: Outbox, listeners: Set<(command?: any) => void>}}
 */
export function goLive({ onCommand = () => {}, onRightsChanged = () => location.reload() } = {}) {
  const store = new Store(readJson("streams"));
  const listeners = new Set();
  const changed = (command) => {
    showState(stream, outbox);
    for (const listener of listeners) listener(command);
  };
  const address = socketAddress();
  // Whoever signs in later in this browser doesn't send what this page still has to send.
  if (page.person) address.searchParams.set("as", page.person);
  const stream = new Stream({
    store,
    url: address.href,
    events: url("events"),
    snapshot: url("snapshot"),
    onState: () => changed(),
    onRightsChanged,
  });
  const outbox = new Outbox({
    stream,
    post: postCommand(url("command"), csrfToken, page.person),
    shelf: commandShelf(page.person ?? "", { onLoan: isOnLoan() }),
    lapsed: (command) => lapsed(command, store.view, new Date()),
    onChange: (command) => {
      changed(command);
      if (command) onCommand(command);
    },
  });
  if (!Object.keys(store.seqs()).length) {
    // A page without documents has nothing to follow, and nothing to say about a connection.
    document.getElementById("net")?.remove();
    return { store, stream, outbox, listeners };
  }
  wakeWith(stream);
  stream.start();
  showState(stream, outbox);
  keepAwake(store);
  return { store, stream, outbox, listeners };
}

/** A tablet lent for one sitting keeps nothing beyond the tab. */
const isOnLoan = () => document.documentElement.dataset.loan === "true";

function showState(stream, outbox) {
  const dot = document.getElementById("net");
  if (!dot) return;
  // The line that lists what waits counts it; here it is counted where a page has no such line.
  const waiting = document.getElementById("sending") ? 0 : (outbox?.waiting ?? 0);
  dot.dataset.state = stream.state;
  const words = {
    live: gettext("Đã kết nối"),
    waiting: gettext("Đang kết nối"),
    lost: waiting
      ? interpolate(gettext("Mất kết nối · %s mục chờ gửi"), [waiting])
      : gettext("Mất kết nối"),
  }[stream.state];
  if (dot.textContent !== words) dot.textContent = words;
  document.documentElement.dataset.net = stream.state;
}

/** The screen of a sitting stays on; browsers release the lock whenever the page is hidden. */
function keepAwake(store) {
  const ask = () => {
    if (document.hidden || store.view.sitting?.state !== "open") return;
    navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  store.subscribe(once(() => ask()));
  ask();
}

function once(action) {
  let done = false;
  return (...args) => {
    if (!done) action(...args);
    done = true;
  };
}
