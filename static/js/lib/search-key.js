/** The key "/" leads to the search field of the page, where there is one and nobody is typing. */
export function watchSearchKey() {
  const field = document.querySelector('form[role="search"] input[type="search"]');
  if (!field) return;
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
    event.preventDefault();
    field.select();
  });
}
