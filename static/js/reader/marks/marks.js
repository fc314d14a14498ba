import { html, nothing, render } from "lit-html";

import { icon, named } from "../../components/icon.js";
import { gettext, interpolate } from "../../lib/i18n.js";
import { keepMarks } from "../../lib/pack-taking.js";
import { partsOf, quoteOf, targetOfInk, targetOfPage, targetOfSelection } from "./anchors.js";
import { editNote, shareMark } from "./dialogs.js";
import { Hold } from "./hold.js";
import { Ink } from "./ink.js";
import { drawMarks, markAt } from "./layer.js";
import { COLOURS, panelOf, titleOf, wholePage } from "./panel.js";
import { Shelf } from "./shelf.js";

/**
 * A reader's own marks on the paper he reads, and those shared with him. The reader hands over its pages (`attach`),
 * draws `tools()` in its bar and `panel()` in its side panel, and calls `draw(view)` for every page it has drawn.
 */
export class Marks {
  /** @param {import("../reader.js").Reader} reader @param {{outbox: any, store: any}} live */
  constructor(reader, { outbox, store }) {
    Object.assign(this, { reader, inking: false, colour: "yellow", inkColour: "blue", moving: null });
    this.shelf = new Shelf({ outbox, onChange: () => this.changed(), keep: (version, marks) => void keepMarks(version, marks).catch(() => {}) });
    this.bar = document.createElement("div");
    this.bar.className = "mark-bar";
    this.bar.hidden = true;
    reader.box.append(this.bar);
    this.ink = new Ink(reader.scroller, {
      viewAt: (x, y) => this.viewAt(x, y),
      chosen: () => this.inking,
      colour: () => this.inkColour,
      onInk: (view, strokes) => this.shelf.make("ink", this.inkColour, targetOfInk(view, strokes)),
    });
    this.hold = new Hold(reader.scroller, {
      may: () => Boolean(this.pages?.views) && !this.inking && !this.ink.penDown,
      onHold: (x, y) => this.offerPage(this.viewAt(x, y), x, y),
    });
    document.addEventListener("selectionchange", () => this.selected());
    reader.scroller.addEventListener("click", (event) => this.tapped(event), { capture: true });
    reader.scroller.addEventListener("scroll", () => this.hideBar(), { passive: true });
    document.addEventListener("keydown", (event) => this.key(event));
    let told = JSON.stringify(store.view.marks ?? {});
    store.subscribe((view) => {
      const now = JSON.stringify(view.marks ?? {});
      if (now === told) return;
      told = now;
      clearTimeout(this.refresh);
      this.refresh = setTimeout(() => this.pages && !outbox.waiting && this.shelf.open(this.shelf.version), 400);
    });
  }

  attach(pages, version) {
    this.pages = pages;
    pages.marks = this;
    void this.shelf.open(version);
  }

  detach() {
    this.ink.flush();
    this.pages = null;
    this.moving = null;
    this.hideBar();
  }

  draw(view) {
    drawMarks(view, this.shelf.list.filter((mark) => partsOf(mark.target).some((part) => part.page === view.number)));
  }

  changed() {
    this.pages?.views?.forEach((view) => view.drawnAt !== undefined && this.draw(view));
    if (this.reader.panels?.kind === "marks") this.reader.panels.marks();
    if (this.pages) this.reader.draw();
  }

  viewAt(x, y) {
    return this.pages?.views?.find(({ box }) => {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      return x >= left && x <= right && y >= top && y <= bottom;
    });
  }

  /** The group of tools in the reader's bar. */
  tools() {
    const off = !this.pages?.views;
    const undo = gettext("Hoàn tác đánh dấu");
    const ink = gettext("Viết tay bằng ngón tay hoặc chuột");
    return html`<span class="mark-tools" role="group" aria-label=${gettext("Đánh dấu")}>
      <button type="button" class="tool" ?disabled=${off} aria-pressed=${this.inking ? "true" : "false"} aria-label=${ink} title=${ink} @click=${() => this.toggleInk()}>${icon("scribble")}${named(gettext("Viết tay"))}</button>
      <button type="button" class="tool" ?disabled=${off || !this.shelf.undone.length} aria-label=${undo} title=${undo} @click=${() => this.undo()}>${icon("arrow-back-up")}${named(gettext("Hoàn tác"))}</button>
    </span>`;
  }

