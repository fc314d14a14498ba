import { gettext, interpolate } from "../lib/i18n.js";
import { now } from "../lib/time.js";

/** What the ending of an item already says before anybody types: who completes it, and by which day it comes back. */

/** "2020-10-02": the day in Hà Nội, as a date field takes it. */
export const dayField = (moment) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh", year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);

/** The day the drafted conclusion names ("trước ngày 30/10/2020", "ngày 30 tháng 10 năm 2020"), in the form of a date field; "" if none. */
export function dayIn(text) {
  const found = /trước\s+(?:ngày\s+)?(\d{1,2})(?:\/|\s+tháng\s+)(\d{1,2})(?:\/|\s+năm\s+)(\d{4})/i.exec(text ?? "");
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
}

/** By when it comes back: as the draft says, else the day a month from now, when the next regular sitting is near. */
export function resubmitDay(ending, draft) {
  if (ending !== "not_adopted") return "";
  const next = new Date(now());
  next.setMonth(next.getMonth() + 1);
  return dayIn(draft) || dayField(next);
}

/** Whom it is given to; "" where nothing is given. */
export function noteFor(ending, item) {
  const post = item.presenter?.post;
  return post && ending === "opinions_given" ? interpolate(gettext("Giao %s tiếp thu, hoàn thiện"), [post]) : "";
}

/** Another ending was chosen: both fields follow it, unless the note was typed over; a day is asked for only where it comes back. */
export function suggest(form, item, draft) {
  const { ending, note, resubmit_on: until } = form.elements;
  until.closest(".field").hidden = ending.value !== "not_adopted";
  until.value = ending.value === "not_adopted" ? until.value || resubmitDay(ending.value, draft) : "";
  if (!("own" in note.dataset)) note.value = noteFor(ending.value, item);
}
