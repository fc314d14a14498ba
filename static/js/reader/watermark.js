import { html, nothing } from "lit-html";

import { icon, named } from "../components/icon.js";
import { gettext } from "../lib/i18n.js";
import { csrfToken, page, url } from "../lib/page.js";

// Grey in the middle: seen on white, on the dark page and on the warm one, and quiet on all of them.
const INK = "#808080";
const LETTER = 7.4;
const SLANT = -22;
let shown;

/**
 * Lays who reads over the pages of a version: name and unit at once, the number of the copy as soon as the house has
 * given one. Drawn as the background of `.pdf-page::after`, so it lies in no layer of words or marks and is printed too.
 */
export async function watermark(version) {
  if (typeof document === "undefined") return;
  shown = version;
  const who = page.reader ?? page.me ?? {};
  lay([who.name, who.unit ?? who.post].filter(Boolean).join(" · "), "");
  const copy = await number(version);
  if (copy && shown === version) lay(copy.tile, copy.bars, copy.trace);
}

/** The copy of this opening; null without a network, when the pages come from what was kept. */
async function number(version) {
  if (!page.urls?.copy_opened) return null;
  try {
    const answer = await fetch(url("copy_opened", { version }), {
      method: "POST",
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function lay(words, bars, trace = "") {
  const { style, dataset } = document.documentElement;
  style.setProperty("--copy-tile", words ? image(tile(words)) : "none");
  style.setProperty("--copy-bars", bars ? image(barsOf(bars)) : "none");
  dataset.copy = trace;
}

const image = (drawing) => `url("data:image/svg+xml,${encodeURIComponent(drawing)}")`;
const escaped = (words) => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The words twice on a slant, the second half a step further: no stretch of a page is without them. */
function tile(words) {
  const length = Math.ceil(words.length * LETTER) + 40;
  const width = Math.ceil(length * Math.cos((SLANT * Math.PI) / 180));
  const height = Math.ceil(length * Math.sin((-SLANT * Math.PI) / 180)) + 24;
  const line = (x, y) => `<text transform="translate(${x} ${y}) rotate(${SLANT})">${escaped(words)}</text>`;
  const rows = [-1, -0.5, 0, 0.5, 1].map((step) => line(12, Math.round(height * (1 + step))));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="14" fill="${INK}" fill-opacity=".26">${rows.join("")}</svg>`;
}

/** Twelve digits as bars, two dots a module: a picture of the screen leads back to the copy by itself. */
function barsOf(modules) {
  const ink = [...modules].map((module, at) => (module === "1" ? `<rect x="${at * 2}" width="2" height="12"/>` : "")).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${modules.length * 2}" height="12" shape-rendering="crispEdges" fill="${INK}" fill-opacity=".7">${ink}</svg>`;
}

/** The tool that takes a stamped copy along; none on a tablet that is lent. */
export function takeTool(version, disabled) {
  if (!page.urls?.copy_take || !version) return nothing;
  return html`<form method="post" action=${url("copy_take", { version })} target="_blank"><input type="hidden" name="csrfmiddlewaretoken" value=${csrfToken()}><button type="submit" class="tool" data-needs-net ?disabled=${disabled} aria-label=${gettext("Tải về bản có tên và số của tôi")} title=${gettext("Tải về bản có tên và số của tôi")}>${icon("download")}${named(gettext("Tải về"))}</button></form>`;
}
