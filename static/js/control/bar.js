import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { recessOf } from "../lib/sitting.js";
import { clockTime, now } from "../lib/time.js";
import { inner } from "./inner.js";
import { wallChips } from "./wall.js";

const STATES = {
  draft: [gettext("Đang chuẩn bị"), "wait"],
  called: [gettext("Đã triệu tập"), "wait"],
  open: [gettext("Đang họp"), "now"],
  suspended: [gettext("Tạm nghỉ"), "wait"],
  closed: [gettext("Đã bế mạc"), "good"],
  cancelled: [gettext("Đã hủy"), "stop"],
};
const REHEARSAL = gettext("DIỄN TẬP: không ghi vào hồ sơ chính thức");
function wall(view, actions) {
  return html`<span class="cp-wall" role="group" aria-label=${gettext("Màn hình phòng họp")}>${page.urls?.displays ? html`<a class="tool cp-tool" href=${page.urls.displays} aria-label=${gettext("Ghép màn hình phòng họp")}>${icon("device-desktop")}</a>` : icon("device-desktop")}
    ${view.internal ? nothing : wallChips(view, actions)}</span>`;
}

/** The panel's head: which sitting, its state, the clock, the wall, and the steps of the sitting itself. */
export function bar(view, actions) {
  const { sitting = {} } = view;
  const [words, kind] = STATES[sitting.state] ?? ["", "wait"];
  return html`<a class="tool" href=${page.urls?.workspace ?? "/"} aria-label=${gettext("Về hồ sơ phiên họp")}>${icon("arrow-left")}</a>
    <strong class="cp-title" title=${sitting.title}>${sitting.short_title || sitting.title}</strong>
    <span class="chip chip-${kind}">${recessOf(sitting) ?? words}</span>
    ${sitting.is_rehearsal ? html`<span class="chip chip-wait" title=${REHEARSAL}><span aria-hidden="true">${gettext("Diễn tập")}</span><span class="only-read">${REHEARSAL}</span></span>` : nothing}
    <span class="cp-clock" role="timer">${clockTime(now())}</span>
    ${wall(view, actions)}
    ${inner(view, actions)}
    ${sitting.state === "open" ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("suspend")}>${gettext("Tạm nghỉ…")}</button>` : nothing}
    ${sitting.state === "closed" ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("resume")}>${gettext("Mở lại…")}</button>${page.urls?.minutes ? html`<a class="btn btn-primary cp-small" href=${page.urls.minutes}>${gettext("Biên bản")}</a>` : nothing}` : nothing}`;
}
