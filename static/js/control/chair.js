import { html, nothing } from "lit-html";

import { handOver, isLive, limitWords, successors } from "../lib/chair.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { fullPost, seatName } from "../lib/posts.js";
import { currentItem, seatsOf } from "../lib/sitting.js";
import { clockTime } from "../lib/time.js";

/** Who presides, in one line; one press gives the chair to the deputy who is next, one gives it back. */
export function chair(view, actions) {
  const { presider, handed_over: handed } = view.sitting ?? {};
  if (!presider) return nothing;
  const since = handed && [interpolate(gettext("từ %s"), [clockTime(handed.at)]), limitWords(handed)].filter(Boolean).join(", ");
  const seat = seatsOf(view).find((one) => one.person === presider.person);
  return html`<p class="cp-chair-line" title=${[presider.post, presider.name].filter(Boolean).join(", ")}><span class="quiet">${gettext("Chủ trì:")}</span> <strong>${seat ? seatName(seat) : presider.post || presider.name}</strong>${since ? html` <small class="quiet">${since}</small>` : nothing}</p>
    ${isLive(view) ? buttons(view, handed, actions) : nothing}`;
}

function buttons(view, handed, actions) {
  const [next] = successors(view);
  const back = html`<button type="button" class="btn cp-small" @click=${() => actions.send("meetings.return_chair", { sitting: actions.sitting })}>${gettext("Trao lại chủ trì")}</button>`;
  const hand = next && html`<button type="button" class="btn cp-small" title=${interpolate(gettext("%s chủ trì từ bây giờ, đến khi trao lại"), [fullPost(next)])} @click=${() => actions.handOver(next)}>${interpolate(gettext("Giao %s"), [seatName(next)])}</button>`;
  return html`<div class="cp-chair-acts">${handed ? back : hand ?? nothing}
    ${next ? html`<button type="button" class="btn btn-quiet cp-small" aria-label=${gettext("Giao chủ trì cho người khác")} @click=${() => actions.open("chair")}>${gettext("Khác…")}</button>` : nothing}</div>`;
}

/** To whom, and until when: a tap on a name is the whole answer; the hidden button makes Enter in a field do nothing. */
export function chairDialog(view, actions) {
  const item = currentItem(view);
  return {
    title: gettext("Giao quyền chủ trì"),
    body: html`<button type="submit" disabled hidden></button><p>${gettext("Quyền điều hành chuyển ngay sang máy của người được chọn và được ghi vào biên bản. Cách xử lý khi biểu quyết ngang nhau không thay đổi.")}</p>
      <div class="field-row"><div class="field"><label for="cp-chair-limit">${gettext("Thời hạn")}</label><select id="cp-chair-limit" name="limit"><option value="" selected>${gettext("Đến khi trao lại")}</option>${item ? html`<option value="item">${interpolate(gettext("Hết nội dung %s"), [item.number])}</option>` : nothing}<option value="time">${gettext("Đến một giờ nhất định")}</option></select></div>
      <div class="field"><label for="cp-chair-until">${gettext("Đến lúc (khi chọn giờ)")}</label><input id="cp-chair-until" type="time" name="until"></div></div>
      <div class="actions cp-places" role="group" aria-label=${gettext("Người chủ trì từ bây giờ")}>${successors(view).map((seat) => html`<button type="submit" class="btn" name="entry" value=${seat.entry}>${fullPost(seat)}</button>`)}</div>`,
    check: ({ limit, until }) => (limit === "time" && !until ? gettext("Đề nghị ghi giờ trao lại quyền chủ trì.") : ""),
    send: ({ entry, limit, until }) => entry && actions.send("meetings.hand_over_chair", handOver(view, entry, { limit, until })),
  };
}

