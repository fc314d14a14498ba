import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { clockSeconds, now } from "../lib/time.js";
import { pending } from "./pending.js";

/**
 * What a substitute states for the absent member: typed into a field nothing repaints, kept on this device with every
 * stroke, sent by a press, and then exactly one of three states. An opinion; the sentence says it is no ballot.
 */
export class AbsentOpinion {
  constructor({ store, outbox, onChange }) {
    Object.assign(this, { store, outbox, onChange, refused: {}, recordedAt: {}, versions: {} });
  }

  name(item) {
    return `absent:${page.person ?? ""}:${item}`;
  }

  draft(item) {
    return localStorage.getItem(this.name(item));
  }

  known(item) {
    return this.store.view.opinions?.[item]?.[page.me?.entry];
  }

  /** The version the text grew from: the later of what was answered here and what the stream told. */
  version(item) {
    return Math.max(this.known(item)?.version ?? 0, this.versions[item] ?? 0);
  }

  typed(item, text) {
    localStorage.setItem(this.name(item), text);
    if (this.refused[item]) {
      this.refused[item] = "";
      this.onChange();
    }
  }

  async send(item) {
    const text = this.draft(item);
    if (text === null) return;
    this.refused[item] = "";
    const args = { item, text, version: this.version(item) };
    this.onChange();
    const command = await this.outbox.send("agendas.record_absent_opinion", args, { slot: `absent:${item}` });
    if (command.state === "recorded") {
      this.recordedAt[item] = now().toISOString();
      this.versions[item] = command.answer.version;
      if (this.draft(item) === text) localStorage.removeItem(this.name(item));
    } else {
      this.refused[item] = command.error?.message ?? "";
      this.versions[item] = command.error?.facts?.version ?? this.versions[item];
    }
    this.onChange();
  }

  part(view, item, connection) {
    const principal = page.me?.substitute_for;
    const isOver = ["closed", "cancelled"].includes(view.sitting?.state);
    if (!page.me?.substitute || !principal || isOver || item.paper_copies_only) return nothing;
    return html`<section class="position" aria-labelledby="absent-title"><h2 id="absent-title">${interpolate(gettext("Ý kiến của %s"), [principal])}</h2>
      <label for="absent-${item.id}" class="quiet">${gettext("Đồng chí nêu thay thành viên vắng mặt; là ý kiến, không phải phiếu biểu quyết.")}</label>
      <div class="position-reason"><textarea class="input" id="absent-${item.id}" rows="3" maxlength="4000" .value=${this.draft(item.id) ?? this.known(item.id)?.text ?? ""} @input=${(event) => this.typed(item.id, event.target.value)}></textarea>
      <div class="actions"><button type="button" class="btn btn-primary" @click=${() => void this.send(item.id)}>${gettext("Gửi ý kiến")}</button></div></div>
      <div class="position-state" role="status">${this.status(item.id, connection)}</div></section>`;
  }

  status(item, connection) {
    const waiting = this.outbox.inSlot(`absent:${item}`);
    if (this.refused[item]) return this.refusal(item);
    if (waiting) return pending(waiting, connection);
    return this.recordedAt[item] ? html`<p>${interpolate(gettext("Đã ghi nhận lúc %s"), [clockSeconds(this.recordedAt[item])])}</p>` : nothing;
  }

  /** The refusal, and beneath it what somebody else wrote meanwhile, so that nothing is overwritten unseen. */
  refusal(item) {
    const other = this.known(item)?.text;
    const differs = other && other !== this.draft(item);
    return html`<p class="position-refused">${this.refused[item]}</p>${differs ? html`<p class="quiet">${interpolate(gettext("Nội dung đang có: %s"), [other])}</p>` : nothing}`;
  }
}
