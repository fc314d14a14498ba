import { page } from "./page.js";

/** Milliseconds between this device and the clock of the body (a demonstration has its own time); a page from a pack says when it was drawn. */
const drawnAt = Number(globalThis.document?.querySelector('meta[name="kept-at"]')?.content) || Date.now();
const offset = page.now ? Date.parse(page.now) - drawnAt : 0;

export const now = () => new Date(Date.now() + offset);

const parts = (value, options) =>
  new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23", ...options }).format(new Date(value));

/** A moment of this device, in milliseconds, by the clock of the body. */
export const onBodyClock = (milliseconds) => new Date(milliseconds + offset);

/** "09:41" */
export const clockTime = (value) => parts(value, { hour: "2-digit", minute: "2-digit" });

/** "09:41" of the body's present day, or of another day ("2020-10-02"), as a moment. */
export const momentOf = (time, on) => `${on || new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(now())}T${time}:00+07:00`;

/** "09:41:07" */
export const clockSeconds = (value) => parts(value, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** "20/6/2019" */
export const day = (value) => parts(value, { day: "numeric", month: "numeric", year: "numeric" });

/** "09:41" of the body's present day, of any other "09:41, 20/6/2019". */
export const clockOrDay = (value) => (day(value) === day(now()) ? clockTime(value) : `${clockTime(value)}, ${day(value)}`);

/** Seconds as "4:05"; a minus sign once the time has run out. */
export function minutes(seconds) {
  const whole = Math.abs(Math.round(seconds));
  return `${seconds < 0 && whole > 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Seconds since an instant, by the body's clock; an instant a moment ahead of this device's clock is now. */
export const since = (value) => Math.max(0, (now().getTime() - Date.parse(value)) / 1000);
