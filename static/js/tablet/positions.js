import { html, nothing } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { blockOf, canState, changesOf, countsLine, isInBlock, myPosition, POSITION_KINDS, positionWords, seesPositions, statedOf } from "../lib/positions.js";
import { pollsOf } from "../lib/sitting.js";
import { clockOrDay, clockSeconds } from "../lib/time.js";
import { pending } from "./pending.js";

const NEEDS = { objection: gettext("Lý do không nhất trí (bắt buộc)"), wish_to_speak: gettext("Nội dung muốn phát biểu (không bắt buộc)") };

/**
 * The reader's own position on an item, until its turn comes. One press says "no objection"; the others open a
 * line for the reason. What is typed is kept on this device with every stroke, through every event and a new load of the
 * page; after a press: sending, then exactly one of three states.
 */
export class Positions {
  constructor({ store, outbox, onChange }) {
    Object.assign(this, { store, outbox, onChange, drafts: {}, refused: {} });
  }

  waiting(item) {
    return this.outbox.inSlot(`position:${item}`);
  }

  name(item) {
    return `position:${page.person ?? ""}:${item}`;
  }

  /** What is being typed on an item, its kind with it; also what was typed before the page was loaded again. */
  draft(item) {
    this.drafts[item] ??= kept(this.name(item));
    return this.drafts[item];
  }

  keep(item, draft) {
    this.drafts[item] = draft;
    localStorage.setItem(this.name(item), JSON.stringify(draft));
  }

  drop(item) {
    this.drafts[item] = null;
    localStorage.removeItem(this.name(item));
  }

  choose(item, kind) {
    this.refused[item] = "";
    if (kind === "no_objection") {
      this.drop(item);
      return void this.send(item, "agendas.state_position", { item, kind });
    }
    const mine = myPosition(this.store.view, { id: item });
    this.keep(item, { kind, reason: this.draft(item)?.reason ?? mine?.reason ?? "" });
    this.onChange();
    requestAnimationFrame(() => document.getElementById(`position-${item}`)?.focus());
  }

  state(item) {
    const draft = this.draft(item);
    if (draft.kind === "objection" && !draft.reason.trim()) {
      this.refused[item] = gettext("Đề nghị ghi lý do không nhất trí.");
      return this.onChange();
    }
    void this.send(item, "agendas.state_position", { item, ...draft });
  }

  withdraw(item) {
    this.drop(item);
    void this.send(item, "agendas.withdraw_position", { item });
  }

  async send(item, verb, args) {
    this.refused[item] = "";
    const command = await this.outbox.send(verb, args, { slot: `position:${item}` });
    if (command.state === "recorded") this.drop(item);
    else this.refused[item] = command.error?.message ?? "";
    this.onChange();
  }

  /** The three options of equal weight, the reason, and how far the press has come. */
  part(view, item, connection) {
    const mine = myPosition(view, item);
    if (!canState(view, item)) return this.closed(item, mine);
    const draft = this.draft(item.id);
    const waiting = this.waiting(item.id);
    const chosen = draft?.kind ?? waiting?.args.kind ?? mine?.kind;
    return html`<section class="position" aria-labelledby="position-title"><h2 id="position-title">${gettext("Ý kiến của tôi trước phiên họp")}</h2>
      <div class="position-options" role="group" aria-labelledby="position-title">
        ${POSITION_KINDS.map((kind) => html`<button type="button" class="btn position-option" aria-pressed=${chosen === kind ? "true" : "false"} @click=${() => this.choose(item.id, kind)}>${chosen === kind ? icon("check") : nothing}${positionWords(kind)}</button>`)}
      </div>
      ${draft ? this.reason(item, draft, waiting) : nothing}
      <div class="position-state" role="status">${this.status(item, mine, waiting, connection)}</div>
      ${mine && !draft && !waiting ? html`<button type="button" class="btn btn-quiet" @click=${() => this.withdraw(item.id)}>${gettext("Rút ý kiến")}</button>` : nothing}
    </section>`;
  }

  /** Nothing can be stated any more: what was recorded, and what wasn't, with its reason. */
  closed(item, mine) {
    const refused = this.refused[item.id];
    if (!mine && !refused) return nothing;
    return html`<section class="position" data-closed><h2>${gettext("Ý kiến của tôi trước phiên họp")}</h2>${mine ? recorded(mine) : nothing}
      ${refused ? html`<p class="position-refused" role="status">${interpolate(gettext("Không được tiếp nhận: %s"), [refused])}</p>` : nothing}</section>`;
  }

