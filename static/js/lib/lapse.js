import { gettext } from "./i18n.js";

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
/** How long after the press a command may still be sent. What stands first fits. */
const LASTS = [
  [/^voting\.(cast_|answer_trial)/, 10 * MINUTE, gettext("Phiếu không được tính: chưa gửi được trong 10 phút từ khi chọn. Nếu biểu quyết còn mở, đề nghị chọn lại.")],
  [/^(room|meetings|voting|recordings)\./, 2 * MINUTE, gettext("Yêu cầu đã quá giờ nên không gửi nữa. Nếu vẫn cần, đề nghị thực hiện lại.")],
  // The server merges repeats for 30 days; what is older could take effect twice.
  [/./, 29 * DAY, gettext("Việc này chờ gửi quá 29 ngày nên không gửi nữa. Nếu vẫn cần, đề nghị thực hiện lại.")],
];
const NOT_COUNTED = gettext("Phiếu không được tính: biểu quyết đã kết thúc trước khi máy có kết nối trở lại.");

export const isBallot = (verb) => /^voting\.cast_/.test(verb);

/**
 * Why a command must not be sent any more, in words; "" while it may. A ballot never leaves once its vote is over as
 * far as this page knows, and neither it nor a live action so late that it would surprise.
 * @param {{verb: string, args: any, sentAt: string}} command @param {any} view @param {Date} now by this device's clock
 */
export function lapsed({ verb, args, sentAt }, view, now) {
  const poll = view?.polls?.[args.poll];
  if (isBallot(verb) && poll && poll.state !== "open") return NOT_COUNTED;
  const [, lasts, words] = LASTS.find(([verbs]) => verbs.test(verb));
  const age = now.getTime() - Date.parse(sentAt);
  // A clock put back says nothing about how old a ballot is.
  return age > lasts || (lasts < DAY && age < -MINUTE) ? words : "";
}
