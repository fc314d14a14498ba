import { gettext, interpolate } from "../lib/i18n.js";
import { PageView } from "./page-view.js";

const AHEAD = "120% 0px";

/**
 * The pages of one document in a scroller: each has its size at once and its picture only near the
 * screen, so that a paper of 300 pages opens as fast as one of three.
 */
export class Pages {
  /** @param {HTMLElement} scroller @param {{pdf: any, library: any, onPage: (page: number) => void}} options */
  constructor(scroller, { pdf, library, onPage }) {
    Object.assign(this, { scroller, pdf, library, onPage });
    this.zoom = 1;
    this.page = 1;
    this.sheet = document.createElement("div");
    this.sheet.className = "pdf-pages";
    scroller.replaceChildren(this.sheet);
    this.near = new IntersectionObserver((entries) => this.draw(entries), { root: scroller, rootMargin: AHEAD });
    this.onScroll = () => this.scrolled();
    scroller.addEventListener("scroll", this.onScroll, { passive: true });
    this.resize = new ResizeObserver(() => this.fit());
  }

  async open(start) {
    const first = await this.pdf.getPage(1);
    const size = first.getViewport({ scale: 1 });
    this.views = Array.from({ length: this.pdf.numPages }, (_, at) => this.view(at + 1, size));
    this.layout();
    this.go(start);
    this.views.forEach((view) => this.near.observe(view.box));
    this.resize.observe(this.scroller);
    void this.measure();
  }

  view(number, size) {
    const label = interpolate(gettext("Trang %s"), [number]);
    const view = new PageView(number, label, size, this);
    this.sheet.append(view.box);
    return view;
  }

  /** Real sizes of the later pages (a slide among letters), without moving what is being read. */
  async measure() {
    for (const view of this.views.slice(1, 400)) {
      if (this.gone) return;
      const page = await this.pdf.getPage(view.number);
      const { width, height } = page.getViewport({ scale: 1 });
      if (width === view.size.width && height === view.size.height) continue;
      this.keepPlace(() => {
        view.size = { width, height };
        view.place(this.scaleOf(view));
      });
    }
  }

  scaleOf(view) {
    const room = this.scroller.clientWidth - (this.scroller.clientWidth > 600 ? 32 : 0);
    return (Math.min(room, 1100) / view.size.width) * this.zoom;
  }

  layout() {
    this.views?.forEach((view) => view.place(this.scaleOf(view)));
  }

  /** Does something that changes sizes and leaves the same line under the reader's eye. */
  keepPlace(change, at = 0.3) {
    const view = this.views[this.page - 1];
    const line = this.scroller.scrollTop + this.scroller.clientHeight * at;
    const part = (line - view.box.offsetTop) / (view.box.offsetHeight || 1);
    change();
    this.scroller.scrollTop = view.box.offsetTop + part * view.box.offsetHeight - this.scroller.clientHeight * at;
  }

  fit() {
    if (!this.views || this.width === this.scroller.clientWidth || !this.scroller.clientWidth) return;
    const firstTime = this.width === undefined;
    this.width = this.scroller.clientWidth;
    if (!firstTime) this.keepPlace(() => this.layout());
    this.redrawNear();
  }

  setZoom(zoom) {
    const next = Math.min(4, Math.max(0.5, zoom));
    if (next === this.zoom) return;
    const across = (this.scroller.scrollLeft + this.scroller.clientWidth / 2) / this.sheet.scrollWidth;
    this.keepPlace(() => {
      this.zoom = next;
      this.layout();
    }, 0.5);
    this.scroller.scrollLeft = across * this.sheet.scrollWidth - this.scroller.clientWidth / 2;
    this.redrawNear();
  }

  redrawNear() {
    clearTimeout(this.redraw);
    this.redraw = setTimeout(() => this.views.forEach((view) => view.isNear && view.draw()), 120);
  }

  draw(entries) {
    for (const entry of entries) {
      const view = this.views[Number(entry.target.dataset.page) - 1];
      view.isNear = entry.isIntersecting;
      if (view.isNear) view.draw();
      else view.clear();
    }
  }

  scrolled() {
    const line = this.scroller.scrollTop + this.scroller.clientHeight * 0.3;
    const found = this.views?.findLast((view) => view.box.offsetTop <= line) ?? this.views?.[0];
    if (!found || found.number === this.page) return;
    this.page = found.number;
    this.onPage(this.page);
  }

  go(number) {
    const page = Math.min(this.views.length, Math.max(1, Math.round(number) || 1));
    const changed = page !== this.page;
    this.page = page;
    this.scroller.scrollTop = this.views[page - 1].box.offsetTop - 8;
    if (changed) this.onPage(page);
  }

  destroy() {
    this.gone = true;
    this.near.disconnect();
    this.resize.disconnect();
    this.scroller.removeEventListener("scroll", this.onScroll);
    this.views?.forEach((view) => view.clear());
    this.sheet.remove();
  }
}
