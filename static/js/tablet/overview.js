import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { neededVotes, tally } from "../components/tally.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { annulledWords, askedOf, endingOf, handedOutWords, isOnPaper, markOf, papersOf, pollsOf, questionOf, scriptOf, sizeOf, speakingNow, stateOf, waitingToSpeak, withId, wordsOf } from "../lib/sitting.js";
import { whoOf } from "../lib/speech.js";
import { clockSeconds, clockTime } from "../lib/time.js";
import { readState, readWords } from "../reader/read.js";
import { changes, stated } from "./positions.js";
import { onPaper } from "./stubs.js";

/** What was laid here and taken back: that it was, never what it was. */
const recalled = (item) =>
  Object.values(item.recalls ?? {}).filter(Boolean).map((one) => html`<li class="sheet-recalled">${interpolate(gettext("Tài liệu đã được thu hồi lúc %s"), [clockTime(one.at)])}</li>`);

function papers(view, item, actions) {
  const stubs = onPaper(actions.stubs(item));
  if (item.paper_copies_only) {
    return html`<div class="notice"><p>${gettext("Tài liệu bí mật nhà nước: chỉ phát bản giấy có đánh số, thu hồi sau phiên họp")}</p></div>${stubs}`;
  }
  const list = papersOf(item);
  if (stubs !== nothing && !list.length && !recalled(item).length) return stubs;
  if (!list.length && !recalled(item).length) return html`<p class="quiet">${gettext("Nội dung này chưa có tài liệu.")}</p>`;
  return html`<ol class="sheet-papers">
    ${list.map((paper) => html`<li>
      <button type="button" @click=${() => actions.openPaper(item.id, paper.id)} ?disabled=${paper.ready === false && !paper.quick_view}>
        ${icon("file-text")}
        <span><strong>${paper.title}</strong>
          <small>${[sizeOf(paper), paper.version > 1 ? interpolate(gettext("bản %s"), [paper.version]) : ""].filter(Boolean).join(" · ")}
            ${paper.ready === false ? gettext("Đang chuyển đổi, sẽ mở được sau ít phút") : ""}</small></span>
        ${readState(paper) ? html`<span class="chip ${readState(paper) === "changed" ? "chip-wait" : "chip-now"}">${readWords(paper)}</span>` : nothing}
        ${handedOutWords(view, paper) ? html`<span class="chip chip-wait">${handedOutWords(view, paper)}</span>` : paper.is_late ? html`<span class="chip chip-wait">${gettext("Tài liệu gửi chậm")}</span>` : nothing}
      </button>
    </li>`)}
    ${recalled(item)}
  </ol>${stubs}`;
}

/** A vote of the item: running, closed or with its result. */
export function pollPart(view, poll) {
  if (poll.state === "annulled") {
    return html`<div class="notice notice-stop"><p>${annulledWords(poll)}</p></div>`;
  }
  if (poll.state === "prepared") return html`<p class="quiet">${gettext("Sẽ biểu quyết.")}</p>`;
  if (poll.state === "open" && isOnPaper(poll)) {
    return html`<p><span class="chip chip-now">${gettext("Đang biểu quyết")}</span> ${markOf(poll)}</p>`;
  }
  if (poll.state === "open") {
    return html`<p><span class="chip chip-now">${gettext("Đang biểu quyết")}</span> ${interpolate(gettext("%s trên %s thành viên đã biểu quyết"), [poll.cast ?? 0, poll.electors ?? 0])}</p>`;
  }
  if (!poll.outcome) return html`<p class="quiet">${gettext("Đã kết thúc biểu quyết, chờ công bố kết quả.")}</p>`;
  return html`<div class="result"><p class="result-sentence">${wordsOf(poll.outcome, "sentence")}</p>${tally(poll, neededVotes(poll, view.sitting))}
    <p class="quiet small">${[wordsOf(poll.outcome, "arithmetic"), wordsOf(poll.outcome, "article")].filter(Boolean).join(" · ")}</p></div>`;
}

function myBallot(view, poll) {
  const mine = view.me?.ballots?.[poll.id];
  if (!mine) return nothing;
  return html`<p class="small quiet">${interpolate(gettext("Phiếu của tôi được ghi nhận lúc %s · Mã xác nhận %s"), [clockSeconds(mine.at), mine.code])}</p>`;
}

