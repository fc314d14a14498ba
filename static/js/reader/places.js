import { gettext, interpolate } from "../lib/i18n.js";

/** The places of a comparison: buttons and the keys n and p go through them; the address keeps where one is. */
export function stepThrough(root) {
  const places = [...root.querySelectorAll(".compare-place")];
  const says = root.getElementById("compare-at");
  if (!places.length || !says) return;
  let at = Math.max(0, places.findIndex((place) => `#${place.id}` === location.hash));
  const show = () => {
    says.textContent = interpolate(gettext("Chỗ %s trên %s"), [at + 1, places.length]);
    places.forEach((place, index) => place.toggleAttribute("data-here", index === at));
    root.querySelector('[data-places="-1"]').disabled = at === 0;
    root.querySelector('[data-places="1"]').disabled = at === places.length - 1;
  };
  const go = (to) => {
    at = Math.min(places.length - 1, Math.max(0, to));
    show();
    history.replaceState(null, "", `#${places[at].id}`);
    places[at].scrollIntoView({ block: "start" });
    places[at].focus({ preventScroll: true });
  };
  for (const button of root.querySelectorAll("[data-places]")) {
    button.addEventListener("click", () => go(at + Number(button.dataset.places)));
  }
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    const by = { n: 1, p: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(at + by);
  });
  show();
}
