import assert from "node:assert/strict";
import { test } from "node:test";

import { likelyEnding, nextStep } from "../../static/js/control/steps.js";
import { blockable, correctionOf, firstWords, pollInHand, whoIs } from "../../static/js/control/votes.js";
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

test("an annulled motion is prepared again in its place before the next one, unless it was let go", () => {
  const opened = { opened_at: "2026-10-02T08:00", question: "Phương án 1?", paper: "t" };
  const polls = { z: motion(1, "annulled", opened), y: motion(2, "prepared") };
  assert.deepEqual(nextStep(view(polls), "s").args, { item: "a", motion: "Phương án 1", question: "Phương án 1?", paper: "t", is_secret: false });
  assert.equal(nextStep(view(polls), "s").verb, "voting.prepare_poll");
  const again = { ...polls, x: { ...motion(1, "prepared", { replaces: "z" }), number: 3 } };
  assert.equal(nextStep(view(again), "s").args.poll, "x");
  const gone = { ...polls, z: motion(1, "annulled", { ...opened, let_go_reason: "Bộ rút" }) };
  assert.equal(nextStep(view(gone), "s").args.poll, "y");
});

test("a vote held again opens with the words of the one annulled", () => {
  const item = { id: "a", title: "Quỹ" };
  const asked = { item: "a", state: "annulled", opened_at: "1", question: "Cho phép sử dụng một phần Quỹ" };
  assert.equal(firstWords(view({ p: asked }), item), "Cho phép sử dụng một phần Quỹ");
  assert.equal(firstWords(view({ p: { ...asked, motion: "Phương án 1" } }), item), "Thông qua: Quỹ");
  assert.equal(firstWords(view(), item), "Thông qua: Quỹ");
});

test("who shares a post with others is told by name too", () => {
  const seats = [
    { id: "1", post: "Phó Thủ tướng Chính phủ", name: "Phùng Hạnh Dung" },
    { id: "2", post: "Phó Thủ tướng Chính phủ", name: "Đoàn Hữu Thiện" },
    { id: "3", post: "Bộ trưởng Bộ Nội vụ", name: "An" },
    { id: "4", post: "", name: "Bình" },
  ];
  assert.deepEqual(seats.map((seat) => whoIs(seat, seats)), ["Phó Thủ tướng Chính phủ Phùng Hạnh Dung", "Phó Thủ tướng Chính phủ Đoàn Hữu Thiện", "Bộ trưởng Bộ Nội vụ", "Bình"]);
});
