import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { clockTime } from "../lib/time.js";

/** The three functions of the desk, in the order they are shown; 1, 2, 3 on the keyboard. */
export const FUNCTIONS = {
  conduct: gettext("Điều hành"),
  votes: gettext("Điểm danh và biểu quyết"),
  minutes: gettext("Biên bản"),
};

/** To which function of the desk a command belongs; "" for those that belong to none. */
export function functionOf(verb) {
  if (verb === "meetings.set_presence" || verb.startsWith("voting.")) return "votes";
  if (verb === "room.take_function") return "";
  return /^(meetings|agendas|room)\./.test(verb) ? "conduct" : "";
}

/** Who else holds what this command belongs to, or null: then nothing stands between. */
export function heldByAnother(view, verb) {
  const key = functionOf(verb);
  const held = view.desk?.[key];
  return held && held.holder !== page.user ? { key, ...held } : null;
}

/** Does the first press of this command take its function? */
export const isFree = (view, verb) => Boolean(functionOf(verb)) && !view.desk?.[functionOf(verb)];

/** "Trần Thị Bình đang giữ việc “Điều hành” từ 07:31." */
export const heldWords = ({ key, name, since }) =>
  interpolate(gettext("%s đang giữ việc “%s” từ %s."), [name, FUNCTIONS[key], clockTime(since)]);

const short = (name) => name.split(" ").slice(-2).join(" ");

function chip(view, name, words, actions) {
  const held = view.desk?.[name];
  const mine = held?.holder === page.user;
  const who = !held ? gettext("chưa có ai") : mine ? gettext("tôi") : short(held.name);
  const title = mine
    ? interpolate(gettext("Đồng chí đang giữ việc “%s”."), [words])
    : held
      ? interpolate(gettext("%s đang giữ việc “%s”. Bấm để tiếp nhận."), [held.name, words])
      : interpolate(gettext("Chưa có ai giữ việc “%s”. Bấm để tiếp nhận."), [words]);
  return html`<button type="button" class="chip cp-function" aria-pressed=${mine ? "true" : "false"} title=${title} aria-label=${title} @click=${() => mine || actions.take(name)}>${words}: <b>${who}</b></button>`;
}

/** Who does what at the desk; a press on a function takes it. */
export function functions(view, actions) {
  if (!page.can?.count) return nothing;
  return html`<div class="cp-functions" role="group" aria-label=${gettext("Phân công tại bàn thư ký")}>${Object.entries(FUNCTIONS).map(([name, words]) => chip(view, name, words, actions))}</div>`;
}
