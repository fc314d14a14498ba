import { html, nothing } from "lit-html";

import { whenBack } from "../components/needs-net.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { url } from "../lib/page.js";
import { clockTime, day } from "../lib/time.js";
import { Changes } from "./changes.js";
import { Citations } from "./citations.js";
import { noteRead } from "./read.js";
import { Scans } from "./scans.js";

/** Where a page that was left is come back to. */
export const wayBack = () => encodeURIComponent(location.pathname + location.search + location.hash);

/**
 * What stands beside the pages of a paper: its versions and who presents it, the agenda, what changed since it was read,
 * and the papers it names. The face says what it knows (`about`, `agenda`) and what opening means to it.
 */
export class Beside {
  /**
   * @param {import("./reader.js").Reader} reader
   * @param {{about?: () => any, agenda?: () => any, openVersion: (version: any) => void, openPaper: (citation: any, page: number) => void}} face
   */
  constructor(reader, { about = () => ({}), agenda, openVersion, openPaper }) {
    Object.assign(this, { reader, about, agenda, openVersion, from: null });
    this.changes = new Changes({
      onChange: () => reader.draw(),
      go: (page) => reader.go(page),
      compare: (old) => this.compareWith(old, reader.wanted.number),
    });
    this.scans = new Scans(() => reader.draw());
    this.citations = new Citations({
      onSources: (sources) => this.scans.show(sources),
      open: openPaper,
      // The pen lifted over a link has written, not pressed.
      isWriting: (event) => Boolean(reader.marks?.inking || (reader.marks?.ink.wroteAt && event.timeStamp - reader.marks.ink.wroteAt < 400)),
    });
  }

  attach(pages, { id, key, number, isOld }) {
    if (!id) return;
    noteRead(id, number);
    void this.citations.attach(pages, key);
    if (!isOld) void this.changes.attach(pages, key);
  }

  detach() {
    this.citations.detach();
    this.scans.detach();
    this.changes.detach();
  }

  compareWith(one, other) {
    const [old, now] = [Math.min(one, other), Math.max(one, other)];
    return `${url("compare", { paper: this.reader.wanted.id })}?old=${old}&new=${now}&back=${wayBack()}`;
  }

  /** The lines over the pages: an old version says so and leads back; what changed since it was read. */
  lines() {
    const { wanted } = this.reader;
    return html`${this.from?.to === wanted?.id ? this.backLine() : nothing}${wanted?.isOld ? this.oldLine(wanted) : this.changes.line()}${this.scans.line()}`;
  }

  /** Opened by a citation: the way back to where it stood. */
  cameFrom(to, title, page, back) {
    this.from = { to, title, page, back };
  }

  backLine() {
    const { title, page, back } = this.from;
    return html`<p class="reader-line" role="status"><span>${interpolate(gettext("Mở từ: %s, trang %s"), [title, page])}</span>
      <button type="button" class="btn" @click=${() => ((this.from = null), back())}>${gettext("Trở lại chỗ dẫn")}</button></p>`;
  }

  oldLine(wanted) {
    return html`<p class="reader-line" data-old role="status"><span>${interpolate(gettext("Đang xem bản cũ: bản %s, không phải bản mới nhất"), [wanted.number])}</span>
      <button type="button" class="btn btn-primary" @click=${() => this.openVersion(null)}>${gettext("Về bản mới nhất")}</button></p>`;
  }

  async panel(kind) {
    if (kind === "agenda") return this.frame(gettext("Chương trình"), this.agenda());
    const { id } = this.reader.wanted;
    this.frame(gettext("Các bản và người trình bày"), html`<p class="quiet">${gettext("Đang tải…")}</p>`);
    let rows = null;
    let cited = "";
    try {
      const answer = await fetch(url("versions", { paper: id }), { headers: { Accept: "application/json" } });
      if (answer.ok) ({ versions: rows, cited } = await answer.json());
    } catch {
      rows = null;
    }
    if (this.reader.wanted?.id !== id || this.reader.panels?.kind !== "versions") return undefined;
    if (!rows) whenBack(() => this.reader.wanted?.id === id && this.reader.panels?.kind === "versions" && void this.panel(kind));
    return this.frame(gettext("Các bản và người trình bày"), html`${this.presenter()}${rows ? this.versions(rows) : html`<p role="status">${gettext("Chưa tải được danh sách các bản; danh sách hiện ra khi có kết nối.")}</p>`}${cited ? html`<p><a class="btn" data-needs-net href=${`${cited}?back=${wayBack()}`}>${gettext("Nơi viện dẫn")}</a></p>` : nothing}`);
  }

  frame(title, body) {
    this.reader.panels?.frame(title, body);
  }

  presenter() {
    const { item } = this.about() ?? {};
    if (!item) return nothing;
    return html`<dl class="about"><div><dt>${interpolate(gettext("Nội dung %s"), [item.number])}</dt><dd>${item.short_title || item.title}</dd></div>
      ${item.presenter?.post || item.presenter?.name ? html`<div><dt>${gettext("Người trình bày")}</dt><dd>${item.presenter.post}${item.presenter.name ? html`<small>${item.presenter.name}</small>` : nothing}</dd></div>` : nothing}</dl>`;
  }

  versions(rows) {
    const { key, number } = this.reader.wanted;
    return html`<ol class="versions">${rows.map((row) => {
      const isHere = row.id === key;
      return html`<li aria-current=${isHere ? "true" : nothing}>
        <p><strong>${interpolate(gettext("Bản %s"), [row.number])}</strong>${row.is_newest ? html` <span class="chip chip-good">${gettext("mới nhất")}</span>` : nothing}${isHere ? html` <span class="chip">${gettext("đang xem")}</span>` : nothing}</p>
        <p class="quiet small">${[`${day(row.at)}, ${clockTime(row.at)}`, row.by, row.pages ? interpolate(gettext("%s trang"), [row.pages]) : ""].filter(Boolean).join(" · ")}</p>
        ${row.note ? html`<p class="small">${row.note}</p>` : nothing}
        ${isHere ? nothing : html`<p class="version-deeds">${row.ready ? html`<button type="button" class="btn" data-needs-net @click=${() => this.openVersion(row)}>${row.is_newest ? gettext("Mở bản mới nhất") : interpolate(gettext("Mở bản %s"), [row.number])}</button>` : html`<span class="quiet small">${gettext("Chưa chuyển đổi xong")}</span>`}
          <a class="btn" data-needs-net href=${this.compareWith(row.number, number)}>${gettext("So với bản đang xem")}</a></p>`}
      </li>`;
    })}</ol>
    ${rows.length === 1 ? html`<p class="quiet">${gettext("Tài liệu mới có một bản.")}</p>` : nothing}`;
  }
}
