import { nameOf } from "../lib/ballots.js";
import { gettext, interpolate } from "../lib/i18n.js";
import { url } from "../lib/page.js";
import { clockSeconds } from "../lib/time.js";

/** A ballot the secretary wrote down for this member: no event says the choice, so the page asks for its own ballot. */
const known = new Map();

/**
 * The line about it: who wrote down what, and that it can be changed.
 * @param {any} poll @param {any} mine the receipt on the person's stream @param {() => void} draw
 */
export function spokenWords(poll, mine, draw) {
  const own = known.get(mine.code);
  if (own === undefined) void ask(poll.id, mine.code, draw);
  const choice = own?.value ? `: ${nameOf(own.value)}` : "";
  const by = own?.entered_by ?? gettext("thư ký phiên họp");
  return interpolate(gettext("Đã ghi nhận lúc %s theo lời của đồng chí%s · %s nhập · Mã xác nhận %s"), [clockSeconds(mine.at), choice, by, mine.code]);
}

async function ask(poll, code, draw) {
  known.set(code, null);
  try {
    const answer = await fetch(url("my_ballot", { poll }), { credentials: "same-origin" });
    const { ballot } = await answer.json();
    if (ballot?.code === code) known.set(code, ballot);
  } catch {
    known.delete(code); // asked again when the page draws next
    return;
  }
  draw();
}
