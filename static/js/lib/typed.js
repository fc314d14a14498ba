/**
 * Words typed into a form that no server has yet, kept in this tab alone and under the person whose they are: a page that
 * is drawn anew (a right was given or taken) or a dialog opened again finds them. Gone once they are recorded or put away.
 */
import { page } from "./page.js";

const SKIP = new Set(["password", "file", "hidden", "submit", "button"]);
const TICKED = new Set(["checkbox", "radio"]);

// The same beginning as the forms of pages (desk/keep.js): a sign-out drops them all.
const nameOf = (key) => `typed:${page.person ?? ""}:${page.sitting ?? ""}:${key}`;
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !SKIP.has(field.type));
const store = () => globalThis.sessionStorage;

/** Keeps what the form holds now. */
export function keepTyped(key, form) {
  const rows = fieldsOf(form).filter((field) => !TICKED.has(field.type) || field.checked);
  try {
    store().setItem(nameOf(key), JSON.stringify(rows.map(({ name, value }) => [name, value])));
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
  if (!rows) return false;
  for (const field of fieldsOf(form)) {
    if (TICKED.has(field.type)) field.checked = rows.some(([name, value]) => name === field.name && value === field.value);
    else field.value = rows.find(([name]) => name === field.name)?.[1] ?? field.value;
  }
  return true;
}
