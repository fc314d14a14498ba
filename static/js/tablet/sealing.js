import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { canSeal, codeOf, seal } from "../lib/envelopes.js";
import { gettext } from "../lib/i18n.js";
import { fingerprintOf, isInBox, isSealed, SECRET_LABEL } from "../lib/secret.js";

/** What the vote sheet says and does of a secret vote beyond that of any vote. */

/** The one sentence about who could break the secret, with the fingerprint of the box's key. */
export const secretLabel = (poll) =>
  isSealed(poll)
    ? html`<p class="vote-secret">${icon("lock")}<span>${SECRET_LABEL} <span class="vote-key">${fingerprintOf(poll)}</span></span></p>`
    : nothing;

/** Why this device can't seal, with what to do; nothing where it can. */
export const cannotSeal = (poll) =>
  isSealed(poll) && !canSeal()
    ? html`<div class="notice notice-stop" role="alert"><p>${gettext("Trang này chưa mở bằng kết nối an toàn (https) nên máy không niêm phong được phiếu. Đề nghị mở lại bằng địa chỉ https hoặc dùng máy khác; nếu chưa được, báo thư ký phiên họp.")}</p></div>`
    : null;

/**
 * Seals a choice and gives what may leave this device: the envelope, never the choice.
 * @returns {Promise<{verb: string, args: object}>}
 */
export async function sealed(poll, person, value) {
  const envelope = await seal(poll.box.public_key, { poll: poll.id, person, value });
  return { verb: "voting.cast_sealed", args: { poll: poll.id, sealed: envelope } };
}

/** Does the receipt the server gave belong to the envelope that was sent? */
export const isReceiptOf = async ({ args, answer }) => (await codeOf(args.sealed)) === answer.code;

/** After the closing: whether this member's envelope is in the box, found without being asked for. */
export function boxLine(poll, code) {
  const found = isInBox(poll, code);
  if (found === null) return nothing;
  return found
    ? html`<p class="vote-box" data-found="true">${icon("check")}${gettext("Phiếu của đồng chí có trong hòm phiếu")}</p>`
    : html`<div class="notice notice-stop vote-box" data-found="false" role="alert"><p>${gettext("Không thấy phiếu của đồng chí trong hòm phiếu. Đề nghị báo ngay người chủ trì để hủy và biểu quyết lại.")}</p></div>`;
}
