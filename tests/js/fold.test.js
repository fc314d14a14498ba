import assert from "node:assert/strict";
import { test } from "node:test";

import { findAll, fold } from "../../static/js/lib/fold.js";

const text = "Nghị quyết số 17/NQ-CP về đẩy mạnh dịch vụ công; Họp tại Hà Nội, HỢP tác";
const words = (found) => found.map(({ from, to }) => text.slice(from, to));

test("marks, case and đ are ignored when the words carry none", () => {
  assert.deepEqual(words(findAll(text, "nghi quyet")), ["Nghị quyết"]);
  assert.deepEqual(words(findAll(text, "day manh")), ["đẩy mạnh"]);
  assert.deepEqual(words(findAll(text, "hop")), ["Họp", "HỢP"]);
});

test("words with marks find only themselves", () => {
  assert.deepEqual(words(findAll(text, "hợp")), ["HỢP"]);
  assert.deepEqual(words(findAll(text, "họp")), ["Họp"]);
});

test("text that stores marks as letters of their own is found whole", () => {
  const apart = "Nghị quyết".normalize("NFD");
  const [hit] = findAll(apart, "quyết");
  assert.equal(apart.slice(hit.from, hit.to).normalize("NFC"), "quyết");
});

test("every folded letter knows its place in the original", () => {
  const { folded, places } = fold("Đ  ố");
  assert.equal(folded, "d o");
  assert.deepEqual(places, [0, 1, 3, 4]);
});
