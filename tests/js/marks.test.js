import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Shelf } from "../../static/js/reader/marks/shelf.js";
import { page } from "../../static/js/lib/page.js";
import { isOfPage, pagesOf, partsOf, quoteOf, targetOfPage } from "../../static/js/reader/marks/anchors.js";

page.urls = { marks: "/notes/marks/{version}/" };

let commands;
let dismissed;
let answer;
let kept;
let served;

const outbox = (more = {}) => ({
  commands,
  ready: Promise.resolve(),
  send: (verb, args, { slot }) => {
    commands.push({ verb, args, slot });
    return Promise.resolve({ key: "k", ...answer(verb, args) });
  },
  takeBack: () => false,
  dismiss: (key) => dismissed.push(key),
  ...more,
});
const shelf = (more) => new Shelf({ outbox: outbox(more), onChange: () => {}, keep: (version, marks) => (kept = { version, marks }) });
const save = (id, more = {}) => ({ verb: "annotations.save_mark", args: { id, version: "v", kind: "note", colour: "red", body: "mới", target: { page: 1, quote: "một" }, ...more } });

beforeEach(() => {
  Object.assign(globalThis, { fetch: () => Promise.resolve(served()) });
  commands = [];
  dismissed = [];
  kept = null;
  answer = () => ({ state: "not_sent" });
  served = () => ({ ok: true, json: async () => ({ marks: [] }) });
});

test("what waits is laid over what was saved, of earlier versions too", async () => {
  const old = { id: "old", version: 3, made_on: "before", state: "moved", kind: "note", colour: "red", body: "cũ", quote: "hai", target: { page: 2, quote: "hai" } };
  const gone = { ...old, id: "gone" };
  const lost = { ...old, id: "lost", state: "orphaned", target: null, made_target: { page: 1, strokes: [[1, 2]], box: null } };
  served = () => ({ ok: true, json: async () => ({ marks: [old, gone, lost] }) });
  commands.push(save("fresh"), save("old", { version: "before", target: { page: 9 } }));
  commands.push({ verb: "annotations.delete_mark", args: { id: "gone", version: "before" } });
  commands.push({ verb: "annotations.reattach_mark", args: { id: "lost", version: "v", target: { page: 4, quote: "x" } } });
  const marks = shelf();
  await marks.open("v");
  assert.deepEqual(marks.list.map(({ id }) => id).sort(), ["fresh", "lost", "old"]);
  assert.deepEqual([marks.marks.get("old").body, marks.marks.get("old").target.page], ["mới", 2]);
  assert.deepEqual(marks.marks.get("lost").target, { page: 4, quote: "x", strokes: [[1, 2]], box: null });
  assert.ok(marks.waits({ id: "fresh" }) && !marks.waits({ id: "other" }));
});

test("what an earlier page left is shown once it was read, without any network", async () => {
  served = () => {
    throw new TypeError("no network");
  };
  let read;
  const marks = shelf({ ready: new Promise((resolve) => (read = resolve)) });
  await marks.open("v");
  assert.equal(marks.list.length, 0);
  commands.push(save("waiting"));
  read();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(marks.list.map(({ id }) => id), ["waiting"]);
});

test("the pack gets the marks the house has, not those on their way", async () => {
  served = () => ({ ok: true, json: async () => ({ marks: [{ id: "a", version: 1, target: { page: 1 } }] }) });
  commands.push(save("b"));
  const marks = shelf();
  await marks.open("v");
  assert.deepEqual([kept.version, kept.marks.map(({ id }) => id)], ["v", ["a"]]);
  kept = null;
  served = () => ({ ok: true, headers: new Headers({ "X-From-Pack": "1" }), json: async () => ({ marks: [] }) });
  await marks.open("v");
  assert.equal(kept, null);
});

test("undoing what never left the device sends nothing; what never arrived is no refusal", async () => {
  let took = 0;
  const marks = shelf({ takeBack: () => Boolean((took += 1)) });
  await marks.open("v");
  void marks.make("note", "red", { page: 1, quote: "một" }, "x");
  marks.undo();
  assert.deepEqual([took, marks.list.length, commands.filter(({ verb }) => verb.endsWith("delete_mark")).length], [1, 0, 0]);
  answer = (verb) => (verb.endsWith("delete_mark") ? { state: "refused", error: { code: "not_found" } } : { state: "not_sent" });
  const other = shelf();
  await other.open("v");
  void other.make("note", "red", { page: 1, quote: "một" }, "x");
  await other.remove(other.list[0]);
  assert.deepEqual(dismissed, ["k"]);
});

test("a note on a whole page waits without a network like any other, and is told from one on words", async () => {
  const marks = shelf();
  await marks.open("v");
  void marks.make("note", "red", targetOfPage(7), "Xem lại");
  const [mark] = marks.list;
  assert.deepEqual([commands[0].args.target.page, mark.body, mark.quote, marks.waits(mark)], [7, "Xem lại", "", true]);
  assert.ok(isOfPage(mark));
  assert.ok(!isOfPage({ kind: "note", target: { page: 7, quote: "một" } }));
  assert.ok(!isOfPage({ kind: "ink", target: targetOfPage(7) }) && !isOfPage({ kind: "note", target: null }));
});

test("a target over pages is said page by page", () => {
  const target = { page: 3, quote: "một hai", more: [{ page: 4, quote: "ba" }] };
  assert.deepEqual([pagesOf(target), quoteOf(target), partsOf(target).length], ["3–4", "một hai ba", 2]);
  assert.deepEqual([pagesOf({ page: 3 }), quoteOf({ page: 3 }), partsOf(null)], ["3", "", []]);
});
