import { gettext } from "../lib/i18n.js";
import { page } from "../lib/page.js";

/** What this reader has read of each paper, as the page was told and as it goes on here: his own fact, nobody else's. */
const known = new Map(Object.entries(page.read ?? {}));

/** He has this version of the paper open. */
export function noteRead(paper, number) {
  if (paper && number) known.set(paper, Math.max(number, known.get(paper) ?? 0));
}

/** "new" for a paper never opened, "changed" for one with a newer version than the one read, "" otherwise. */
export function readState(paper) {
  if (!page.read || !paper?.version) return "";
  const number = known.get(paper.id);
  if (!number) return "new";
  return number < paper.version ? "changed" : "";
}

export const readWords = (paper) => ({ new: gettext("mới"), changed: gettext("có bản mới từ khi đọc"), "": "" })[readState(paper)];
