import { findAll } from "../lib/fold.js";

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
      const page = await this.pdf.getPage(number);
      const { items } = await page.getTextContent();
      this.texts.set(number, items.map((item) => item.str + (item.hasEOL ? " " : "")).join("").normalize("NFC"));
    }
    return this.texts.get(number);
  }

  /**
   * @param {string} words
   * @returns {AsyncGenerator<{page: number, at: number, before: string, hit: string, after: string}>}
   */
  async *search(words) {
    let found = 0;
    for (let page = 1; page <= this.pdf.numPages && found < MOST; page += 1) {
      const text = await this.textOf(page);
      for (const [at, { from, to }] of findAll(text, words).entries()) {
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

/** Marks the hits in a page's text layer where the browser can; the list of hits works without. */
export function highlight(views, words) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("find");
  if (!words) return;
  const ranges = views.flatMap((view) => (view.text ? rangesIn(view.text, words) : []));
  if (ranges.length) CSS.highlights.set("find", new Highlight(...ranges));
}

function rangesIn(layer, words) {
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
  return findAll(text, words).map(({ from, to }) => {
    const range = document.createRange();
    range.setStart(...place(from));
    range.setEnd(...place(to - 1));
    range.setEnd(range.endContainer, Math.min(range.endOffset + 1, range.endContainer.data.length));
    return range;
  });
}
