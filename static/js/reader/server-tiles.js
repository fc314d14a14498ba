import { pictureOf } from "./first-view.js";

// As `papers.tiles` cuts them.
const SIZE = 1024;
// The prepared picture of a page; up to here it is sharp enough.
const PREVIEW_WIDE = 1100;
const AROUND = 0.15;
const REST = 140;
const MOST_KEPT = 48;
// Tiles nobody looked at for long are cut while one waits, others come over a weak line: asked for again, for two minutes.
const AGAIN = 3000;
const MOST_TRIES = 40;

/**
 * A page whose one picture no tablet can take whole: under it lies its prepared picture, and over it the tiles of what
 * is on the screen, which the house has cut in advance. Neither pdf.js nor the line sees the picture itself.
 */
export class ServerTiles {
  /** @param {import("./page-view.js").PageView} view @param {string} folder @param {[number, number][]} levels dots [wide, high], from the sharpest */
  constructor(view, folder, levels) {
    Object.assign(this, { view, folder, levels, shown: new Map(), tries: 0 });
  }

  /** The prepared picture, once it is there; null where nobody answers (no network). */
  base() {
    const picture = pictureOf(this.folder, this.view.number);
    return new Promise((resolve) => {
      picture.addEventListener("load", () => resolve(picture), { once: true });
      picture.addEventListener("error", () => resolve(null), { once: true });
    });
  }

  /** Lays the tiles once the page rests. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), REST);
  }

  /** The coarsest level that shows a dot for each dot of the screen; null while the prepared picture does. */
  levelFor(dots) {
    if (dots <= PREVIEW_WIDE) return null;
    const enough = this.levels.findLastIndex(([wide]) => wide >= dots);
    return enough < 0 ? 0 : enough;
  }

  /** The tiles of a level that the part of a page lies on: `left`, `top`, `width`, `height` from 0 to 1. */
  tilesOn(level, { left, top, width, height }) {
    const [wide, high] = this.levels[level];
    const last = (dots, end) => Math.min(Math.ceil(dots / SIZE) - 1, Math.floor((end * dots) / SIZE));
    const found = [];
    for (let row = Math.floor((top * high) / SIZE); row <= last(high, top + height); row += 1)
      for (let column = Math.floor((left * wide) / SIZE); column <= last(wide, left + width); column += 1) found.push({ level, column, row });
    return found;
  }

  draw() {
    const { view } = this;
    const part = view.isNear && this.seen();
    const level = this.levelFor(view.box.clientWidth * (devicePixelRatio || 1));
    if (!part) return;
    if (level === null) return void this.clear();
    const wanted = this.tilesOn(level, part);
    for (const tile of wanted) this.lay(tile);
    const names = new Set(wanted.map(({ column, row }) => `${level}-${column}-${row}`));
    // What was there stays under the new ones until it is far away: no bare stretch while they come.
    for (const [name, picture] of this.shown)
      if (!names.has(name) && this.shown.size > MOST_KEPT) {
        picture.remove();
        this.shown.delete(name);
      }
  }

  lay({ level, column, row }) {
    const name = `${level}-${column}-${row}`;
    const [wide, high] = this.levels[level];
    if (this.shown.has(name)) return;
    const picture = document.createElement("img");
    picture.className = "pdf-server-tile";
    picture.alt = "";
    picture.decoding = "async";
    picture.dataset.level = String(level);
    const percent = (part, all) => `${(100 * part) / all}%`;
    picture.style.setProperty("left", percent(column * SIZE, wide));
    picture.style.setProperty("top", percent(row * SIZE, high));
    picture.style.setProperty("width", percent(Math.min(SIZE, wide - column * SIZE), wide));
    picture.style.setProperty("height", percent(Math.min(SIZE, high - row * SIZE), high));
    picture.style.setProperty("z-index", String(this.levels.length - level));
    picture.addEventListener("load", () => {
      this.tries = 0;
    });
    picture.addEventListener("error", () => {
      picture.remove();
      this.shown.delete(name);
      this.again();
    });
    picture.src = `${this.folder}${this.view.number}/tiles/${level}/${column}/${row}/`;
    this.shown.set(name, picture);
    this.layer ??= this.newLayer();
    this.layer.append(picture);
  }

  /** What didn't come is asked for once more in a moment, all of it together. */
  again() {
    if (this.retry || this.tries >= MOST_TRIES) return;
    this.tries += 1;
    this.retry = setTimeout(() => {
      this.retry = 0;
      this.draw();
    }, AGAIN);
  }

  newLayer() {
    const layer = document.createElement("div");
    layer.className = "pdf-server-tiles";
    layer.setAttribute("aria-hidden", "true");
    this.view.box.querySelector(".pdf-preview")?.after(layer);
    return layer;
  }

  /** Which part of the page is seen, and a little around it; null when it is out of sight. */
  seen() {
    const box = this.view.box.getBoundingClientRect();
    const screen = this.view.pages.scroller.getBoundingClientRect();
    const [wide, high] = [screen.width * AROUND, screen.height * AROUND];
    const left = Math.max(0, screen.left - box.left - wide);
    const top = Math.max(0, screen.top - box.top - high);
    const width = Math.min(box.width, screen.right - box.left + wide) - left;
    const height = Math.min(box.height, screen.bottom - box.top + high) - top;
    if (width <= 0 || height <= 0) return null;
    return { left: left / box.width, top: top / box.height, width: width / box.width, height: height / box.height };
  }

  clear() {
    clearTimeout(this.retry);
    this.retry = 0;
    this.layer?.remove();
    this.layer = null;
    this.shown.clear();
  }

  end() {
    clearTimeout(this.timer);
    this.clear();
  }
}
