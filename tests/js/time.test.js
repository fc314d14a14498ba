import assert from "node:assert/strict";
import { test } from "node:test";

import { clockOrDay, clockTime, day, minutes, now } from "../../static/js/lib/time.js";

test("a moment of another day bears its date, one of today its time alone", () => {
  assert.equal(clockOrDay("2020-10-01T17:00:00+07:00"), "17:00, 1/10/2020");
  const today = now();
  assert.equal(clockOrDay(today), clockTime(today));
  assert.ok(!clockOrDay(today).includes(day(today)));
});

test("time that has only just run out isn't minus nothing", () => {
  assert.equal(minutes(-0.3), "0:00");
  assert.equal(minutes(-65), "−1:05");
  assert.equal(minutes(245), "4:05");
});
