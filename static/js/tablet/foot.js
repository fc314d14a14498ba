import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { presides } from "../lib/chair.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { currentItem, withId } from "../lib/sitting.js";
import { hand } from "./hand.js";

/** Where the presider is, in words: "Tờ trình, trang 3". */
export function shownNow(view) {
  const shown = view.room?.paper;
  const item = currentItem(view);
  const paper = withId(item?.papers, shown?.paper_id);
  return paper ? { item: item.id, paper: paper.id, page: shown.page ?? 1, words: interpolate(gettext("%s, trang %s"), [paper.title, shown.page ?? 1]) } : null;
}

function followButtons(view, place, actions) {
  const shown = shownNow(view);
  if (presides(view) && place.paper) {
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
  return html`${hand(view, live, actions.redraw)}
    ${place.item ? html`<button type="button" class="btn" aria-pressed=${actions.noteOpen() ? "true" : "false"} @click=${actions.note}>${icon("note")}${gettext("Ghi chú riêng")}</button>` : nothing}
    ${actions.talkButton()}
    ${followButtons(view, place, actions)}`;
}
