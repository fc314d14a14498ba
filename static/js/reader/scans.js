import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate, ngettext } from "../lib/i18n.js";

const NONE = { scanned: [], recognised: [] };

/** One quiet line over a paper that has scanned pages: no words to find on them, or words that may be wrong. */
export class Scans {
  /** @param {() => void} onChange */
  constructor(onChange) {
    Object.assign(this, { onChange, sources: NONE });
  }

  /** @param {{scanned: number[], recognised: number[]}} [sources] numbers of pages */
  show(sources) {
    this.sources = sources ?? NONE;
    if (this.sources.scanned.length || this.sources.recognised.length) this.onChange();
  }

  detach() {
    this.sources = NONE;
  }

  line() {
    const { scanned, recognised } = this.sources;
    if (!scanned.length && !recognised.length) return nothing;
    const words = [
      scanned.length && interpolate(ngettext("%s trang là ảnh quét, chưa tìm kiếm được", "%s trang là ảnh quét, chưa tìm kiếm được", scanned.length), [scanned.length]),
      recognised.length && interpolate(ngettext("%s trang là văn bản nhận dạng, có thể sai", "%s trang là văn bản nhận dạng, có thể sai", recognised.length), [recognised.length]),
    ].filter(Boolean);
    const close = () => ((this.sources = NONE), this.onChange());
    return html`<p class="reader-line" data-scans role="status"><span>${words.join(" · ")}</span>
      <button type="button" class="tool" aria-label=${gettext("Đóng dòng này")} @click=${close}>${icon("x")}</button></p>`;
  }
}
