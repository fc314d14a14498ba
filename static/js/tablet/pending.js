import { html } from "lit-html";

import { gettext } from "../lib/i18n.js";

/** The sentence under an opinion that is on its way, or couldn't be sent yet. */
export function pending(waiting, connection) {
  if (waiting.sending && (connection === "live" || !waiting.error)) return html`<p>${gettext("Đang gửi… chưa được ghi nhận")}</p>`;
  return html`<p>${gettext("Chưa gửi được do mất kết nối; ý kiến chưa được ghi nhận, sẽ gửi ngay khi có kết nối.")}</p>`;
}
