/**
 * Words typed into a form that no server has yet. `typedIn` and `fillIn` take them out of a form and put them back;
 * `keepTyped` keeps them in this tab alone and under the person whose they are: a page that is drawn anew (a right was given
 * or taken) or a dialog opened again finds them. Gone once they are recorded or put away.
 */
import { page } from "./page.js";

const SKIP = new Set(["password", "file", "hidden", "submit", "button"]);
const TICKED = new Set(["checkbox", "radio"]);

/** Is it a field people fill in? */
export const isTyped = (field) => !SKIP.has(field.type);
const fieldsOf = (form, isWanted) => [...form.elements].filter((field) => field.name && isWanted(field));

// Several fields of one name, one for each person of a list, are told apart by their ids.
const keyOf = (field) => field.id || field.name;

/** `[name, value]` of everything filled in; a list of several choices gives one pair each. */
export function typedIn(form, isWanted = isTyped) {
  return fieldsOf(form, isWanted).flatMap((field) => {
    if (TICKED.has(field.type)) return field.checked ? [[field.name, field.value]] : [];
    if (field.type === "select-multiple") return [...field.selectedOptions].map((one) => [field.name, one.value]);
    return [[keyOf(field), field.value]];
  });
}

/** Puts back what `typedIn` took. */
export function fillIn(form, typed, isWanted = isTyped) {
  const has = (name, value) => typed.some(([one, other]) => one === name && other === value);
  for (const field of fieldsOf(form, isWanted)) {
    if (TICKED.has(field.type)) field.checked = has(field.name, field.value);
    else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = has(field.name, option.value);
    } else {
      const kept = typed.find(([key]) => key === keyOf(field));
      if (kept) field.value = kept[1];
    }
  }
}

// The same beginning as the forms of pages (desk/keep.js): a sign-out drops them all.
const nameOf = (key) => `typed:${page.person ?? ""}:${page.sitting ?? ""}:${key}`;
const store = () => globalThis.sessionStorage;

/** Keeps what the form holds now. */
export function keepTyped(key, form) {
  try {
    store().setItem(nameOf(key), JSON.stringify(typedIn(form)));
  } catch {
    // Without storage the words still stand in the form.
  }
}

export const dropTyped = (key) => store()?.removeItem(nameOf(key));

/** Fills the form with what was kept. @returns {boolean} whether there was something */
export function restoreTyped(key, form) {
  let rows = null;
  try {
    rows = JSON.parse(store()?.getItem(nameOf(key)) ?? "null");
  } catch {
    rows = null;
  }
  if (rows) fillIn(form, rows);
  return Boolean(rows);
}
