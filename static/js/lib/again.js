/**
 * A part of a page that tells of something under way (`<div id data-again="2000">`) is fetched anew until it no longer
 * says so; what stands beside it stays. At its end the page is loaded once, for what came of it.
 */
export function lookAgain(root = document) {
  for (const part of root.querySelectorAll("[data-again][id]")) setTimeout(() => void look(part), Number(part.dataset.again));
}

async function look(part) {
  let fresh = null;
  try {
    const response = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (response.ok) fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById(part.id);
  } catch {
    // Without a network it is asked again.
  }
  if (fresh && !fresh.dataset.again) return location.reload();
  if (fresh) part.replaceChildren(...fresh.childNodes);
  setTimeout(() => void look(part), Number(part.dataset.again));
  return undefined;
}