function floor(view, item) {
  if (view.room?.item !== item.id) return nothing;
  const speaking = speakingNow(view);
  const waiting = waitingToSpeak(view);
  if (!speaking && !waiting.length) return nothing;
  return html`<section class="floor"><h3>${gettext("Phát biểu")}</h3>
    ${speaking ? html`<p><span class="chip chip-now">${gettext("Đang phát biểu")}</span> <strong>${whoOf(speaking)}</strong></p>` : nothing}
    ${waiting.length ? html`<ol>${waiting.map((one) => html`<li>${whoOf(one)}</li>`)}</ol>` : nothing}
  </section>`;
}

/** The presider's script of the item; only the chair's document carries it. */
function script(view, item) {
  const parts = scriptOf(view, item);
  if (!parts) return nothing;
  return html`<details class="programme-script" ?open=${item.state === "current"}><summary>${gettext("Kịch bản điều hành")}</summary>
    ${parts.map(([title, text]) => html`<h3>${title}</h3><p class="script-text">${text}</p>`)}</details>`;
}

/** What an aide prepared for the reader to say; only the reader's own document carries it. */
function prepared(view, item) {
  const note = view.speaking_notes?.[item.id];
  if (!note) return nothing;
  return html`<details class="programme-script" open><summary>${gettext("Ý kiến chuẩn bị")}</summary>
    <p class="script-text">${note.text}</p><p class="quiet small">${interpolate(gettext("%s chuẩn bị · chỉ đồng chí và người được ủy quyền đọc được"), [note.by])}</p></details>`;
}

/** What substitutes stated for absent members: opinions, never ballots. */
function opinions(view, item) {
  const stated = Object.values(view.opinions?.[item.id] ?? {});
  if (!stated.length) return nothing;
  return html`<section><h2>${gettext("Ý kiến của thành viên vắng mặt")}</h2>
    ${stated.map((one) => html`<p><strong>${interpolate(gettext("%s, do %s nêu"), [one.of.post, one.by.name])}</strong><br>${one.text}</p>`)}
    <p class="quiet small">${gettext("Do người dự họp thay nêu; là ý kiến, không phải phiếu biểu quyết.")}</p></section>`;
}

/** An item set like a page of an official programme. */
export function overview(view, place, actions) {
  const item = withId(view.items, place.item);
  if (!item) return html`<div class="empty"><strong>${gettext("Chọn một nội dung trong chương trình")}</strong></div>`;
  const state = stateOf(view, item);
  const ending = endingOf(item);
  return html`<article class="programme" data-state=${item.state}>
    <p class="programme-line"><span>${interpolate(gettext("Nội dung %s"), [item.number])}</span>${state ? html`<span class="chip chip-${state.kind}">${state.words}</span>` : nothing}</p>
    <h2 class="programme-name">${item.title}</h2>
    <dl class="programme-facts">
      <div><dt>${gettext("Trình bày")}</dt><dd>${item.presenter?.post ?? ""}${item.presenter?.name ? html`<small>${item.presenter.name}</small>` : nothing}</dd></div>
      <div><dt>${gettext("Đề nghị")}</dt><dd>${askedOf(item)}</dd></div>
      ${item.minutes ? html`<div><dt>${gettext("Thời gian")}</dt><dd>${interpolate(gettext("%s phút"), [item.minutes])}</dd></div>` : nothing}
    </dl>
    ${item.state === "withdrawn" && item.withdrawn_reason ? html`<div class="notice notice-stop"><p>${item.withdrawn_reason}</p></div>` : nothing}
    ${ending && item.state === "ended" ? html`<div class="notice notice-good">${icon("check")}<p>${ending}</p></div>` : nothing}
    ${actions.position(view, item)}
    ${script(view, item)}
    ${prepared(view, item)}
    ${pollsOf(view, item.id).map((poll) => html`<section class="programme-poll"><h2>${poll.motion ? `${poll.motion}: ` : ""}${questionOf(view, poll)}</h2>${pollPart(view, poll)}${myBallot(view, poll)}</section>`)}
    ${stated(view, item)}
    ${opinions(view, item)}
    ${floor(view, item)}
    <section><h2>${gettext("Tài liệu")}</h2>${papers(view, item, actions)}</section>
    ${changes(view, item)}
  </article>`;
}

