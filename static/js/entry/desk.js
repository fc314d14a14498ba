import { followStream } from "../desk/follow.js";
import { keepForms } from "../desk/keep.js";
import { watchOrder } from "../desk/order.js";
import { watchParts } from "../desk/partial.js";
import { watchPrints } from "../desk/print.js";
import { watchSounds } from "../desk/sounds.js";
import { watchUploads } from "../desk/upload.js";
import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { watchPrefs } from "../lib/prefs.js";
import { watchSearchKey } from "../lib/search-key.js";

watchDialogs();
watchPrefs();
watchSearchKey();
keepForms();
watchOrder();
watchParts();
watchUploads();
watchPrints();
watchSounds();
followStream();

/** A table wider than its frame can be scrolled by keyboard too. */
function reachTables() {
  for (const frame of document.querySelectorAll(".table-wrap, .table-responsive")) {
    if (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight) frame.tabIndex = 0;
  }
}
reachTables();
addEventListener("resize", reachTables);

// New content gets its behaviour.
document.addEventListener("htmx:load", () => (watchOrder(), reachTables()));
