import { html, nothing } from "lit-html";

import { gettext, interpolate } from "../lib/i18n.js";
import { page } from "../lib/page.js";
import { clockTime } from "../lib/time.js";

const LINKS = {
  on: [gettext("đang kết nối"), "good"],
  lost: [gettext("mất kết nối"), "stop"],
  never: [gettext("chưa kết nối"), "wait"],
};

/** The conference points with their lines, for the desk and the presider; nothing where there are none. */
export function points(view) {
  const list = Object.entries(view.room?.points ?? {}).filter(([, one]) => one).sort(([, left], [, right]) => left.order - right.order);
  if (!list.length) return nothing;
  return html`<header class="cp-head"><h2>${gettext("Điểm cầu")}</h2>${page.urls?.points ? html`<a class="btn btn-quiet cp-small" href=${page.urls.points}>${gettext("Sửa…")}</a>` : nothing}</header>
    <ul class="cp-points">${list.map(([id, one]) => {
      const link = view.room?.links?.[id] ?? { state: "never" };
      const [words, kind] = LINKS[link.state] ?? LINKS.never;
      const people = Object.values(one.persons ?? {}).filter(Boolean).length;
      return html`<li><span>${one.name} <small class="quiet">${interpolate(gettext("%s người"), [people])}</small></span><span class="chip chip-${kind}">${words}${link.since ? ` · ${clockTime(link.since)}` : ""}</span></li>`;
    })}</ul>`;
}
