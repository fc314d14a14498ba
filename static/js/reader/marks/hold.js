const HOLD_MS = 550;
const STILL = 10;

/**
 * A finger that rests on a page beside its words: on words the browser chooses them, everywhere else (a drawing, a scan
 * without words, a margin) `onHold` hears of it. The tap that ends it is no tap: `held` says so until the next touch.
 */
export class Hold {
  /** @param {HTMLElement} scroller @param {{may: () => boolean, onHold: (x: number, y: number) => void}} options */
  constructor(scroller, options) {
    Object.assign(this, options, { held: false, fingers: 0, timer: 0, from: null });
    const on = (name, deed) => scroller.addEventListener(name, deed, { passive: true });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.from && Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) > STILL && this.drop());
    on("pointerup", () => this.lift());
    on("pointercancel", () => this.lift());
    on("scroll", () => this.drop());
  }

  down(event) {
    this.held = false;
    if (event.pointerType !== "touch") return;
    this.fingers += 1;
    this.drop();
    const isOnWords = event.target.closest(".textLayer span, a, button, input");
    if (this.fingers > 1 || isOnWords || !this.may()) return;
    this.from = { x: event.clientX, y: event.clientY };
    this.timer = setTimeout(() => this.rested(), HOLD_MS);
  }

  rested() {
    const { x, y } = this.from;
    this.drop();
    if (!this.may() || !(getSelection()?.isCollapsed ?? true)) return;
    this.held = true;
    this.onHold(x, y);
  }

  lift() {
    this.fingers = Math.max(0, this.fingers - 1);
    this.drop();
  }

  drop() {
    clearTimeout(this.timer);
    this.from = null;
  }
}
