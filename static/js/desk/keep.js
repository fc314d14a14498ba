/**
 * Forms with data-keep: what was typed survives a sign-in that ran out. Kept for this tab only,
 * per address, and dropped when the page comes back saved (the server answers with a redirect).
 */
const nameOf = (form) => `typed:${location.pathname}#${form.id || form.getAttribute("action") || ""}`;
const SKIP = new Set(["password", "file", "hidden"]);

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !SKIP.has(field.type));

function keep(form) {
  const typed = fieldsOf(form)
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .map((field) => [field.name, field.value]);
  sessionStorage.setItem(nameOf(form), JSON.stringify(typed));
}

function restore(form) {
  const kept = sessionStorage.getItem(nameOf(form));
  if (!kept || !sessionStorage.getItem("signed-out")) return;
  for (const [name, value] of JSON.parse(kept)) {
    for (const field of fieldsOf(form).filter((one) => one.name === name)) {
      if (["checkbox", "radio"].includes(field.type)) field.checked = field.value === value;
      else field.value = value;
    }
  }
}

export function keepForms() {
  document.querySelectorAll("form[data-keep]").forEach(restore);
  // The sign-in page marks that the way led through it, so that an ordinary visit restores nothing.
  if (document.querySelector("input[type=password]")) sessionStorage.setItem("signed-out", "1");
  else sessionStorage.removeItem("signed-out");
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-keep]")) keep(form);
  });
}
