import { gettext, interpolate } from "./i18n.js";
import { page } from "./page.js";
import { clockTime, day, now } from "./time.js";

/** What every sitting screen reads out of the view: pure functions over the joined documents. */

const byOrder = (left, right) => (left.order ?? 0) - (right.order ?? 0);
const listOf = (object) =>
  Object.entries(object ?? {})
    .filter(([, value]) => value !== null)
    .map(([id, value]) => ({ id, ...value }));
const english = () => document.documentElement.lang.startsWith("en");

/** The words of a fact in the reader's language: `sentence` with its twin `sentence_en`. */
export const wordsOf = (facts, name) => (english() && facts?.[`${name}_en`]) || facts?.[name] || "";

/** What is voted on: of several items together a sentence of the house's own, else the question as it was written. */
export function questionOf(view, poll) {
  const numbers = (poll.items ?? []).map((id) => view.items?.[id]?.number);
  if (numbers.length > 1 && numbers.every(Boolean)) {
    return interpolate(gettext("Thông qua các nội dung %s (không có ý kiến phản đối), biểu quyết chung một lần"), [numbers.join(", ")]);
  }
  return wordsOf(poll, "question");
}

export const itemsOf = (view) => listOf(view.items).sort(byOrder);
export const papersOf = (item) => listOf(item?.papers).sort(byOrder);
export const seatsOf = (view) => listOf(view.seats).sort(byOrder);
/** Everybody on the roster without a seat: substitutes, invitees, helpers (the desk's documents only). */
export const guestsOf = (view) => listOf(view.invitees).sort(byOrder);

/** What the page and the person's stream know of the reader. */
export const meOf = (view) => ({ ...page.me, person: page.person, ...view.me });
export const speakersOf = (view) =>
  listOf(view.room?.speakers).filter((speaker) => speaker.state !== "done" && speaker.state !== "withdrawn").sort(byOrder);
export const speakingNow = (view) => speakersOf(view).find((speaker) => speaker.state === "speaking");
export const waitingToSpeak = (view) => speakersOf(view).filter((speaker) => speaker.state === "waiting");

export const currentItem = (view) => withId(view.items, view.room?.item);
export const withId = (map, id) => (id && map?.[id] ? { id, ...map[id] } : null);

/** In the order they were opened, prepared ones last; several motions on an item keep theirs. */
const whenOpened = (poll) => poll.opened_at ?? (poll.state === "prepared" ? "9" : "");
const byOpening = (left, right) =>
  whenOpened(left).localeCompare(whenOpened(right)) || (left.motion_order ?? 0) - (right.motion_order ?? 0) || (left.number ?? 0) - (right.number ?? 0);
/** The polls about an item, those over several items included. */
export const pollsOf = (view, item) =>
  listOf(view.polls).filter((poll) => !item || poll.item === item || poll.items?.includes(item)).sort(byOpening);
export const openPoll = (view) => pollsOf(view).find((poll) => poll.state === "open");
export const lastPoll = (view, item) => pollsOf(view, item).at(-1);

/** Is the vote counted by hand: by paper ballots, by show of hands, by voice? */
export const isOnPaper = (poll) => ["paper", "hands", "voice"].includes(poll?.by);

/** "Biểu quyết bằng phiếu giấy (nhập hai lần độc lập bởi … và …)"; "" for a vote on the devices. */
export const markOf = (poll) => (isOnPaper(poll) ? wordsOf(poll.by_hand, "mark") : "");

/** My place in the queue, from 1; 0 when I haven't asked. */
export function myPlace(view) {
  return waitingToSpeak(view).findIndex((speaker) => speaker.person === meOf(view).person) + 1;
}

export const mySpeech = (view) => speakersOf(view).find((speaker) => speaker.person === meOf(view).person);

const ASKED = {
  decision: gettext("Thông qua"),
  opinion: gettext("Cho ý kiến"),
  information: gettext("Để biết"),
};

/** What is asked of the member, in the words of the agenda. */
export const askedOf = (item) => ASKED[item.asked] ?? ASKED[item.kind] ?? item.asked ?? "";

const ENDINGS = {
  adopted_by_vote: gettext("Thông qua bằng biểu quyết"),
  agreed: gettext("Thống nhất, không biểu quyết"),
  opinions_given: gettext("Cho ý kiến, giao hoàn thiện"),
  not_adopted: gettext("Chưa thông qua, trình lại"),
  postponed: gettext("Chuyển sang phiên họp sau"),
  withdrawn: gettext("Rút khỏi chương trình"),
  noted: gettext("Ghi nhận báo cáo"),
};

export const ENDING_KINDS = Object.entries(ENDINGS).map(([kind, words]) => ({ kind, words }));

