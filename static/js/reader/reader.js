import { html, nothing, render } from "lit-html";

import { icon, named } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { keepPref, pref } from "../lib/prefs.js";
import { Beside } from "./beside.js";
import { endFirstView, firstView } from "./first-view.js";
import { gestures } from "./gestures.js";
import { Pages } from "./pages.js";
import { Panels } from "./panels.js";
import { openPdf } from "./pdf.js";
import { SPREADS } from "./spread.js";
import { takeTool, watermark } from "./watermark.js";

/**
 * The paper reader: pages, thumbnails, outline, find, zoom. `show` may be called with every change
 * of the address; the page on the screen moves only when another paper or page is asked for.
 */
export class Reader {
  /** @param {HTMLElement} box @param {{onPage?: (page: number) => void, onClose?: () => void}} options; `face`: see Beside */
  constructor(box, { onPage = () => {}, onClose, closeWords, face } = {}) {
    Object.assign(this, { box, onPage, onClose, closeWords: closeWords ?? gettext("Đóng tài liệu, về nội dung"), offered: null });
    this.beside = face ? new Beside(this, face) : null;
    render(
      html`<div class="reader-bar"></div><div class="reader-offer"></div>
        <p class="reader-print">${gettext("Chỉ in những trang vừa xem. Bản đầy đủ có tên và số của đồng chí: nút “Tải về”.")}</p>
        <div class="reader-body"><aside class="reader-panel" hidden></aside>
        <div class="reader-scroll" tabindex="0" role="document"></div></div>`,
      box,
    );
    this.bar = box.querySelector(".reader-bar");
    this.scroller = box.querySelector(".reader-scroll");
    this.side = box.querySelector(".reader-panel");
    gestures(this.scroller, {
      zoom: () => this.pages?.zoom ?? 1,
      setZoom: (zoom, point) => this.setZoom(zoom, point),
      turn: (by) => this.turn(by),
    });
    this.scroller.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => this.keyOfNobody(event));
    this.side.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && this.panels?.close());
  }

  get page() {
    return this.pages?.page ?? this.wanted?.page ?? 1;
  }

  /**
   * @param {{key: string, url: string, title: string, page: number, pages?: number, id?: string, number?: number, isOld?: boolean}} paper
   * `key` is the version, `id` the paper, `number` that of the version; `find` are words to mark once it is open.
   */
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
    this.made = null;
    this.draw();
    void watermark(wanted.key);
    this.first = await firstView(this.scroller, wanted);
    if (this.wanted?.key !== wanted.key) return;
    try {
      const opened = await openPdf(wanted.url, (done, total) => this.wait(wanted, done, total));
      if (this.wanted?.key !== wanted.key) return void opened.task.destroy();
      this.task = opened.task;
      await this.begin(opened);
      this.state = "ready";
      if (wanted.find) void this.panels.findWords(wanted.find).then(() => this.draw());
    } catch (error) {
      if (this.wanted?.key !== wanted.key) return;
      this.state = error?.name === "PasswordException" ? "locked" : "failed";
    }
    this.draw();
  }

  /** The house lays this reader's marks over the pages first; false once another paper is wanted. */
  wait(wanted, done, total) {
    if (this.wanted?.key !== wanted.key) return false;
    this.made = total ? [done, total] : null;
    this.draw();
    return true;
  }

  async begin({ pdf, library }) {
    this.pages = new Pages(this.scroller, {
      pdf,
      library,
      onPage: (page) => {
        this.wanted.page = page;
        if (this.panels?.kind === "marks") this.panels.marks(); // its notes for a whole page name this one
        this.draw();
        this.onPage(page);
      },
    });
    this.panels = new Panels(this.side, { pdf, library, pages: this.pages, marks: this.marks, beside: this.beside, onClose: (kind) => this.panelClosed(kind) });
    this.scroller.setAttribute("aria-label", this.wanted.title);
    this.pages.spread = pref("spread");
    await this.pages.open(this.wanted.page);
    this.marks?.attach(this.pages, this.wanted.key);
    this.beside?.attach(this.pages, this.wanted);
  }

  unload() {
    endFirstView();
    this.marks?.detach();
    this.beside?.detach();
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

  turn(by) {
    this.go(this.pages?.step(by) ?? this.page);
  }

  /** One below the other, two side by side, two with the first one alone: kept for this person. */
  turnSpread() {
    const next = SPREADS[(SPREADS.indexOf(this.pages.spread) + 1) % SPREADS.length];
    keepPref("spread", next);
    this.pages.setSpread(next);
    this.draw();
  }

  setZoom(zoom, point) {
    this.pages?.setZoom(zoom, point);
    this.draw();
  }

  async panel(kind) {
    await this.panels?.toggle(kind);
    this.draw();
  }

  /** Who was in the panel by keyboard goes on at the tool that opened it. */
  panelClosed(kind) {
    const wasInside = this.side.contains(document.activeElement) || document.activeElement === document.body;
    this.draw();
    if (kind && wasInside) this.bar.querySelector(`[data-panel="${kind}"]`)?.focus({ preventScroll: true });
  }

  /** A key pressed while nothing has the focus belongs to the pages: they turn, and the next ones scroll them. */
  keyOfNobody(event) {
    if (event.target !== document.body || !this.pages || this.box.hidden || event.defaultPrevented) return;
    if (["ArrowDown", "ArrowUp", "PageDown", "PageUp", " "].includes(event.key)) this.scroller.focus({ preventScroll: true });
    this.key(event);
  }

  key(event) {
    if (event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const zoom = this.pages?.zoom ?? 1;
    if (command && event.key === "f") this.panel("find");
    else if (command && ["+", "="].includes(event.key)) this.setZoom(zoom * 1.2);
    else if (command && event.key === "-") this.setZoom(zoom / 1.2);
    else if (command && event.key === "0") this.setZoom(1);
    else if (!command && event.key === "ArrowRight") this.turn(1);
    else if (!command && event.key === "ArrowLeft") this.turn(-1);
    else if (!command && event.key === "Home") this.go(1);
    else if (!command && event.key === "End") this.go(this.pages?.views?.length ?? 1);
    else return;
    event.preventDefault();
  }

  draw() {
    if (!this.wanted) return;
    render(this.toolbar(), this.bar);
    const lines = this.state === "ready" ? this.beside?.lines() : nothing;
    render(this.offered ? this.offerLine() : lines ?? nothing, this.box.querySelector(".reader-offer"));
    if (this.state !== "ready" && !this.pages?.views && !(this.state === "loading" && this.first?.isConnected)) this.message();
  }

  offerLine() {
    const take = () => {
      const { action } = this.offered;
      this.offered = null;
      action();
    };
    return html`<p class="reader-line" role="status"><span>${this.offered.words}</span> <button type="button" class="btn" @click=${take}>${gettext("Mở bản mới")}</button></p>`;
  }

  message() {
    const words = {
      loading: this.made ? interpolate(gettext("Đang tạo bản mang tên đồng chí: %s/%s trang…"), this.made) : gettext("Đang mở tài liệu…"),
      locked: gettext("Tài liệu đặt mật khẩu nên chưa mở được. Đề nghị báo Văn phòng Chính phủ gửi lại tệp không có mật khẩu."),
      failed: gettext("Chưa mở được tài liệu. Đề nghị kiểm tra kết nối rồi thử lại."),
      taken_back: this.words,
    }[this.state];
    const line = document.createElement("div");
    line.className = "reader-message";
    render(html`<p role="status">${words}</p>${this.state === "failed" ? html`<button type="button" class="btn btn-primary" @click=${() => this.load()}>${gettext("Thử lại")}</button>` : nothing}`, line);
    this.scroller.replaceChildren(line);
  }

  spreadTool() {
    const now = this.pages?.spread ?? "";
    const words = { "": gettext("Xem hai trang cạnh nhau"), pairs: gettext("Hai trang cạnh nhau, trang đầu đứng riêng"), cover: gettext("Xem từng trang một") }[now];
    const short = now === "cover" ? gettext("Từng trang") : gettext("Hai trang");
    return html`<button type="button" class="tool reader-spread" ?disabled=${!this.pages?.views} aria-pressed=${now ? "true" : "false"} aria-label=${words} title=${words} @click=${() => this.turnSpread()}>${icon("columns-2")}${named(short)}</button>`;
  }

  toolbar() {
    const count = this.pages?.views?.length ?? this.wanted.pages ?? 0;
    const zoom = this.pages?.zoom ?? 1;
    const tool = (kind, drawn, words, short) => html`<button type="button" class="tool" data-panel=${kind} ?disabled=${this.state !== "ready"} aria-pressed=${this.panels?.kind === kind ? "true" : "false"} aria-label=${words} title=${words} @click=${() => this.panel(kind)}>${drawn}${named(short)}</button>`;
    return html`
      ${this.onClose ? html`<button type="button" class="tool" aria-label=${this.closeWords} title=${this.closeWords} @click=${this.onClose}>${icon("arrow-left")}</button>` : nothing}
      <h2 class="reader-title" title=${this.wanted.title}>${this.wanted.title}${this.wanted.mark ? html` <span class="chip chip-wait">${this.wanted.mark}</span>` : nothing}</h2>
      <div class="reader-tools" role="toolbar" aria-label=${gettext("Công cụ đọc")}>
        <span class="reader-pages">
          <button type="button" class="tool" ?disabled=${this.page <= 1} aria-label=${gettext("Trang trước")} @click=${() => this.turn(-1)}>${icon("chevron-left")}</button>
          <label><span class="only-read">${gettext("Đến trang")}</span><input inputmode="numeric" size="3" .value=${String(this.page)} @change=${(event) => this.go(Number(event.target.value))}></label>
          <span class="reader-count">${interpolate(gettext("trên %s"), [count || "…"])}</span>
          <button type="button" class="tool" ?disabled=${this.page >= count} aria-label=${gettext("Trang sau")} @click=${() => this.turn(1)}>${icon("chevron-right")}</button>
        </span>
        <span class="reader-zoom">
          <button type="button" class="tool" aria-label=${gettext("Thu nhỏ")} @click=${() => this.setZoom(zoom / 1.2)}>${icon("minus")}</button>
          <button type="button" class="tool reader-percent" aria-label=${gettext("Vừa chiều ngang")} title=${gettext("Vừa chiều ngang")} @click=${() => this.setZoom(1)}>${Math.round(zoom * 100)}%</button>
          <button type="button" class="tool" aria-label=${gettext("Phóng to")} @click=${() => this.setZoom(zoom * 1.2)}>${icon("plus")}</button>
        </span>
        ${this.spreadTool()}
        ${this.marks?.tools() ?? nothing}
        ${this.marks ? tool("marks", icon("notes"), gettext("Ghi chú của tôi"), gettext("Ghi chú")) : nothing}
        ${tool("thumbs", icon("layout-grid"), gettext("Các trang"), gettext("Các trang"))}
        ${tool("outline", icon("list-tree"), gettext("Mục lục"), gettext("Mục lục"))}
        ${takeTool(this.wanted.key, this.state !== "ready")}
        ${tool("find", icon("search"), gettext("Tìm trong tài liệu"), gettext("Tìm"))}
        ${this.wanted.id && this.beside ? tool("versions", icon("versions"), gettext("Các bản và người trình bày"), gettext("Bản")) : nothing}
        ${this.beside?.agenda ? tool("agenda", icon("list-details"), gettext("Chương trình phiên họp"), gettext("Chương trình")) : nothing}
      </div>`;
  }
}
