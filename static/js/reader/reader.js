import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { gestures } from "./gestures.js";
import { Pages } from "./pages.js";
import { Panels } from "./panels.js";
import { openPdf } from "./pdf.js";

/**
 * The paper reader: pages, thumbnails, outline, find, zoom. `show` may be called with every change
 * of the address; the page on the screen moves only when another paper or page is asked for.
 */
export class Reader {
  /** @param {HTMLElement} box @param {{onPage?: (page: number) => void, onClose?: () => void}} options */
  constructor(box, { onPage = () => {}, onClose } = {}) {
    Object.assign(this, { box, onPage, onClose, offered: null });
    render(
      html`<div class="reader-bar"></div><div class="reader-offer"></div>
        <div class="reader-body"><aside class="reader-panel" hidden></aside>
        <div class="reader-scroll" tabindex="0" role="document"></div></div>`,
      box,
    );
    this.bar = box.querySelector(".reader-bar");
    this.scroller = box.querySelector(".reader-scroll");
    this.side = box.querySelector(".reader-panel");
    gestures(this.scroller, {
      zoom: () => this.pages?.zoom ?? 1,
      setZoom: (zoom) => this.setZoom(zoom),
      turn: (by) => this.go(this.page + by),
    });
    this.scroller.addEventListener("keydown", (event) => this.key(event));
  }

  get page() {
    return this.pages?.page ?? this.wanted?.page ?? 1;
  }

  /** @param {{key: string, url: string, title: string, page: number, pages?: number}} paper */
  show(paper) {
    const same = this.wanted?.key === paper.key;
    this.wanted = { ...paper };
    if (!same) return void this.load();
    if (this.pages?.views && paper.page !== this.pages.page) this.pages.go(paper.page);
    this.draw();
  }

  async load() {
    this.unload();
    const wanted = this.wanted;
    this.state = "loading";
    this.draw();
    try {
      const opened = await openPdf(wanted.url);
      if (this.wanted?.key !== wanted.key) return void opened.task.destroy();
      this.task = opened.task;
      await this.begin(opened);
      this.state = "ready";
    } catch (error) {
      if (this.wanted?.key !== wanted.key) return;
      this.state = error?.name === "PasswordException" ? "locked" : "failed";
    }
    this.draw();
  }

  async begin({ pdf, library }) {
    this.pages = new Pages(this.scroller, {
      pdf,
      library,
      onPage: (page) => {
        this.wanted.page = page;
        this.draw();
        this.onPage(page);
      },
    });
    this.panels = new Panels(this.side, { pdf, library, pages: this.pages, marks: this.marks, onClose: () => this.draw() });
    this.scroller.setAttribute("aria-label", this.wanted.title);
    await this.pages.open(this.wanted.page);
    this.marks?.attach(this.pages, this.wanted.key);
  }

  unload() {
    this.marks?.detach();
    this.panels?.close();
    this.pages?.destroy();
    void this.task?.destroy();
    this.pages = this.panels = this.task = this.offered = null;
    this.scroller.replaceChildren();
  }

  /** The paper was taken back: its pages leave the screen at once, a sentence says when. */
  takeBack(words) {
    if (!this.wanted || this.state === "taken_back") return;
    this.unload();
    this.wanted = { key: `taken back ${this.wanted.key}`, title: gettext("Tài liệu đã thu hồi"), page: 1, pages: 0 };
    Object.assign(this, { state: "taken_back", words });
    this.draw();
  }

  close() {
    if (!this.wanted) return;
    this.wanted = null;
    this.unload();
  }

  /** A line over the paper that changes nothing until it is tapped. */
  offer(words, action) {
    this.offered = { words, action };
    this.draw();
  }

  go(page) {
    if (this.pages?.views) this.pages.go(page);
  }

  setZoom(zoom) {
    this.pages?.setZoom(zoom);
    this.draw();
  }

  async panel(kind) {
    await this.panels?.toggle(kind);
    this.draw();
  }

  key(event) {
    if (event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "f") this.panel("find");
    else if (command && ["+", "="].includes(event.key)) this.setZoom(this.pages.zoom * 1.2);
    else if (command && event.key === "-") this.setZoom(this.pages.zoom / 1.2);
    else if (command && event.key === "0") this.setZoom(1);
    else if (!command && event.key === "ArrowRight") this.go(this.page + 1);
    else if (!command && event.key === "ArrowLeft") this.go(this.page - 1);
    else if (!command && event.key === "Home") this.go(1);
    else if (!command && event.key === "End") this.go(this.pages?.views?.length ?? 1);
    else return;
    event.preventDefault();
  }

