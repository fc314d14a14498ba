import assert from "node:assert/strict";
import { test } from "node:test";

import { ServerTiles } from "../../static/js/reader/server-tiles.js";

const LEVELS = [
  [14000, 10000],
  [7000, 5000],
  [3500, 2500],
];
const tiles = new ServerTiles({}, "/papers/v/pages/", LEVELS);

test("the coarsest level that still shows a dot for each dot of the screen", () => {
  assert.equal(tiles.levelFor(900), null);
  assert.equal(tiles.levelFor(1101), 2);
  assert.equal(tiles.levelFor(3500), 2);
  assert.equal(tiles.levelFor(3501), 1);
  assert.equal(tiles.levelFor(13999), 0);
  assert.equal(tiles.levelFor(40000), 0);
});

test("only the tiles of what is seen are asked for, and none beyond the edge", () => {
  const names = (level, part) => tiles.tilesOn(level, part).map(({ column, row }) => `${column}-${row}`);
  assert.deepEqual(names(2, { left: 0, top: 0, width: 0.25, height: 0.2 }), ["0-0"]);
  assert.deepEqual(names(2, { left: 0.25, top: 0, width: 0.1, height: 0.2 }), ["0-0", "1-0"]);
  assert.equal(names(2, { left: 0, top: 0, width: 1, height: 1 }).length, 4 * 3);
  assert.equal(names(0, { left: 0, top: 0, width: 1, height: 1 }).length, 14 * 10);
  assert.equal(names(0, { left: 0.9, top: 0.9, width: 0.1, height: 0.1 }).at(-1), "13-9");
});

test("what did not come is asked for again, all of it together, and not for ever", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const patient = new ServerTiles({}, "/papers/v/pages/", LEVELS);
  let drawn = 0;
  patient.draw = () => {
    drawn += 1;
    for (let missing = 0; missing < 5; missing += 1) patient.again();
  };
  patient.draw();
  t.mock.timers.tick(2999);
  assert.equal(drawn, 1);
  t.mock.timers.tick(1);
  assert.equal(drawn, 2);
  for (let turn = 0; turn < 100; turn += 1) t.mock.timers.tick(3000);
  assert.equal(drawn, 41);
});

test("a page that is gone asks for nothing more", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const gone = new ServerTiles({}, "/papers/v/pages/", LEVELS);
  let drawn = 0;
  gone.draw = () => (drawn += 1);
  gone.again();
  gone.end();
  t.mock.timers.tick(60000);
  assert.equal(drawn, 0);
});
