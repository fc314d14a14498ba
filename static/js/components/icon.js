import { html, svg } from "lit-html";

// Names that arrive as data are listed for the build's sprite: icon("folder") icon("calendar")
// icon("files") icon("users") icon("home") icon("list-check") icon("mail") icon("building-bank")
// icon("history") icon("search") icon("clipboard-text") icon("gavel") icon("book") icon("bell")
// icon("layout-grid") icon("list-tree") icon("notes")
const sprite = typeof document === "undefined" ? "" : (document.documentElement.dataset.icons ?? "");

/** One icon of the sprite; decorative, so words must stand beside it or in the button's label. */
export const icon = (name) =>
  html`<svg class="icon" aria-hidden="true">${svg`<use href=${`${sprite}#${name}`}></use>`}</svg>`;

/** The short word under a tool's icon, where there is room for it; the button's label says the whole. */
export const named = (word) => html`<span class="tool-word" aria-hidden="true">${word}</span>`;
