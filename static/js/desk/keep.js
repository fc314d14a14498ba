/**
 * Forms with data-keep: what was typed survives a sign-in that ran out. Kept for this tab only, by
 * the address the form goes to, and dropped when the page is next drawn without having gone through the sign-in, when htmx
 * brought the form home, when it was left by a link of its own, and when somebody signs out. What a button of
 * a form sent in vain comes back as well, beside the sentence that says why (data-refused).
 */
import { fillIn, isTyped, typedIn } from "../lib/typed.js";

const nameOf = (form) => `typed:${form.getAttribute("action") || location.pathname}#${form.id}`;
// The version typed against comes back too: what others saved meanwhile is shown, not overwritten.
const isVersion = (field) => field.type === "hidden" && /(^|-)version$/.test(field.name);

const keep = (form) => sessionStorage.setItem(nameOf(form), JSON.stringify(typedIn(form, (field) => isTyped(field) || isVersion(field))));
const drop = (form) => sessionStorage.removeItem(nameOf(form));

function dropAll() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith("typed:")) sessionStorage.removeItem(name);
}

function restore(form, typed, withVersion) {
  const folded = form.closest("details");
  if (folded) folded.open = true;
  fillIn(form, typed, (field) => isTyped(field) || (withVersion && isVersion(field)));
}

export function keepForms() {
  // The sign-in and "this page is old" mark that the way led through them; an ordinary visit restores nothing.
  const isAtTheDoor = document.body.classList.contains("plain");
  if (document.querySelector("input[type=password], [data-typed-kept]")) sessionStorage.setItem("signed-out", "1");
  const cameFromTheDoor = sessionStorage.getItem("signed-out");
  // A button's step that was refused leads back to its page with a sentence; what was typed for it comes too.
  const wasRefused = document.querySelector("[data-refused]");
  let restored = false;
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const kept = sessionStorage.getItem(nameOf(form));
    if (kept && cameFromTheDoor) {
      restore(form, JSON.parse(kept), true);
      restored = true;
    } else if (kept && wasRefused) restore(form, JSON.parse(kept), false);
    else if (kept) drop(form);
  }
  if (!isAtTheDoor && !restored) sessionStorage.removeItem("signed-out");
  const isKept = (form) => form?.matches?.("[data-keep]");
  document.addEventListener("input", ({ target }) => isKept(target.form) && keep(target.form));
  document.addEventListener("click", ({ target }) => {
    const form = target.closest?.("form[data-keep] a[href]")?.closest("form");
    if (form) drop(form);
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful && isKept(detail.requestConfig.elt)) drop(detail.requestConfig.elt);
  });
  document.addEventListener("submit", ({ target }) => {
    if (target.matches?.("[data-signs-out]")) dropAll();
    if (!isKept(target)) return;
    keep(target);
    if (!isAtTheDoor) sessionStorage.removeItem("signed-out");
  });
}
