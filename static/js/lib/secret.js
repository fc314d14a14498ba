import { gettext, interpolate } from "./i18n.js";
import { isOnPaper } from "./sitting.js";
import { since } from "./time.js";

/** What every screen says of a secret vote: who would have to act together to break it. */
export const SECRET_LABEL = gettext(
  "Biểu quyết kín: phiếu được niêm phong trên máy của thành viên; chỉ khi người quản trị cơ sở dữ liệu và người giữ khóa hòm phiếu thông đồng mới biết ai chọn gì.",
);
/** Seconds after the closing in which a keeper at work has opened the box. */
const PATIENCE = 5;

/** Do its ballots go sealed into a box? A secret vote on paper has ballots without a name instead. */
export const isSealed = (poll) => Boolean(poll.is_secret) && !isOnPaper(poll);

/** "Khóa hòm phiếu FVM9-JC38", as its holder reads it in the log of the keeper. */
export const fingerprintOf = (poll) =>
  poll.box?.fingerprint ? interpolate(gettext("Khóa hòm phiếu %s"), [poll.box.fingerprint]) : "";

/** Why a closed secret vote has no result yet, and what to do; empty for every other vote. */
export function boxWords(poll) {
  if (!isSealed(poll) || poll.outcome || !["open", "closed"].includes(poll.state)) return "";
  if (poll.box?.is_lost) return gettext("Khóa của hòm phiếu không còn nên không ai mở được phiếu. Đề nghị hủy và biểu quyết lại.");
  if (poll.state === "open") return "";
  return since(poll.closed_at) < PATIENCE
    ? gettext("Đang mở hòm phiếu…")
    : gettext("Hòm phiếu chưa được mở. Đề nghị báo người giữ khóa hòm phiếu kiểm tra tiến trình giữ khóa; kết quả tự hiện khi hòm phiếu được mở.");
}

/**
 * Whether a receipt is among those of the closed box: true, false, or null while there is nothing to compare.
 * @param {any} poll
 * @param {string} [code] the receipt of this member
 */
export function isInBox(poll, code) {
  const receipts = poll.box?.receipts;
  return isSealed(poll) && receipts && code ? receipts.includes(code) : null;
}
