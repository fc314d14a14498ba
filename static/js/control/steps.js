import { gettext, interpolate } from "../lib/i18n.js";
import { boxWords } from "../lib/secret.js";
import { currentItem, isOnPaper, itemsOf, openPoll, pollsOf, quorumOf, speakingNow } from "../lib/sitting.js";
import { trialOf } from "../lib/trial.js";
import { countingStep } from "./paper.js";
import { leftMotion, pollInHand } from "./votes.js";

/**
 * The one next lawful step, as data: {words, verb, args} sends a command, {words, opens} opens a
 * dialog, {why} says what stands in the way. Pure: everything is read out of the view.
 */
export function nextStep(view, sitting) {
  const state = view.sitting?.state;
  if (state === "draft" || state === "cancelled") return { why: gettext("Phiên họp chưa được triệu tập. Đề nghị gửi giấy mời trước.") };
  if (state === "called") return { words: gettext("Khai mạc phiên họp"), verb: "meetings.open_sitting", args: { sitting } };
  if (state === "suspended") return { words: gettext("Họp tiếp"), verb: "meetings.continue_sitting", args: { sitting } };
  if (state === "closed") return { why: gettext("Phiên họp đã bế mạc.") };
  const item = currentItem(view);
  return item ? itemStep(view, item) : betweenItems(view, sitting);
}

function betweenItems(view, sitting) {
  const next = itemsOf(view).find((item) => item.state === "waiting");
  if (!next) return { words: gettext("Bế mạc phiên họp"), opens: "close", verb: "meetings.close_sitting", args: { sitting } };
  const ended = itemsOf(view).some((item) => item.state === "ended");
  const words = ended ? gettext("Nội dung tiếp theo: nội dung %s") : gettext("Bắt đầu nội dung %s");
  return { words: interpolate(words, [next.number]), verb: "agendas.start_item", args: { item: next.id } };
}

/** Polls of an item that still count. */
export const standingPolls = (view, item) => pollsOf(view, item).filter((poll) => poll.state !== "annulled");

function itemStep(view, item) {
  const poll = pollInHand(standingPolls(view, item.id));
  const left = leftMotion(pollsOf(view, item.id));
  if (left && (!poll || poll.state === "announced" || (poll.state === "prepared" && poll.motion_order > left.motion_order))) return again(item, left);
  const votes = item.kind === "decision" && view.sitting?.has_vote !== false;
  if (!poll) return votes ? openingStep(view, { words: gettext("Bắt đầu biểu quyết"), opens: "poll" }) : { words: gettext("Kết luận"), opens: "ending" };
  const steps = {
    prepared: () => openingStep(view, { words: gettext("Bắt đầu biểu quyết"), verb: "voting.open_poll", args: { poll: poll.id } }),
    open: () => isOnPaper(poll) ? countingStep(poll) : ({ words: gettext("Kết thúc biểu quyết"), verb: "voting.close_poll", args: { poll: poll.id } }),
    closed: () => ({
      words: gettext("Công bố kết quả"),
      verb: "voting.announce_result",
      args: { poll: poll.id },
      ...(boxWords(poll) && { why: boxWords(poll) }),
    }),
    announced: () => ({ words: gettext("Kết luận"), opens: "ending" }),
  };
  return steps[poll.state]();
}

/** An annulled motion comes first: its question is put once more, in its old place. */
const again = (item, { motion, question, paper, is_secret }) => ({
  words: interpolate(gettext("Chuẩn bị biểu quyết lại: %s"), [motion]),
  verb: "voting.prepare_poll",
  args: { item: item.id, motion, question, paper: paper ?? null, is_secret: Boolean(is_secret) },
});

/** A vote can't be opened without a quorum: the step says so with the arithmetic. While somebody speaks it asks first. */
function openingStep(view, step) {
  if (view.sitting?.quorum && !view.sitting.quorum.ok) return { ...step, why: quorumOf(view) };
  return step.verb && speakingNow(view) ? { ...step, opens: "speaking" } : step;
}

/** The path of the present item: what is behind, where we are, what comes. */
export function pathOf(view) {
  const item = currentItem(view);
  if (!item) return [];
  const votes = (item.kind === "decision" && view.sitting?.has_vote !== false) || standingPolls(view, item.id).length;
  const state = pollInHand(standingPolls(view, item.id))?.state;
  const at = { open: "voting", closed: "announce", announced: "conclude" }[state] ?? "discuss";
  const parts = [["discuss", gettext("Thảo luận")]];
  if (votes) parts.push(["voting", gettext("Biểu quyết")], ["announce", gettext("Công bố kết quả")]);
  parts.push(["conclude", gettext("Kết luận")]);
  return parts.map(([key, words]) => ({ words, current: key === at }));
}

/** The ending that fits what happened; the presider may choose another. */
export function likelyEnding(view, item) {
  const poll = standingPolls(view, item.id).at(-1);
  const outcome = poll?.corrections?.findLast((row) => row.outcome)?.outcome ?? poll?.outcome;
  if (outcome) return outcome.adopted ? "adopted_by_vote" : "not_adopted";
  return { opinion: "opinions_given", information: "noted" }[item.kind] ?? "agreed";
}

/** Where a member stands in the vote that runs or ran last on the present item: ✓, ?, – or nothing. */
export function votedMark(view, seat) {
  const item = currentItem(view);
  const trial = trialOf(view)?.state === "open" ? trialOf(view) : null;
  const poll = openPoll(view) ?? trial ?? (item && pollInHand(standingPolls(view, item.id)));
  if (!poll?.voted || !["open", "closed"].includes(poll.state)) return null;
  const voted = poll.voted[seat.id];
  if (voted === undefined) return { sign: "–", words: gettext("không tham gia biểu quyết") };
  return voted ? { sign: "✓", words: gettext("đã biểu quyết") } : { sign: "?", words: gettext("chưa biểu quyết") };
}
