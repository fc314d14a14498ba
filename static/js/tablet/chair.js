import { html, nothing } from "lit-html";

import { handedWords, handOver, isLive, presides, successors, tieToConfirm } from "../lib/chair.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { fullPost, seatName } from "../lib/posts.js";
import { currentItem, meOf, wordsOf } from "../lib/sitting.js";

/** What only the presider's tablet has, wherever the reader is: the chair, and equal votes that wait for a word. */
export function chair(view, actions) {
  if (!isLive(view)) return nothing;
  if (presides(view)) return html`${tie(view, actions)}${presiding(view, actions)}`;
  return view.sitting.handed_over && page.can?.take_chair_back ? takeBack(view, actions) : nothing;
}

/** Equal votes: what follows, with its article; one press confirms and announces. */
function tie(view, actions) {
  const poll = tieToConfirm(view);
  if (!poll) return nothing;
  return html`<div class="strip-notice chair-tie" data-kind="wait" role="status"><p>${wordsOf(poll.proposal, "sentence")} (${wordsOf(poll.proposal, "article")})</p>
    <button type="button" class="btn btn-primary" @click=${() => actions.send("voting.announce_result", { poll: poll.id, confirmed: true })}>${gettext("Xác nhận và công bố kết quả")}</button></div>`;
}

function presiding(view, actions) {
  const [next, ...others] = successors(view);
  const handed = view.sitting.handed_over;
  return html`<div class="strip-notice chair-line"><span>${gettext("Đồng chí đang chủ trì phiên họp")}</span>
    ${handed ? back(actions, gettext("Trao lại quyền chủ trì")) : next ? hand(view, next, interpolate(gettext("Giao %s chủ trì"), [seatName(next)]), actions) : nothing}
    ${handed || others.length ? html`<button type="button" class="btn btn-quiet" aria-expanded=${actions.choosing() ? "true" : "false"} @click=${actions.choose}>${gettext("Giao người khác…")}</button>` : nothing}</div>
    ${actions.choosing() ? choice(view, actions) : nothing}`;
}

const hand = (view, seat, words, actions, limits) =>
  html`<button type="button" class="btn" @click=${() => actions.send("meetings.hand_over_chair", handOver(view, seat.entry, limits?.()))}>${words}</button>`;

const back = (actions, words) =>
  html`<button type="button" class="btn" @click=${() => actions.send("meetings.return_chair", { sitting: page.sitting })}>${words}</button>`;

/** The head of the body, while another presides by assignment. */
const takeBack = (view, actions) =>
  html`<div class="strip-notice chair-line"><span>${handedWords(view.sitting)}</span>${back(actions, gettext("Nhận lại quyền chủ trì"))}</div>`;

/** To whom else, and until when: a press on a name is the whole answer. All who are here, by protocol; the list scrolls. */
function choice(view, actions) {
  const item = currentItem(view);
  const limits = () => ({ limit: document.getElementById("chair-limit").value, until: document.getElementById("chair-until").value });
  return html`<div class="chair-choice" role="group" aria-label=${gettext("Giao quyền chủ trì")}>
    <p class="chair-limits"><label for="chair-limit">${gettext("Thời hạn")}</label> <select id="chair-limit" class="input"><option value="" selected>${gettext("Đến khi trao lại")}</option>${item ? html`<option value="item">${interpolate(gettext("Hết nội dung %s"), [item.number])}</option>` : nothing}<option value="time">${gettext("Đến giờ")}</option></select>
      <input id="chair-until" class="input" type="time" aria-label=${gettext("Đến lúc (khi chọn giờ)")}></p>
    <div class="chair-names">${successors(view).map((seat) => hand(view, seat, fullPost(seat), actions, limits))}</div></div>`;
}

/** Follows the chair's own stream from the moment the reader presides: script, positions, counts not announced yet. */
export class ChairStream {
  constructor({ store, stream }) {
    Object.assign(this, { store, stream, name: `sitting:${page.sitting}:chair` });
    store.subscribe((view) => this.look(view));
  }

  look(view) {
    if (this.joining || this.name in this.store.streams || view.sitting?.presider?.person !== meOf(view).person) return;
    this.joining = this.stream
      .join(this.name)
      .catch(() => {})
      .finally(() => {
        this.joining = null;
      });
  }
}
