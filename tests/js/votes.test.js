import assert from "node:assert/strict";
import { test } from "node:test";

import { likelyEnding, nextStep } from "../../static/js/control/steps.js";
import { blockable, correctionOf, pollInHand } from "../../static/js/control/votes.js";
import { annulledPoll, pollsOf } from "../../static/js/lib/sitting.js";

const ITEMS = {
  a: { order: 1, number: "1", kind: "decision", state: "current" },
  b: { order: 2, number: "2", kind: "decision", state: "waiting" },
  c: { order: 3, number: "3", kind: "information", state: "waiting" },
};
const view = (polls = {}) => ({ sitting: { state: "open", has_vote: true, quorum: { ok: true } }, items: ITEMS, room: { item: "a" }, polls });
const motion = (order, state, more = {}) => ({ item: "a", state, motion: `Phương án ${order}`, motion_order: order, number: order, ...more });

test("motions are voted in the order they were prepared in", () => {
  const polls = { z: motion(1, "prepared"), y: motion(2, "prepared"), x: motion(3, "prepared") };
  assert.equal(nextStep(view(polls), "s").args.poll, "z");
  polls.z = motion(1, "announced", { opened_at: "2026-10-02T08:00" });
  assert.equal(nextStep(view(polls), "s").args.poll, "y");
  polls.y = motion(2, "open", { opened_at: "2026-10-02T08:05" });
  assert.equal(nextStep(view(polls), "s").verb, "voting.close_poll");
});

test("a vote over several items is a vote of each of them", () => {
  const block = { item: "a", items: ["a", "b"], state: "prepared", number: 1 };
  assert.equal(pollsOf(view({ p: block }), "b").length, 1);
  assert.equal(pollInHand(pollsOf(view({ p: block }), "b")).id, "p");
  assert.deepEqual(blockable(view()).map((item) => item.id), ["a", "b"]);
  assert.deepEqual(blockable(view({ p: block })), []);
});

test("the ending follows the result as last corrected", () => {
  const corrected = { item: "a", state: "announced", opened_at: "1", outcome: { adopted: true }, corrections: [{ outcome: { adopted: false } }, { quorum: {} }] };
  assert.equal(likelyEnding(view({ p: corrected }), { id: "a", kind: "decision" }), "not_adopted");
});

test("a prepared poll that was dropped isn't an annulled result", () => {
  const polls = { p: { item: "a", state: "annulled" }, q: { item: "a", state: "announced", opened_at: "1" } };
  assert.equal(annulledPoll(view(polls), { id: "a" }), null);
});

test("a correction sends what was changed and nothing else", () => {
  const sent = correctionOf({ id: "p" }, false, { reason: " Nhầm ", "seat:1": "-", "seat:2": "for_", "seat:3": "" });
  assert.deepEqual(sent, { poll: "p", reason: "Nhầm", choices: { 2: "for_", 3: "" } });
  assert.deepEqual(correctionOf({ id: "p" }, true, { reason: "x", for_: "3", head: "" }), { poll: "p", reason: "x", head: "", for_: 3 });
});
