import { gettext, interpolate } from "../lib/i18n.js";
import { url } from "../lib/page.js";
import { boxesOf, lettersOf, squeeze } from "./marks/anchors.js";

const INNER = /[\p{L}\p{N}/]/u;

/** Every place of these words in a text layer that isn't part of longer ones, as ranges. */
export function placesOf(read, words) {
  const wanted = squeeze(words);
  const { letters, places } = read;
  const found = [];
  for (let at = wanted ? letters.indexOf(wanted) : -1; at >= 0; at = letters.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length;
    const joined = (index) => index > 0 && index < letters.length && !places[index].gap && INNER.test(letters[index - 1]) && INNER.test(letters[index]);
    if (joined(at) || joined(end)) continue;
    const range = document.createRange();
    range.setStart(places[at].node, places[at].at);
    range.setEnd(places[end - 1].node, places[end - 1].to);
    found.push(range);
  }
  return found;
}

/** The papers a paper names, as links over its pages. Which ones lead anywhere, the server says for this reader. */
export class Citations {
  /** @param {{open: (citation: any, page: number) => void, isWriting: () => boolean}} deeds `onSources` hears which pages are scans */
  constructor({ open, isWriting, onSources = () => {} }) {
    Object.assign(this, { open, isWriting, onSources, list: [] });
    this.drawn = (view) => this.draw(view);
  }

  async attach(pages, version) {
    this.detach();
    Object.assign(this, { pages, version, list: [] });
    pages.hearers.add(this.drawn);
    try {
      const answer = await fetch(url("citations", { version }), { headers: { Accept: "application/json" } });
      if (!answer.ok || this.version !== version) return;
      const { citations, sources } = await answer.json();
      this.list = citations;
      this.onSources(sources);
    } catch {
      return; // without a network a paper is read without its links
    }
    this.pages?.views?.forEach((view) => view.text?.parentNode && this.draw(view));
  }

  detach() {
    this.pages?.hearers.delete(this.drawn);
    this.pages = this.version = null;
  }

  draw(view) {
    view.box.querySelector(".cites")?.remove();
    const named = this.list.filter((one) => one.page === view.number);
    if (!named.length) return;
    const layer = document.createElement("div");
    layer.className = "cites";
    const read = lettersOf(view.text);
    for (const one of named) {
      placesOf(read, one.words).forEach((range) => boxesOf(range, view).forEach((box, index) => layer.append(this.link(one, view, box, index > 0))));
    }
    view.box.append(layer);
  }

  link(one, view, [x, y, width, height], isRest) {
    const link = document.createElement("a");
    link.className = "cite";
    link.href = url("paper", { paper: one.paper });
    link.setAttribute("aria-label", interpolate(gettext("Mở tài liệu được dẫn: %s, %s"), [one.words, one.title]));
    link.title = one.title;
    if (isRest) link.tabIndex = -1; // the same words go on in the next line
    const { scale } = view;
    for (const [name, value] of Object.entries({ left: x, top: y, width, height })) link.style.setProperty(name, `${value * scale}px`);
    link.addEventListener("click", (event) => {
      if (this.isWriting(event)) return void event.preventDefault();
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(one, view.number);
    });
    return link;
  }
}
