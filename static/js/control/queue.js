import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { speakingNow, waitingToSpeak } from "../lib/sitting.js";
import { minutes, since } from "../lib/time.js";

function speaking(one, actions) {
  const left = (one.seconds_allowed ?? 0) - since(one.started_at);
  const time = one.seconds_allowed ? minutes(left) : minutes(since(one.started_at));
  return html`<div class="cp-speaking" data-over=${left < 0 ? "true" : nothing}>
    <span><small>${gettext("Đang phát biểu")}</small><strong>${one.post || one.name}</strong></span>
    <span class="cp-time" role="timer">${time}</span>
    <button type="button" class="btn cp-small" @click=${() => actions.send("room.extend_speech", { speech: one.id, seconds: 60 })}>${gettext("+1 phút")}</button>
    <button type="button" class="btn cp-small" @click=${() => actions.send("room.end_speech", { speech: one.id })}>${gettext("Kết thúc")}</button></div>`;
}

function waiting(one, at, all, speakingId, actions) {
  const move = (by) => {
    const order = all.map((speaker) => speaker.id);
    [order[at], order[at + by]] = [order[at + by], order[at]];
    actions.send("room.reorder_speakers", { sitting: actions.sitting, order });
  };
  return html`<li><span class="cp-queue-name">${one.post || one.name}</span>
    <button type="button" class="tool cp-tool" ?disabled=${at === 0} aria-label=${interpolate(gettext("Đưa %s lên trước"), [one.post])} @click=${() => move(-1)}>${icon("chevron-up")}</button>
    <button type="button" class="tool cp-tool" aria-label=${interpolate(gettext("Bỏ %s khỏi danh sách"), [one.post])} @click=${() => actions.send("room.withdraw_request", { speech: one.id })}>${icon("x")}</button>
    <button type="button" class="btn cp-small" ?disabled=${Boolean(speakingId)} @click=${() => actions.send("room.call_speaker", { speech: one.id })}>${gettext("Mời")}</button></li>`;
}

/** Who speaks, with the time that runs, and who waits in which order. */
export function queue(view, actions) {
  const now = speakingNow(view);
  const list = waitingToSpeak(view);
  return html`<section class="cp-part"><header class="cp-head"><h2>${gettext("Phát biểu")}</h2><span class="quiet small">${list.length ? interpolate(gettext("%s người chờ"), [list.length]) : gettext("chưa có ai đăng ký")}</span></header>
    ${now ? speaking(now, actions) : nothing}
    ${list.length ? html`<ol class="cp-queue">${list.map((one, at) => waiting(one, at, list, now?.id, actions))}</ol>` : nothing}</section>`;
}
