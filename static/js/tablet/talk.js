import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { lines, linesOf, markSeen, sidesFor, unseenCount } from "../components/lines.js";
import { gettext, interpolate } from "../lib/i18n.js";

/** The quiet tab of one-line notes: opened by hand only, so nothing ever lies over a vote sheet. */
export class Talk {
  constructor(box, { store, outbox, onChange }) {
    Object.assign(this, { box, store, outbox, onChange });
    store.subscribe(() => this.open && this.draw());
  }

  get open() {
    return !this.box.hidden;
  }

  toggle() {
    this.box.hidden = !this.box.hidden;
    if (this.open) this.draw();
    this.onChange();
  }

  draw() {
    markSeen(this.store.view);
    render(
      html`<div class="note" role="dialog" aria-labelledby="talk-title"><header><h2 id="talk-title">${gettext("Tin nhắn điều hành")}</h2>
        <button type="button" class="tool" aria-label=${gettext("Đóng")} @click=${() => this.toggle()}>${icon("x")}</button></header>${lines(this.store.view, this.outbox)}</div>`,
      this.box,
    );
  }

  /** The button in the foot, for those who take part in the talk. */
  button() {
    const { view } = this.store;
    if (!sidesFor(view).length && !linesOf(view).length) return nothing;
    const count = this.open ? 0 : unseenCount(view);
    return html`<button type="button" class="btn" aria-pressed=${this.open ? "true" : "false"} @click=${() => this.toggle()}>${icon("mail")}${count ? interpolate(gettext("Tin nhắn (%s)"), [count]) : gettext("Tin nhắn")}</button>`;
  }
}
