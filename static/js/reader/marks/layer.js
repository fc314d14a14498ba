import { around, boxesOf, partsOf, rangeOf } from "./anchors.js";

const PIN = 14;
/** A page wider than a sheet of A4 on its side is a drawing: a sign on it grows along, or nobody could see or touch it. */
const WIDE = 842;
/** A sign is touched a little beside itself, too. */
const NEAR = 5;

const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** `[[x, y, x, y, …]]` as the points of lines, moved by `[dx, dy]`. */
export function pointsOf(stroke, [dx, dy] = [0, 0]) {
  const points = [];
  for (let at = 0; at + 1 < stroke.length; at += 2) points.push(`${stroke[at] + dx},${stroke[at + 1] + dy}`);
  // A tap of the pen is a dot: a line of no length is drawn by its round ends.
  return (points.length === 1 ? [points[0], points[0]] : points).join(" ");
}

/** The layer of marks over one page; it lets every touch through to the words. */
export function drawMarks(view, marks) {
  view.box.querySelector(".marks")?.remove();
  Object.assign(view, { markBoxes: [], pins: [], corner: 0, lines: null });
  const { width, height } = view.size;
  const layer = shape("svg", { class: "marks", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  // Colours over words lie in one see-through group: where two of them meet it grows no darker, so words stay readable.
  const fills = shape("g", { class: "mark-fills" });
  layer.append(fills);
  for (const mark of marks) {
    const boxes = drawOne(layer, fills, view, mark);
    if (boxes.length) view.markBoxes.push({ mark, boxes });
  }
  view.box.insertBefore(layer, view.text?.parentNode === view.box ? view.text : null);
}

function drawOne(layer, fills, view, mark) {
  const parts = partsOf(mark.target).filter((part) => part.page === view.number);
  const ranges = parts.map((part) => rangeOf(view.text, part)).filter(Boolean);
  const boxes = ranges.flatMap((range) => boxesOf(range, view));
  const group = shape("g", { class: `mark mark-${mark.kind} mark-${mark.colour}`, "data-mark": mark.id });
  (mark.kind === "ink" || mark.kind === "underline" ? layer : fills).append(group);
  if (mark.kind === "ink") return drawInk(group, mark, boxes);
  for (const [x, y, width, height] of boxes) {
    if (mark.kind === "underline") group.append(shape("line", { x1: x, y1: y + height, x2: x + width, y2: y + height }));
    else group.append(shape("rect", { x, y, width, height, rx: 1 }));
  }
  // The sign of a note stands where it begins.
  if ((mark.kind !== "note" && mark.kind !== "question") || mark.target.page !== view.number) return boxes;
  const size = Math.max(1, view.size.width / WIDE);
  const [x, y] = boxes.length ? pinFor(view, boxes[0], size) : cornerFor(view, size);
  const point = shape("g", { class: `mark-point mark-${mark.colour}`, transform: `translate(${x} ${y}) scale(${size})` });
  layer.append(point);
  point.append(shape("rect", { class: "mark-pin", width: PIN, height: PIN, rx: 3 }));
  const sign = shape("text", { class: "mark-sign", x: PIN / 2, y: 11, "text-anchor": "middle" });
  sign.textContent = mark.kind === "question" ? "?" : "…";
  point.append(sign);
  return [...boxes, [x - NEAR * size, y - NEAR * size, (PIN + 2 * NEAR) * size, (PIN + 2 * NEAR) * size]];
}

/** The sign stands left of the line its words begin on, where it covers none; beside one that stands there already. */
function pinFor(view, [left, y, , height], size) {
  const middle = y + height / 2;
  const taken = view.pins.filter((top) => Math.abs(top - middle) < PIN * size).length;
  view.pins.push(middle);
  return [Math.max(2, edgeOf(view, middle, left) - 16 * size * (taken + 1)), middle - (PIN / 2) * size];
}

/** Signs of the page as a whole stand one below the other in its corner. */
function cornerFor(view, size) {
  const at = (6 + (PIN + 10) * (view.corner ?? 0)) * size;
  view.corner = (view.corner ?? 0) + 1;
  return [6 * size, at];
}

/** How far left the line at this height begins. */
function edgeOf(view, middle, otherwise) {
  const origin = view.box.getBoundingClientRect();
  view.lines ??= [...view.text.querySelectorAll("span")]
    .filter((span) => !span.childElementCount && span.textContent.trim())
    .map((span) => span.getBoundingClientRect())
    .map(({ left, top, bottom }) => [left, top, bottom].map((value, at) => (value - (at ? origin.top : origin.left)) / view.scale));
  return Math.min(otherwise, ...view.lines.filter(([, top, bottom]) => top <= middle && middle <= bottom).map(([left]) => left));
}

/** Ink stays with the lines under it: it moves as far as they moved. */
function drawInk(group, mark, boxes) {
  const { strokes = [], box } = mark.target;
  const now = box && boxes.length ? around(boxes) : null;
  const by = now ? [now[0] - box[0], now[1] - box[1]] : [0, 0];
  for (const stroke of strokes) group.append(shape("polyline", { points: pointsOf(stroke, by) }));
  return strokes.map((stroke) => {
    const xs = stroke.filter((_, index) => index % 2 === 0);
    const ys = stroke.filter((_, index) => index % 2);
    const left = Math.min(...xs) - 6;
    const top = Math.min(...ys) - 6;
    return [left + by[0], top + by[1], Math.max(...xs) - left + 6, Math.max(...ys) - top + 6];
  });
}

/** The topmost mark at a point of the screen, or undefined. */
export function markAt(views, x, y) {
  for (const view of views) {
    const origin = view.box.getBoundingClientRect();
    const at = [(x - origin.left) / view.scale, (y - origin.top) / view.scale];
    const hit = view.markBoxes?.findLast(({ boxes }) =>
      boxes.some(([left, top, width, height]) => at[0] >= left && at[0] <= left + width && at[1] >= top && at[1] <= top + height),
    );
    if (hit) return hit.mark;
  }
  return undefined;
}
