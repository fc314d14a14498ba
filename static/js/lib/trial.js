import { gettext } from "./i18n.js";
import { openPoll } from "./sitting.js";

export const TRIAL = gettext("Biểu quyết thử, không ghi vào biên bản");

/** The trial of the vote sheet as the document tells it; null without one. */
export const trialOf = (view) => view.trial ?? null;

/** The running trial in the shape of a poll, so that what is tried is the very sheet that will be used. */
function runningTrial(view) {
  const trial = trialOf(view);
  if (trial?.state !== "open") return null;
  return { ...trial, trial: true, is_trial: true, question: gettext("Đồng chí đã sẵn sàng biểu quyết trên thiết bị này chưa? Đề nghị chọn một trong ba phương án để thử.") };
}

/** What the sheet is about: a real vote before a trial. */
export const votedOn = (view) => openPoll(view) ?? runningTrial(view);

/** The command of a press: a trial's choice is answered and forgotten. */
export const castVerb = (poll) => (poll.trial ? "voting.answer_trial_vote" : "voting.cast_ballot");
