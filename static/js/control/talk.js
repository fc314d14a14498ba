import { render } from "lit-html";

import { lines, markSeen, unseenCount } from "../components/lines.js";
import { gettext, interpolate } from "../lib/i18n.js";

/** The folded notes under the queue: a number says there is something new, nothing opens by itself. */
export function drawTalk(view, outbox) {
  const box = document.getElementById("cp-talk");
  if (!box) return;
  if (box.open) markSeen(view);
  const count = unseenCount(view);
  const words = count ? interpolate(gettext("Tin nhắn (%s)"), [count]) : gettext("Tin nhắn");
  const name = document.getElementById("cp-talk-name");
  if (name.textContent !== words) name.textContent = words;
  render(lines(view, outbox), document.getElementById("cp-talk-body"));
}
