import assert from "node:assert/strict";
import { test } from "node:test";

import { startOfRow, stepFrom } from "../../static/js/reader/spread.js";

const rows = (kind) => [1, 2, 3, 4, 5].map((page) => startOfRow(page, kind));

test("pages stand in rows of two, the first one alone where that was chosen", () => {
  assert.deepEqual(rows(""), [1, 2, 3, 4, 5]);
  assert.deepEqual(rows("pairs"), [1, 1, 3, 3, 5]);
  assert.deepEqual(rows("cover"), [1, 2, 2, 4, 4]);
});

test("a step goes to the next row and to the row before", () => {
  assert.deepEqual([stepFrom(1, 1, ""), stepFrom(3, -1, "")], [2, 2]);
  assert.deepEqual([stepFrom(1, 1, "pairs"), stepFrom(2, 1, "pairs"), stepFrom(4, -1, "pairs")], [3, 3, 1]);
  assert.deepEqual([stepFrom(1, 1, "cover"), stepFrom(2, 1, "cover"), stepFrom(3, -1, "cover"), stepFrom(5, -1, "cover")], [2, 4, 1, 2]);
  assert.equal(stepFrom(1, -1, "pairs"), 1);
});
