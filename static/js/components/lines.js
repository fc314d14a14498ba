import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

import { gettext } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { currentItem, meOf } from "../lib/sitting.js";
import { clockTime } from "../lib/time.js";
import { dropTyped, keepTyped, restoreTyped } from "../lib/typed.js";

const TO = {
  presider: gettext("Người chủ trì"),
  presenter: gettext("Người trình bày"),
  desk: gettext("Bàn điều hành"),
};

/** The notes of this sitting, the newest last. */
export const linesOf = (view) =>
  Object.entries(view.lines ?? {})
    .filter(([, line]) => line && line.sitting === page.sitting)
    .map(([id, line]) => ({ id, ...line }))
    .sort((left, right) => String(left.sent_at).localeCompare(String(right.sent_at)));

/** To whom this person may write now: the two other sides of desk, presider and presenter. */
export function sidesFor(view) {
  const me = meOf(view).person;
  const presides = view.sitting?.presider?.person === me;
  const presents = currentItem(view)?.presenter?.person === me;
  const desk = Boolean(page.can?.conduct) && !presides;
  if (!presides && !presents && !desk) return [];
  return ["presider", "presenter", "desk"].filter((side) => !(side === "presider" && presides) && !(side === "presenter" && (presents || !currentItem(view)?.presenter)) && !(side === "desk" && desk));
}

/** A half-written line is there again when the page is drawn anew or the field comes back. */
const restoreLine = (form) => form && queueMicrotask(() => restoreTyped("line", form));

const seen = new Set();
const unseen = (view) => linesOf(view).filter((line) => line.from !== meOf(view).person && !seen.has(line.id));

/** How many have not been looked at: a number beside the word, nothing that pops up. */
export const unseenCount = (view) => unseen(view).length;
export const markSeen = (view) => unseen(view).forEach((line) => seen.add(line.id));

/** The talk: what was written, and one field for one line. The field is never repainted. */
export function lines(view, outbox) {
  const list = linesOf(view);
  const sides = sidesFor(view);
  const me = meOf(view).person;
  const send = async (event) => {
    event.preventDefault();
    const form = event.target;
    const { to, text } = Object.fromEntries(new FormData(form));
    if (!text.trim()) return;
    const command = await outbox.send("room.send_line", { sitting: page.sitting, to, text: text.trim() }, { keep: false });
    if (command.state === "recorded") (form.reset(), dropTyped("line"));
  };
  return html`${list.length
    ? html`<ul class="lines">${list.map((line) => html`<li class="small" data-mine=${line.from === me ? "true" : nothing}><span class="quiet">${clockTime(line.sent_at)} · ${line.from === me ? html`${gettext("Gửi")} ${TO[line.to] ?? ""}` : line.post}</span> ${line.text}</li>`)}</ul>`
    : html`<p class="quiet small">${gettext("Chưa có tin nhắn nào.")}</p>`}
    ${sides.length
      ? html`<form class="line-form" @submit=${send} @input=${(event) => keepTyped("line", event.currentTarget)} ${ref(restoreLine)}><select name="to" aria-label=${gettext("Gửi cho")}>${sides.map((side) => html`<option value=${side}>${TO[side]}</option>`)}</select>
        <input class="input" name="text" maxlength="200" autocomplete="off" aria-label=${gettext("Nội dung nhắn, một dòng")}><button type="submit" class="btn">${gettext("Gửi")}</button></form>`
      : nothing}
    <p class="quiet small">${gettext("Chỉ người gửi và người nhận đọc được; không ghi vào biên bản.")}</p>`;
}
