import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { isOnPaper, markOf } from "../lib/sitting.js";
import { corrections, marks } from "./corrections.js";
import { countsOf, fromWire, NAMES, toldValues } from "../lib/ballots.js";

/**
 * The result: one cell per member, the line drawn at the votes that are enough, the counts in words.
 * @param {any} poll an announced poll
 * @param {number} needed votes that are enough
 */
export function tally(poll, needed) {
  const strip = poll.outcome?.strip ?? [];
  const counts = countsOf(poll);
  return html`<figure class="tally">
    <div class="tally-strip" aria-hidden="true">
      ${strip.map(
        (value, at) => html`<span class="tally-cell" data-value=${fromWire(value)} data-need=${at + 1 === needed ? interpolate(gettext("cần %s"), [needed]) : nothing}></span>`,
      )}
    </div>
    <p class="tally-line">
      ${toldValues(counts).map(
        (value) => html`<span data-value=${value}>${NAMES[value]} ${counts[value] ?? 0}</span>`,
      )}
    </p>
    ${isOnPaper(poll) ? html`<p class="tally-mark">${markOf(poll)}</p>` : nothing}
    ${marks(poll)}${corrections(poll)}
  </figure>`;
}

/** More than half of all members; the outcome may carry its own number. */
export const neededVotes = (poll, sitting) =>
  poll.outcome?.needed ?? Math.floor((poll.outcome?.strip?.length || sitting?.members_total || 0) / 2) + 1;
