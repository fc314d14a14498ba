import { toast } from "../components/toast.js";
import { gettext } from "../lib/i18n.js";
import { csrfToken } from "../lib/page.js";

/**
 * Parts of a page that htmx fetches and sends: they carry the CSRF token of now, and whatever hinders them
 * is said in a sentence instead of passing in silence. A sign-in that ran out leaves a line that leads to the
 * sign-in and back here; what was typed is kept by keep.js. A form that stands on the page only once it was
 * asked for names in data-back the address that shows it again.
 */
export function watchParts() {
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = csrfToken();
    // Somebody who signed in again in another tab has a new token; the form on this page still has the old one.
    if (detail.parameters.csrfmiddlewaretoken) detail.parameters.csrfmiddlewaretoken = csrfToken();
  });
  document.addEventListener("signInNeeded", ({ target, detail }) => offerSignIn(detail.url, Boolean(target.closest?.("form"))));
  document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && document.getElementById(LINE)?.remove());
  document.addEventListener("htmx:sendError", ({ detail }) => {
    if (asked(detail)) toast(gettext("Chưa gửi được do mất kết nối. Nội dung đang nhập vẫn còn trên trang; đề nghị thử lại."), { stop: true });
  });
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (asked(detail) && detail.xhr.status !== 401) toast(sentenceIn(detail.xhr.responseText), { stop: true });
  });
}

const LINE = "sign-in-needed";

/** A hand asked for it, not the clock. */
const asked = (detail) => Boolean(detail.requestConfig.triggeringEvent);

/** The refusal the server wrote, or what can be said without one. */
function sentenceIn(answer) {
  const alert = new DOMParser().parseFromString(answer, "text/html").querySelector('[role="alert"]');
  return alert?.textContent.trim() || gettext("Hệ thống chưa thực hiện được. Nội dung đang nhập vẫn còn trên trang; đề nghị tải lại trang rồi thử lại.");
}

/** The answer of a fetch() that was sent without a sign-in says where one signs in. */
export function signInOf(response) {
  const url = JSON.parse(response.headers.get("HX-Trigger") ?? "{}").signInNeeded?.url;
  if (response.status === 401 && url) offerSignIn(url, true);
}

function offerSignIn(url, wasSent) {
  const back = document.querySelector("form[data-back]")?.dataset.back ?? location.pathname + location.search + location.hash;
  const line = document.getElementById(LINE) ?? document.createElement("div");
  if (!line.isConnected) {
    const words = document.createElement("p");
    const link = document.createElement("a");
    words.textContent = gettext("Phiên đăng nhập đã hết hạn. Đề nghị đăng nhập lại; nội dung đang nhập vẫn được giữ.");
    link.className = "btn btn-primary";
    link.textContent = gettext("Đăng nhập lại");
    line.id = LINE;
    line.className = "notice notice-stop sign-in-needed";
    line.setAttribute("role", "alert");
    line.append(words, link);
    document.getElementById("main").prepend(line);
  }
  line.querySelector("a").href = `${url}?next=${encodeURIComponent(back)}`;
  if (wasSent) line.querySelector("a").focus();
}
