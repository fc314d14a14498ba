import { html, nothing } from "lit-html";

import { gettext } from "../lib/i18n.js";
import { linkNotice, serverNotice } from "../lib/link.js";

/** One calm notice at the head of the panel: which line broke, and what the sitting can do now. */
export function links(view, stream, actions) {
  const notice = serverNotice(stream) ?? linkNotice(view);
  if (!notice) return nothing;
  const canPause = view.sitting?.state === "open" && stream.state === "live" && !notice.canGoOn;
  return html`<div class="notice notice-wait cp-link"><div><p><strong>${notice.title}</strong></p><p>${notice.words}</p>
    ${canPause ? html`<button type="button" class="btn cp-small" @click=${() => actions.open("suspend")}>${gettext("Tạm nghỉ…")}</button>` : nothing}</div></div>`;
}
