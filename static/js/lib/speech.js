import { gettext, interpolate } from "./i18n.js";
import { now } from "./time.js";

/** What is asked for, in the order the buttons stand in. */
export const SPEECH_KINDS = [
  ["statement", gettext("Phát biểu")],
  ["question", gettext("Câu hỏi")],
  ["intervention", gettext("Trao đổi lại")],
  ["point_of_order", gettext("Về trình tự, thủ tục")],
];
const WORDS = Object.fromEntries(SPEECH_KINDS);

/** "Câu hỏi"; nothing for a plain statement, which needs no word. */
export const kindWords = (speech) => (speech.kind === "statement" ? "" : (WORDS[speech.kind] ?? ""));

/** Who speaks, named by post, by whose mandate, and the conference point that asks for him. */
export function whoOf(speech) {
  const named = speech.post || speech.name;
  const who = speech.on_behalf_of ? interpolate(gettext("%s, theo ủy quyền của %s"), [named, speech.on_behalf_of]) : named;
  return speech.point ? interpolate(gettext("%s (điểm cầu %s)"), [who, speech.point]) : who;
}

/** Seconds spoken so far; a pause stands still. */
export function spokenFor(speech, at = now()) {
  const until = speech.paused_at ? Date.parse(speech.paused_at) : at.getTime();
  return (until - Date.parse(speech.started_at)) / 1000 - (speech.paused_seconds ?? 0);
}

/** Seconds that remain, below zero once the time has run out; null without a limit. */
export const leftOf = (speech, at = now()) => (speech.seconds_allowed ? speech.seconds_allowed - spokenFor(speech, at) : null);

/** What the speaker's clock shows: what remains, else what has gone. */
export const clockOf = (speech, at = now()) => leftOf(speech, at) ?? spokenFor(speech, at);

/** Who has spoken on the present item, the longest first. */
export const spokenOf = (view) =>
  Object.entries(view.room?.spoken ?? {})
    .map(([id, one]) => ({ id, ...one }))
    .sort((left, right) => right.seconds - left.seconds);

/** How often this person has spoken on the item: 0, 1, … */
export const timesOf = (view, speech) => view.room?.spoken?.[speech.entry]?.times ?? 0;
