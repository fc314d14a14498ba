import { gettext } from "../lib/i18n.js";
import { toast } from "./toast.js";

const WORDS = () => gettext("Cần kết nối mạng; dùng lại được ngay khi có mạng.");
const MARK = "data-needs-net";

/** Is the house out of reach, as far as this page knows? */
export const isAway = () => document.documentElement.dataset.net === "lost" || globalThis.navigator?.onLine === false;

/** Hears `deed` at every change between away and back. @returns {() => void} ends it */
export function onNet(deed) {
  let away = isAway();
  const look = () => {
    if (isAway() === away) return;
    away = !away;
    deed(away);
  };
  const seen = new MutationObserver(look);
  seen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-net"] });
  for (const name of ["online", "offline"]) addEventListener(name, look);
  return () => {
    seen.disconnect();
    for (const name of ["online", "offline"]) removeEventListener(name, look);
  };
}

/** Does something once the house is in reach again. @returns {() => void} forgets it */
export function whenBack(deed) {
  const end = onNet((away) => away || (end(), deed()));
  return end;
}

/**
 * What can't be done without a network (`data-needs-net`: a download, another page) says so instead of failing, and is
 * there again by itself. It keeps its place in the order of keys, so that its reason is heard; pressed, it is shown.
 */
export function watchNet() {
  const reason = document.createElement("p");
  Object.assign(reason, { id: "needs-net", hidden: true, textContent: WORDS() });
  document.body.append(reason);
  const drawn = new MutationObserver(() => mark(true));
  const turn = (away) => {
    mark(away);
    if (away) drawn.observe(document.body, { childList: true, subtree: true });
    else drawn.disconnect();
  };
  onNet(turn);
  turn(isAway());
  document.addEventListener("click", refuse, { capture: true });
}

function refuse(event) {
  const pressed = event.target.closest?.(`[${MARK}][aria-disabled="true"]`);
  if (!pressed) return;
  event.preventDefault();
  event.stopPropagation();
  toast(WORDS());
}

function mark(away) {
  for (const one of document.querySelectorAll(`[${MARK}]`)) if (away !== (one.getAttribute("aria-disabled") === "true")) turnOne(one, away);
}

function turnOne(one, away) {
  if (!away) {
    for (const name of ["aria-disabled", "aria-describedby"]) one.removeAttribute(name);
    if (one.dataset.titled === undefined) one.removeAttribute("title");
    else one.title = one.dataset.titled;
    delete one.dataset.titled;
    return;
  }
  if (one.title) one.dataset.titled = one.title;
  one.title = [one.title, WORDS()].filter(Boolean).join(" – ");
  one.setAttribute("aria-disabled", "true");
  one.setAttribute("aria-describedby", "needs-net");
}
