/**
 * Recordings on the page: a mark jumps to its place. What a browser recorded doesn't say how long it is; it is asked for
 * a place far behind the end once, and then knows.
 */
export function watchSounds(root = document) {
  for (const block of root.querySelectorAll("[data-sound]:not([data-ready])")) {
    block.dataset.ready = "1";
    const player = block.querySelector("audio");
    for (const button of block.querySelectorAll("[data-offset]")) {
      button.addEventListener("click", () => void listenFrom(player, Number(button.dataset.offset)));
    }
    player.addEventListener("timeupdate", () => showPlace(block, player));
  }
}

const once = (player, name) => new Promise((resolve) => player.addEventListener(name, resolve, { once: true }));

async function listenFrom(player, seconds) {
  if (player.readyState < 1) {
    const known = once(player, "loadedmetadata");
    player.load();
    player.preload = "auto";
    await known;
  }
  if (player.duration === Infinity) {
    const measured = once(player, "durationchange");
    player.currentTime = 1e7;
    await measured;
  }
  player.currentTime = seconds;
  await player.play().catch(() => {}); // the browser wants another press: the player stands at the place
}

function showPlace(block, player) {
  const passed = [...block.querySelectorAll("[data-offset]")].filter((button) => Number(button.dataset.offset) <= player.currentTime);
  const here = passed.at(-1);
  for (const button of block.querySelectorAll("[data-offset]")) {
    if (button === here) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
