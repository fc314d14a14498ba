// The slide takes 200 ms; the sheet must have rested for 700.
const REST = 900;
const LIFT = 300;

/**
 * Keeps a sheet that rises under a moving hand from taking a press that was meant for what lay
 * there before: armed 700 ms after it rests and 300 ms after the last pen or finger left the glass.
 * The focus moves to the sheet only when nobody is typing or composing a letter.
 */
export class Guard {
  constructor(onArmed) {
    this.onArmed = onArmed;
    this.down = new Set();
    this.readyAt = Infinity;
    const lift = (event) => {
      this.down.delete(event.pointerId);
      if (!this.armed) this.wait(LIFT);
    };
    addEventListener("pointerdown", (event) => !this.armed && this.down.add(event.pointerId), true);
    addEventListener("pointerup", lift, true);
    addEventListener("pointercancel", lift, true);
    addEventListener("keydown", () => (this.typedAt = Date.now()), true);
    addEventListener("compositionstart", () => (this.composing = true), true);
    addEventListener("compositionend", () => (this.composing = false), true);
  }

  get armed() {
    return Date.now() >= this.readyAt && this.down.size === 0;
  }

  /** @param {() => void} takeFocus called once the sheet rests and nobody types */
  rise(takeFocus) {
    this.readyAt = Infinity;
    this.wait(REST);
    this.takeFocus = takeFocus;
  }

  wait(milliseconds) {
    const earliest = Date.now() + milliseconds;
    this.readyAt = this.readyAt === Infinity ? earliest : Math.max(this.readyAt, earliest);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), this.readyAt - Date.now() + 20);
  }

  settle() {
    if (this.down.size) return;
    this.onArmed();
    const quiet = !this.composing && Date.now() - (this.typedAt ?? 0) > REST;
    if (!quiet) return void (this.timer = setTimeout(() => this.settle(), REST));
    this.takeFocus?.();
    this.takeFocus = null;
  }
}
