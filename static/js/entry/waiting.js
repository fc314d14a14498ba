import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { dropPapers } from "../lib/drop.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { goLive } from "../lib/live.js";
import { watchPrefs } from "../lib/prefs.js";

/** Outside: nothing of the sitting stays on the device, and the page comes back when called. */
watchDialogs();
watchPrefs();
void dropPapers();
const { store } = goLive();

/** How far the sitting is, in numbers. */
function draw() {
  const line = document.getElementById("progress");
  const { progress } = store.view;
  if (!line) return;
  line.textContent = progress?.item
    ? interpolate(gettext("Phiên họp đang bàn nội dung %s (trên %s nội dung)"), [progress.item, progress.items])
    : "";
}

store.subscribe(draw);
draw();
