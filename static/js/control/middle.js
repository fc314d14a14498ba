import { html, nothing } from "lit-html";

import { neededVotes, tally } from "../components/tally.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { boxWords, fingerprintOf, isSealed, SECRET_LABEL } from "../lib/secret.js";
import { annulledPoll, annulledWords, askedOf, currentItem, endingOf, isOnPaper, itemsOf, papersOf, questionOf, scriptOf, stateOf, withId, wordsOf } from "../lib/sitting.js";
import { page } from "../lib/page.js";
import { stated } from "../tablet/positions.js";
import { minutes, since } from "../lib/time.js";
import { heldByAnother, heldWords } from "./functions.js";
import { counting, paperWords, printLink } from "./paper.js";
import { nextStep, pathOf, standingPolls } from "./steps.js";
import { trial } from "./trial.js";
import { motions, pollInHand, proposal, voteButtons } from "./votes.js";

function poll(view, one) {
  if (!one || one.state === "prepared") return one ? html`<p class="cp-poll-question"><span class="quiet">${one.is_secret ? gettext("Sẽ biểu quyết kín:") : gettext("Sẽ biểu quyết:")}</span> ${questionOf(view, one)}</p>${secretLine(one)}` : nothing;
  const running = one.state === "open";
  return html`<div class="cp-poll" data-state=${one.state}>
    <p class="cp-poll-question">${one.motion ? html`<span class="chip">${one.motion}</span> ` : nothing}${questionOf(view, one)}</p>
    ${one.paper_version_label ? html`<p class="quiet small">${wordsOf(one, "paper_version_label")}</p>` : nothing}
    ${secretLine(one)}
    ${running && isOnPaper(one) ? counting(one) : running || !one.outcome
      ? html`<p class="cp-count"><strong>${one.cast ?? 0}/${one.electors ?? 0}</strong> <span>${gettext("đã biểu quyết")}</span>${running ? html` <span class="cp-time" role="timer">${minutes(since(one.opened_at))}</span>` : nothing}</p>`
      : html`<p class="cp-outcome">${wordsOf(one.outcome, "sentence")}</p>${tally(one, neededVotes(one, view.sitting))}`}
    ${one.state === "closed" && !boxWords(one) && !one.proposal ? html`<p class="small quiet">${gettext("Chỉ người chủ trì và Văn phòng thấy kết quả này cho đến khi công bố.")}</p>` : nothing}</div>`;
}

const secretLine = (one) =>
  isSealed(one) ? html`<p class="small quiet cp-secret">${SECRET_LABEL} ${fingerprintOf(one)}</p>` : nothing;

/** A result that was annulled, until the vote is put again. */
function annulled(view, item) {
  const last = annulledPoll(view, item);
  if (!last) return nothing;
  return html`<div class="notice notice-stop cp-annulled"><p>${annulledWords(last)}</p></div>`;
}

function step(view, actions) {
  const next = nextStep(view, actions.sitting);
  const blocked = Boolean(next.why) || actions.busy();
  return html`<section class="step cp-step" aria-labelledby="cp-step-name">
    <div class="cp-step-head"><span class="step-name" id="cp-step-name">${gettext("Bước tiếp theo")}</span>
    <ol class="step-path">${pathOf(view).map((part) => html`<li aria-current=${part.current ? "step" : nothing}>${part.words}</li>`)}</ol></div>
    ${next.words ? html`<button type="button" class="btn btn-primary btn-big" ?disabled=${blocked} @click=${() => actions.step(next)}>${next.words}</button>` : nothing}
    ${next.verb && page.can?.count && heldByAnother(view, next.verb) ? html`<p class="cp-held small quiet">${heldWords(heldByAnother(view, next.verb))}</p>` : nothing}
    ${next.why ? html`<p class="cp-why">${next.why}</p>` : nothing}</section>`;
}

