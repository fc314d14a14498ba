import { html, nothing, render } from "lit-html";

import { gettext } from "../../lib/i18n.js";
import { url } from "../../lib/page.js";
import { titleOf } from "./panel.js";

const LONGEST = 5000;

function open(content, label) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", label);
  document.body.append(dialog);
  render(content(dialog), dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue);
      dialog.remove();
    });
  });
}

/** Asks for the words of a note or question. @returns {Promise<string | null>} null: nothing is to be kept */
export async function editNote(mark) {
  let text = mark.body ?? "";
  const title = mark.kind === "question" ? titleOf(mark) : gettext("Ghi chú");
  const said = await open(
    (dialog) => html`<form method="dialog" @submit=${(event) => (event.preventDefault(), dialog.close("keep"))}>
      <header><h2>${title}</h2></header>
      <div class="dialog-body">${mark.quote ? html`<blockquote class="mark-quote">${mark.quote.slice(0, 300)}</blockquote>` : nothing}
        <label for="mark-words">${gettext("Nội dung")}</label>
        <textarea class="input" id="mark-words" rows="5" maxlength=${LONGEST} .value=${text} @input=${(event) => (text = event.target.value)}></textarea>
        <p class="quiet small">${gettext("Chỉ đồng chí xem được, cho đến khi đồng chí chia sẻ.")}</p></div>
      <footer><button type="button" class="btn" @click=${() => dialog.close("")}>${gettext("Thôi")}</button>
        <button type="submit" class="btn btn-primary">${gettext("Lưu")}</button></footer></form>`,
    title,
  );
  return said === "keep" ? text.trim() : null;
}

/** Chooses whom a mark is shown to; only readers of the paper stand in the list. */
export async function shareMark(mark, shelf) {
  let readers = [];
  try {
    const response = await fetch(url("mark_readers", { version: mark.made_on ?? shelf.version }), { headers: { Accept: "application/json" } });
    readers = response.ok ? (await response.json()).readers : [];
  } catch {
    readers = [];
  }
  const chosen = new Set(mark.shared_with ?? []);
  let office = Boolean(mark.office);
  const title = gettext("Chia sẻ ghi chú");
  const said = await open(
    (dialog) => html`<form method="dialog" @submit=${(event) => (event.preventDefault(), dialog.close("keep"))}>
      <header><h2>${title}</h2></header>
      <div class="dialog-body">
        <label class="mark-reader"><input type="checkbox" .checked=${office} @change=${(event) => (office = event.target.checked)}> <span>${gettext("Cơ quan tôi")}<small>${gettext("Những người cùng cơ quan đang được đọc tài liệu này")}</small></span></label>
        ${readers.length ? nothing : html`<p class="quiet" role="status">${gettext("Chưa tải được danh sách người đọc. Đề nghị kiểm tra kết nối rồi mở lại.")}</p>`}
        <fieldset class="mark-readers"><legend>${gettext("Người đang được đọc tài liệu này")}</legend>
        ${readers.map((reader) => html`<label class="mark-reader"><input type="checkbox" .checked=${chosen.has(reader.id)} @change=${(event) => (event.target.checked ? chosen.add(reader.id) : chosen.delete(reader.id))}> <span>${reader.post || reader.name}<small>${reader.post ? reader.name : ""}</small></span></label>`)}</fieldset></div>
      <footer><button type="button" class="btn" @click=${() => dialog.close("")}>${gettext("Thôi")}</button>
        <button type="submit" class="btn btn-primary">${gettext("Lưu")}</button></footer></form>`,
    title,
  );
  if (said === "keep") await shelf.share(mark, [...chosen], office);
}
