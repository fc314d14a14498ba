import { pointsOf } from "./layer.js";

const REST_MS = 1200;
const APART = 1.2;
const SVG = "http://www.w3.org/2000/svg";

/**
 * Writing on a page: a pen writes at once, a finger after the tool was chosen. While a pen is down, and once one was
 * seen, hands that rest on the glass don't write; a second finger is a pinch and takes the first one's line back.
 * Strokes of one page in one go are one mark.
 */
export class Ink {
  /** @param {HTMLElement} scroller @param {{viewAt: Function, chosen: () => boolean, colour: () => string, onInk: Function}} options */
  constructor(scroller, options) {
    Object.assign(this, options, { scroller, penSeen: false, penDown: false, stroke: null, pending: null, fingers: new Set() });
    const on = (name, deed, more) => scroller.addEventListener(name, deed, more);
    on("pointerdown", (event) => this.down(event), { capture: true });
    on("pointermove", (event) => this.move(event), { capture: true });
    on("pointerup", (event) => this.up(event), { capture: true });
    on("pointercancel", (event) => this.up(event, event.pointerType !== "pen"), { capture: true });
    on("touchstart", (event) => (this.penDown || this.stroke) && event.preventDefault(), { passive: false });
    on("touchmove", (event) => (this.penDown || this.stroke) && event.cancelable && event.preventDefault(), { passive: false });
    on("selectstart", (event) => (this.stroke || this.penDown) && event.preventDefault());
    addEventListener("pagehide", () => this.flush());
  }

  writes(event) {
    if (event.pointerType === "pen") return event.button === 0;
    if (!this.chosen() || event.button !== 0) return false;
    return event.pointerType === "mouse" || (!this.penDown && !this.penSeen);
  }

  down(event) {
    if (event.pointerType === "touch") this.fingers.add(event.pointerId);
    if (event.pointerType === "pen") {
      this.penSeen = this.penDown = true;
      if (this.stroke && this.stroke.pointer !== event.pointerId) this.drop();
    }
    if (this.stroke && this.fingers.size > 1) return this.drop();
    if (!this.writes(event) || this.stroke || this.fingers.size > 1) return;
    const view = this.viewAt(event.clientX, event.clientY);
    if (view?.drawnAt === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(this.timer);
    if (this.pending && this.pending.view !== view) this.flush();
    this.stroke = { pointer: event.pointerId, view, points: [], line: this.begin(view) };
    this.scroller.setPointerCapture?.(event.pointerId);
    this.add(event);
  }

  begin(view) {
    let layer = view.box.querySelector(".ink-now");
    if (!layer) {
      layer = document.createElementNS(SVG, "svg");
      layer.setAttribute("viewBox", `0 0 ${view.size.width} ${view.size.height}`);
      layer.setAttribute("aria-hidden", "true");
      layer.setAttribute("class", "marks ink-now");
      view.box.append(layer);
    }
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("class", `mark mark-ink mark-${this.colour()}`);
    layer.append(line);
    return line;
  }

  add(event) {
    const { view, points, line } = this.stroke;
    const origin = view.box.getBoundingClientRect();
    const round = (value) => Math.round(value * 10) / 10;
    for (const one of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
      const x = round((one.clientX - origin.left) / view.scale);
      const y = round((one.clientY - origin.top) / view.scale);
      if (points.length && Math.hypot(x - points.at(-2), y - points.at(-1)) < APART) continue;
      points.push(x, y);
    }
    line.setAttribute("points", pointsOf(points));
  }

  move(event) {
    if (this.stroke?.pointer !== event.pointerId) return;
    event.preventDefault();
    event.stopPropagation();
    this.add(event);
  }

  up(event, isLost = false) {
    this.fingers.delete(event.pointerId);
    if (event.pointerType === "pen") this.penDown = false;
    if (this.stroke?.pointer !== event.pointerId) return;
    if (isLost) return this.drop();
    event.stopPropagation();
    const { view, points } = this.stroke;
    this.stroke = null;
    this.wroteAt = event.timeStamp;
    this.pending ??= { view, strokes: [] };
    this.pending.strokes.push(points);
    this.timer = setTimeout(() => this.flush(), REST_MS);
  }

  /** A line that was no writing goes. */
  drop() {
    this.stroke?.line.remove();
    this.stroke = null;
  }

  /** What was written in one go becomes a mark. */
  flush() {
    clearTimeout(this.timer);
    const { pending } = this;
    this.pending = null;
    if (!pending) return;
    this.onInk(pending.view, pending.strokes);
    pending.view.box.querySelector(".ink-now")?.remove();
  }
}
