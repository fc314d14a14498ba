import { gettext, interpolate } from "./i18n.js";

/** Who signs out while something isn't sent is asked first: it stays here, and goes out only under the same person. */
export function guardSignOut({ outbox }) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const waiting = outbox.commands.filter(({ keep }) => keep !== false).length;
    if (!form.matches?.("[data-signs-out]") || !waiting || form.dataset.sure) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(waiting).then((isSure) => {
      if (!isSure) return;
      form.dataset.sure = "true";
      form.requestSubmit();
    });
  }, { capture: true });
}

function ask(waiting) {
  const isLoan = document.documentElement.dataset.loan === "true";
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog" });
  dialog.setAttribute("aria-labelledby", "leaving-title");
  const words = isLoan
    ? gettext("%s việc chưa gửi được sẽ bị xóa khỏi máy này. Đề nghị chờ có kết nối để gửi xong rồi trả máy.")
    : gettext("%s việc chưa gửi được giữ lại trên máy này và chỉ được gửi khi chính đồng chí đăng nhập lại. Đề nghị chờ có kết nối để gửi xong.");
  const make = (name, more) => Object.assign(document.createElement(name), more);
  const head = make("header", {});
  head.append(make("h2", { id: "leaving-title", textContent: gettext("Còn việc chưa gửi") }));
  const body = make("div", { className: "dialog-body" });
  body.append(make("p", { textContent: interpolate(words, [waiting]) }));
  const foot = make("footer", {});
  const button = (className, textContent, value) => make("button", { type: "button", className, textContent, onclick: () => dialog.close(value) });
  foot.append(button("btn", isLoan ? gettext("Vẫn trả máy") : gettext("Vẫn đăng xuất"), "sure"), button("btn btn-primary", gettext("Ở lại"), ""));
  dialog.append(head, body, foot);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => (dialog.remove(), resolve(dialog.returnValue === "sure"))));
}
