/**
 * Between what a reader sees (the text layer of a page) and the words a mark is kept by. Letters are counted without
 * white space, as the server does: readers of PDF agree on letters, not on spaces (docs/annotations.md).
 */
const UNSEEN = /[\s\u00ad\u200b-\u200d\u2060\ufeff]/;
const AROUND = 48;

/** @returns {string} NFC letters without white space */
export function squeeze(text) {
  return [...text.normalize("NFC")].filter((letter) => !UNSEEN.test(letter)).join("");
}

/**
 * The letters of a text layer with the place of each.
 * @returns {{letters: string, places: {node: Text, at: number, to: number, gap: boolean}[]}}
 */
export function lettersOf(layer) {
  const places = [];
  let letters = "";
  let gap = false;
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType !== Node.TEXT_NODE) {
      gap ||= node.nodeName === "BR";
      continue;
    }
    for (let at = 0; at < node.data.length; at += 1) {
      const letter = node.data[at];
      if (UNSEEN.test(letter)) {
        gap ||= /\s/.test(letter);
        continue;
      }
      const joined = /\p{M}/u.test(letter) && places.length ? (letters.at(-1) + letter).normalize("NFC") : "";
      if (joined.length === 1) {
        letters = letters.slice(0, -1) + joined;
        places.at(-1).to = at + 1;
        continue;
      }
      letters += letter;
      places.push({ node, at, to: at + 1, gap });
      gap = false;
    }
  }
  return { letters, places };
}

function words({ letters, places }, from, to) {
  let text = "";
  for (let at = Math.max(0, from); at < Math.min(letters.length, to); at += 1) {
    text += (places[at].gap && text ? " " : "") + letters[at];
  }
  return text;
}

/** What a mark on the letters `from`-`to` of a page is kept by. */
export function targetOf(page, read, from, to) {
  return {
    page,
    start: from,
    quote: words(read, from, to),
    prefix: words(read, from - AROUND, from),
    suffix: words(read, to, to + AROUND),
  };
}

/** The target under a selection: on the page it begins on, and under `more` on those it goes on over; null without letters. */
export function targetOfSelection(range, views) {
  const [first, ...more] = views.filter((one) => one.text && range.intersectsNode(one.text)).flatMap((view) => chosenOn(view, range));
  if (!first) return null;
  return more.length ? { ...first, more } : first;
}

function chosenOn(view, range) {
  const read = lettersOf(view.text);
  let from = -1;
  let to = -1;
  read.places.forEach(({ node, at }, index) => {
    // A letter belongs to the selection if it begins inside it.
    if (range.comparePoint(node, at) !== 0 || (node === range.endContainer && at >= range.endOffset)) return;
    if (from < 0) from = index;
    to = index + 1;
  });
  return from < 0 ? [] : [targetOf(view.number, read, from, to)];
}

/** What a note on a whole page is kept by: the page, and no words of it. */
export const targetOfPage = (page) => ({ page, start: 0, quote: "", prefix: "", suffix: "" });

/** Does the mark speak of a whole page, here where it is shown? */
export const isOfPage = ({ kind, target }) => (kind === "note" || kind === "question") && Boolean(target) && !quoteOf(target);

/** A target page by page. */
export const partsOf = (target) => (target ? [target, ...(target.more ?? [])] : []);

/** The marked words, over all pages. */
export const quoteOf = (target) => partsOf(target).map((part) => part.quote).filter(Boolean).join(" ");

/** "3", or "3–4". */
export const pagesOf = (target) => [...new Set([target.page, partsOf(target).at(-1).page])].join("–");

function agreed(one, other) {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one[count] === other[count]) count += 1;
  return count;
}

/** The range of a target's words in a page's text layer, or null: never on other words. */
export function rangeOf(layer, target) {
  const quote = squeeze(target?.quote ?? "");
  if (!quote || !layer) return null;
  const read = lettersOf(layer);
  const before = [...squeeze(target.prefix ?? "")].reverse().join("");
  const after = squeeze(target.suffix ?? "");
  let best = null;
  for (let at = read.letters.indexOf(quote); at >= 0; at = read.letters.indexOf(quote, at + 1)) {
    const left = [...read.letters.slice(Math.max(0, at - before.length), at)].reverse().join("");
    const fit = agreed(left, before) + agreed(read.letters.slice(at + quote.length), after);
    const far = Math.abs(at - (target.start ?? 0));
    if (!best || fit > best.fit || (fit === best.fit && far < best.far)) best = { at, fit, far };
  }
  if (!best) return null;
  const first = read.places[best.at];
  const last = read.places[best.at + quote.length - 1];
  const range = document.createRange();
  range.setStart(first.node, first.at);
  range.setEnd(last.node, last.to);
  return range;
}

/** The boxes of a range in page units (points), one per piece of a line. */
export function boxesOf(range, view) {
  const origin = view.box.getBoundingClientRect();
  const found = [];
  for (const rect of range.getClientRects()) {
    if (rect.width < 1 || rect.height < 1) continue;
    const box = [(rect.left - origin.left) / view.scale, (rect.top - origin.top) / view.scale, rect.width / view.scale, rect.height / view.scale];
    if (!found.some((other) => box.every((value, index) => Math.abs(value - other[index]) < 0.5))) found.push(box);
  }
  return found;
}

/** The smallest box around these: `[x, y, width, height]`. */
export function around(boxes) {
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  return [left, top, Math.max(...boxes.map((box) => box[0] + box[2])) - left, Math.max(...boxes.map((box) => box[1] + box[3])) - top];
}

/** What ink is kept by: the lines under it, or only its page where it lies on no words. */
export function targetOfInk(view, strokes) {
  const xs = strokes.flatMap((stroke) => stroke.filter((_, index) => index % 2 === 0));
  const ys = strokes.flatMap((stroke) => stroke.filter((_, index) => index % 2));
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const bare = { page: view.number, start: 0, quote: "", prefix: "", suffix: "", strokes, box: null };
  if (!view.text || !xs.length) return bare;
  const read = lettersOf(view.text);
  const lines = new Map();
  const under = (node) => {
    if (!lines.has(node)) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = boxesOf(range, view);
      const box = boxes.length ? around(boxes) : null;
      lines.set(node, Boolean(box) && box[1] < bottom + box[3] / 2 && box[1] + box[3] > top - box[3] / 2);
    }
    return lines.get(node);
  };
  const hit = read.places.map(({ node }) => under(node));
  const from = hit.indexOf(true);
  if (from < 0) return bare;
  const to = hit.lastIndexOf(true) + 1;
  const target = targetOf(view.number, read, from, to);
  const range = rangeOf(view.text, target);
  return { ...target, strokes, box: range ? around(boxesOf(range, view)).map((value) => Math.round(value * 100) / 100) : null };
}