  reason(item, draft, waiting) {
    return html`<div class="position-reason"><label for="position-${item.id}">${NEEDS[draft.kind]}</label>
      <textarea class="input" id="position-${item.id}" rows="3" maxlength="1000" .value=${draft.reason} @input=${(event) => this.keep(item.id, { ...draft, reason: event.target.value })}></textarea>
      <div class="actions"><button type="button" class="btn btn-primary" ?disabled=${Boolean(waiting)} @click=${() => this.state(item.id)}>${interpolate(gettext("Gửi ý kiến: %s"), [positionWords(draft.kind)])}</button>
      <button type="button" class="btn" @click=${() => (this.drop(item.id), this.onChange())}>${gettext("Bỏ")}</button></div></div>`;
  }

  status(item, mine, waiting, connection) {
    if (this.refused[item.id]) return html`<p class="position-refused">${this.refused[item.id]}</p>`;
    if (waiting) return pending(waiting, connection);
    return mine ? recorded(mine) : html`<p class="quiet">${gettext("Đồng chí chưa cho ý kiến về nội dung này.")}</p>`;
  }
}

/** A draft as it was kept, or null; what another release kept in another shape is none. */
function kept(name) {
  try {
    const { kind, reason } = JSON.parse(localStorage.getItem(name) ?? "{}");
    return kind in NEEDS && typeof reason === "string" ? { kind, reason } : null;
  } catch {
    return null;
  }
}

const recorded = (mine) =>
  html`<p>${icon("check")} ${interpolate(gettext("Đã ghi nhận lúc %s: %s"), [clockSeconds(mine.at), positionWords(mine.kind)])}${mine.reason ? html`<br><span class="quiet">${mine.reason}</span>` : nothing}</p>`;

/** What the members stated, for those who may see it: counts, then who objects or wishes to speak, with the reason. */
export function stated(view, item) {
  if (!seesPositions(view) || item.state === "withdrawn") return nothing;
  const apart = view.positions[item.id]?.apart;
  const named = statedOf(view, item).filter((one) => one.kind !== "no_objection");
  // The question of the vote over the block, right below, names its items already.
  const isAsked = pollsOf(view, item.id).some((poll) => poll.items && poll.state === "prepared");
  return html`<section class="stated"><h2>${gettext("Ý kiến của các thành viên trước phiên họp")}</h2>
    <p>${countsLine(view, item)}</p>
    ${isInBlock(view, item) ? html`<p class="quiet">${isAsked ? gettext("Chưa có ý kiến không phải là đồng ý.") : interpolate(gettext("Thuộc nhóm biểu quyết chung: nội dung %s. Chưa có ý kiến không phải là đồng ý."), [blockOf(view).map((one) => one.number).join(", ")])}</p>` : nothing}
    ${apart ? html`<p class="quiet">${interpolate(gettext("Thảo luận riêng từ %s: %s"), [clockOrDay(apart.at), apart.reason ?? ""])}</p>` : nothing}
    ${named.length ? html`<ul class="stated-list">${named.map((one) => html`<li><span class="chip chip-${one.kind === "objection" ? "stop" : "wait"}">${positionWords(one.kind)}</span> <strong>${one.post}</strong> <small>${clockOrDay(one.at)}</small>${one.reason ? html`<br>${one.reason}` : nothing}</li>`)}</ul>` : nothing}
  </section>`;
}

/** The block as a list, a line per item, under the agenda. */
export function block(view, actions) {
  const items = blockOf(view);
  if (!items.length) return nothing;
  return html`<section class="rail-more"><h2>${gettext("Nhóm biểu quyết chung")}</h2>
    <ul>${items.map((item) => html`<li><button type="button" @click=${() => actions.openItem(item.id)}><strong>${item.number}</strong> ${item.short_title || item.title}<small>${countsLine(view, item)}</small></button></li>`)}</ul></section>`;
}

/** What changed since publication, newest first, below everything a finger is on. */
export function changes(view, item) {
  const found = changesOf(view, item);
  if (!found.length) return nothing;
  return html`<section class=${item ? "changes" : "rail-more changes"}><h2>${item ? gettext("Thay đổi của nội dung này") : gettext("Thay đổi của chương trình")}</h2>
    <ul>${found.map((one) => html`<li><time>${one.time}</time> <span>${one.words}${one.more ? html`<small>${one.more}</small>` : nothing}</span></li>`)}</ul></section>`;
}
