import { findAll } from "./fold.js";
import { url } from "./page.js";
import { fileAt } from "./packs.js";

const AROUND = 48;
const MOST = 200;

/**
 * Finds words in everything the pack holds, with or without tone marks, paper by paper in the order of the agenda.
 * @returns {AsyncGenerator<{item: string, paper: string, number: string, title: string, page: number, before: string, hit: string, after: string}>}
 */
export async function* searchPack(pack, words) {
  let found = 0;
  for (const { version, paper, item, number, title } of pack.papers) {
    const file = await fileAt(url("pack_texts", { version }));
    if (!file) continue;
    const { pages } = JSON.parse(new TextDecoder().decode(file.bytes));
    for (const [page, text] of pages) {
      for (const { from, to } of findAll(text, words)) {
        yield { item, paper, number, title, page, before: text.slice(Math.max(0, from - AROUND), from), hit: text.slice(from, to), after: text.slice(to, to + AROUND) };
        found += 1;
        if (found >= MOST) return;
      }
    }
  }
}
