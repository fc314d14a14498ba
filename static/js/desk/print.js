/** A button `data-prints` opens the browser's own printing of the page. */
export function watchPrints() {
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("[data-prints]")) print();
  });
}
