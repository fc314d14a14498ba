import assert from "node:assert/strict";
import { test } from "node:test";

import { correctionOf } from "../../static/js/control/attendance.js";
import { handedWords, handOver, presides, successors, tieToConfirm } from "../../static/js/lib/chair.js";
import { isApart, isInBlock } from "../../static/js/lib/positions.js";

const SEATS = {
  a: { order: 1, entry: "ea", person: "head", post: "Thủ tướng Chính phủ", name: "A", presence: "on_site" },
  b: { order: 2, entry: "eb", person: "first", post: "Phó Thủ tướng Thường trực", short: "PTT Thường trực", name: "B", presence: "absent" },
  c: { order: 3, entry: "ec", person: "second", post: "Phó Thủ tướng", name: "C", presence: "online" },
};
const view = (person, more = {}) => ({ me: { person }, sitting: { state: "open", presider: { person: "head", post: "Thủ tướng Chính phủ" }, ...more }, seats: SEATS, items: { i: { number: "3" } }, room: { item: "i" } });

test("who presides is what the documents say now", () => {
  assert.equal(presides(view("head")), true);
  assert.equal(presides(view("second")), false);
  assert.equal(presides(view("second", { presider: { person: "second" } })), true);
});

test("the chair goes to whom is here, the first by protocol before the others", () => {
  assert.deepEqual(successors(view("head")).map((seat) => seat.entry), ["ec"]);
  assert.deepEqual(successors(view("head", { presider: { person: "second" } })).map((seat) => seat.entry), ["ea"]);
});

test("one press hands over until it is returned; the item in hand or a time may limit it", () => {
  assert.deepEqual(Object.keys(handOver(view("head"), "ec")), ["sitting", "entry"]);
  assert.deepEqual(handOver(view("head"), "ec", { limit: "item" }).items, ["i"]);
  assert.match(handOver(view("head"), "ec", { limit: "time", until: "10:30" }).until, /^\d{4}-\d\d-\d\dT10:30:00\+07:00$/);
  assert.equal("until" in handOver(view("head"), "ec", { until: "10:30" }), false);
});

test("the line says since when, who, and for how long", () => {
  const handed = { at: "2020-10-02T10:05:00+07:00", post: "Phó Thủ tướng" };
  assert.equal(handedWords({ handed_over: handed }), "Từ 10:05, Phó Thủ tướng chủ trì theo phân công của Thủ tướng Chính phủ");
  assert.match(handedWords({ handed_over: { ...handed, items: "3, 4" } }), / \(nội dung 3, 4\)$/);
  assert.equal(handedWords({}), "");
});

test("equal votes wait for the presider's word until they are announced", () => {
  const poll = { item: "i", state: "closed", opened_at: "1", proposal: { sentence: "Ngang nhau" } };
  assert.equal(tieToConfirm({ ...view("head"), polls: { p: poll } }).id, "p");
  assert.equal(tieToConfirm({ ...view("head"), polls: { p: { ...poll, state: "announced" } } }), undefined);
  assert.equal(tieToConfirm({ ...view("head"), polls: { p: { ...poll, proposal: undefined } } }), undefined);
});

test("a correction of attendance is asked for once who, where and since when are known", () => {
  assert.equal(correctionOf("s", { entry: "e", where: "left" }), null);
  const said = correctionOf("s", { entry: "e", where: "left", on: "2020-10-02", since: "09:10", until: "09:40", reason: " Nhầm " });
  assert.deepEqual(said, { sitting: "s", entries: ["e"], where: "left", since: "2020-10-02T09:10:00+07:00", until: "2020-10-02T09:40:00+07:00", reason: "Nhầm" });
  assert.equal("until" in correctionOf("s", { entry: "e", where: "left", since: "09:10" }), false);
});

test("an item is in the block, or apart until its turn, or neither", () => {
  const base = { ...view("head"), positions: { i: {} } };
  const item = { id: "i", kind: "decision", state: "waiting" };
  assert.deepEqual([isInBlock(base, item), isApart(base, item)], [true, false]);
  const apart = { ...base, positions: { i: { apart: true } } };
  assert.deepEqual([isInBlock(apart, item), isApart(apart, item)], [false, true]);
  assert.equal(isApart(apart, { ...item, state: "current" }), false);
});
