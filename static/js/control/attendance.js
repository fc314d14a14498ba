import { html, nothing, render } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { url } from "../lib/page.js";
import { guestsOf, seatsOf } from "../lib/sitting.js";
import { day, momentOf, now } from "../lib/time.js";
import { entryOf } from "./roll.js";
import { PRESENCE } from "./seats.js";

const WHERE = ["on_site", "online", "left", "absent"];

/** What the form says as the command's arguments; null until who, where and since when are known. */
export function correctionOf(sitting, { entry, where, on, since, until, reason = "" }) {
  if (!entry || !where || !since) return null;
  return { sitting, entries: [entry], where, since: momentOf(since, on), ...(until && { until: momentOf(until, on) }), reason: reason.trim() };
}

/** Where somebody really was; before it is written the dialog says which votes that touches, with their arithmetic. */
export function attendanceDialog(view, actions, chosen) {
  const people = [...seatsOf(view), ...guestsOf(view)];
  const look = (event) => void preview(event.currentTarget.closest("form"), actions.sitting);
  return {
    title: gettext("Đính chính điểm danh"),
    submit: gettext("Ghi đính chính"),
    waits: true,
    body: html`<div @change=${look}><p>${gettext("Chỉ dùng khi điểm danh đã ghi sai. Kết quả biểu quyết giữ nguyên; biểu quyết bị ảnh hưởng được đánh dấu.")}</p>
      <div class="field"><label for="cp-att-who">${gettext("Người dự họp")}</label><select id="cp-att-who" name="entry" required><option value="" ?selected=${!chosen} disabled>${gettext("Chọn người")}</option>${people.map((one) => html`<option value=${entryOf(one)} ?selected=${chosen && entryOf(one) === entryOf(chosen)}>${[one.post, one.name].filter(Boolean).join(", ")}</option>`)}</select></div>
      <fieldset class="field cp-endings"><legend>${gettext("Thực tế")}</legend>${WHERE.map((where) => html`<label class="check"><input type="radio" name="where" value=${where} required><span>${PRESENCE[where]}</span></label>`)}</fieldset>
      <div class="field-row"><div class="field"><label for="cp-att-since">${gettext("Từ lúc")}</label><input id="cp-att-since" type="time" name="since" required></div>
      <div class="field"><label for="cp-att-until">${gettext("Đến lúc (nếu có)")}</label><input id="cp-att-until" type="time" name="until"></div>
      <div class="field"><label for="cp-att-on">${interpolate(gettext("Ngày (nếu không phải %s)"), [day(now())])}</label><input id="cp-att-on" type="date" name="on"></div></div>
      <div class="field"><label for="cp-att-reason">${gettext("Lý do")}</label><input id="cp-att-reason" name="reason" maxlength="300" required></div></div>
      <div class="cp-touched" role="status"></div>`,
    check: ({ reason }) => (reason.trim() ? "" : gettext("Đề nghị ghi lý do.")),
    send: (values) => actions.send("voting.correct_attendance", correctionOf(actions.sitting, values)),
  };
}

/** Asks the server what would be touched, and says so while the form is still open. */
async function preview(form, sitting) {
  const box = form.querySelector(".cp-touched");
  const args = correctionOf(sitting, Object.fromEntries(new FormData(form)));
  if (!args) return render(nothing, box);
  const { where, since, until = "", entries } = args;
  const query = new URLSearchParams({ entry: entries[0], where, since, until });
  try {
    const response = await fetch(`${url("attendance_preview")}?${query}`, { headers: { Accept: "application/json" } });
    if (response.ok) render(touched((await response.json()).touched), box);
  } catch {
    render(nothing, box); // offline: what is touched is said once it is recorded
  }
}

/** "Chạm đến 1 lần biểu quyết", each with what its quorum becomes. */
export function touched(rows) {
  if (!rows.length) return html`<p class="quiet">${gettext("Không lần biểu quyết nào bị ảnh hưởng.")}</p>`;
  return html`<div class="notice notice-wait"><div><p><strong>${interpolate(gettext("Ảnh hưởng đến %s lần biểu quyết:"), [rows.length])}</strong></p>
    <ul>${rows.map((row) => html`<li>${interpolate(gettext("Số %s, nội dung %s: %s"), [row.number, row.item, row.question])}<br>${interpolate(gettext("Khi bắt đầu có mặt %s, nay tính lại: %s."), [row.was ?? "–", row.quorum.sentence])}${row.remarks.map((words) => html`<br><small>${words}.</small>`)}</li>`)}</ul></div></div>`;
}
