import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { currentItem, guestsOf, seatsOf } from "../lib/sitting.js";
import { clockTime } from "../lib/time.js";

const HERE = new Set(["on_site", "online", "suspended"]);

/** In the panel's head: the way into the internal part, and while it is on, since when and the way out. */
export function inner(view, actions) {
  const { internal, sitting = {} } = view;
  if (internal) {
    return html`<span class="chip chip-now">${interpolate(gettext("Nội bộ từ %s"), [clockTime(internal.since)])}</span>
      ${page.urls?.internal ? html`<a class="btn cp-small" href=${page.urls.internal}>${gettext("Người ở trong…")}</a>` : nothing}
      <button type="button" class="btn btn-primary cp-small" @click=${() => actions.send("meetings.end_internal_part", { sitting: actions.sitting })}>${gettext("Kết thúc phần họp nội bộ")}</button>`;
  }
  if (sitting.state !== "open") return nothing;
  return html`<button type="button" class="btn cp-small" @click=${() => actions.open("inner")}>${gettext("Phần họp nội bộ…")}</button>`;
}

/** Beside the heading of the invitees: where they are let wait and called in. */
export function waitingLink(view) {
  const invited = guestsOf(view).some((guest) => guest.role === "invitee");
  if (!invited || view.internal || view.sitting?.state !== "open" || !page.urls?.invitees_waiting) return nothing;
  return html`<a class="btn btn-quiet cp-small" href=${page.urls.invitees_waiting}>${gettext("Đại biểu chờ…")}</a>`;
}

/** Asked in a sentence that says who stays and what the others lose. */
export function innerDialog(view, actions) {
  const members = seatsOf(view).filter((seat) => HERE.has(seat.presence));
  const item = currentItem(view);
  return {
    title: gettext("Bắt đầu phần họp nội bộ"),
    submit: gettext("Bắt đầu phần họp nội bộ"),
    danger: true,
    body: html`<p>${interpolate(gettext("Ở lại: %s thành viên đang có mặt, người chủ trì và người bấm nút này."), [members.length])}</p>
      <p>${gettext("Tất cả những người khác, kể cả người dự họp thay, khách mời, người giúp việc và màn hình phòng họp, không nghe, không đọc được gì nữa trong vòng 2 giây và thấy câu mời chờ.")}</p>
      ${page.urls?.internal ? html`<p><a href=${page.urls.internal}>${gettext("Chọn người ở lại trước khi bắt đầu")}</a></p>` : nothing}`,
    send: () => actions.send("meetings.start_internal_part", { sitting: actions.sitting, ...(item && { item: item.id, item_number: item.number }) }),
  };
}
