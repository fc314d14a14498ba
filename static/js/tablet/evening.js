import { html, nothing, render } from "lit-html";

import { icon } from "../components/icon.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { bytesOf, contentsNow, network, takePack } from "../lib/pack-taking.js";
import { packOf } from "../lib/packs.js";
import { page, url } from "../lib/page.js";

/** So long a pack that is there isn't looked after again from pages outside its sitting, milliseconds. */
const FRESH = 30 * 60 * 1000;
const LOOK_EVERY = 10 * 60 * 1000;

/** Set where this reader has taken a pack on this device: what may come by itself. */
export const ALLOWED = `packs:${page.person ?? ""}`;
const asked = (sitting) => `packs-asked:${page.person ?? ""}:${sitting}`;

export const canKeep = () => Boolean(globalThis.indexedDB && crypto.subtle && "serviceWorker" in navigator && "caches" in globalThis);
export const megabytes = (bytes) => `${(bytes / 1e6).toLocaleString("vi-VN", { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;

/** One page of this browser at a time takes a pack; the others leave it to that one. */
export const alone = (deed) => (navigator.locks ? navigator.locks.request("packs", deed) : deed());

/**
 * The pack of the sitting that comes next, taken and kept up from any page that is open from the evening before on, where
 * its reader has taken one on this device before. Over a network that may cost it asks, once for each pack.
 */
export class Evening {
  /** @param {HTMLElement | null} box where the question stands */
  constructor(box) {
    if (!box || !page.person || !page.urls?.pack_coming || !canKeep() || !localStorage.getItem(ALLOWED)) return;
    this.box = box;
    void this.look();
    setInterval(() => void this.look(), LOOK_EVERY);
    addEventListener("online", () => void this.look());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.look());
  }

  async look() {
    if (this.busy || navigator.onLine === false) return;
    this.busy = true;
    try {
      await this.take();
    } catch {
      // A network that fails, or a full device: the next look goes on where this one ended.
    }
    this.busy = false;
  }

  async take() {
    if (!this.coming || Date.now() - this.askedAt > FRESH) {
      const response = await fetch(url("pack_coming"), { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      Object.assign(this, { coming: (await response.json()).coming, askedAt: Date.now() });
    }
    const place = this.coming;
    if (!place || Date.now() < Date.parse(place.from)) return;
    const pack = await packOf(place.sitting);
    if (pack?.whole && Date.now() - pack.savedAt < FRESH) return;
    const isFree = network() === "free" || Boolean(pack?.anyNetwork && network() === "");
    if (!isFree && !pack?.whole) return void (await this.ask(place));
    await this.bring({ place, light: !isFree, anyNetwork: Boolean(pack?.anyNetwork) });
  }

  bring(how) {
    return alone(() => takePack({ ...how, onProgress: () => {} }));
  }

  async ask(place) {
    // While it sits nothing competes with the way in; the page of the sitting offers the pack itself.
    if (place.is_on || localStorage.getItem(asked(place.sitting))) return;
    const contents = await contentsNow(place);
    if (!contents.papers.length) return;
    const size = megabytes(await bytesOf(contents));
    const facts = { title: contents.title, papers: contents.papers.length, size };
    const words = network() === "paid" ? gettext("Máy đang dùng mạng di động. Tải %(papers)s tài liệu của “%(title)s” để đọc khi mất mạng (%(size)s)?") : gettext("Tải %(papers)s tài liệu của “%(title)s” để đọc khi mất mạng (%(size)s)? Không rõ máy đang dùng mạng nào.");
    const answer = (deed) => () => {
      localStorage.setItem(asked(place.sitting), "1");
      this.draw(nothing);
      if (deed) void this.now(place);
    };
    this.line(icon("download"), interpolate(words, facts), html`<button type="button" class="btn" @click=${answer(false)}>${gettext("Chờ Wi-Fi")}</button><button type="button" class="btn btn-primary" @click=${answer(true)}>${gettext("Tải ngay")}</button>`);
  }

  async now(place) {
    this.line(icon("download"), gettext("Đang tải tài liệu để đọc khi mất mạng"), nothing);
    try {
      await this.bring({ place, anyNetwork: true });
      this.line(icon("check"), gettext("Đã lưu tài liệu trên máy; đọc được khi mất mạng."), nothing);
    } catch {
      this.line(icon("alert-triangle"), gettext("Chưa tải xong: mất kết nối hoặc máy đầy. Phần đã tải vẫn được giữ."), nothing);
    }
  }

  line(sign, words, buttons) {
    this.draw(html`<section class="pack" aria-label=${gettext("Đọc khi mất mạng")}><div class="pack-line">${sign}<p role="status">${words}</p><div class="pack-do">${buttons}</div></div></section>`);
  }

  draw(content) {
    render(content, this.box);
  }
}
