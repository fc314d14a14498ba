import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { currentItem, mySpeech, myPlace, withId } from "../lib/sitting.js";
import { minutes, since } from "../lib/time.js";

/** What is said of a hand that was raised or lowered and has no answer yet: on its way, or not sent. */
export function handWords(waiting, connection) {
  if (!waiting) return "";
  if (waiting.sending && (connection === "live" || !waiting.error)) return gettext("Đang gửi…");
  return gettext("Chưa gửi được; sẽ gửi ngay khi có kết nối");
}

function handButton(view, { outbox, stream }) {
  if (view.sitting?.state !== "open" || !view.room?.item) return nothing;
  if (page.can && page.can.speak === false) return nothing;
  const mine = mySpeech(view);
  if (mine?.state === "speaking") return speaking(mine);
  const waiting = outbox.inSlot("hand");
  const unanswered = handWords(waiting, stream.state);
  if (mine) {
    const words = unanswered || interpolate(gettext("Thứ tự của tôi: %s"), [myPlace(view)]);
    return html`<span class="foot-place" role="status">${words}</span>
      <button type="button" class="btn foot-hand" ?disabled=${Boolean(waiting)} @click=${() => outbox.send("room.withdraw_request", { speech: mine.id }, { slot: "hand" })}>${icon("hand-stop")}${gettext("Hủy đăng ký")}</button>`;
  }
  return html`<button type="button" class="btn btn-primary foot-hand" ?disabled=${Boolean(waiting)}
    @click=${() => outbox.send("room.ask_to_speak", { sitting: page.sitting, kind: "statement" }, { slot: "hand" })}>
    ${icon("hand-stop")}${unanswered || gettext("Đăng ký phát biểu")}</button>`;
}

function speaking(mine) {
  const left = (mine.seconds_allowed ?? 0) - since(mine.started_at);
  const words = mine.seconds_allowed ? interpolate(gettext("Đang phát biểu · còn %s"), [minutes(left)]) : interpolate(gettext("Đang phát biểu · %s"), [minutes(since(mine.started_at))]);
  return html`<span class="foot-place foot-speaking" data-over=${left < 0 ? "true" : nothing} role="timer">${icon("microphone")}${words}</span>`;
}

/** Where the presider is, in words: "Tờ trình, trang 3". */
export function shownNow(view) {
  const shown = view.room?.paper;
  const item = currentItem(view);
  const paper = withId(item?.papers, shown?.paper_id);
  return paper ? { item: item.id, paper: paper.id, page: shown.page ?? 1, words: interpolate(gettext("%s, trang %s"), [paper.title, shown.page ?? 1]) } : null;
}

function followButtons(view, place, actions) {
  const shown = shownNow(view);
  if (page.can?.present && place.paper) {
    return html`<button type="button" class="btn" @click=${actions.present}>${icon("presentation")}${gettext("Trình bày trang này")}</button>`;
  }
  if (!shown) return nothing;
  if (!place.following) {
    return html`<button type="button" class="btn" title=${shown.words} @click=${actions.follow}>${icon("presentation")}${gettext("Xem theo người chủ trì")}</button>`;
  }
  const away = place.away;
  return html`${away ? html`<button type="button" class="btn btn-primary" @click=${actions.follow}>${icon("arrow-back-up")}${gettext("Trở lại trang đang trình bày")}</button>` : nothing}
    <button type="button" class="btn" aria-pressed="true" @click=${actions.unfollow}>${icon("presentation")}${gettext("Ngừng xem theo")}</button>`;
}

/** The bar under the thumb: raise hand, note, follow. It never fades. */
export function foot(view, place, actions, live) {
  return html`${handButton(view, live)}
    ${place.item ? html`<button type="button" class="btn" aria-pressed=${actions.noteOpen() ? "true" : "false"} @click=${actions.note}>${icon("note")}${gettext("Ghi chú riêng")}</button>` : nothing}
    ${followButtons(view, place, actions)}`;
}
