import assert from "node:assert/strict";
import { test } from "node:test";

import { Roll, single } from "../../static/js/control/roll.js";

const seat = (entry, more = {}) => ({ entry, presence: "absent", mode: "on_site", ...more });
const room = () => ({
  seats: { s1: seat("a"), s2: seat("b", { mode: "online" }), s3: seat("c", { mode: "leave" }), s4: seat("d", { mode: "unknown" }), s5: seat("e", { presence: "on_site" }) },
  invitees: { f: { presence: "absent", mode: "unknown", role: "invitee" }, g: { presence: "absent", mode: "on_site", role: "invitee" } },
});

test("all present means those who are expected, where they said they would be", () => {
  const roll = new Roll();
  roll.begin();
  assert.deepEqual(roll.present(room()), { on_site: ["a", "d", "g"], online: ["b"] });
});

test("a tap takes a person out or in, and nobody absent is ever sent", async () => {
  const roll = new Roll();
  const view = room();
  roll.begin();
  roll.turn(view.seats.s1);
  roll.turn(view.seats.s3);
  roll.turn(view.seats.s4);
  roll.turn(view.seats.s4);
  const sent = [];
  const moved = await roll.record(view, async (entries, where) => (sent.push([where, entries]), { answer: { changed: entries } }));
  assert.deepEqual(sent, [["on_site", ["c", "d", "g"]], ["online", ["b"]]]);
  assert.equal(moved, 4);
  assert.equal(roll.isOpen, false);
});

test("only those still where the roll put them are undone", async () => {
  const roll = new Roll();
  const view = room();
  roll.begin();
  await roll.record(view, async (entries) => ({ answer: { changed: entries } }));
  view.seats.s1.presence = view.seats.s2.presence = "on_site";
  view.seats.s4.presence = "left";
  assert.deepEqual(roll.undoable(view), ["a", "b"]);
  roll.settle();
  assert.deepEqual(roll.undoable(view), []);
});

test("a refused command moved nobody", async () => {
  const roll = new Roll();
  roll.begin();
  assert.equal(await roll.record(room(), async () => ({ state: "refused", error: {} })), 0);
});

test("the second press of a double press does nothing, a key does", () => {
  const pressed = [];
  const press = single(() => pressed.push(1));
  press({ detail: 2 });
  assert.equal(pressed.length, 0);
  press({ detail: 1 });
  press({ detail: 0 });
  assert.equal(pressed.length, 2);
});
