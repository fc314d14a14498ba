import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { FindPanel } from "./find-panel.js";
import { thumbnailOf } from "./first-view.js";

/** The side panel of the reader: thumbnails, outline, find, marks, versions or the agenda; one at a time. */
export class Panels {
  constructor(box, { pdf, pages, library, marks, beside, onClose }) {
    Object.assign(this, { box, pdf, pages, library, own: marks, beside, onClose, kind: null });
    this.find = new FindPanel(this);
  }

  async toggle(kind) {
    if (this.kind === kind || !kind) return this.close();
    this.show(kind);
    if (kind === "thumbs") this.thumbs();
    else if (kind === "marks") this.marks();
    else if (kind === "outline") await this.outline();
    else if (kind === "find") (this.find.open(), this.find.take());
    else await this.beside.panel(kind);
  }

  show(kind) {
    this.kind = this.box.dataset.kind = kind;
    this.box.hidden = false;
  }

  /** The find panel with words looked for elsewhere; no keyboard comes up for it. */
  async findWords(words) {
    if (this.kind) this.close();
    this.show("find");
    this.find.open();
    await this.find.begin(words);
  }

  close() {
    const { kind } = this;
    this.kind = null;
    this.box.hidden = true;
    this.seen?.disconnect();
    render(nothing, this.box);
    this.find.close();
    this.onClose(kind);
  }

  frame(title, body) {
    render(
      html`<header class="panel-head"><h2>${title}</h2><button type="button" class="tool" aria-label=${gettext("Đóng")} @click=${() => this.close()}>${icon("x")}</button></header>${body}`,
      this.box,
    );
  }

  thumbs() {
    const numbers = Array.from({ length: this.pdf.numPages }, (_, at) => at + 1);
    this.frame(
      gettext("Các trang"),
      html`<ol class="thumbs">${numbers.map(
        (number) => html`<li><button type="button" data-thumb=${number} aria-current=${number === this.pages.page ? "true" : nothing} @click=${() => this.pages.go(number)}>
          <span class="thumb-sheet"></span><span>${interpolate(gettext("Trang %s"), [number])}</span></button></li>`,
      )}</ol>`,
    );
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && this.thumb(entry.target)), { root: this.box, rootMargin: "200px" });
    this.box.querySelectorAll("[data-thumb]").forEach((button) => this.seen.observe(button));
    this.box.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }

  async thumb(button) {
    this.seen.unobserve(button);
    const number = Number(button.dataset.thumb);
    // The small picture the house has: of a heavy page all its bytes would come over the line for it.
    const picture = this.pdf.isHeavy || this.pdf.tilesOf?.(number) ? await thumbnailOf(this.pdf.pictures, number) : null;
    if (picture) return void button.querySelector(".thumb-sheet").replaceChildren(picture);
    const page = await this.pdf.getPage(number);
    const viewport = page.getViewport({ scale: 240 / page.getViewport({ scale: 1 }).width });
    const canvas = Object.assign(document.createElement("canvas"), { width: viewport.width, height: viewport.height });
    await page.render({ canvas, viewport }).promise;
    button.querySelector(".thumb-sheet").replaceChildren(canvas);
  }

  async outline() {
    const entries = await this.pdf.getOutline();
    const level = (rows) => html`<ol class="outline">${rows.map(
      (row) => html`<li><button type="button" @click=${() => this.goDest(row.dest)}>${row.title}</button>${row.items?.length ? level(row.items) : nothing}</li>`,
    )}</ol>`;
    this.frame(gettext("Mục lục"), entries?.length ? level(entries) : html`<p class="quiet">${gettext("Tài liệu này không có mục lục.")}</p>`);
  }

  async goDest(dest) {
    const target = typeof dest === "string" ? await this.pdf.getDestination(dest) : dest;
    if (!target) return;
    this.pages.go((typeof target[0] === "object" ? await this.pdf.getPageIndex(target[0]) : target[0]) + 1);
  }

  marks() {
    this.frame(gettext("Ghi chú của tôi"), this.own.panel());
  }
}
