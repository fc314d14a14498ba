import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { currentItem, speakingNow, waitingToSpeak } from "../lib/sitting.js";
import { clockOf, kindWords, leftOf, spokenOf, timesOf, whoOf } from "../lib/speech.js";
import { minutes, since } from "../lib/time.js";

function speaking(one, actions) {
  const paused = Boolean(one.paused_at);
  const press = paused ? "room.resume_speech" : "room.pause_speech";
  const words = [paused ? gettext("Tạm dừng") : gettext("Đang phát biểu"), kindWords(one)].filter(Boolean).join(" · ");
  return html`<div class="cp-speaking" data-over=${leftOf(one) < 0 ? "true" : nothing}>
    <span><small>${words}</small><strong>${whoOf(one)}</strong></span>
    <span class="cp-time" role="timer">${minutes(clockOf(one))}</span>
    <button type="button" class="btn cp-small" aria-pressed=${paused ? "true" : "false"} @click=${() => actions.send(press, { speech: one.id })}>${paused ? gettext("Tiếp tục") : gettext("Dừng giờ")}</button>
    <button type="button" class="btn cp-small" @click=${() => actions.send("room.extend_speech", { speech: one.id, seconds: 60 })}>${gettext("+1 phút")}</button>
    <button type="button" class="btn cp-small" @click=${() => actions.send("room.end_speech", { speech: one.id })}>${gettext("Kết thúc")}</button></div>`;
}

function waiting(view, one, at, all, speakingId, actions) {
  const move = (by) => {
    const order = all.map((speaker) => speaker.id);
    [order[at], order[at + by]] = [order[at + by], order[at]];
    actions.send("room.reorder_speakers", { sitting: actions.sitting, order });
  };
  const times = timesOf(view, one);
  const more = [kindWords(one), times ? interpolate(gettext("đã phát biểu %s lần"), [times]) : ""].filter(Boolean).join(" · ");
  return html`<li><span class="cp-queue-name">${whoOf(one)}${more ? html` <small class="quiet">${more}</small>` : nothing}</span>
    <button type="button" class="tool cp-tool" ?disabled=${at === 0} aria-label=${interpolate(gettext("Đưa %s lên trước"), [one.post])} @click=${() => move(-1)}>${icon("chevron-up")}</button>
    <button type="button" class="tool cp-tool" aria-label=${interpolate(gettext("Bỏ %s khỏi danh sách"), [one.post])} @click=${() => actions.send("room.withdraw_request", { speech: one.id })}>${icon("x")}</button>
    <button type="button" class="btn cp-small" ?disabled=${Boolean(speakingId)} @click=${() => actions.send("room.call_speaker", { speech: one.id })}>${gettext("Mời")}</button></li>`;
}

/** What the item has left of its minutes, in words; nothing where the agenda gives it none. */
function itemTime(view) {
  const item = currentItem(view);
  if (!item?.minutes || !item.started_at) return "";
  const left = item.minutes * 60 - since(item.started_at);
  return left < 0 ? interpolate(gettext("nội dung quá %s"), [minutes(-left)]) : interpolate(gettext("nội dung còn %s"), [minutes(left)]);
}

/** Who has spoken on this item and for how long: folded, it is looked at when somebody asks again. */
function spoken(view) {
  const list = spokenOf(view);
  if (!list.length) return nothing;
  const all = list.reduce((sum, one) => sum + one.seconds, 0);
  return html`<details class="cp-spoken"><summary class="small">${interpolate(gettext("Đã phát biểu: %s người, %s"), [list.length, minutes(all)])}</summary>
    <ul>${list.map((one) => html`<li class="small"><span>${one.post || one.name}</span> <span class="cp-time">${minutes(one.seconds)}</span>${one.times > 1 ? html` <span class="quiet">${interpolate(gettext("%s lần"), [one.times])}</span>` : nothing}</li>`)}</ul></details>`;
}

/** Who speaks, with the time that runs, and who waits in which order. */
export function queue(view, actions) {
  const now = speakingNow(view);
  const list = waitingToSpeak(view);
  const counts = [list.length ? interpolate(gettext("%s người chờ"), [list.length]) : gettext("chưa có ai đăng ký"), itemTime(view)];
  return html`<section class="cp-part"><header class="cp-head"><h2>${gettext("Phát biểu")}</h2><span class="quiet small">${counts.filter(Boolean).join(" · ")}</span>
      ${view.sitting?.state === "open" ? html`<button type="button" class="btn btn-quiet cp-small" @click=${() => actions.open("speaker")}>${gettext("Ghi đăng ký…")}</button>` : nothing}</header>
    ${now ? speaking(now, actions) : nothing}
    ${list.length ? html`<ol class="cp-queue">${list.map((one, at) => waiting(view, one, at, list, now?.id, actions))}</ol>` : nothing}
    ${spoken(view)}</section>`;
}
