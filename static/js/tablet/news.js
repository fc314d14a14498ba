import { html, nothing } from "lit-html";

import { gettext, interpolate, ngettext } from "../lib/i18n.js";
import { csrfToken, page, url } from "../lib/page.js";
import { changesOf } from "../lib/positions.js";

/** Until when this reader has seen the changes of the agenda; moved on by his tap, on the server and here. */
let seen = page.seen_at ?? "";
const isNew = (line) => Boolean(seen) && Date.parse(line.at) > Date.parse(seen);

/** What changed since he last looked, newest first; of one item if asked. */
export const newsOf = (view, item) => changesOf(view, item).filter(isNew);

/** "Đã xem": up to the newest change that stood there. */
function clear(found, redraw) {
  seen = found[0].at;
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  // Without a network it is clear on this screen, and comes back with the next visit.
  fetch(url("seen", { sitting: page.sitting }), { method: "POST", headers, body: new URLSearchParams({ until: seen }) }).catch(() => {});
  redraw();
}

/** At the head of the agenda: what is new since his last visit, each leading to its item. */
export function news(view, actions) {
  const found = newsOf(view);
  if (!found.length) return nothing;
  const item = (line) => view.lines[line.id]?.item;
  return html`<section class="rail-news" aria-labelledby="news-title"><h2 id="news-title">${interpolate(ngettext("%s thay đổi từ lần xem trước", "%s thay đổi từ lần xem trước", found.length), [found.length])}</h2>
    <ul>${found.map((line) => html`<li><button type="button" @click=${() => actions.openItem(item(line))}><time>${line.time}</time> <span>${line.words}${line.more ? html`<small>${line.more}</small>` : nothing}</span></button></li>`)}</ul>
    <button type="button" class="btn" @click=${() => clear(found, actions.redraw)}>${gettext("Đã xem")}</button></section>`;
}
