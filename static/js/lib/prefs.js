import { csrfToken, page, url } from "./page.js";
import { postCommand } from "./outbox.js";
import { uuid } from "./uuid.js";

/** The dialog "Cách hiển thị": shows a choice at once and keeps it for all the person's devices. */
export function watchPrefs() {
  const dialog = document.getElementById("settings");
  dialog?.addEventListener("change", (event) => {
    const field = event.target;
    if (!["step", "theme", "hand"].includes(field.name)) return;
    document.documentElement.dataset[field.name] = field.value;
    document.dispatchEvent(new CustomEvent("prefs", { detail: { [field.name]: field.value } }));
    if (page.person) void keep(field.name, field.value);
  });
}

async function keep(name, value) {
  const id = uuid();
  const args = { [name]: name === "step" ? Number(value) : value };
  try {
    await postCommand(url("command"), csrfToken)({ id, key: id, verb: "accounts.set_preferences", args });
  } catch {
    // The page keeps the choice; the next change or sign-in tries again.
  }
}
