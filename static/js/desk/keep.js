/**
 * Forms with data-keep: what was typed survives a sign-in that ran out. Kept for this tab only, by
 * the address the form goes to, and dropped when the page is next drawn without having gone through the sign-in, when htmx
 * brought the form home, when it was left by a link of its own, and when somebody signs out. What a button of
 * a form sent in vain comes back as well, beside the sentence that says why (data-refused).
 */
const nameOf = (form) => `typed:${form.getAttribute("action") || location.pathname}#${form.id}`;
const SKIP = new Set(["password", "file", "hidden", "submit", "button"]);
const TICKED = new Set(["checkbox", "radio"]);

// The version typed against comes back too: what others saved meanwhile is shown, not overwritten.
const isVersion = (field) => field.type === "hidden" && /(^|-)version$/.test(field.name);
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && (!SKIP.has(field.type) || isVersion(field)));

// Several fields of one name, one for each person of a list, are told apart by their ids.
const keyOf = (field) => field.id || field.name;

/** `[name, value]` of everything filled in; a list of several choices gives one pair each. */
function typedIn(form) {
  return fieldsOf(form).flatMap((field) => {
    if (TICKED.has(field.type)) return field.checked ? [[field.name, field.value]] : [];
    if (field.type === "select-multiple") return [...field.selectedOptions].map((one) => [field.name, one.value]);
    return [[keyOf(field), field.value]];
  });
}

const keep = (form) => sessionStorage.setItem(nameOf(form), JSON.stringify(typedIn(form)));
const drop = (form) => sessionStorage.removeItem(nameOf(form));

function dropAll() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith("typed:")) sessionStorage.removeItem(name);
}

function restore(form, typed, withVersion) {
  const has = (name, value) => typed.some(([one, other]) => one === name && other === value);
  const folded = form.closest("details");
  if (folded) folded.open = true;
  for (const field of fieldsOf(form)) {
    if (isVersion(field) && !withVersion) continue;
    if (TICKED.has(field.type)) field.checked = has(field.name, field.value);
    else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = has(field.name, option.value);
    } else {
      const kept = typed.find(([key]) => key === keyOf(field));
      if (kept) field.value = kept[1];
    }
  }
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