  toggleInk() {
    this.inking = !this.inking;
    this.ink.flush();
    this.reader.scroller.classList.toggle("inking", this.inking);
    getSelection()?.removeAllRanges();
    if (this.inking) this.showColours();
    else this.hideBar();
    this.reader.draw();
  }

  undo() {
    this.ink.flush();
    this.shelf.undo();
  }

  key(event) {
    if (event.key === "Escape" && !this.bar.hidden) this.hideBar();
    const isWriting = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "z" || isWriting) return;
    if (!this.pages || !this.shelf.undone.length) return;
    event.preventDefault();
    this.undo();
  }

  selected() {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.offer(), 250);
  }

  /** Words were chosen: what can be done with them stands below them. */
  offer() {
    const selection = getSelection();
    if (!this.pages || this.inking || !selection?.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!this.reader.scroller.contains(range.commonAncestorContainer)) return;
    const target = targetOfSelection(range, this.pages.views);
    if (!target) return;
    const done = () => (getSelection()?.removeAllRanges(), this.hideBar());
    const make = (kind, colour = this.colour) => {
      this.colour = colour;
      void this.shelf.make(kind, colour, target);
      done();
    };
    const write = async (kind) => {
      done();
      const written = await editNote({ kind, quote: quoteOf(target) });
      if (!written?.body) return;
      void this.shelf.make(kind, this.colour, target, written.body);
      if (written.share) this.shareOne(this.shelf.newest);
    };
    const reattach = () => {
      void this.shelf.reattach(this.moving, target);
      this.moving = null;
      done();
    };
    this.showBar(
      range.getBoundingClientRect(),
      this.moving
        ? html`<button type="button" class="btn btn-primary" @click=${reattach}>${gettext("Gắn vào chỗ này")}</button>`
        : html`${this.swatches((colour) => make("highlight", colour), gettext("Tô màu %s"))}
            ${this.action("underline", gettext("Gạch chân"), () => make("underline"))}
            ${this.action("note", gettext("Ghi chú"), () => write("note"))}
            ${this.action("help-circle", gettext("Câu hỏi cho người trình bày"), () => write("question"))}`,
    );
  }

  /** A finger rested on a page beside its words: what can be said of the page as a whole. */
  offerPage(view, x, y) {
    if (!view) return;
    const deed = (kind, name) => html`<button type="button" class="btn" @click=${() => this.writeOnPage(kind, view.number)}>${this.icons[name]}${wholePage(kind, view.number)}</button>`;
    this.showBar({ left: x, width: 0, bottom: y }, html`${deed("note", "note")}${deed("question", "help-circle")}`);
  }

  async writeOnPage(kind, page = this.reader.page) {
    this.hideBar();
    const written = await editNote({ kind, page });
    if (!written?.body || !this.pages) return;
    void this.shelf.make(kind, this.colour, targetOfPage(page), written.body);
    if (written.share) this.shareOne(this.shelf.newest);
  }

  get icons() {
    return { underline: icon("underline"), note: icon("note"), "help-circle": icon("help-circle"), pencil: icon("pencil"), share: icon("share"), trash: icon("trash") };
  }

  action(name, words, deed) {
    return html`<button type="button" class="tool" aria-label=${words} title=${words} @click=${deed}>${this.icons[name]}</button>`;
  }

  swatches(choose, words, current) {
    return COLOURS().map(
      ([colour, name]) => html`<button type="button" class="tool mark-swatch mark-${colour}" aria-pressed=${current ? String(current === colour) : nothing} aria-label=${interpolate(words, [name])} title=${interpolate(words, [name])} @click=${() => choose(colour)}><span></span></button>`,
    );
  }

  showColours() {
    const { left, width, bottom } = this.reader.bar.getBoundingClientRect();
    const choose = (colour) => ((this.inkColour = colour), this.showColours());
    this.showBar({ left, width, bottom }, html`${this.swatches(choose, gettext("Bút màu %s"), this.inkColour)}<button type="button" class="btn" @click=${() => this.toggleInk()}>${gettext("Xong")}</button>`, true);
  }

  /** A tap on a mark shows what it says and what can be done with it. */
  tapped(event) {
    if (this.hold.held) return void event.stopPropagation();
    if (!this.pages || this.inking || !getSelection()?.isCollapsed || event.target.closest("a, button")) return;
    if (this.ink.wroteAt && event.timeStamp - this.ink.wroteAt < 400) return void event.stopPropagation();
    const mark = markAt(this.pages.views.filter((view) => view.isNear), event.clientX, event.clientY);
    if (!mark) return this.hideBar();
    event.stopPropagation();
    this.showMark(mark, { left: event.clientX, width: 0, bottom: event.clientY + 12 });
  }

  showMark(mark, at) {
    const recolour = (colour) => (this.hideBar(), this.shelf.change(mark, { colour }));
    const words = html`<p class="mark-says">${mark.is_mine ? nothing : html`<strong>${mark.owner}</strong>`} ${mark.body || titleOf(mark)}</p>`;
    this.showBar(at, mark.is_mine
      ? html`${words}${this.swatches(recolour, gettext("Đổi sang màu %s"), mark.colour)}
          ${this.action("pencil", gettext("Viết ghi chú"), () => this.write(mark))}
          ${this.action("share", gettext("Chia sẻ"), () => this.shareOne(mark))}
          ${this.action("trash", gettext("Xóa"), () => (this.hideBar(), this.shelf.remove(mark)))}`
      : words);
  }

  async write(mark) {
    this.hideBar();
    const written = await editNote(mark);
    if (!written) return;
    if (written.body !== (mark.body ?? "")) void this.shelf.change(mark, { body: written.body });
    if (written.share) this.shareOne(this.shelf.marks.get(mark.id) ?? mark);
  }

  shareOne(mark) {
    this.hideBar();
    void shareMark(mark, this.shelf);
  }

  showBar(at, content, stays = false) {
    this.stays = stays;
    render(content, this.bar);
    this.bar.hidden = false;
    this.bar.style.setProperty("left", "0px"); // measured with all the room there is
    const frame = this.reader.box.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.bar;
    const left = Math.min(Math.max(8, at.left + at.width / 2 - frame.left - offsetWidth / 2), Math.max(8, frame.width - offsetWidth - 8));
    const top = Math.min(at.bottom - frame.top + 10, frame.height - offsetHeight - 8);
    this.bar.style.setProperty("left", `${left}px`);
    this.bar.style.setProperty("top", `${Math.max(8, top)}px`);
  }

  hideBar() {
    if (this.bar.hidden || (this.stays && this.inking)) return;
    this.bar.hidden = true;
    render(nothing, this.bar);
  }

  /** The list in the side panel. */
  panel() {
    return panelOf(this.shelf, {
      waits: (mark) => this.shelf.waits(mark),
      go: (mark) => this.reader.go(mark.target.page),
      write: (mark) => this.write(mark),
      share: (mark) => this.shareOne(mark),
      remove: (mark) => this.shelf.remove(mark),
      reattach: (mark) => {
        this.moving = this.moving === mark ? null : mark;
        this.changed();
      },
      moving: this.moving,
      page: this.reader.page,
      writeOnPage: (kind) => void this.writeOnPage(kind),
      moveToPage: (mark) => {
        this.moving = null;
        void this.shelf.reattach(mark, targetOfPage(this.reader.page));
      },
    });
  }
}
