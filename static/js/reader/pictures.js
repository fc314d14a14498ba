/**
 * Photos and seals keep their own colours when the page is recoloured for the night: each is cut
 * out of the drawn page and laid over it, without the filter.
 */
const multiply = (m, n) => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

/** Boxes of the images painted on a page, in points of the viewport. */
export function imageBoxes(operators, OPS, transform) {
  const painted = new Set([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageXObjectRepeat]);
  const stack = [];
  const boxes = [];
  let matrix = transform;
  operators.fnArray.forEach((operator, at) => {
    const args = operators.argsArray[at];
    if (operator === OPS.save) stack.push(matrix);
    else if (operator === OPS.restore) matrix = stack.pop() ?? transform;
    else if (operator === OPS.transform) matrix = multiply(matrix, args);
    else if (operator === OPS.paintFormXObjectBegin) {
      stack.push(matrix);
      if (args?.[0]) matrix = multiply(matrix, args[0]);
    } else if (operator === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? transform;
    else if (painted.has(operator)) boxes.push(boundsOf(matrix));
  });
  return boxes;
}

function boundsOf(m) {
  const xs = [m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]];
  const ys = [m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]];
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** @returns {Promise<HTMLCanvasElement[]>} cut-outs placed by percent, empty when the page has none */
export async function pictures(page, library, canvas, scale) {
  const operators = await page.getOperatorList();
  const { transform } = page.getViewport({ scale });
  const whole = canvas.width * canvas.height;
  return imageBoxes(operators, library.OPS, transform)
    .filter((box) => box.width > 8 && box.height > 8 && box.width * box.height < whole * 0.9)
    .slice(0, 40)
    .map((box) => cutOut(canvas, box));
}

function cutOut(canvas, { left, top, width, height }) {
  const piece = document.createElement("canvas");
  piece.className = "pdf-picture";
  piece.setAttribute("aria-hidden", "true");
  piece.width = Math.ceil(width);
  piece.height = Math.ceil(height);
  piece.getContext("2d").drawImage(canvas, left, top, width, height, 0, 0, width, height);
  const percent = (part, all) => `${(100 * part) / all}%`;
  piece.style.setProperty("left", percent(left, canvas.width));
  piece.style.setProperty("top", percent(top, canvas.height));
  piece.style.setProperty("width", percent(width, canvas.width));
  piece.style.setProperty("height", percent(height, canvas.height));
  return piece;
}
