import { pictureOf } from "./first-view.js";
import { pictures } from "./pictures.js";
import { ServerTiles } from "./server-tiles.js";
import { Tile } from "./tile.js";

// An old tablet refuses canvases above this many points.
const MOST_POINTS = 16_000_000;
// Of a page too large to be drawn sharp as a whole: soft, with a sharp tile over what is seen.
const SOFT_POINTS = 5_000_000;
const LET_FIRST = 15_000;

/** One page: a box of the right size, and near the screen its picture and its selectable text. */
export class PageView {
  constructor(number, label, size, pages) {
    Object.assign(this, { number, size, pages });
    this.box = document.createElement("div");
    this.box.className = "pdf-page";
    this.box.dataset.page = String(number);
    this.box.setAttribute("role", "region");
    this.box.setAttribute("aria-label", label);
  }

  /** Gives the box its size; a picture already drawn is stretched until the sharp one is there. */
  place(scale) {
    this.scale = scale;
    this.box.style.setProperty("width", `${Math.floor(this.size.width * scale)}px`);
    this.box.style.setProperty("height", `${Math.floor(this.size.height * scale)}px`);
    this.box.style.setProperty("--total-scale-factor", String(scale));
    this.box.style.setProperty("--scale-round-x", "1px");
    this.box.style.setProperty("--scale-round-y", "1px");
  }

  async draw() {
    if (this.drawnAt === this.scale || this.drawing === this.scale) return;
    const scale = (this.drawing = this.scale);
    const levels = this.pages.pdf.tilesOf?.(this.number);
    if (levels && (await this.drawTiled(levels, scale))) return;
    this.standIn();
    if (this.pages.pdf.isHeavy) await this.letFirst();
    if (!this.isNear || scale !== this.drawing) return;
    const page = await this.pages.pdf.getPage(this.number);
    if (!this.isNear || scale !== this.drawing) return;
    this.task?.cancel();
    const canvas = document.createElement("canvas");
    const viewport = page.getViewport({ scale });
    const points = viewport.width * viewport.height;
    const wanted = devicePixelRatio || 1;
    this.isSoft = points * wanted * wanted > MOST_POINTS;
    const sharp = Math.min(wanted, Math.sqrt((this.isSoft ? SOFT_POINTS : MOST_POINTS) / points));
    canvas.width = Math.floor(viewport.width * sharp);
    canvas.height = Math.floor(viewport.height * sharp);
    canvas.setAttribute("aria-hidden", "true");
    this.task = page.render({ canvas, viewport: page.getViewport({ scale: scale * sharp }) });
    try {
      await this.task.promise;
    } catch (error) {
      if (error?.name !== "RenderingCancelledException") throw error;
      return;
    }
    if (!this.isNear || scale !== this.scale) return;
    this.drawnAt = scale;
    this.pages.frontIsDrawn ||= this.number === this.pages.page;
    this.box.replaceChildren(canvas);
    await this.addLayers(page, viewport, canvas, scale * sharp);
  }

  /** A page the house has cut in tiles; false where they can't be had: then it is drawn like any other. */
  async drawTiled(levels, scale) {
    const tiles = (this.serverTiles ??= new ServerTiles(this, this.pages.pdf.pictures, levels));
    const base = this.box.querySelector(".pdf-preview") ?? (await tiles.base());
    if (!base) return false;
    if (!this.isNear || scale !== this.drawing) return true;
    this.isSoft = true;
    this.drawnAt = scale;
    this.pages.frontIsDrawn ||= this.number === this.pages.page;
    this.box.replaceChildren(base, ...(tiles.layer ? [tiles.layer] : []));
    this.tileSoon();
    const page = await this.pages.pdf.wordsOf(this.number);
    // Recognised words were laid on a page of their own, which may be some points larger or smaller.
    if (page) await this.addText(page, page.getViewport({ scale: (scale * this.size.width) / page.getViewport({ scale: 1 }).width }));
    if (!this.isNear || scale !== this.drawing) return true;
    if (page) this.box.append(this.text);
    this.pages.onDrawn?.(this);
    this.pages.marks?.draw(this);
    return true;
  }

  /** The prepared picture, while a heavy page is on its way. */
  standIn() {
    const { pdf } = this.pages;
    if (!pdf.isHeavy || this.box.childElementCount) return;
    const picture = pictureOf(pdf.pictures, this.number);
    picture.addEventListener("error", () => picture.remove(), { once: true });
    this.box.append(picture);
  }

  /** On a thin line the page that is looked at comes before its neighbours; they don't wait for ever. */
  async letFirst() {
    const end = Date.now() + LET_FIRST;
    while (!this.pages.frontIsDrawn && this.number !== this.pages.page && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** What lies over the picture; it may come a moment later, and not at all if the page has left. */
  async addLayers(page, viewport, canvas, scale) {
    const originals = await pictures(page, this.pages.library, canvas, scale);
    await this.addText(page, viewport);
    if (canvas.parentNode !== this.box) return;
    this.box.replaceChildren(canvas, ...originals, this.text);
    this.tileSoon();
    this.pages.onDrawn?.(this);
    this.pages.marks?.draw(this);
  }

  /** Sharpen what is seen, if the page is too large to be sharp as a whole. */
  tileSoon() {
    if (this.serverTiles) return void this.serverTiles.soon();
    if (!this.isSoft) return void this.tile?.end();
    this.tile ??= new Tile(this);
    this.tile.soon();
  }

  async addText(page, viewport) {
    const layer = document.createElement("div");
    layer.className = "textLayer";
    this.text = layer;
    this.texts = new this.pages.library.TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
    await this.texts.render().catch(() => {});
  }

  clear() {
    this.task?.cancel();
    this.texts?.cancel();
    this.tile?.end();
    this.serverTiles?.end();
    this.serverTiles = null;
    this.isSoft = false;
    this.drawing = this.drawnAt = this.text = undefined;
    for (const canvas of this.box.querySelectorAll("canvas")) canvas.width = canvas.height = 0;
    this.box.replaceChildren();
  }
}
