import { findAll, fold, toneLast } from "./fold.js";

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
// What people spell with i or y at will, as search/words.py has it.
const I_OR_Y = /^(h|k|l|m|s|t|qu)y$/;

/**
 * The ways words may stand on a page, the nearest to what was typed first; a search over all papers finds them in all
 * of these. Each gives places in the text: `(text, words) => {from, to}[]`.
 */
export const WAYS = [findAll, (text, words) => findAll(text, fold(words).folded), inARow, byThemselves];

/** @returns {{from: number, to: number, folded: string, exact: string}[]} the words of a text, cut as the index cuts them */
function wordsOf(text) {
  return [...text.matchAll(WORD)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    folded: fold(match[0]).folded.replace(I_OR_Y, "$1i"),
    exact: toneLast(match[0]),
  }));
}

/** Side by side, whatever signs stand between: "17 nq cp" finds "17/ NQ-CP". */
export function inARow(text, words) {
  const [all, wanted] = [wordsOf(text), wordsOf(words).map((word) => word.folded)];
  const found = [];
  for (let at = 0; wanted.length && at + wanted.length <= all.length; at += 1) {
    if (wanted.some((word, index) => all[at + index].folded !== word)) continue;
    found.push({ from: all[at].from, to: all[at + wanted.length - 1].to });
    at += wanted.length - 1;
  }
  return found;
}

/** Each by itself, on a page that has nearly all of them; those side by side are one place. */
export function byThemselves(text, words) {
  const wanted = wordsOf(words);
  const [folded, exact] = [new Set(wanted.map((word) => word.folded)), new Set(wanted.map((word) => word.exact))];
  const every = wordsOf(text).filter((word) => folded.has(word.folded));
  const seen = new Set(every.map((word) => word.folded));
  const lacking = folded.size - seen.size;
  if (!every.length || lacking > (folded.size >= 5 ? 2 : folded.size >= 3 ? 1 : 0)) return [];
  const asTyped = new Set(every.filter((word) => exact.has(word.exact)).map((word) => word.folded));
  return joined(text, every.filter((word) => exact.has(word.exact) || !asTyped.has(word.folded)));
}

/** Half a Vietnamese word is none: a word that stands in company somewhere is left out where it stands alone. */
function joined(text, found) {
  const isBeside = (at) => at >= 0 && at + 1 < found.length && /^\s+$/.test(text.slice(found[at].to, found[at + 1].from));
  const inCompany = new Set(found.filter((_, at) => isBeside(at - 1) || isBeside(at)).map((word) => word.folded));
  const places = [];
  for (const [at, word] of found.entries()) {
    if (isBeside(at - 1)) places.at(-1).to = word.to;
    else if (isBeside(at) || !inCompany.has(word.folded)) places.push({ from: word.from, to: word.to });
  }
  return places;
}
