import assert from "node:assert/strict";
import { test } from "node:test";

import { dayIn, noteFor, resubmitDay } from "../../static/js/control/endings.js";

test("the day an item comes back by is the one the drafted conclusion names", () => {
  assert.equal(dayIn("Trình lại trước ngày 30/10/2020."), "2020-10-30");
  assert.equal(dayIn("Hoàn thiện, trình lại trước ngày 5 tháng 11 năm 2020"), "2020-11-05");
  assert.equal(dayIn("Theo Nghị quyết ngày 7/3/2019"), "");
  assert.equal(resubmitDay("not_adopted", "trước 30/10/2020"), "2020-10-30");
  assert.match(resubmitDay("not_adopted", ""), /^\d{4}-\d{2}-\d{2}$/);
  assert.equal(resubmitDay("agreed", "trước 30/10/2020"), "");
});

test("only opinions are given to somebody to complete", () => {
  const item = { presenter: { post: "Bộ trưởng Bộ Công an" } };
  assert.equal(noteFor("opinions_given", item), "Giao Bộ trưởng Bộ Công an tiếp thu, hoàn thiện");
  assert.equal(noteFor("noted", item), "");
  assert.equal(noteFor("opinions_given", {}), "");
});
