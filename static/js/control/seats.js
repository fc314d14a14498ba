import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { seatName } from "../lib/posts.js";
import { guestsOf, quorumOf, seatsOf, waitingToSpeak } from "../lib/sitting.js";
import { waitingLink } from "./inner.js";
import { rollHead } from "./roll.js";
import { votedMark } from "./steps.js";

export const PRESENCE = {
  on_site: gettext("Có mặt tại phòng họp"),
  online: gettext("Trực tuyến"),
  left: gettext("Đã rời phiên họp"),
  absent: gettext("Vắng"),
  suspended: gettext("Tạm mất kết nối"),
};

const isHere = (one) => one.presence === "on_site" || one.presence === "online";

/** While the roll is called a tap marks; what it will record is shown and said before it is recorded. */
function calling(one, roll) {
  if (!roll.takes(one)) return null;
  return roll.says(one) ? { key: "here", words: gettext("sẽ ghi có mặt") } : { key: "out", words: gettext("vắng") };
}

function press(one, roll, actions) {
  return () => (roll.takes(one) ? actions.turn(one) : actions.openSeat(one));
}

function seat(view, one, roll, actions) {
  const called = calling(one, roll);
  const voted = votedMark(view, one);
  const hand = waitingToSpeak(view).some((speaker) => speaker.person === one.person);
  const words = [one.post, called?.words ?? PRESENCE[one.presence], hand ? gettext("xin phát biểu") : "", voted?.words ?? ""].filter(Boolean).join(", ");
  return html`<li><button type="button" class="seat" data-presence=${one.presence} data-roll=${called?.key ?? nothing} aria-label=${words} title=${`${one.name}, ${words}`} @click=${press(one, roll, actions)}>
    <span class="seat-mark"></span><span class="seat-name">${seatName(one)}</span>
    <span class="seat-flags">${hand ? html`<span class="seat-hand">${icon("hand-stop")}</span>` : nothing}${voted ? html`<span class="seat-voted" data-voted=${voted.sign === "✓" ? "true" : "false"}>${voted.sign}</span>` : nothing}</span>
  </button></li>`;
}

function guest(one, roll, actions) {
  const called = calling(one, roll);
  const words = `${one.post || one.name}, ${called?.words ?? PRESENCE[one.presence] ?? ""}`;
  return html`<li><button type="button" class="seat seat-guest" data-presence=${one.presence} data-roll=${called?.key ?? nothing} aria-label=${words} title=${`${one.name}, ${words}`} @click=${press(one, roll, actions)}>
    <span class="seat-mark"></span><span class="seat-name">${one.short || one.name || one.post}</span></button></li>`;
}

/** Attendance put right later, and what goes on the table: name plates to fold and the sheet to sign. */
function prints(actions) {
  const correct = page.urls?.attendance_preview ? html`<button type="button" class="tool cp-tool" title=${gettext("Đính chính điểm danh…")} aria-label=${gettext("Đính chính điểm danh…")} @click=${() => actions.open("attendance")}>${icon("history")}</button>` : nothing;
  const { name_plates: plates, attendance_sheet: sheet } = page.urls ?? {};
  return html`<span class="cp-prints">${correct}${sheet ? html`<a class="tool cp-tool" href=${sheet} target="_blank" rel="noopener" title=${gettext("In danh sách điểm danh")} aria-label=${gettext("In danh sách điểm danh")}>${icon("list-check")}</a>` : nothing}
    ${plates ? html`<a class="tool cp-tool" href=${plates} target="_blank" rel="noopener" title=${gettext("In thẻ tên")} aria-label=${gettext("In thẻ tên")}>${icon("id")}</a>` : nothing}</span>`;
}

/** The room at a glance: who is here, who asks to speak, who has voted. */
export function seats(view, roll, actions) {
  const members = seatsOf(view);
  const guests = guestsOf(view);
  const { quorum } = view.sitting ?? {};
  const chip = quorum
    ? html`<span class="chip ${quorum.ok ? "chip-good" : "chip-stop"}" title=${quorumOf(view)}>${interpolate(gettext("Có mặt %s/%s, cần %s"), [quorum.present, quorum.total, quorum.needed])}</span>`
    : nothing;
  return html`<header class="cp-head">${rollHead(view, roll, chip, actions)}</header>
    <ul class="seats">${members.map((one) => seat(view, one, roll, actions))}</ul>
    <header class="cp-head"><h2>${gettext("Đại biểu mời")}</h2><span class="quiet small">${guests.length ? interpolate(gettext("có mặt %s/%s"), [guests.filter(isHere).length, guests.length]) : gettext("không có ai")}</span>${waitingLink(view)}${prints(actions)}</header>
    <ul class="seats seats-guests">${guests.map((one) => guest(one, roll, actions))}</ul>
    <p class="cp-legend quiet"><span><i class="seat-mark" data-on></i>${gettext("tại phòng")}</span><span><i class="seat-mark" data-half></i>${gettext("trực tuyến")}</span><span><i class="seat-mark"></i>${gettext("vắng")}</span><span>✓ ${gettext("đã biểu quyết")}</span><span>? ${gettext("chưa")}</span><span>– ${gettext("không tham gia")}</span></p>`;
}
