import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { currentItem, itemsOf } from "../lib/sitting.js";

const CHOICES = [
  ["item", gettext("Nội dung")],
  ["result", gettext("Kết quả")],
  ["message", gettext("Thông báo")],
];

/** The address of the wall's own page with what is asked about. */
function pictureOf({ mode, message = "", item = "" }) {
  const query = new URLSearchParams({ mode, ...(mode === "message" && { message }), ...(mode === "item" && item && { item }) });
  return `${page.urls.preview}?${query}`;
}

const valuesOf = (form) => Object.fromEntries(new FormData(form));

/** Draws the picture anew once the choice rests; the frame shows what the wall would. */
function look(event) {
  const form = event.target.form;
  const values = valuesOf(form);
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== values.mode;
  clearTimeout(form.waiting);
  form.waiting = setTimeout(() => form.querySelector("iframe").setAttribute("src", pictureOf(values)), 300);
}

/** What the wall will show is seen first, drawn by the wall's own page; then it is put on. */
export function wallDialog(view, actions, mode = "item") {
  const current = currentItem(view);
  const items = itemsOf(view).filter((one) => one.state !== "withdrawn");
  return {
    title: gettext("Màn hình phòng họp"),
    submit: gettext("Đưa lên"),
    waits: true,
    body: html`<div class="cp-preview"><iframe title=${gettext("Hình sẽ hiện trên màn hình phòng họp")} src=${pictureOf({ mode, message: gettext("Thông báo") })} tabindex="-1"></iframe></div>
      <fieldset class="field cp-wall-modes"><legend class="only-read">${gettext("Hiện trên màn hình")}</legend>${CHOICES.map(([value, words]) => html`<label class="check"><input type="radio" name="mode" value=${value} ?checked=${value === mode} @change=${look}><span>${words}</span></label>`)}</fieldset>
      <div class="field" data-for="item" ?hidden=${mode !== "item"}><label for="cp-wall-item">${gettext("Nội dung đưa lên")}</label><select id="cp-wall-item" name="item" @change=${look}><option value="">${current ? interpolate(gettext("Nội dung đang thảo luận (%s)"), [current.number]) : gettext("Theo diễn biến phiên họp")}</option>${items.map((one) => html`<option value=${one.id}>${one.number ?? "–"}. ${one.short_title || one.title}</option>`)}</select></div>
      <div class="field" data-for="message" ?hidden=${mode !== "message"}><label for="cp-message">${gettext("Nội dung thông báo")}</label><input id="cp-message" name="message" maxlength="200" @input=${look}></div>`,
    check: (values) => (values.mode === "message" && !values.message.trim() ? gettext("Đề nghị ghi nội dung thông báo.") : ""),
    send: (values) => actions.display(values.mode, values.message.trim(), values.mode === "item" ? values.item : ""),
  };
}

const DIRECT = [
  ["freeze", gettext("Giữ nguyên")],
  ["blank", gettext("Để trống")],
];

/** The wall in the panel's head: what it shows now, seen before it is put on; held and emptied at once. */
export function wallChips(view, actions) {
  const { mode = "item", item } = view.room?.display ?? {};
  const pressed = (value) => (mode === value ? "true" : "false");
  return html`${CHOICES.map(([value, words]) => html`<button type="button" class="chip" aria-pressed=${pressed(value)} @click=${() => actions.open("display", value)}>${words}…${value === "item" && item ? html`<span class="only-read"> ${gettext("do bàn điều hành chọn")}</span>` : nothing}</button>`)}
    ${DIRECT.map(([value, words]) => html`<button type="button" class="chip" aria-pressed=${pressed(value)} @click=${() => actions.display(mode === value ? "item" : value)}>${words}</button>`)}`;
}