/** How the item ended, in the reader's language, with the day or the reason that belongs to it. */
export function endingOf(item) {
  if (item.ended_inside) return gettext("Kết luận trong phần họp nội bộ");
  const { kind, resubmit_on: by } = item.ending ?? {};
  if (kind === "not_adopted" && by) return interpolate(gettext("Chưa thông qua, trình lại trước ngày %s"), [day(by)]);
  if (kind === "withdrawn" && item.withdrawn_reason) {
    return interpolate(gettext("Rút khỏi chương trình: %s"), [item.withdrawn_reason]);
  }
  return ENDINGS[kind] ?? "";
}

/** The state of an item as a chip: words and the kind of its shape, or null before its turn. */
export function stateOf(view, item) {
  if (item.state === "withdrawn") return { words: ENDINGS.withdrawn, kind: "stop" };
  if (item.state === "ended") return { words: gettext("Đã kết luận"), kind: "good" };
  if (item.state !== "current") return null;
  const open = openPoll(view);
  const voting = open?.item === item.id || open?.items?.includes(item.id);
  return { words: voting ? gettext("Đang biểu quyết") : gettext("Đang thảo luận"), kind: "now" };
}

/** "12 trang · đọc khoảng 4 phút" */
export function sizeOf(paper) {
  const pages = paper.pages ? interpolate(gettext("%s trang"), [paper.pages]) : "";
  const minutes = paper.minutes_to_read ? interpolate(gettext("đọc khoảng %s phút"), [paper.minutes_to_read]) : "";
  return [pages, minutes].filter(Boolean).join(" · ");
}

/** "Phát tại phiên họp lúc 09:15" of a paper that came after publication; "" of the others. */
export function handedOutWords(view, paper) {
  if (!paper.handed_out_at) return "";
  const opened = view.sitting?.opened_at;
  const inSitting = opened && Date.parse(paper.handed_out_at) >= Date.parse(opened);
  return interpolate(inSitting ? gettext("Phát tại phiên họp lúc %s") : gettext("Phát bổ sung lúc %s"), [clockTime(paper.handed_out_at)]);
}

export const minutesToRead = (item) =>
  papersOf(item).reduce((sum, paper) => sum + (paper.minutes_to_read ?? 0), 0);

/** "Tạm nghỉ, họp tiếp lúc 10:30", with the day if it is another one; null unless the sitting is in recess. */
export function recessOf(sitting = {}) {
  if (sitting.state !== "suspended") return null;
  if (!sitting.continues_at) return gettext("Tạm nghỉ");
  const until = clockTime(sitting.continues_at);
  return day(sitting.continues_at) === day(now())
    ? interpolate(gettext("Tạm nghỉ, họp tiếp lúc %s"), [until])
    : interpolate(gettext("Tạm nghỉ, họp tiếp lúc %s ngày %s"), [until, day(sitting.continues_at)]);
}

/** What everybody in the room is told while the sitting is recorded; "" otherwise. */
export function recordingWords(view) {
  if (!view.recording) return "";
  return view.recording.state === "paused" ? gettext("Tạm dừng ghi âm") : gettext("Đang ghi âm");
}

/** The quorum sentence of the sitting; the server's own words when they came along. */
export function quorumOf(view) {
  const quorum = view.sitting?.quorum;
  if (!quorum) return "";
  if (quorum.sentence) return wordsOf(quorum, "sentence");
  const words = quorum.ok
    ? gettext("Đủ điều kiện tiến hành phiên họp: có mặt %(present)s/%(total)s thành viên (cần ít nhất %(needed)s)")
    : gettext("Chưa đủ điều kiện tiến hành phiên họp: có mặt %(present)s/%(total)s (cần ít nhất %(needed)s)");
  return interpolate(words, quorum);
}

/** The fixed sentence about a result that counts no longer. */
export const annulledWords = (poll) => interpolate(gettext("Hủy kết quả, biểu quyết lại. Lý do: %s"), [poll.annulled_reason ?? ""]);

/** The item's last vote, if its result was annulled and the vote isn't put again yet. */
export function annulledPoll(view, item) {
  const last = pollsOf(view, item.id).at(-1);
  return last?.state === "annulled" ? last : null;
}

/** The presider's script of an item as `[title, text]` pairs, the empty ones left out; null without a script. */
export function scriptOf(view, item) {
  const mine = view.scripts?.[item.id];
  return mine
    ? [
        [gettext("Lời dẫn"), mine.opening_words],
        [gettext("Ý kiến còn khác nhau"), mine.differences],
        [gettext("Dự thảo kết luận"), mine.draft_conclusion],
      ].filter(([, text]) => text)
    : null;
}
