import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { presides } from "../lib/chair.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { mySpeech, myPlace } from "../lib/sitting.js";
import { clockOf, kindWords, leftOf, SPEECH_KINDS } from "../lib/speech.js";
import { minutes } from "../lib/time.js";

/** What is said of a hand that was raised or lowered and has no answer yet: on its way, or not sent. */
export function handWords(waiting, connection) {
  if (!waiting) return "";
  if (waiting.sending && (connection === "live" || !waiting.error)) return gettext("Đang gửi…");
  return gettext("Chưa gửi được; sẽ gửi ngay khi có kết nối");
}

function speaking(mine) {
  const left = leftOf(mine);
  const time = minutes(clockOf(mine));
  const words = mine.paused_at ? gettext("Tạm dừng · còn %s") : left === null ? gettext("Đang phát biểu · %s") : gettext("Đang phát biểu · còn %s");
  return html`<span class="foot-place foot-speaking" data-over=${left < 0 ? "true" : nothing} role="timer">${icon("microphone")}${interpolate(words, [time])}</span>`;
}

/** The other categories: shown in the place of the one button while one chooses. */
function kinds(ask, close) {
  const others = SPEECH_KINDS.filter(([kind]) => kind !== "statement");
  return html`${others.map(([kind, words]) => html`<button type="button" class="btn" @click=${() => ask(kind)}>${words}</button>`)}
    <button type="button" class="btn" @click=${close}>${gettext("Quay lại")}</button>`;
}

let choosing = false;

/** Raise hand: one button, my place, my running time with what remains. */
export function hand(view, { outbox, stream }, redraw) {
  if (view.sitting?.state !== "open" || !view.room?.item) return nothing;
  if (page.can && page.can.speak === false) return nothing;
  const mine = mySpeech(view);
  if (!mine && presides(view)) return nothing; // who gives the floor asks nobody for it
  if (mine?.state === "speaking") return speaking(mine);
  const waiting = outbox.inSlot("hand");
  const unanswered = handWords(waiting, stream.state);
  const choose = (open) => {
    choosing = open;
    redraw();
  };
  const ask = (kind) => {
    choose(false);
    void outbox.send("room.ask_to_speak", { sitting: page.sitting, kind }, { slot: "hand" });
  };
  if (choosing && !waiting) return kinds(ask, () => choose(false));
  const other = html`<button type="button" class="btn foot-more" title=${gettext("Loại khác…")} aria-label=${gettext("Loại khác…")} ?disabled=${Boolean(waiting)} aria-expanded="false" @click=${() => choose(true)}>…</button>`;
  if (mine) {
    const words = unanswered || [interpolate(gettext("Thứ tự của tôi: %s"), [myPlace(view)]), kindWords(mine)].filter(Boolean).join(" · ");
    return html`<span class="foot-place" role="status">${words}</span>
      <button type="button" class="btn foot-hand" ?disabled=${Boolean(waiting)} @click=${() => outbox.send("room.withdraw_request", { speech: mine.id }, { slot: "hand" })}>${icon("hand-stop")}${gettext("Hủy đăng ký")}</button>${other}`;
  }
  return html`<button type="button" class="btn btn-primary foot-hand" ?disabled=${Boolean(waiting)} @click=${() => ask("statement")}>
    ${icon("hand-stop")}${unanswered || gettext("Đăng ký phát biểu")}</button>${other}`;
}
