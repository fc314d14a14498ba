import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { WAYS } from "../lib/ways.js";
import { Find, highlight, rangesIn } from "./find.js";

/** The find panel: words, how many places, and from one to the next by button, Enter, Shift+Enter or F3. */
export class FindPanel {
  /** @param {import("./panels.js").Panels} panels */
  constructor(panels) {
    Object.assign(this, { panels, pages: panels.pages, find: new Find(panels.pdf), words: "", way: WAYS[0], hits: [], at: -1, done: true });
    this.drawn = () => this.mark();
  }

  get box() {
    return this.panels.box;
  }

  open() {
    this.panels.frame(
      gettext("Tìm trong tài liệu"),
      html`<form class="find" role="search" @submit=${(event) => (event.preventDefault(), this.enter(1))}>
        <label class="only-read" for="find-words">${gettext("Từ cần tìm, có dấu hoặc không dấu")}</label>
        <input class="input" id="find-words" autocomplete="off" enterkeyhint="search" .value=${this.words} placeholder=${gettext("Có dấu hoặc không dấu")} @keydown=${(event) => this.key(event)}>
        <button class="btn btn-primary" type="submit">${gettext("Tìm")}</button></form>
        <div class="hits"></div>`,
    );
    this.pages.hearers.add(this.drawn);
    this.mark();
    this.list();
  }

  /** Ready for typing. */
  take() {
    this.box.querySelector("input").select();
  }

  /** Words looked for elsewhere: marked at once on the page that is open, in the nearest way they stand there. */
  async begin(words) {
    const text = await this.find.textOf(this.pages.page);
    this.box.querySelector("#find-words").value = words;
    await this.run(words, WAYS.find((way) => way(text, words).length));
  }

  close() {
    this.running = null;
    this.pages.hearers.delete(this.drawn);
    highlight([], "", this.way);
  }

  key(event) {
    if (event.isComposing || event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    void this.enter(-1);
  }

  /** Enter searches new words, and goes on among the places of the same ones. */
  async enter(by) {
    const words = this.box.querySelector("#find-words").value.trim();
    if (words === this.words && this.hits.length) return this.go(this.at + by);
    await this.run(words);
  }

  /** In one way, or in the first in which the words stand anywhere. */
  async run(words, only = null) {
    const run = (this.running = {});
    Object.assign(this, { words, hits: [], at: -1, done: !words });
    const from = this.pages.page;
    for (const way of words && only ? [only] : WAYS) {
      this.way = way;
      this.mark();
      this.list();
      if (!words || this.hits.length) break;
      for await (const hit of this.find.search(words, way)) {
        if (this.running !== run) return;
        this.hits.push(hit);
        if (this.at < 0 && hit.page >= from) this.go(this.hits.length - 1); // the next from where he reads
        else if (this.hits.length % 20 === 1) this.list();
      }
      if (this.hits.length) break;
    }
    this.done = true;
    if (this.at < 0 && this.hits.length) this.go(0);
    else this.list();
  }

  /** To a place, round the ends. */
  go(to) {
    const count = this.hits.length;
    if (!count) return;
    this.at = (to + count) % count;
    const hit = this.hits[this.at];
    this.seeking = hit;
    const view = this.pages.views[hit.page - 1];
    if (!view.text?.parentNode) this.pages.go(hit.page);
    this.mark();
    this.list();
    this.box.querySelector(".hits [aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /** Draws the places on the pages, and brings the one sought to the eye once its page has words. */
  mark() {
    const hit = this.hits[this.at];
    const view = hit && this.pages.views?.[hit.page - 1];
    const range = view?.text?.parentNode ? rangesIn(view.text, this.words, this.way)[hit.at] ?? null : null;
    highlight(this.pages.views ?? [], this.words, this.way, range);
    if (!range || this.seeking !== hit) return;
    this.seeking = null;
    const { scroller } = this.pages;
    const [frame, place] = [scroller.getBoundingClientRect(), range.getBoundingClientRect()];
    if (place.top < frame.top + 24 || place.bottom > frame.bottom - 24) scroller.scrollTop += place.top - frame.top - frame.height / 3;
    if (place.left < frame.left || place.right > frame.right) scroller.scrollLeft += place.left - frame.left - frame.width / 3;
  }

  sum() {
    if (!this.words) return "";
    if (this.hits.length) return interpolate(this.done ? gettext("Chỗ %s trên %s") : gettext("Chỗ %s trên %s, đang tìm tiếp"), [this.at + 1, this.hits.length]);
    return this.done ? gettext("Không tìm thấy trong tài liệu này") : gettext("Đang tìm…");
  }

  list() {
    const box = this.box.querySelector(".hits");
    if (!box) return;
    const step = (by, drawn, words) => html`<button type="button" class="tool" ?disabled=${!this.hits.length} aria-label=${words} title=${words} @click=${() => this.go(this.at + by)}>${drawn}</button>`;
    render(
      html`<div class="find-steps"><p class="quiet small" role="status">${this.sum()}</p>
          ${step(-1, icon("chevron-up"), gettext("Chỗ tìm thấy trước (Shift+Enter)"))}${step(1, icon("chevron-down"), gettext("Chỗ tìm thấy sau (Enter)"))}</div>
        ${this.hits.length && this.way !== WAYS[0] ? html`<p class="quiet small">${gettext("Không có chỗ nào đúng như đã gõ; đây là những chỗ gần nhất")}</p>` : nothing}
        <ol>${this.hits.map((hit, index) => html`<li><button type="button" aria-current=${index === this.at ? "true" : nothing} @click=${() => this.go(index)}><small>${interpolate(gettext("Trang %s"), [hit.page])}</small><span>…${hit.before}<mark>${hit.hit}</mark>${hit.after}…</span></button></li>`)}</ol>`,
      box,
    );
  }
}
