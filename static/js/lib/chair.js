import { gettext, interpolate } from "./i18n.js";
import { page } from "./page.js";
import { currentItem, meOf, pollsOf, seatsOf } from "./sitting.js";
import { clockTime, momentOf } from "./time.js";

/** Who presides, to whom the chair may go, and what a press on it sends: pure functions over the view. */

const LIVE = ["open", "suspended"];
const HERE = ["on_site", "online"];

/** Does the reader preside now? The documents say so, whatever was true when the page was drawn. */
export function presides(view) {
  const person = view.sitting?.presider?.person;
  return person ? person === meOf(view).person : Boolean(page.can?.present);
}

/** May the chair change hands now? */
export const isLive = (view) => LIVE.includes(view.sitting?.state);

/** Members who are here and don't preside, in the order of protocol: the first is the deputy who is next. */
export const successors = (view) =>
  seatsOf(view).filter((seat) => HERE.includes(seat.presence) && seat.person !== view.sitting?.presider?.person);

/** "Từ 10:05, Phó Thủ tướng Thường trực chủ trì theo phân công của Thủ tướng Chính phủ (đến 11:00)"; "" while the head does. */
export function handedWords(sitting) {
  const handed = sitting?.handed_over;
  if (!handed) return "";
  const words = interpolate(gettext("Từ %s, %s chủ trì theo phân công của Thủ tướng Chính phủ"), [clockTime(handed.at), handed.post]);
  const limit = limitWords(handed);
  return limit ? `${words} (${limit})` : words;
}

/** "đến 11:00", "nội dung 3, 4"; "" for a hand-over until the chair is returned. */
export function limitWords(handed) {
  if (handed?.until) return interpolate(gettext("đến %s"), [clockTime(handed.until)]);
  return handed?.items ? interpolate(gettext("nội dung %s"), [handed.items]) : "";
}

/** What handing over sends: until it is returned, unless a time or the item in hand limits it. */
export function handOver(view, entry, { limit = "", until = "" } = {}) {
  const args = { sitting: page.sitting, entry };
  const item = currentItem(view);
  if (limit === "time" && until) return { ...args, until: momentOf(until) };
  return limit === "item" && item ? { ...args, items: [item.id] } : args;
}

/** The result that waits for the presider's word: equal votes, closed and not announced. */
export const tieToConfirm = (view) => pollsOf(view).find((poll) => poll.proposal && poll.state === "closed");
