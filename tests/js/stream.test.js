import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Store } from "../../static/js/lib/store.js";
import { Stream } from "../../static/js/lib/stream.js";
import { FakeSocket, settle } from "./fakes.js";

let gets;
let answers;
let states;
let stream;
let store;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  FakeSocket.opened = [];
  gets = [];
  answers = [];
  states = [];
  store = new Store({ "sitting:1:members": { n: 4, doc: { room: { item: "a" } } } });
  stream = new Stream({
    store,
    url: "ws://here/ws/",
    events: "/realtime/events/",
    snapshot: "/realtime/snapshot/",
    open: (url) => new FakeSocket(url),
    get: (url) => {
      gets.push(url);
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(new Error("offline"));
    },
    random: () => 0.5,
    onState: (state) => states.push(state),
    onRightsChanged: () => states.push("rights"),
  });
});

afterEach(() => {
  stream.stop();
  mock.timers.reset();
});

async function live(heads = {}) {
  stream.start();
  FakeSocket.last.accept();
  FakeSocket.last.reply("follow", { ok: { heads } });
  await settle();
}

test("a page follows from the numbers it was served with", async () => {
  await live();
  assert.deepEqual(FakeSocket.last.sent[0].args, { streams: { "sitting:1:members": 4 } });
  assert.deepEqual(states, ["live"]);
});

test("the next event is applied, an old one is dropped, neither asks the server", async () => {
  await live();
  FakeSocket.last.push({ s: "sitting:1:members", n: 5, b: { room: { item: "b" } } });
  FakeSocket.last.push({ s: "sitting:1:members", n: 5, b: { room: { item: "zzz" } } });
  assert.equal(store.view.room.item, "b");
  assert.deepEqual(gets, []);
});

test("a gap is filled by one fetch, whatever arrives meanwhile", async () => {
  await live();
  answers.push({ events: [{ n: 5, b: { room: { item: "b" } } }, { n: 6, b: { room: { item: "c" } } }, { n: 7, b: { x: 1 } }] });
  FakeSocket.last.push({ s: "sitting:1:members", n: 6, b: { room: { item: "c" } } });
  FakeSocket.last.push({ s: "sitting:1:members", n: 7, b: { x: 1 } });
  await settle();
  assert.deepEqual(gets, ["/realtime/events/sitting%3A1%3Amembers?since=4"]);
  assert.deepEqual([store.seq("sitting:1:members"), store.view.room.item, store.view.x], [7, "c", 1]);
});

test("a snapshot takes the place of events that are gone", async () => {
  await live();
  answers.push({ snapshot: { n: 90, doc: { room: { item: "whole" } } } });
  FakeSocket.last.push({ s: "sitting:1:members", n: 80, b: {} });
  await settle();
  assert.deepEqual([store.seq("sitting:1:members"), store.view.room.item], [90, "whole"]);
});

test("a head that runs ahead is noticed by the ping", async () => {
  await live();
  answers.push({ events: [{ n: 5, b: { room: { item: "b" } } }] });
  mock.timers.tick(5000);
  FakeSocket.last.reply("ping", { heads: { "sitting:1:members": 5, "someone:else": 77 } });
  await settle();
  assert.equal(gets.length, 1);
  assert.equal(store.view.room.item, "b");
});

test("a cut that lasts is said; the page dials again and follows from the last number", async () => {
  await live();
  FakeSocket.last.push({ s: "sitting:1:members", n: 5, b: {} });
  FakeSocket.last.drop();
  mock.timers.tick(990);
  assert.deepEqual(states, ["live"]);
  mock.timers.tick(10);
  assert.deepEqual(states, ["live", "lost"]);
  assert.equal(FakeSocket.opened.length, 2);
  FakeSocket.last.accept();
  assert.deepEqual(FakeSocket.last.sent[0].args.streams, { "sitting:1:members": 5 });
  FakeSocket.last.reply("follow", { ok: {} });
  await settle();
  assert.deepEqual(states, ["live", "lost", "live"]);
});

test("waits grow between tries that fail", async () => {
  await live();
  FakeSocket.last.drop();
  const waits = [];
  for (let round = 0; round < 4; round += 1) {
    const before = FakeSocket.opened.length;
    let waited = 0;
    while (FakeSocket.opened.length === before) {
      mock.timers.tick(50);
      waited += 50;
    }
    waits.push(waited);
    FakeSocket.last.drop();
  }
  assert.deepEqual(waits, [...waits].sort((a, b) => a - b));
  assert.ok(waits[3] >= 2 * waits[0]);
  assert.ok(waits[3] <= 1500);
});

