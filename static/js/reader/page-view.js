import { pictures } from "./pictures.js";

// An old tablet refuses canvases above this many points.
const MOST_POINTS = 16_000_000;

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
    const page = await this.pages.pdf.getPage(this.number);
    if (!this.isNear || scale !== this.drawing) return;
    this.task?.cancel();
    const canvas = document.createElement("canvas");
    const viewport = page.getViewport({ scale });
    const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_POINTS / (viewport.width * viewport.height)));
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
    this.box.replaceChildren(canvas);
    await this.addLayers(page, viewport, canvas, scale * sharp);
  }

  /** What lies over the picture; it may come a moment later, and not at all if the page has left. */
  async addLayers(page, viewport, canvas, scale) {
    const originals = await pictures(page, this.pages.library, canvas, scale);
    await this.addText(page, viewport);
    if (canvas.parentNode !== this.box) return;
    this.box.replaceChildren(canvas, ...originals, this.text);
    this.pages.onDrawn?.(this);
    this.pages.marks?.draw(this);
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
    this.drawing = this.drawnAt = this.text = undefined;
    for (const canvas of this.box.querySelectorAll("canvas")) canvas.width = canvas.height = 0;
    this.box.replaceChildren();
  }
}
