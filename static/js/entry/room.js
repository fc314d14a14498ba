import { render } from "lit-html";

import { goLive } from "../lib/live.js";
import { page, readJson } from "../lib/page.js";
import { Store } from "../lib/store.js";
import { clockTime, now } from "../lib/time.js";
import { content, corner } from "../room/display.js";
import { pointStrip } from "../room/point.js";

const wall = document.getElementById("wall");

if (wall && page.preview) preview();
else if (wall) show();
else waitForPairing();

/** The wall's own picture with another mode, in the panel's frame: no socket, nothing that can be pressed. */
function preview() {
  const { view } = new Store(readJson("streams"));
  const asked = { ...view, room: { ...view.room, display: page.preview } };
  const draw = () => {
    render(content(asked), wall);
    render(corner(asked, ""), document.getElementById("wall-corner"));
  };
  setInterval(draw, 1000);
  draw();
}

/** The picture held through a reload of the page: a frozen wall stays what it was. */
const HELD = `wall:${page.sitting ?? ""}`;
function kept(frozen) {
  try {
    if (frozen) sessionStorage.setItem(HELD, JSON.stringify(frozen));
    else sessionStorage.removeItem(HELD);
  } catch {
    // Without storage the item stands for the picture after a reload.
  }
}
function keptBefore() {
  try {
    return JSON.parse(sessionStorage.getItem(HELD) ?? "null");
  } catch {
    return null;
  }
}

function show() {
  let refusal = "";
  const live = goLive({
    onCommand: (command) => {
      refusal = command.state === "refused" ? (command.error?.message ?? "") : "";
      draw();
    },
  });
  const { store, stream, listeners } = live;
  const strip = document.getElementById("wall-point");
  if (page.point) void live.outbox.send("room.check_in_point", { point: page.point.id }, { keep: false });
  const foot = document.getElementById("wall-corner");
  let heardAt = clockTime(now());
  let frozen = null;

  /** "Giữ nguyên" holds the picture; a lost link holds it too and says since when, never blank. */
  const draw = () => {
    const { view } = store;
    const isLive = stream.state !== "lost";
    if (stream.state === "live") heardAt = clockTime(now());
    const holds = view.room?.display?.mode === "freeze";
    if (holds && !frozen) kept((frozen = keptBefore() ?? held(view)));
    if (!holds && frozen !== null) kept((frozen = null));
    render(content(frozen ?? view), wall);
    render(corner(view, isLive ? "" : heardAt), foot);
    if (strip) render(pointStrip(view, live, refusal), strip);
  };
  // On first arrival at a frozen wall the last picture isn't known: the item stands for it.
  let last = store.view;
  const held = (view) => (last.room?.display?.mode === "freeze" ? { ...view, room: { ...view.room, display: { mode: "item" } } } : last);
  store.subscribe((view) => {
    draw();
    last = view;
  });
  listeners.add(draw);
  setInterval(draw, 1000);
  draw();
}

/** The pairing page shows its code and asks every few seconds whether the desk has let it in, or the
    code has run out. */
function waitForPairing() {
  setInterval(async () => {
    try {
      const response = await fetch(page.urls?.paired ?? location.href, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const { paired, known } = await response.json();
      if (paired || known === false) location.reload();
    } catch {
      // The wall keeps its code and asks again.
    }
  }, 3000);
}
