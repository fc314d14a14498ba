import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { handedWords, presides } from "../lib/chair.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { linkNotice, serverLine } from "../lib/link.js";
import { page } from "../lib/page.js";
import { currentItem, openPoll, recessOf, recordingWords, withId } from "../lib/sitting.js";

/** Of the presider and the head of the body the line of the chair says it, with the button that belongs to it. */
const saysChair = (view) => view.sitting.state !== "closed" && (presides(view) || page.can?.take_chair_back);

/** What stands over everything: a broken line, recess, the chair handed over, a rehearsal, a new version. */
export function notices(view, stream, readsPack = false) {
  const { sitting = {} } = view;
  const lines = [];
  // Whoever reads from a pack is told so by its own line; a vote needs the whole sentence.
  const lost = readsPack && !openPoll(view) ? "" : serverLine(stream);
  const link = linkNotice(view);
  if (lost) lines.push(["wait", lost]);
  else if (link) lines.push(["wait", `${link.title}. ${link.words}`]);
  if (sitting.is_rehearsal) lines.push(["wait", gettext("DIỄN TẬP: không ghi vào hồ sơ chính thức")]);
  const recess = recessOf(sitting);
  if (recess) lines.push(["wait", recess]);
  if (view.recording) lines.push(["wait", recordingWords(view)]);
  if (view.internal) lines.push(["wait", gettext("Phần họp nội bộ: chỉ những người được nêu tên nghe và đọc được")]);
  if (sitting.handed_over) {
    if (!saysChair(view)) lines.push(["", handedWords(sitting)]);
  }
  if (sitting.state === "closed") lines.push(["", gettext("Phiên họp đã bế mạc")]);
  return lines.map(([kind, words]) => html`<p class="strip-notice" data-kind=${kind} role="status">${words}</p>`);
}

/** One line that names the item in hand; in portrait it opens the agenda. */
export function strip(view, place, actions) {
  const item = withId(view.items, place.item);
  const current = currentItem(view);
  const elsewhere = current && current.id !== place.item;
  return html`<button type="button" class="strip-open" aria-expanded=${actions.railOpen() ? "true" : "false"} aria-controls="rail" @click=${actions.toggleRail}>
      ${icon("list")}<span class="strip-number">${item?.number ?? ""}</span><span class="strip-title">${item?.short_title || item?.title || gettext("Chương trình phiên họp")}</span>${icon("chevron-down")}</button>
    ${elsewhere ? html`<button type="button" class="chip chip-now strip-now" @click=${() => actions.openItem(current.id)}>${interpolate(gettext("Đang bàn nội dung %s"), [current.number])}</button>` : nothing}`;
}
