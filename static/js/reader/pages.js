import { gettext, interpolate } from "../lib/i18n.js";
import { PageView } from "./page-view.js";
import { startOfRow, stepFrom } from "./spread.js";

const AHEAD = "120% 0px";
const A4_WIDTH = 595;

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
    this.spread = "";
    this.hearers = new Set();
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
    const known = this.pdf.sizes ?? [];
    for (const view of this.views.slice(1, known.length || 400)) {
      if (this.gone) return;
      const { width, height } = known[view.number - 1] ?? (await this.pdf.getPage(view.number)).getViewport({ scale: 1 });
      if (width === view.size.width && height === view.size.height) continue;
      this.keepPlace(() => {
        view.size = { width, height };
        view.place(this.scaleOf(view));
      });
    }
  }

  /** The spread that is laid out now: none where the screen stands upright. */
  get rows() {
    const { clientWidth, clientHeight } = this.scroller;
    return clientWidth > 700 && clientWidth > clientHeight ? this.spread : "";
  }

  setSpread(kind) {
    if (kind === this.spread) return;
    this.keepPlace(() => {
      this.spread = kind;
      this.layout();
    });
    this.redrawNear();
  }

  /** The page one step from here: the next page, or the next two. */
  step(by) {
    return stepFrom(this.page, by, this.rows);
  }

  /** A page was drawn: whoever lays something over it does so now. */
  onDrawn(view) {
    for (const hear of this.hearers) hear(view);
  }

  scaleOf(view) {
    const width = this.scroller.clientWidth - (this.scroller.clientWidth > 600 ? 32 : 0);
    const room = this.rows ? (width - 12) / 2 : width;
    return (Math.min(room, 1100) / view.size.width) * this.zoom;
  }

  layout() {
    this.sheet.dataset.rows = this.rows;
    this.views?.forEach((view) => view.place(this.scaleOf(view)));
  }

  /** Does something that changes sizes and leaves the same line under the reader's eye. */
  keepPlace(change, at = 0.3) {
    const line = this.scroller.scrollTop + this.scroller.clientHeight * at;
    const view = this.views.findLast(({ box }) => box.offsetTop <= line) ?? this.views[0];
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

  /** A drawing may be magnified until its letters are as large as those of a letter at 400 %. */
  get mostZoom() {
    return 4 * Math.max(1, (this.views?.[this.page - 1]?.size.width ?? 0) / A4_WIDTH);
  }

  /** @param {{x: number, y: number}} [point] of the screen: what lies there stays there; else the middle */
  setZoom(zoom, point) {
    const next = Math.min(this.mostZoom, Math.max(0.5, zoom));
    if (next === this.zoom) return;
    const { left, top } = this.scroller.getBoundingClientRect();
    const x = point ? point.x - left : this.scroller.clientWidth / 2;
    const across = (this.scroller.scrollLeft + x) / this.sheet.scrollWidth;
    this.keepPlace(
      () => {
        this.zoom = next;
        this.layout();
      },
      point ? (point.y - top) / this.scroller.clientHeight : 0.5,
    );
    this.scroller.scrollLeft = across * this.sheet.scrollWidth - x;
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
    this.views?.forEach((view) => view.isNear && view.isSoft && view.tileSoon());
    const line = this.scroller.scrollTop + this.scroller.clientHeight * 0.3;
    const found = this.views?.findLast((view) => view.box.offsetTop <= line) ?? this.views?.[0];
    const number = found && startOfRow(found.number, this.rows);
    if (!number || number === startOfRow(this.page, this.rows)) return;
    this.page = number;
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