test("a cut that is over within a second is never seen, and what waited to be sent is sent", async () => {
  await live();
  let calls = 0;
  stream.liveListeners.add(() => (calls += 1));
  FakeSocket.last.drop();
  mock.timers.tick(400);
  FakeSocket.last.accept();
  FakeSocket.last.reply("follow", { ok: {} });
  await settle();
  mock.timers.tick(3000);
  assert.deepEqual(states, ["live"]);
  assert.equal(calls, 1);
});

test("a moved server that stays away is said calmly first, then as lost", async () => {
  await live();
  FakeSocket.last.drop(4012);
  for (let spent = 0; spent < 4000; spent += 100) {
    mock.timers.tick(100);
    if (FakeSocket.last.readyState === 0) FakeSocket.last.drop(1006);
  }
  assert.deepEqual(states, ["live", "waiting", "lost"]);
});

test("a ping without an answer says within ten seconds that the server is lost, and keeps the line", async () => {
  await live();
  mock.timers.tick(5000);
  await settle();
  mock.timers.tick(3500);
  await settle();
  assert.deepEqual(states, ["live", "lost"]);
  assert.equal(FakeSocket.opened.length, 1);
  FakeSocket.last.push({ heads: {} });
  assert.deepEqual(states, ["live", "lost", "live"]);
});

test("a handshake that never ends is given up and dialled anew", async () => {
  stream.start();
  mock.timers.tick(5000);
  assert.equal(FakeSocket.opened[0].closedWith, 1000);
  mock.timers.tick(2500);
  assert.equal(FakeSocket.opened.length, 2);
  mock.timers.tick(8700);
  assert.equal(FakeSocket.opened[1].closedWith, undefined);
  mock.timers.tick(1400);
  assert.equal(FakeSocket.opened[1].closedWith, 1000);
});

test("a fault while following is no loss of rights: the page dials again after a pause", async () => {
  stream.start();
  FakeSocket.last.accept();
  FakeSocket.last.reply("follow", { error: { code: "failed", message: "…" } });
  await settle();
  assert.equal(FakeSocket.opened.length, 1);
  mock.timers.tick(500);
  assert.equal(FakeSocket.opened.length, 2);
  assert.ok(!states.includes("rights"));
});

test("a moved server is dialled again at once and the reader sees no loss", async () => {
  await live();
  FakeSocket.last.drop(4012);
  mock.timers.tick(400);
  assert.equal(FakeSocket.opened.length, 2);
  assert.deepEqual(states, ["live"]);
});

test("changed rights reload the page and do not dial again", async () => {
  await live();
  FakeSocket.last.drop(4401);
  mock.timers.tick(60000);
  assert.deepEqual(states, ["live", "rights"]);
  assert.equal(FakeSocket.opened.length, 1);
});

test("waking with a socket long silent opens a new one", async () => {
  await live();
  const dead = FakeSocket.last;
  mock.timers.setTime(Date.now() + 60000);
  stream.wake();
  assert.equal(FakeSocket.opened.length, 2);
  dead.push({ s: "sitting:1:members", n: 5, b: { room: { item: "from the dead socket" } } });
  assert.equal(store.view.room.item, "a");
});

test("a request without an answer is rejected without being called refused", async () => {
  await live();
  const asked = assert.rejects(stream.ask("voting.cast_ballot", {}, { key: "k" }), (error) => !error.refused);
  mock.timers.tick(4000);
  await asked;
});

test("a stream the reader is let into later is followed from its document on, over the same socket", async () => {
  await live();
  answers.push({ n: 7, doc: { scripts: { a: "x" } } });
  const joined = stream.join("sitting:1:chair");
  await settle();
  assert.deepEqual(gets, ["/realtime/snapshot/sitting%3A1%3Achair"]);
  assert.deepEqual(FakeSocket.last.sent.at(-1).args, { streams: { "sitting:1:chair": 7 } });
  FakeSocket.last.reply("follow", { ok: { heads: { "sitting:1:chair": 7 } } });
  await joined;
  FakeSocket.last.push({ s: "sitting:1:chair", n: 8, b: { scripts: { a: "y" } } });
  assert.deepEqual([store.view.scripts.a, FakeSocket.opened.length], ["y", 1]);
});

test("a stream that is refused leaves nothing behind", async () => {
  await live();
  await assert.rejects(stream.join("sitting:1:chair"));
  assert.equal("sitting:1:chair" in store.streams, false);
});
