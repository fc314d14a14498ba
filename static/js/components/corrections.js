import { html, nothing } from "lit-html";

import { countsOf, NAMES, toldValues } from "../lib/ballots.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { wordsOf } from "../lib/sitting.js";
import { clockTime } from "../lib/time.js";

/** What stands beside a result: each correction (đính chính) in its order, with its reason, doer and time. */
export function corrections(poll) {
  const rows = poll?.corrections ?? [];
  if (!rows.length) return nothing;
  return html`<div class="corrections">${rows.map((row) => html`<section class="correction" data-kind=${row.kind}>
    <p class="correction-head"><strong>${row.kind === "result" ? gettext("Đính chính kết quả") : gettext("Đính chính điểm danh")}</strong>
      <span class="quiet">${clockTime(row.at)} · ${row.by}</span></p>
    <p class="correction-words">${row.outcome ? wordsOf(row.outcome, "sentence") : row.quorum?.sentence ?? ""}</p>
    ${row.counts ? html`<p class="correction-counts">${line(row)}</p>` : nothing}
    ${(row.remarks ?? []).map((words) => html`<p class="correction-remark">${words}</p>`)}
    <p class="quiet">${interpolate(gettext("Lý do: %s"), [row.reason])}</p></section>`)}</div>`;
}

const line = (row) => {
  const counts = countsOf(row);
  return toldValues(counts).map((value) => `${NAMES[value]} ${counts[value] ?? 0}`).join(" · ");
};

/** Marks of a result: ballots given by voice, and by whose word equal votes were announced. */
export function marks(poll) {
  const spoken = poll?.spoken?.length ?? 0;
  const tie = poll?.tie_confirmed;
  return html`${spoken ? html`<p class="tally-mark">${interpolate(gettext("%s phiếu do thư ký ghi theo lời của thành viên"), [spoken])}</p>` : nothing}
    ${tie ? html`<p class="tally-mark">${tie.how === "presider" ? gettext("Người chủ trì xác nhận trước khi công bố") : gettext("Công bố theo chỉ đạo của người chủ trì")}</p>` : nothing}`;
}
