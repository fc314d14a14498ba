import { readable } from "../lib/legacy.js";

const AROUND = 48;
const MOST = 200;

/** Finding words in a document, with or without tone marks, page by page. */
export class Find {
  constructor(pdf) {
    this.pdf = pdf;
    this.texts = new Map();
  }

  async textOf(number) {
    if (!this.texts.has(number)) {
      const page = await (this.pdf.wordsOf?.(number) ?? this.pdf.getPage(number));
      const { items } = page ? await page.getTextContent() : { items: [] };
      const text = items.map((item) => item.str + (item.hasEOL ? " " : "")).join("");
      this.texts.set(number, readable(text.normalize("NFC")).text);
    }
    return this.texts.get(number);
  }

  /**
   * @param {string} words
   * @param {(text: string, words: string) => {from: number, to: number}[]} way one of `lib/ways.js`
   * @returns {AsyncGenerator<{page: number, at: number, before: string, hit: string, after: string}>}
   */
  async *search(words, way) {
    let found = 0;
    for (let page = 1; page <= this.pdf.numPages && found < MOST; page += 1) {
      const text = await this.textOf(page);
      for (const [at, { from, to }] of way(text, words).entries()) {
        found += 1;
        yield {
          page,
          at,
          before: text.slice(Math.max(0, from - AROUND), from),
          hit: text.slice(from, to),
          after: text.slice(to, to + AROUND),
        };
      }
    }
  }
}

/** Marks the hits in the text layers, and the one of now, where the browser can; the list of hits works without. */
export function highlight(views, words, way, now = null) {
  if (!globalThis.CSS?.highlights) return;
  for (const name of ["find", "find-now"]) CSS.highlights.delete(name);
  if (!words) return;
  const ranges = views.flatMap((view) => (view.text ? rangesIn(view.text, words, way) : []));
  if (ranges.length) CSS.highlights.set("find", new Highlight(...ranges));
  if (!now) return;
  const mark = new Highlight(now);
  mark.priority = 1;
  CSS.highlights.set("find-now", mark);
}

/** The hits on a page as ranges of its text layer, in reading order. */
export function rangesIn(layer, words, way) {
  const pieces = [];
  let text = "";
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      pieces.push({ node, start: text.length });
      text += node.data;
    } else if (node.nodeName === "BR") text += " ";
  }
  const place = (at) => {
    const piece = pieces.findLast((one) => one.start <= at);
    return [piece.node, Math.min(at - piece.start, piece.node.data.length)];
  };
  const read = readable(text);
  return way(read.text, words).map(({ from, to }) => {
    const range = document.createRange();
    range.setStart(...place(read.places[from]));
    range.setEnd(...place(read.places[to] - 1));
    range.setEnd(range.endContainer, Math.min(range.endOffset + 1, range.endContainer.data.length));
    return range;
  });
}
