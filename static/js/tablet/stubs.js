import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page, url } from "../lib/page.js";

const AGAIN_MS = 60_000;

/**
 * Papers of a sitting that are given on paper alone: number, class, who answers for them; never a title. Asked of the
 * house each time: no stream tells them and no pack keeps them, so without a network there are none.
 */
export class Stubs {
  constructor({ onChange }) {
    Object.assign(this, { onChange, byItem: {}, askedAt: -Infinity });
    addEventListener("online", () => (this.askedAt = -Infinity));
  }

  /** Those of an item as last told; asks again where that is a while ago. */
  of(item) {
    if (performance.now() - this.askedAt > AGAIN_MS) void this.ask();
    return this.byItem[item.id] ?? [];
  }

  async ask() {
    this.askedAt = performance.now();
    let found = {};
    try {
      const response = await fetch(url("stubs", { sitting: page.sitting }), { headers: { Accept: "application/json" } });
      if (response.ok) found = (await response.json()).stubs;
    } catch {
      // Without a network nothing of them is shown.
    }
    if (JSON.stringify(found) === JSON.stringify(this.byItem)) return;
    this.byItem = found;
    this.onChange();
  }
}

/** In place of a paper: what it is known by, and how one comes to read it. */
export function onPaper(stubs) {
  if (!stubs.length) return nothing;
  return html`<ul class="sheet-stubs">${stubs.map(
    (one) => html`<li>${icon("book")}<span>
      <strong>${interpolate(gettext("Văn bản số %s"), [one.number])}</strong> <span class="chip chip-stop">${one.classification}</span>
      <small>${interpolate(gettext("Chịu trách nhiệm: %s"), [one.responsible])}</small>
      <small>${one.mine.length
        ? interpolate(gettext("Đồng chí đang giữ bản giấy số %s; nộp lại thư ký sau phiên họp."), [one.mine.join(", ")])
        : gettext("Chỉ có bản giấy đánh số: nhận của thư ký phiên họp, ký nhận, nộp lại sau phiên họp.")}</small></span></li>`,
  )}</ul>`;
}
