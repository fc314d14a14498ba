import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { Find, highlight } from "./find.js";

/** The side panel of the reader: thumbnails, outline or find; one at a time. */
export class Panels {
  constructor(box, { pdf, pages, library, marks, onClose }) {
    Object.assign(this, { box, pdf, pages, library, own: marks, onClose, kind: null });
    this.find = new Find(pdf);
    this.hits = [];
  }

  async toggle(kind) {
    if (this.kind === kind || !kind) return this.close();
    this.kind = kind;
    this.box.hidden = false;
    if (kind === "thumbs") this.thumbs();
    else if (kind === "marks") this.marks();
    else if (kind === "outline") await this.outline();
    else this.search();
  }

  close() {
    this.kind = null;
    this.box.hidden = true;
    this.seen?.disconnect();
    render(nothing, this.box);
    highlight([], "");
    this.onClose();
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
    const page = await this.pdf.getPage(Number(button.dataset.thumb));
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

  search() {
    this.frame(
      gettext("Tìm trong tài liệu"),
      html`<form class="find" role="search" @submit=${(event) => (event.preventDefault(), this.run())}>
        <label class="only-read" for="find-words">${gettext("Từ cần tìm, có dấu hoặc không dấu")}</label>
        <input class="input" id="find-words" autocomplete="off" placeholder=${gettext("Có dấu hoặc không dấu")}>
        <button class="btn btn-primary" type="submit">${gettext("Tìm")}</button></form>
        <div class="hits" role="status"></div>`,
    );
    this.box.querySelector("input").focus();
  }

  async run() {
    const words = this.box.querySelector("#find-words").value.trim();
    const run = (this.running = {});
    this.hits = [];
    highlight(this.pages.views, (this.words = words));
    this.pages.onDrawn = () => highlight(this.pages.views, this.words);
    if (!words) return this.list(true);
    for await (const hit of this.find.search(words)) {
      if (this.running !== run || this.kind !== "find") return;
      this.hits.push(hit);
      if (this.hits.length === 1) this.pages.go(hit.page);
      if (this.hits.length % 20 === 1) this.list(false);
    }
    this.list(true);
  }

  list(done) {
    const hits = this.box.querySelector(".hits");
    if (!hits) return;
    const words = this.hits.length ? interpolate(gettext("Tìm thấy %s chỗ"), [this.hits.length]) : gettext("Không tìm thấy trong tài liệu này");
    render(
      html`<p class="quiet small">${done ? (this.words ? words : nothing) : gettext("Đang tìm…")}</p>
        <ol>${this.hits.map((hit) => html`<li><button type="button" @click=${() => this.pages.go(hit.page)}><small>${interpolate(gettext("Trang %s"), [hit.page])}</small><span>…${hit.before}<mark>${hit.hit}</mark>${hit.after}…</span></button></li>`)}</ol>`,
      hits,
    );
  }
}
