import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { guestsOf, seatsOf, speakingNow } from "../lib/sitting.js";
import { SPEECH_KINDS, whoOf } from "../lib/speech.js";

const HERE = new Set(["on_site", "online"]);

/** A request entered for somebody without a tablet: who is here, and what is asked for. */
export function speakerDialog(view, actions) {
  const here = [...seatsOf(view), ...guestsOf(view)].filter((one) => HERE.has(one.presence));
  return {
    title: gettext("Ghi đăng ký phát biểu"),
    submit: here.length ? gettext("Ghi vào danh sách") : "",
    waits: true,
    body: here.length
      ? html`<div class="field"><label for="cp-speaker">${gettext("Người phát biểu")}</label><select id="cp-speaker" name="entry" required>${here.map((one) => html`<option value=${one.entry ?? one.id}>${one.post || one.name}</option>`)}</select></div>
        <fieldset class="field"><legend>${gettext("Loại")}</legend>${SPEECH_KINDS.map(([kind, words], at) => html`<label class="check"><input type="radio" name="kind" value=${kind} ?checked=${at === 0}><span>${words}</span></label>`)}</fieldset>`
      : html`<p>${gettext("Chưa có ai được điểm danh có mặt. Đề nghị điểm danh trước.")}</p>`,
    send: ({ entry, kind }) => actions.send("room.ask_to_speak", { sitting: actions.sitting, entry, kind }),
  };
}

/** Nobody speaks into a vote: who is speaking, and that the vote ends it. */
export function endsSpeech(view) {
  const one = speakingNow(view);
  return one ? html`<p class="notice notice-wait">${interpolate(gettext("%s đang phát biểu; phát biểu kết thúc khi bắt đầu biểu quyết."), [whoOf(one)])}</p>` : nothing;
}