/** Lawful side steps of the present item, in words; what can't be done now isn't there. */
function sideSteps(view, item, actions) {
  const last = pollInHand(standingPolls(view, item.id));
  const running = last?.state === "open" || last?.state === "closed";
  const canVote = view.sitting?.has_vote !== false && !running && last?.state !== "prepared";
  const onPaper = paperWords(last);
  return html`<div class="actions cp-side">
    ${canVote && (last || item.kind !== "decision") ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("poll")}>${last ? gettext("Biểu quyết thêm…") : gettext("Biểu quyết…")}</button>` : nothing}
    ${last?.state === "prepared" && !last.items ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("poll")}>${gettext("Sửa câu hỏi…")}</button>` : nothing}
    ${!running && item.kind === "decision" && last?.state !== "announced" ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("ending")}>${gettext("Kết luận không biểu quyết…")}</button>` : nothing}
    ${view.sitting?.has_vote !== false ? voteButtons(view, item, last, actions) : nothing}
    ${view.sitting?.has_vote !== false ? html`${printLink(item)}${onPaper && (item.kind === "decision" || last) ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("paper")}>${onPaper}</button>` : nothing}` : nothing}
    ${last?.state === "closed" && isOnPaper(last) ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("recount")}>${gettext("Nhập lại kết quả kiểm phiếu…")}</button>` : nothing}
    ${last && last.state !== "prepared" ? html`<button type="button" class="btn btn-danger cp-small" @click=${() => actions.open("annul")}>${last.state === "open" ? gettext("Hủy lần biểu quyết…") : gettext("Hủy kết quả…")}</button>` : nothing}
  </div>`;
}

function shown(view, item, actions) {
  const papers = papersOf(item);
  if (!papers.length) return nothing;
  const now = view.room?.paper;
  const here = withId(item.papers, now?.paper_id);
  const turn = (page) => actions.send("room.show_page", { sitting: actions.sitting, paper: here.id, page });
  return html`<section class="cp-part cp-shown"><label for="cp-paper" class="quiet small">${gettext("Đang trình bày")}</label>
    <select class="form-select cp-select" id="cp-paper" @change=${(event) => actions.send("room.show_page", { sitting: actions.sitting, paper: event.target.value || null, page: 1 })}>
      <option value="" ?selected=${!here}>${gettext("Chưa trình bày tài liệu nào")}</option>
      ${papers.map((paper) => html`<option value=${paper.id} ?selected=${paper.id === here?.id}>${paper.title}</option>`)}</select>
    <button type="button" class="btn cp-small" @click=${() => actions.open("recall")}>${gettext("Thu hồi…")}</button>
    ${here ? html`<span class="cp-page"><button type="button" class="btn cp-small" ?disabled=${now.page <= 1} aria-label=${gettext("Trang trước")} @click=${() => turn(now.page - 1)}>‹</button>
      <span>${interpolate(gettext("trang %s/%s"), [now.page, here.pages ?? "?"])}</span>
      <button type="button" class="btn cp-small" ?disabled=${here.pages && now.page >= here.pages} aria-label=${gettext("Trang sau")} @click=${() => turn(now.page + 1)}>›</button></span>` : nothing}</section>`;
}

function script(view, item) {
  const parts = scriptOf(view, item);
  if (!parts) return nothing;
  return html`<details class="cp-part cp-script"><summary>${gettext("Kịch bản điều hành")}</summary>
    ${parts.map(([name, text]) => html`<h3>${name}</h3><p>${text}</p>`)}</details>`;
}

/** Another item looked at while one is running, or one that is over. */
function otherItem(view, item, actions) {
  const running = currentItem(view);
  const state = stateOf(view, item);
  return html`<div class="cp-other">
    ${state ? html`<p><span class="chip chip-${state.kind}">${state.words}</span> ${endingOf(item)}</p>` : nothing}
    ${item.state === "waiting" && view.sitting?.state === "open"
      ? running
        ? html`<p class="cp-why">${interpolate(gettext("Chưa bắt đầu được: nội dung %s đang được thảo luận."), [running.number])}</p>`
        : html`<button type="button" class="btn btn-primary" @click=${() => actions.send("agendas.start_item", { item: item.id })}>${interpolate(gettext("Bắt đầu nội dung %s"), [item.number])}</button>`
      : nothing}
    ${item.state === "ended" && view.sitting?.state === "open" ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("resume", item)}>${gettext("Mở lại nội dung này…")}</button>` : nothing}
    ${item.state === "waiting" ? stated(view, item) : nothing}
    ${standingPolls(view, item.id).map((one) => poll(view, one))}</div>`;
}

/** Between two items and in a recess the panel looks ahead; once all are over it stays at the last. */
const upcoming = (view) => itemsOf(view).find((item) => item.state === "waiting") ?? itemsOf(view).at(-1);

/** The middle: the item in hand, the one next step, its vote, page and speakers. */
export function middle(view, chosen, actions) {
  const current = currentItem(view);
  const item = withId(view.items, chosen) ?? current ?? upcoming(view);
  const isCurrent = item && item.id === current?.id;
  const last = item && pollInHand(standingPolls(view, item.id));
  const voted = last && last.state !== "prepared";
  return html`${step(view, actions)}${trial(view, actions)}
    ${item ? html`<section class="cp-item" ?data-voted=${isCurrent && voted}><p class="cp-item-line">${interpolate(gettext("Nội dung %s"), [item.number])} · ${askedOf(item)}${item.minutes ? ` · ${interpolate(gettext("%s phút"), [item.minutes])}` : ""}${isCurrent && item.started_at ? html` · <span class="cp-time" role="timer">${minutes(since(item.started_at))}</span>` : nothing}</p>
      <h1 title=${item.title}>${item.title}</h1>${isCurrent && voted ? nothing : html`<p class="quiet">${item.presenter?.post ?? ""}</p>`}</section>` : nothing}
    ${isCurrent ? html`${annulled(view, item)}${motions(standingPolls(view, item.id))}${poll(view, last)}${proposal(last)}<div class="cp-row">${sideSteps(view, item, actions)}${shown(view, item, actions)}</div>${script(view, item)}` : item ? otherItem(view, item, actions) : nothing}`;
}
