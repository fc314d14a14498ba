import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { searchPack } from "../lib/pack-search.js";

/** Search over everything the pack holds, without a network; a hit opens its paper at its page. */
export class PackSearch {
  constructor(box, pack, open, onChange) {
    Object.assign(this, { box, pack, open, onChange, shown: false, hits: null });
  }

  button() {
    return html`<button type="button" class="btn" aria-expanded=${this.shown ? "true" : "false"} @click=${() => this.toggle()}>${gettext("Tìm trong gói")}</button>`;
  }

  toggle() {
    this.shown = !this.shown;
    this.onChange();
    if (this.shown) this.box.querySelector("#pack-words")?.focus();
  }

  close() {
    this.shown = false;
    this.hits = null;
  }

  async run(event) {
    event.preventDefault();
    const words = this.box.querySelector("#pack-words").value.trim();
    const pack = this.pack();
    const run = (this.running = {});
    this.hits = words && pack ? [] : null;
    this.onChange();
    if (!this.hits) return;
    for await (const hit of searchPack(pack, words)) {
      if (this.running !== run) return;
      this.hits.push(hit);
      if (this.hits.length % 20 === 1) this.onChange();
    }
    this.running = null;
    this.onChange();
  }

  part() {
    if (!this.shown || !this.pack()) return nothing;
    return html`<div class="pack-search"><form role="search" @submit=${(event) => this.run(event)}>
      <label class="only-read" for="pack-words">${gettext("Từ cần tìm trong gói, có dấu hoặc không dấu")}</label>
      <input class="input" id="pack-words" autocomplete="off" placeholder=${gettext("Có dấu hoặc không dấu")}>
      <button class="btn btn-primary" type="submit">${gettext("Tìm")}</button></form>
      ${this.hits ? this.list() : nothing}</div>`;
  }

  list() {
    const words = this.running ? gettext("Đang tìm…") : this.hits.length ? interpolate(gettext("Tìm thấy %s chỗ"), [this.hits.length]) : gettext("Không tìm thấy trong gói");
    const go = (hit) => (this.close(), this.onChange(), this.open(hit));
    return html`<p class="quiet small" role="status">${words}</p>
      <ol>${this.hits.map((hit) => html`<li><button type="button" @click=${() => go(hit)}><strong>${hit.number}. ${hit.title}</strong> <small>${interpolate(gettext("Trang %s"), [hit.page])}</small><span>…${hit.before}<mark>${hit.hit}</mark>${hit.after}…</span></button></li>`)}</ol>`;
  }
}
