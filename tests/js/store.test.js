import assert from "node:assert/strict";
import { test } from "node:test";

import { join, mergePatch } from "../../static/js/lib/merge.js";
import { Store } from "../../static/js/lib/store.js";

test("a patch follows the cases of RFC 7396", () => {
  assert.deepEqual(mergePatch({ a: "b" }, { a: "c" }), { a: "c" });
  assert.deepEqual(mergePatch({ a: "b", b: "c" }, { a: null }), { b: "c" });
  assert.deepEqual(mergePatch({ a: ["b"] }, { a: "c" }), { a: "c" });
  assert.deepEqual(mergePatch({ a: { b: "c" } }, { a: { b: "d", c: null } }), { a: { b: "d" } });
  assert.deepEqual(mergePatch({ e: null }, { a: 1 }), { e: null, a: 1 });
  assert.deepEqual(mergePatch([1, 2], { a: "b", c: null }), { a: "b" });
  assert.deepEqual(mergePatch({}, { a: { bb: { ccc: null } } }), { a: { bb: {} } });
});

test("a patch leaves the document it was applied to as it was", () => {
  const before = { seats: { one: { hand: false }, two: { hand: true } } };
  const after = mergePatch(before, { seats: { one: { hand: true } } });
  assert.equal(before.seats.one.hand, false);
  assert.equal(after.seats.two, before.seats.two);
});

test("the view joins what each stream knows of the same thing", () => {
  const view = join([{ items: { a: { title: "x" } } }, { items: { a: { asked: "y" }, b: {} } }, { me: { seat: "s" } }]);
  assert.deepEqual(view, { items: { a: { title: "x", asked: "y" }, b: {} }, me: { seat: "s" } });
});

test("only the event that follows directly is applied", () => {
  const store = new Store({ s: { n: 3, doc: { a: 1 } } });
  assert.equal(store.apply("s", 3, { a: 9 }), "old");
  assert.equal(store.apply("s", 5, { a: 9 }), "gap");
  assert.equal(store.apply("s", 4, { a: 2 }), "applied");
  assert.equal(store.view.a, 2);
  assert.deepEqual(store.seqs(), { s: 4 });
});

test("an older snapshot never overwrites what is shown", () => {
  const store = new Store({ s: { n: 8, doc: { a: "new" } } });
  store.replace("s", 7, { a: "old" });
  assert.equal(store.view.a, "new");
});

test("listeners hear once however many events came together", async () => {
  const store = new Store({ s: { n: 0, doc: {} } });
  const heard = [];
  const end = store.subscribe((view) => heard.push(view.a));
  for (let n = 1; n <= 5; n += 1) store.apply("s", n, { a: n });
  await Promise.resolve();
  assert.deepEqual(heard, [5]);
  end();
  store.apply("s", 6, { a: 6 });
  await Promise.resolve();
  assert.deepEqual(heard, [5]);
});
