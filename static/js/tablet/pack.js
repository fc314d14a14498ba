import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { bytesOf, contentsNow, giveBack, keepDocuments, network, takePack } from "../lib/pack-taking.js";
import { askStanding, packOf } from "../lib/packs.js";
import { page } from "../lib/page.js";
import { alone, ALLOWED, canKeep, megabytes } from "./evening.js";
import { clockTime, day, onBodyClock } from "../lib/time.js";
import { PackSearch } from "./pack-search.js";

/** Events come in bursts; the documents are written down when they rest, at the latest so long after, milliseconds. */
const WRITE_AFTER = 15000;

/** The line of the pack: size before the download, progress, until when it is kept, and what is read without a network. */
export class PackLine {
  /** @param {{open: (hit: any) => void, isReading: () => boolean}} options beside what `goLive` gives */
  constructor(box, { store, outbox, stream, listeners, open, isReading }) {
    Object.assign(this, { box, store, outbox, stream, isReading });
    if (!page.urls?.give_back_pack || !canKeep()) return;
    this.search = new PackSearch(box, () => this.pack, open, () => this.draw());
    listeners.add(() => this.draw());
    store.subscribe(() => this.writeSoon());
    stream.liveListeners.add(() => void this.lookAfter());
    addEventListener("pagehide", () => void this.write());
    void this.begin();
  }

  async begin() {
    this.pack = await packOf(page.sitting);
    this.draw();
    await this.lookAfter();
    await this.byItself();
  }

  /** What would come, before anything does. */
  async offerContents() {
    this.offering ??= contentsNow()
      .then(async (contents) => ({ ...contents, bytes: await bytesOf(contents) }))
      .catch(() => null);
    this.contents = await this.offering;
    this.offering = null;
  }

  /** Back in contact: does it still stand, and is it still all there? */
  async lookAfter() {
    if (this.pack) await askStanding().catch(() => {});
    const had = this.pack;
    this.pack = await packOf(page.sitting);
    if (had && !this.pack) {
      this.said = gettext("Gói lưu trên máy đã hết hiệu lực và được xóa.");
      localStorage.removeItem(ALLOWED);
    }
    if (!this.pack && !this.contents) await this.offerContents();
    this.draw();
  }

  /** A pack that is there is kept up; from the evening before, one is taken where its reader has allowed it before. */
  async byItself() {
    if (navigator.onLine === false) return;
    const kind = network();
    const heavy = kind === "free" || (kind === "" && this.pack?.anyNetwork);
    if (this.pack) return void (await this.take({ light: !heavy, quiet: true, anyNetwork: this.pack.anyNetwork }));
    const isEvening = page.pack?.from && Date.now() >= Date.parse(page.pack.from) && this.store.view.sitting?.state !== "closed";
    if (isEvening && this.contents?.papers.length && localStorage.getItem(ALLOWED) && heavy) await this.take({ quiet: true });
  }

  press() {
    const kind = network();
    if (kind === "free") return void this.take({});
    this.asking = kind || "unknown";
    this.draw();
  }

  async take({ light = false, quiet = false, anyNetwork = false }) {
    if (this.taking) return;
    this.asking = null;
    this.said = "";
    const stop = new AbortController();
    this.taking = { done: 0, of: this.contents?.bytes ?? this.pack?.bytes ?? 0, stop, quiet };
    if (!quiet) localStorage.setItem(ALLOWED, "1");
    this.draw();
    try {
      await alone(() => takePack({ light, anyNetwork, signal: stop.signal, onProgress: (done, of) => (Object.assign(this.taking, { done, of }), this.draw()) }));
    } catch (error) {
      if (!quiet) this.said = stop.signal.aborted ? gettext("Đã dừng tải; phần đã tải vẫn được giữ, tải tiếp khi cần.") : error.refused ? error.message : gettext("Chưa tải xong: mất kết nối hoặc máy đầy. Phần đã tải vẫn được giữ.");
    }
    this.taking = null;
    this.pack = await packOf(page.sitting);
    await this.write();
    this.draw();
  }

