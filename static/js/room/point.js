import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { speakersOf, waitingToSpeak } from "../lib/sitting.js";

function person(view, [entry, one], { outbox }) {
  const mine = speakersOf(view).find((speech) => speech.entry === entry);
  const busy = Boolean(outbox.inSlot(`hand:${entry}`));
  const send = (verb, args) => outbox.send(verb, args, { slot: `hand:${entry}`, keep: false });
  const name = one.post || one.name;
  if (mine?.state === "speaking") return html`<li><span>${name}</span><strong>${gettext("Đang phát biểu")}</strong></li>`;
  if (mine) {
    const place = waitingToSpeak(view).findIndex((speech) => speech.id === mine.id) + 1;
    return html`<li><span>${name} · ${interpolate(gettext("thứ tự %s"), [place])}</span><button type="button" class="wall-press" ?disabled=${busy} @click=${() => send("room.withdraw_request", { speech: mine.id })}>${gettext("Hủy đăng ký")}</button></li>`;
  }
  return html`<li><span>${name}</span><button type="button" class="wall-press" ?disabled=${busy} aria-label=${interpolate(gettext("Đăng ký phát biểu: %s"), [name])} @click=${() => send("room.ask_to_speak", { sitting: page.sitting, entry })}>${gettext("Đăng ký phát biểu")}</button></li>`;
}

/** The place's own strip: its name, who sits there, and one button each to ask for the floor. */
export function pointStrip(view, live, refusal) {
  const mine = view.room?.points?.[page.point.id];
  const canAsk = view.sitting?.state === "open" && view.room?.item;
  return html`<p class="wall-point-name">${interpolate(gettext("Điểm cầu %s"), [mine?.name ?? page.point.name])}</p>
    ${refusal ? html`<p class="wall-point-refusal" role="alert">${refusal}</p>` : nothing}
    ${canAsk && mine ? html`<ul>${Object.entries(mine.persons ?? {}).filter(([, one]) => one).map((one) => person(view, one, live))}</ul>` : nothing}`;
}
