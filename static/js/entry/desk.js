import { keepForms } from "../desk/keep.js";
import { watchOrder } from "../desk/order.js";
import { watchDialogs } from "../lib/dialogs.js";
import { csrfToken } from "../lib/page.js";
import { watchPrefs } from "../lib/prefs.js";

watchDialogs();
watchPrefs();
keepForms();
watchOrder();

// htmx sends the CSRF token with every request, and new content gets its behaviour.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});
document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = csrfToken();
});
document.addEventListener("htmx:load", () => watchOrder());
document.addEventListener("htmx:after:swap", () => watchOrder());
