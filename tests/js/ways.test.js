import assert from "node:assert/strict";
import { test } from "node:test";

import { findAll } from "../../static/js/lib/fold.js";
import { readable } from "../../static/js/lib/legacy.js";
import { WAYS, byThemselves, inARow } from "../../static/js/lib/ways.js";

const seen = (way, text, words) => way(text, words).map(({ from, to }) => text.slice(from, to));

test("a tone in its old place and in its new one is the same word", () => {
  assert.deepEqual(seen(findAll, "giải pháp xoá bỏ, uỷ quyền", "xóa bỏ"), ["xoá bỏ"]);
  assert.deepEqual(seen(findAll, "ỦY QUYỀN", "uỷ quyền"), ["ỦY QUYỀN"]);
  assert.deepEqual(seen(findAll, "xoa bỏ", "xóa bỏ"), []);
});

test("what was typed with tones and stands without them is found in the second way", () => {
  assert.deepEqual(seen(WAYS[0], "HOP TAC QUOC TE", "hợp tác"), []);
  assert.deepEqual(seen(WAYS[1], "HOP TAC QUOC TE", "hợp tác"), ["HOP TAC"]);
});

test("a number is found in any spelling", () => {
  assert.deepEqual(seen(inARow, "theo Nghị quyết số 17/ NQ-CP ngày", "17 nq cp"), ["17/ NQ-CP"]);
  assert.deepEqual(seen(inARow, "số 36-NQ/TW", "36/nq-tw"), ["36-NQ/TW"]);
  assert.deepEqual(seen(inARow, "ông Lí Quí Mĩ, bà Thúy", "Lý Quý Mỹ"), ["Lí Quí Mĩ"]);
  assert.deepEqual(seen(inARow, "bị thui", "thuý"), []);
  assert.deepEqual(seen(inARow, "số 117/NQ-CP", "17/NQ-CP"), []);
});

test("words that stand apart are marked on a page that has nearly all of them, and half a word is not", () => {
  const text = "kinh phí năm nay và năm tới; kinh nghiệm của địa phương";
  assert.deepEqual(seen(byThemselves, text, "kinh phi dia phuong"), ["kinh phí", "địa phương"]);
  assert.deepEqual(seen(byThemselves, text, "kinh phi trung uong"), []);
});

test("an old encoding is read as Unicode, with the place of each letter in the original", () => {
  const tcvn3 = "NghÞ quyÕt vÒ ®Èy m¹nh x©y dùng ChÝnh phñ ®iÖn tö, \u00adu tiªn vïng ®Æc biÖt khã kh¨n";
  assert.equal(readable(tcvn3).text, "Nghị quyết về đẩy mạnh xây dựng Chính phủ điện tử, ưu tiên vùng đặc biệt khó khăn");
  const vni = "Nghò quyeát cuûa Chính phuû veà ñaàu tö";
  const read = readable(vni);
  assert.equal(read.text, "Nghị quyết của Chính phủ về đầu tư");
  const [hit] = findAll(read.text, "quyết của");
  assert.equal(vni.slice(read.places[hit.from], read.places[hit.to]), "quyeát cuûa");
  assert.deepEqual(readable("plain").places, [0, 1, 2, 3, 4, 5]);
});
