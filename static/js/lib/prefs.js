import { csrfToken } from "./page.js";

const FIELDS = { step: "text_step", theme: "theme", hand: "hand", spread: "spread" };

/** The dialog "Cách hiển thị": shows a choice at once and keeps it for all the person's devices. */
export function watchPrefs() {
  const dialog = document.getElementById("settings");
  dialog?.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (!(name in FIELDS)) return;
    document.documentElement.dataset[name] = value;
    if (dialog.dataset.url) void keep(dialog.dataset.url);
  });
}

/** How this person reads: `pref("spread")`. */
export const pref = (name) => document.documentElement.dataset[name] ?? "";

/** A choice made elsewhere than in the dialog, kept for all the person's devices. */
export function keepPref(name, value) {
  document.documentElement.dataset[name] = value;
  const { url } = document.getElementById("settings")?.dataset ?? {};
  if (url) void keep(url);
}

async function keep(url) {
  const { dataset, lang } = document.documentElement;
  const values = Object.entries(FIELDS).map(([name, field]) => [field, dataset[name] ?? ""]);
  try {
    await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-CSRFToken": csrfToken() },
      body: new URLSearchParams([...values, ["language", lang]]),
    });
  } catch {
    // The page keeps the choice; the next change is kept with it.
  }
}
