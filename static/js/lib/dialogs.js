/** Buttons with data-opens="<dialog id>" and data-closes, once for the page, also for later content. */
export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-opens], [data-closes]");
    if (!button) return;
    if (button.dataset.opens) document.getElementById(button.dataset.opens)?.showModal();
    else button.closest("dialog")?.close();
  });
}
