/**
 * Pinch and Ctrl+wheel to zoom around what lies under the fingers or the mouse, a tap at the edge to turn the page. The
 * zone that goes on lies at the thumb of the hand that holds the tablet.
 */
export function gestures(scroller, { zoom, setZoom, turn }) {
  const touching = new Map();
  let start = null;

  const spread = () => {
    const [one, two] = [...touching.values()];
    return Math.hypot(one.x - two.x, one.y - two.y);
  };
  const middle = () => {
    const [one, two] = [...touching.values()];
    return { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 };
  };
  scroller.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    touching.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (touching.size === 2) start = { spread: spread(), zoom: zoom() };
  });
  scroller.addEventListener("pointermove", (event) => {
    if (!touching.has(event.pointerId)) return;
    touching.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (touching.size === 2 && start) setZoom(start.zoom * (spread() / start.spread), middle());
  });
  const lift = (event) => {
    touching.delete(event.pointerId);
    if (touching.size < 2) start = null;
  };
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) scroller.addEventListener(name, lift);
  // Two fingers belong to the page, not to the browser's own zoom.
  scroller.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
  scroller.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      setZoom(zoom() * Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
  scroller.addEventListener("click", (event) => {
    if (String(getSelection()) || event.target.closest("a, button")) return;
    const { left, width } = scroller.getBoundingClientRect();
    const part = (event.clientX - left) / width;
    const right = document.documentElement.dataset.hand !== "left";
    if (part > 0.87) turn(right ? 1 : -1);
    else if (part < 0.13) turn(right ? -1 : 1);
  });
}
