import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate, ngettext } from "../lib/i18n.js";
import { url } from "../lib/page.js";

/** The pages that changed since the version this reader read before: a line over the paper, and a bar in their margin. */
export class Changes {
  /** @param {{onChange: () => void, go: (page: number) => void, compare: (old: number) => string}} deeds */
  constructor({ onChange, go, compare }) {
    Object.assign(this, { onChange, go, compare, pages: null, found: null });
  }

  async attach(pages, version) {
    Object.assign(this, { pages, version, found: null });
    try {
      const answer = await fetch(url("changes", { version }), { headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : null;
      if (this.version !== version || !found?.since) return;
      this.found = found;
    } catch {
      return;
    }
    for (const number of this.found.pages) this.pages?.views?.[number - 1]?.box.setAttribute("data-changed", "");
    this.onChange();
  }

  detach() {
    this.pages = this.version = this.found = null;
  }

  has(page) {
    return Boolean(this.found?.pages.includes(page));
  }

  /** The changed page before or after the one on the screen. */
  next(by) {
    const { page } = this.pages;
    const { pages } = this.found;
    return by > 0 ? pages.find((one) => one > page) : pages.findLast((one) => one < page);
  }

  line() {
    if (!this.found) return nothing;
    const { pages, since } = this.found;
    const close = () => ((this.found = null), this.onChange());
    const step = (by, drawn, words) => html`<button type="button" class="tool" ?disabled=${!this.next(by)} aria-label=${words} title=${words} @click=${() => this.go(this.next(by))}>${drawn}</button>`;
    return html`<p class="reader-line" role="status"><span>${
      pages.length
        ? interpolate(ngettext("%s trang thay đổi so với bản %s đã đọc", "%s trang thay đổi so với bản %s đã đọc", pages.length), [pages.length, since])
        : interpolate(gettext("Chữ không thay đổi so với bản %s đã đọc"), [since])
    }</span>${pages.length ? html`${step(-1, icon("chevron-up"), gettext("Trang thay đổi trước"))}${step(1, icon("chevron-down"), gettext("Trang thay đổi sau"))}<a class="btn" data-needs-net href=${this.compare(since)}>${gettext("So sánh")}</a>` : nothing}
      <button type="button" class="tool" aria-label=${gettext("Đóng dòng này")} @click=${close}>${icon("x")}</button></p>`;
  }
}
