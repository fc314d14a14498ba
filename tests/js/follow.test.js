import assert from "node:assert/strict";
import { test } from "node:test";

import { Numbers } from "../../static/js/desk/follow.js";

function followed() {
  const heard = [];
  const numbers = new Numbers({ follows: "sitting:1:secretariat", number: "4", toldBy: "seats invitees" }, () => heard.push(1));
  return { heard, numbers };
}

test("a page is fetched anew for what it shows, and for nothing else", () => {
  const { heard, numbers } = followed();
  assert.equal(numbers.apply("sitting:1:secretariat", 5, { polls: {} }), "applied");
  assert.equal(heard.length, 0);
  assert.equal(numbers.apply("sitting:1:secretariat", 6, { seats: { a: { mode: "leave" } } }), "applied");
  assert.equal(heard.length, 1);
  assert.deepEqual(numbers.seqs(), { "sitting:1:secretariat": 6 });
});

test("an event heard before changes nothing, and one too many is fetched", () => {
  const { heard, numbers } = followed();
  assert.equal(numbers.apply("sitting:1:secretariat", 4, { seats: {} }), "old");
  assert.equal(numbers.apply("sitting:1:secretariat", 7, { seats: {} }), "gap");
  assert.equal(heard.length, 0);
  numbers.replace("sitting:1:secretariat", 9);
  assert.deepEqual([heard.length, numbers.seq()], [1, 9]);
});
