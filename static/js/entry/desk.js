import { keepForms } from "../desk/keep.js";
import { watchOrder } from "../desk/order.js";
import { watchUploads } from "../desk/upload.js";
import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { csrfToken } from "../lib/page.js";
import { watchPrefs } from "../lib/prefs.js";

watchDialogs();
watchPrefs();
keepForms();
watchOrder();
watchUploads();

/** A table wider than its frame can be scrolled by keyboard too. */
function reachTables() {
  for (const frame of document.querySelectorAll(".table-wrap, .table-responsive")) {
    if (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight) frame.tabIndex = 0;
  }
}
reachTables();
addEventListener("resize", reachTables);

// htmx sends the CSRF token with every request, and new content gets its behaviour.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});
document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = csrfToken();
});
document.addEventListener("htmx:load", () => (watchOrder(), reachTables()));
document.addEventListener("htmx:after:swap", () => (watchOrder(), reachTables()));
