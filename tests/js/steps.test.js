import assert from "node:assert/strict";
import { test } from "node:test";

import { countingStep, paperWords } from "../../static/js/control/paper.js";
import { likelyEnding, nextStep, pathOf, votedMark } from "../../static/js/control/steps.js";

function view({ state = "open", ok = true, items = {}, polls = {}, hasVote = true } = {}) {
  const all = { a: { order: 1, number: "1", kind: "decision", state: "waiting", ...items.a }, b: { order: 2, number: "2", kind: "opinion", state: "waiting", ...items.b } };
  const item = Object.keys(all).find((id) => all[id].state === "current") ?? null;
  const quorum = { present: ok ? 25 : 17, total: 27, needed: 18, ok };
  return { sitting: { state, quorum, has_vote: hasVote }, items: all, room: { item }, polls };
}
const current = { a: { state: "current" } };
const poll = (state, more = {}) => ({ p: { item: "a", state, opened_at: "1", ...more } });
const stepOf = (options) => nextStep(view(options), "s");

test("the steps of a decision follow one another", () => {
  assert.equal(stepOf({ state: "called" }).verb, "meetings.open_sitting");
  assert.deepEqual(stepOf({}).args, { item: "a" });
  assert.equal(stepOf({ items: current }).opens, "poll");
  assert.equal(stepOf({ items: current, polls: poll("prepared") }).verb, "voting.open_poll");
  assert.equal(stepOf({ items: current, polls: poll("open") }).verb, "voting.close_poll");
  assert.equal(stepOf({ items: current, polls: poll("closed") }).verb, "voting.announce_result");
  assert.equal(stepOf({ items: current, polls: poll("announced") }).opens, "ending");
  assert.deepEqual(stepOf({ items: { a: { state: "ended" } } }).args, { item: "b" });
  assert.equal(stepOf({ items: { a: { state: "ended" }, b: { state: "withdrawn" } } }).verb, "meetings.close_sitting");
});

test("a matter for opinion, and any matter of a sitting without votes, is concluded without a vote", () => {
  assert.equal(stepOf({ items: { a: { state: "ended" }, b: { state: "current" } } }).opens, "ending");
  assert.equal(stepOf({ items: current, hasVote: false }).opens, "ending");
});

test("without a quorum the opening of a vote says why, with the arithmetic", () => {
  assert.match(stepOf({ items: current, ok: false }).why, /17\/27.*18/);
  assert.equal(stepOf({ items: current, ok: false, polls: poll("open") }).why, undefined);
});

test("while somebody speaks a vote opens only after a question, for the speech ends with it", () => {
  const talking = view({ items: current, polls: poll("prepared") });
  talking.room.speakers = { s: { state: "speaking", order: 1 } };
  const step = nextStep(talking, "s");
  assert.deepEqual([step.opens, step.verb, step.args], ["speaking", "voting.open_poll", { poll: "p" }]);
  assert.equal(stepOf({ items: current, polls: poll("prepared") }).opens, undefined);
});

test("an annulled vote leads back to a new one", () => {
  assert.equal(stepOf({ items: current, polls: poll("annulled") }).opens, "poll");
});

test("the path marks exactly one place", () => {
  for (const state of ["prepared", "open", "closed", "announced"]) {
    assert.equal(pathOf(view({ items: current, polls: poll(state) })).filter((part) => part.current).length, 1);
  }
});

test("the likely ending is the one the vote decided", () => {
  const ending = (outcome) => likelyEnding(view({ items: current, polls: poll("announced", { outcome }) }), { id: "a", kind: "decision" });
  assert.equal(ending({ adopted: true }), "adopted_by_vote");
  assert.equal(ending({ adopted: false }), "not_adopted");
  assert.equal(likelyEnding(view(), { id: "b", kind: "information" }), "noted");
});

test("a seat shows whether its member voted, never how", () => {
  const voting = view({ items: current, polls: poll("open", { voted: { s1: true, s2: false } }) });
  assert.deepEqual(["s1", "s2", "s3"].map((id) => votedMark(voting, { id }).sign), ["✓", "?", "–"]);
});

test("a vote on paper ends with two entries of two people, never with a press", () => {
  const onPaper = { by: "paper", by_hand: { entered: [] } };
  const open = { ...onPaper, state: "open" };
  assert.equal(nextStep(view({ items: current, polls: poll("open", onPaper) }), "s").verb, undefined);
  assert.equal(countingStep(open, true, "me").opens, "count");
  assert.match(countingStep(open, false, "me").why, /hai người/);
  const mine = { ...open, by_hand: { entered: [{ person: "me", name: "A", at: "2020-10-02T02:41:00+00:00" }] } };
  assert.match(countingStep(mine, true, "me").why, /09:41.*người thứ hai/);
  assert.equal(countingStep(mine, true, "other").opens, "count");
  assert.equal(nextStep(view({ items: current, polls: poll("closed", onPaper) }), "s").verb, "voting.announce_result");
});

test("going over to paper is offered beside a vote on the devices, not beside one on paper", () => {
  assert.match(paperWords({ state: "open", by: "electronic" }), /Chuyển sang/);
  assert.match(paperWords(undefined), /Bằng phiếu giấy/);
  assert.match(paperWords({ state: "prepared", by: "electronic" }), /Bằng phiếu giấy/);
  for (const state of ["open", "closed"]) assert.equal(paperWords({ state, by: "paper" }), "");
  assert.equal(paperWords({ state: "closed", by: "electronic" }), "");
});
