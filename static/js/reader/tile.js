// As many points as a tablet draws quickly, with room around what is seen.
const MOST = 8_000_000;
const AROUND = 0.15;
const REST = 140;

/**
 * The part of a large page that is on the screen, sharp: an A0 drawing magnified ten times would be a picture no tablet
 * can hold, so under it lies the whole page, soft, and over it only what is looked at is drawn.
 */
export class Tile {
  constructor(view) {
    this.view = view;
  }

  /** Draws once the page rests. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.draw(), REST);
  }

  async draw() {
    const { view } = this;
    const place = this.seen();
    if (!place || !view.isNear || view.drawnAt !== view.scale) return;
    const scale = view.scale;
    const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(MOST / (place.width * place.height)));
    const page = await view.pages.pdf.getPage(view.number);
    this.task?.cancel();
    const canvas = document.createElement("canvas");
    canvas.className = "pdf-tile";
    canvas.setAttribute("aria-hidden", "true");
    canvas.width = Math.floor(place.width * sharp);
    canvas.height = Math.floor(place.height * sharp);
    for (const name of ["left", "top", "width", "height"]) canvas.style.setProperty(name, `${place[name]}px`);
    this.task = page.render({
      canvas,
      viewport: page.getViewport({ scale: scale * sharp }),
      transform: [1, 0, 0, 1, -place.left * sharp, -place.top * sharp],
    });
    try {
      await this.task.promise;
    } catch (error) {
      if (error?.name !== "RenderingCancelledException") throw error;
      return;
    }
    if (!view.isNear || view.scale !== scale) return;
    this.clear();
    this.canvas = canvas;
    view.box.querySelector("canvas")?.after(canvas);
  }

  /** The part of the page that is seen, and a little around it, in CSS pixels of the page; null when it is out of sight. */
  seen() {
    const box = this.view.box.getBoundingClientRect();
    const screen = this.view.pages.scroller.getBoundingClientRect();
    const [wide, high] = [screen.width * AROUND, screen.height * AROUND];
    const left = Math.max(0, screen.left - box.left - wide);
    const top = Math.max(0, screen.top - box.top - high);
    const width = Math.min(box.width, screen.right - box.left + wide) - left;
    const height = Math.min(box.height, screen.bottom - box.top + high) - top;
    return width > 0 && height > 0 ? { left, top, width, height } : null;
  }

  clear() {
    if (!this.canvas) return;
    this.canvas.width = this.canvas.height = 0;
    this.canvas.remove();
    this.canvas = null;
  }

  end() {
    clearTimeout(this.timer);
    this.task?.cancel();
    this.clear();
  }
}
