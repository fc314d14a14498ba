import Sortable from "sortablejs";

import { gettext, interpolate } from "../lib/i18n.js";

/**
 * Lists with data-sortable: put in order by dragging the grip or by the buttons
 * data-move="up|down"; then the form around them (or data-url) is sent by an htmx "reorder" event.
 * A button data-nudge="up|down" in a row asks the server itself; Alt and an arrow key press it.
 * Rows carry data-id and data-label; a hidden input named "order" gets the ids, comma-separated.
 */
export function watchOrder(root = document) {
  for (const list of root.querySelectorAll("[data-sortable]:not([data-ready])")) {
    list.dataset.ready = "1";
    Sortable.create(list, {
      handle: ".sort-grip",
      ghostClass: "sort-ghost",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 160,
      onEnd: () => changed(list),
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) move(list, button);
    });
    list.addEventListener("keydown", (event) => nudge(list, event));
  }
}

const NUDGES = { ArrowUp: "up", ArrowDown: "down" };

function nudge(list, event) {
  if (!event.altKey || !(event.key in NUDGES)) return;
  const row = [...list.children].find((child) => child.contains(event.target));
  const button = row?.querySelector(`[data-nudge="${NUDGES[event.key]}"], [data-move="${NUDGES[event.key]}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.focus();
  button.click();
}

function move(list, button) {
  const row = [...list.children].find((child) => child.contains(button));
  const other = button.dataset.move === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (button.dataset.move === "up") other.before(row);
  else other.after(row);
  button.focus();
  changed(list, row);
}

function changed(list, row) {
  const ids = [...list.children].map((child) => child.dataset.id).filter(Boolean);
  const form = list.closest("form");
  const field = form?.querySelector('input[name="order"]');
  if (field) field.value = ids.join(",");
  if (row) {
    const place = [...list.children].indexOf(row) + 1;
    const heard = document.getElementById("toasts");
    if (heard) heard.ariaLabel = interpolate(gettext("%s: vị trí %s"), [row.dataset.label ?? "", place]);
  }
  (form ?? list).dispatchEvent(new CustomEvent("reorder", { bubbles: true, detail: { order: ids } }));
}
