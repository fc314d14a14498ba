import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { seatsOf } from "../lib/sitting.js";
import { clockTime } from "../lib/time.js";
import { TRIAL, trialOf } from "../lib/trial.js";

const HERE = new Set(["on_site", "online"]);

/** The members whose devices didn't answer, those who are here first. */
export function silentSeats(view) {
  const voted = trialOf(view)?.voted ?? {};
  const silent = seatsOf(view).filter((seat) => voted[seat.id] === false);
  return [...silent.filter((seat) => HERE.has(seat.presence)), ...silent.filter((seat) => !HERE.has(seat.presence))];
}

function silent(view) {
  const seats = silentSeats(view);
  if (!seats.length) return html`<p class="small">${gettext("Tất cả thiết bị đã trả lời.")}</p>`;
  return html`<p class="small cp-trial-silent">${interpolate(gettext("Chưa trả lời (%s):"), [seats.length])} ${seats.map((seat) => seat.short || seat.post || seat.name).join("; ")}</p>`;
}

/** The trial of the vote sheet: begun, watched and ended here, while no real vote runs. */
export function trial(view, actions) {
  const { sitting = {} } = view;
  const now = trialOf(view);
  const isVoting = Object.values(view.polls ?? {}).some((poll) => poll.state === "open" || poll.state === "closed");
  if (sitting.has_vote === false || isVoting || !["called", "open"].includes(sitting.state)) return nothing;
  const count = now && interpolate(gettext("%s/%s thiết bị đã trả lời"), [now.cast ?? 0, now.electors ?? 0]);
  if (now?.state === "open") {
    return html`<section class="cp-trial" data-state="open" aria-label=${TRIAL}><div class="actions"><span class="chip chip-wait">${TRIAL}</span><strong>${count}</strong>
      <button type="button" class="btn cp-small" @click=${() => actions.send("voting.end_trial_vote", { trial: now.id })}>${gettext("Kết thúc biểu quyết thử")}</button></div>${silent(view)}</section>`;
  }
  const start = html`<button type="button" class="btn cp-small" @click=${() => actions.send("voting.start_trial_vote", { sitting: actions.sitting })}>${now ? gettext("Biểu quyết thử lại") : gettext("Biểu quyết thử")}</button>`;
  const told = now && sitting.state === "called";
  return html`<section class="cp-trial" aria-label=${TRIAL}><div class="actions">${start}${told ? html`<span class="quiet small">${interpolate(gettext("Biểu quyết thử lúc %s:"), [clockTime(now.opened_at)])} ${count}</span>` : nothing}</div>${told ? silent(view) : nothing}</section>`;
}
