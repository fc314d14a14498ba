import { around, boxesOf, rangeOf } from "./anchors.js";

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
  view.markBoxes = [];
  if (!view.text) return;
  const { width, height } = view.size;
  const layer = shape("svg", { class: "marks", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  for (const mark of marks) {
    const boxes = drawOne(layer, view, mark);
    if (boxes.length) view.markBoxes.push({ mark, boxes });
  }
  view.box.insertBefore(layer, view.text);
}

function drawOne(layer, view, mark) {
  const range = rangeOf(view.text, mark.target);
  const boxes = range ? boxesOf(range, view) : [];
  const group = shape("g", { class: `mark mark-${mark.kind} mark-${mark.colour}`, "data-mark": mark.id });
  layer.append(group);
  if (mark.kind === "ink") return drawInk(group, mark, boxes);
  for (const [x, y, width, height] of boxes) {
    if (mark.kind === "underline") group.append(shape("line", { x1: x, y1: y + height, x2: x + width, y2: y + height }));
    else group.append(shape("rect", { x, y, width, height, rx: 1 }));
  }
  if (mark.kind !== "note" && mark.kind !== "question") return boxes;
  const [x, y, , height] = boxes[0] ?? [18, 18, 0, 12];
  const pin = [Math.max(2, x - 16), y + height / 2 - 7, 14, 14];
  group.append(shape("rect", { class: "mark-pin", x: pin[0], y: pin[1], width: 14, height: 14, rx: 3 }));
  const sign = shape("text", { class: "mark-sign", x: pin[0] + 7, y: pin[1] + 11, "text-anchor": "middle" });
  sign.textContent = mark.kind === "question" ? "?" : "…";
  group.append(sign);
  return [...boxes, pin];
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
