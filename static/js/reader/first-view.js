import { gettext, interpolate } from "../lib/i18n.js";

// How long the picture may keep the reader itself waiting: on a slow line both would come later together.
const ALONE = 1500;
let latest = null;

/** Where the prepared pictures of a paper's pages lie, beside its file. */
export const picturesOf = (url) => new URL("pages/", new URL(url, location.href)).href;

/**
 * The first view of a paper: the prepared picture of the page that is wanted, of at most 150 kB, shown before the
 * first byte of a PDF of any size is read. It leaves when the page itself is there.
 * @param {HTMLElement} scroller @param {{url: string, page: number}} paper
 * @returns {Promise<HTMLElement | null>} once it is seen, or there is none, or it takes too long
 */
export function firstView(scroller, { url, page }) {
  const mine = (latest = Symbol(url));
  const sheet = document.createElement("div");
  sheet.className = "pdf-pages first-view";
  const box = document.createElement("div");
  box.className = "pdf-page";
  const picture = pictureOf(picturesOf(url), page);
  picture.fetchPriority = "high";
  box.append(picture);
  sheet.append(box);
  const seen = new Promise((resolve) => {
    picture.addEventListener("error", () => resolve(null), { once: true });
    picture.addEventListener(
      "load",
      () => {
        const room = scroller.clientWidth - (scroller.clientWidth > 600 ? 32 : 0);
        box.style.setProperty("width", `${Math.min(room, 1100)}px`);
        if (latest !== mine || scroller.querySelector(".pdf-page")) return resolve(null);
        scroller.replaceChildren(sheet);
        resolve(sheet);
      },
      { once: true },
    );
  });
  return Promise.race([seen, new Promise((resolve) => setTimeout(() => resolve(null), ALONE))]);
}

/** The paper has left the screen: no picture of it may come any more. */
export function endFirstView() {
  latest = null;
}

/** @param {string} folder @param {number} page */
export function pictureOf(folder, page) {
  const picture = document.createElement("img");
  picture.className = "pdf-preview";
  picture.alt = interpolate(gettext("Hình trang %s, trang đầy đủ đang tải"), [page]);
  picture.src = `${folder}${page}/preview.webp`;
  return picture;
}

/** The small picture of a page, once it is there; null where there is none. @param {string} folder @param {number} page */
export function thumbnailOf(folder, page) {
  const picture = document.createElement("img");
  picture.alt = "";
  const seen = new Promise((resolve) => {
    picture.addEventListener("load", () => resolve(picture), { once: true });
    picture.addEventListener("error", () => resolve(null), { once: true });
  });
  picture.src = `${folder}${page}/thumbnail.webp`;
  return seen;
}