  async drop() {
    await giveBack(this.pack);
    localStorage.removeItem(ALLOWED);
    this.pack = null;
    this.search.close();
    await this.offerContents();
    this.draw();
  }

  writeSoon() {
    this.timer ??= setTimeout(() => void this.write(), WRITE_AFTER);
    this.draw();
  }

  async write() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.pack) await keepDocuments(this.pack, this.store.streams).catch(() => {});
  }

  /** Is what is on the screen from the pack? */
  get isRead() {
    return Boolean(this.pack) && this.isAway;
  }

  get isAway() {
    return this.stream.state === "lost" || navigator.onLine === false;
  }

  draw() {
    if (!this.search) return;
    const { pack, taking } = this;
    const parts = [];
    // Over an open paper stands only what matters now.
    if (this.isReading() && !taking && !this.isRead && !this.asking) return void render(nothing, this.box);
    if (taking && !taking.quiet) parts.push(this.progress(taking));
    else if (this.asking) parts.push(this.question());
    else if (pack && this.isAway) parts.push(this.away(pack));
    else if (pack?.whole) parts.push(this.kept(pack));
    else if (pack) parts.push(this.partly());
    else if (this.contents?.papers.length && !this.isAway && this.store.view.sitting?.state !== "closed") parts.push(this.offer());
    render(parts.length || this.said ? html`<section class="pack" aria-label=${gettext("Đọc khi mất mạng")}>${parts}${this.said ? html`<p class="pack-said" role="status">${this.said}</p>` : nothing}${this.search?.part() ?? nothing}</section>` : nothing, this.box);
  }

  line(sign, words, buttons, kind = "") {
    return html`<div class="pack-line" data-kind=${kind}>${sign}<p role="status">${words}</p><div class="pack-do">${buttons}</div></div>`;
  }

  button(words, deed, name = "btn") {
    return html`<button type="button" class=${name} @click=${deed}>${words}</button>`;
  }

  offer() {
    const { papers, bytes } = this.contents;
    const words = interpolate(gettext("Tải để đọc khi mất mạng: %(papers)s tài liệu, %(size)s"), { papers: papers.length, size: megabytes(bytes) });
    return this.line(icon("download"), words, this.button(gettext("Tải"), () => this.press()));
  }

  question() {
    const size = megabytes(this.contents?.bytes ?? this.pack?.bytes ?? 0);
    const words = this.asking === "paid" ? gettext("Máy đang dùng mạng di động. Tải %s bằng mạng này?") : gettext("Không rõ máy đang dùng mạng nào. Tải %s bằng mạng hiện tại?");
    return this.line(icon("alert-triangle"), interpolate(words, [size]), html`${this.button(gettext("Chờ Wi-Fi"), () => ((this.asking = null), this.draw()))}${this.button(gettext("Tải ngay"), () => void this.take({ anyNetwork: true }), "btn btn-primary")}`, "wait");
  }

  progress({ done, of, stop }) {
    const words = interpolate(gettext("Đang tải %(done)s trên %(size)s"), { done: megabytes(done), size: megabytes(of) });
    return html`${this.line(icon("download"), words, this.button(gettext("Dừng"), () => stop.abort()))}<progress max=${of || 1} value=${done} aria-label=${gettext("Đã tải")}></progress>`;
  }

  partly() {
    return this.line(icon("download"), gettext("Gói đọc khi mất mạng chưa tải xong"), html`${this.button(gettext("Tải tiếp"), () => this.press())}${this.button(gettext("Xóa"), () => void this.drop(), "btn btn-quiet")}`, "wait");
  }

  kept(pack) {
    const until = onBodyClock(pack.until);
    const words = interpolate(gettext("Đã lưu trên máy, đến %(time)s ngày %(day)s"), { time: clockTime(until), day: day(until) });
    return this.line(icon("check"), words, html`${this.search.button()}${this.button(gettext("Xóa"), () => void this.drop(), "btn btn-quiet")}`);
  }

  away(pack) {
    const words = interpolate(gettext("Đang mất mạng: đọc từ gói lưu lúc %(time)s"), { time: clockTime(onBodyClock(pack.savedAt)) });
    return this.line(icon("cloud-off"), words, this.search.button(), "wait");
  }
}