  draw() {
    if (!this.wanted) return;
    render(this.toolbar(), this.bar);
    render(this.offered ? this.offerLine() : nothing, this.box.querySelector(".reader-offer"));
    if (this.state !== "ready" && !this.pages?.views) this.message();
  }

  offerLine() {
    const take = () => {
      const { action } = this.offered;
      this.offered = null;
      action();
    };
    return html`<p role="status">${this.offered.words} <button type="button" class="btn" @click=${take}>${gettext("Mở bản mới")}</button></p>`;
  }

  message() {
    const words = {
      loading: gettext("Đang mở tài liệu…"),
      locked: gettext("Tài liệu đặt mật khẩu nên chưa mở được. Đề nghị báo Văn phòng Chính phủ gửi lại tệp không có mật khẩu."),
      failed: gettext("Chưa mở được tài liệu. Đề nghị kiểm tra kết nối rồi thử lại."),
      taken_back: this.words,
    }[this.state];
    const line = document.createElement("div");
    line.className = "reader-message";
    render(html`<p role="status">${words}</p>${this.state === "failed" ? html`<button type="button" class="btn btn-primary" @click=${() => this.load()}>${gettext("Thử lại")}</button>` : nothing}`, line);
    this.scroller.replaceChildren(line);
  }

  toolbar() {
    const count = this.pages?.views?.length ?? this.wanted.pages ?? 0;
    const zoom = this.pages?.zoom ?? 1;
    const tool = (kind, name, words) => html`<button type="button" class="tool" ?disabled=${this.state !== "ready"} aria-pressed=${this.panels?.kind === kind ? "true" : "false"} aria-label=${words} title=${words} @click=${() => this.panel(kind)}>${icon(name)}</button>`;
    return html`
      ${this.onClose ? html`<button type="button" class="tool" aria-label=${gettext("Đóng tài liệu, về nội dung")} title=${gettext("Về nội dung")} @click=${this.onClose}>${icon("arrow-left")}</button>` : nothing}
      <h2 class="reader-title" title=${this.wanted.title}>${this.wanted.title}${this.wanted.mark ? html` <span class="chip chip-wait">${this.wanted.mark}</span>` : nothing}</h2>
      <div class="reader-tools" role="toolbar" aria-label=${gettext("Công cụ đọc")}>
        <span class="reader-pages">
          <button type="button" class="tool" ?disabled=${this.page <= 1} aria-label=${gettext("Trang trước")} @click=${() => this.go(this.page - 1)}>${icon("chevron-left")}</button>
          <label><span class="only-read">${gettext("Đến trang")}</span><input inputmode="numeric" size="3" .value=${String(this.page)} @change=${(event) => this.go(Number(event.target.value))}></label>
          <span class="reader-count">${interpolate(gettext("trên %s"), [count || "…"])}</span>
          <button type="button" class="tool" ?disabled=${this.page >= count} aria-label=${gettext("Trang sau")} @click=${() => this.go(this.page + 1)}>${icon("chevron-right")}</button>
        </span>
        <span class="reader-zoom">
          <button type="button" class="tool" aria-label=${gettext("Thu nhỏ")} @click=${() => this.setZoom(zoom / 1.2)}>${icon("minus")}</button>
          <button type="button" class="tool reader-percent" aria-label=${gettext("Vừa chiều ngang")} title=${gettext("Vừa chiều ngang")} @click=${() => this.setZoom(1)}>${Math.round(zoom * 100)}%</button>
          <button type="button" class="tool" aria-label=${gettext("Phóng to")} @click=${() => this.setZoom(zoom * 1.2)}>${icon("plus")}</button>
        </span>
        ${this.marks?.tools() ?? nothing}
        ${this.marks ? tool("marks", "notes", gettext("Ghi chú của tôi")) : nothing}
        ${tool("thumbs", "layout-grid", gettext("Các trang"))}
        ${tool("outline", "list-tree", gettext("Mục lục"))}
        ${tool("find", "search", gettext("Tìm trong tài liệu"))}
      </div>`;
  }
}
