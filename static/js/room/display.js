import { html, nothing } from "lit-html";

import { neededVotes, tally } from "../components/tally.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { isSealed, SECRET_LABEL } from "../lib/secret.js";
import { annulledPoll, annulledWords, currentItem, endingOf, isOnPaper, markOf, openPoll, pollsOf, recessOf, recordingWords, speakingNow, withId, wordsOf } from "../lib/sitting.js";
import { clockOf, kindWords, leftOf, whoOf } from "../lib/speech.js";
import { clockTime, minutes, since } from "../lib/time.js";

const head = (item) => html`<p class="wall-number">${interpolate(gettext("Nội dung %s"), [item.number])}</p>
  <h1 class="wall-title">${item.short_title || item.title}</h1>`;

const floorWords = (one) => [one.paused_at ? gettext("Tạm dừng") : gettext("Đang phát biểu"), kindWords(one)].filter(Boolean).join(" · ");

function itemView(view, item) {
  const speaking = speakingNow(view);
  const annulled = annulledPoll(view, item);
  return html`<section class="wall-main">${head(item)}<p class="wall-presenter">${item.presenter?.post ?? ""}</p>
    ${item.state === "current" && annulled ? html`<p class="wall-ending">${annulledWords(annulled)}</p>` : nothing}
    ${item.state === "ended" && endingOf(item) ? html`<p class="wall-ending">${endingOf(item)}</p>` : nothing}</section>
    ${speaking
      ? html`<section class="wall-floor"><div><small>${floorWords(speaking)}</small><strong>${whoOf(speaking)}</strong></div>
        <span class="wall-time" role="timer" data-over=${leftOf(speaking) < 0 ? "true" : nothing}>${minutes(clockOf(speaking))}</span></section>`
      : nothing}`;
}

function voteView(item, poll) {
  if (isOnPaper(poll)) {
    return html`<section class="wall-main">${head(item)}</section>
    <section class="wall-vote"><div><small>${motionOf(poll)}${poll.is_trial ? gettext("Biểu quyết thử, không ghi vào biên bản") : gettext("Đang biểu quyết")}</small>
      <strong class="wall-mark">${markOf(poll)}</strong><small>${interpolate(gettext("%s thành viên có quyền biểu quyết"), [poll.electors ?? 0])}</small></div>
      <span class="wall-time" role="timer">${minutes(since(poll.opened_at))}</span></section>`;
  }
  return html`<section class="wall-main">${head(item)}</section>
    ${secretLine(poll)}<section class="wall-vote"><div><small>${motionOf(poll)}${poll.is_trial ? gettext("Biểu quyết thử, không ghi vào biên bản") : poll.is_secret ? gettext("Đang biểu quyết kín") : gettext("Đang biểu quyết")}</small>
      <strong>${interpolate(gettext("%s trên %s"), [poll.cast ?? 0, poll.electors ?? 0])}</strong><small>${gettext("thành viên đã biểu quyết")}</small></div>
      <span class="wall-time" role="timer">${minutes(since(poll.opened_at))}</span></section>`;
}

/** Of several motions on an item the room reads which one it is: "Phương án 1: ". */
const motionOf = (poll) => (poll.motion ? `${poll.motion}: ` : "");

function resultView(view, item, poll) {
  return html`<section class="wall-main wall-result"><p class="wall-number">${interpolate(gettext("Nội dung %s"), [item.number])} · ${item.short_title || item.title}${poll.is_secret ? ` · ${gettext("Biểu quyết kín")}` : ""}</p>
    <h1 class="wall-sentence">${motionOf(poll)}${wordsOf(poll.outcome, "sentence")}</h1>${tally(poll, neededVotes(poll, view.sitting))}</section>`;
}

const secretLine = (poll) => (isSealed(poll) ? html`<p class="wall-secret">${SECRET_LABEL}</p>` : nothing);

function plain(words, more = "") {
  return html`<section class="wall-plain"><h1 class="wall-title">${words}</h1>${more ? html`<p class="wall-presenter">${more}</p>` : nothing}</section>`;
}

function bySitting(sitting) {
  const recess = recessOf(sitting);
  if (recess) return plain(recess, sitting.title);
  if (sitting.state === "closed") return plain(gettext("Phiên họp đã bế mạc"), sitting.title);
  return plain(sitting.title, sitting.starts_at ? interpolate(gettext("Bắt đầu lúc %s"), [clockTime(sitting.starts_at)]) : "");
}

/** What the wall shows, out of the room's own stream, which never carries a draft or a secret title. */
export function content(view) {
  const { sitting = {}, room = {} } = view;
  const { mode = "item", message, item: chosen } = room.display ?? {};
  if (view.internal) return plain(gettext("Phần họp nội bộ"), sitting.title);
  if (mode === "blank") return nothing;
  if (mode === "message") return plain(message ?? "");
  if (sitting.state !== "open") return bySitting(sitting);
  const poll = openPoll(view);
  if (poll && view.items?.[poll.item]) return voteView({ id: poll.item, ...view.items[poll.item] }, poll);
  const put = mode === "item" ? withId(view.items, chosen) : null;
  if (put && put.id !== room.item) return itemView(view, put);
  const item = currentItem(view);
  const announced = pollsOf(view, mode === "result" ? undefined : item?.id).filter((one) => one.state === "announced" && one.outcome).at(-1);
  if (announced && view.items?.[announced.item] && (mode === "result" || item?.state === "current")) {
    return resultView(view, view.items[announced.item], announced);
  }
  return item ? itemView(view, item) : plain(sitting.title);
}

/** The corner: quorum, and since when the link is lost. */
export function corner(view, lostAt) {
  const quorum = view.sitting?.quorum;
  const blank = view.room?.display?.mode === "blank";
  return html`${view.sitting?.is_rehearsal ? html`<span class="wall-lost">${gettext("DIỄN TẬP: không ghi vào hồ sơ chính thức")}</span>` : nothing}
    ${view.recording ? html`<span class="wall-recorded" role="status">${recordingWords(view)}</span>` : nothing}
    ${lostAt ? html`<span class="wall-lost" role="status">${interpolate(gettext("Mất kết nối, nội dung lúc %s"), [lostAt])}</span>` : nothing}
    ${quorum && !blank ? html`<span>${interpolate(gettext("Có mặt %s/%s thành viên"), [quorum.present, quorum.total])}${quorum.ok ? nothing : ` · ${interpolate(gettext("cần %s"), [quorum.needed])}`}</span>` : nothing}`;
}
