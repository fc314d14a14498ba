import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Recorder } from "../../static/js/lib/recorder.js";
import { BEGIN, FINISH, SoundQueue } from "../../static/js/lib/sound-queue.js";
import { inMemory, soundStore } from "../../static/js/lib/sound-store.js";
import { settle } from "./fakes.js";

const refuse = (code, facts) => Promise.reject(Object.assign(new Error(code), { code, facts }));
const lost = () => Promise.reject(new TypeError("no connection"));

let sent;
let answer;
let storage;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  sent = [];
  answer = async () => ({});
  storage = inMemory();
});
afterEach(() => mock.timers.reset());

const queueOf = (user = 1, more = {}) => new SoundQueue({ storage, user, send: (piece) => (sent.push(piece.number), answer(piece)), ...more });
const piece = (number, recording = "r1") => ({ recording, number, body: `sound ${number}` });

test("pieces go in order, the beginning first and the end last", async () => {
  answer = lost;
  const queue = queueOf();
  for (const number of [1, FINISH, 0, BEGIN]) await queue.add(piece(number));
  sent.length = 0;
  answer = async () => ({});
  await queue.flush();
  assert.deepEqual(sent, [BEGIN, 0, 1, FINISH]);
  assert.equal(queue.waiting, 0);
  assert.deepEqual(await storage.all(), []);
});

test("a broken line loses nothing: the same piece is tried again, later ones wait behind it", async () => {
  answer = lost;
  const queue = queueOf();
  await queue.add(piece(0));
  await queue.add(piece(1));
  assert.deepEqual(sent, [0, 0]);
  assert.equal(queue.waiting, 2);
  answer = async () => ({});
  mock.timers.tick(20000);
  await settle();
  await queue.flush();
  assert.deepEqual(sent.slice(2), [0, 1]);
});

test("after a reload what waited is sent by its own user only", async () => {
  answer = lost;
  await queueOf(1).add(piece(0));
  answer = async () => ({});
  sent.length = 0;
  await queueOf(2).flush();
  assert.deepEqual(sent, []);
  await queueOf(1).flush();
  assert.deepEqual(sent, [0]);
});

test("what will never be wanted is dropped, what is refused for now is kept", async () => {
  for (const code of ["taken_after_stop", "nothing_more_expected", "chunk_differs", "not_sound"]) {
    answer = () => refuse(code);
    const queue = queueOf();
    await queue.add(piece(0));
    assert.equal(queue.waiting, 0, code);
  }
  for (const code of ["sign_in_required", "not_found", "another_device", "busy"]) {
    answer = () => refuse(code);
    const queue = queueOf();
    await queue.add(piece(0, code));
    assert.ok(queue.waiting > 0, code);
  }
});

test("a number the house has passed is dropped, one it doesn't wait for yet is kept", async () => {
  answer = () => refuse("chunk_out_of_order", { next: "5" });
  const queue = queueOf();
  await queue.add(piece(3));
  assert.equal(queue.waiting, 0);
  await queue.add(piece(7));
  assert.equal(queue.waiting, 1);
});

test("what nobody asks for any more is kept for a week", async () => {
  let now = 0;
  answer = () => refuse("not_found");
  const queue = queueOf(1, { now: () => now });
  await queue.add(piece(0));
  assert.equal(queue.waiting, 1);
  now = 8 * 24 * 3600 * 1000;
  await queue.flush();
  assert.equal(queue.waiting, 0);
});

test("without a database on the device memory serves", async () => {
  const store = await soundStore(undefined);
  await store.put(piece(0));
  assert.equal((await store.all()).length, 1);
});

class FakeMedia {
  static isTypeSupported = (type) => type.startsWith("audio/webm");
  state = "inactive";
  start() {
    this.state = "recording";
    this.onstart();
  }
  pause() {
    this.state = "paused";
  }
  resume() {
    this.state = "recording";
  }
  stop() {
    this.state = "inactive";
    this.ondataavailable({ data: { size: 3 } });
    this.onstop();
  }
}

test("the recorder follows the house: it pauses, goes on, and stops when the recording is no longer this one", async () => {
  const tracks = [{ stop: mock.fn() }];
  const media = { getUserMedia: async () => ({ getTracks: () => tracks }) };
  const recorder = new Recorder({ queue: queueOf(), media, Media: FakeMedia, now: () => 0 });
  await recorder.open();
  recorder.start("r1");
  const { recorder: device } = recorder;
  recorder.follow({ id: "r1", state: "paused" });
  assert.equal(device.state, "paused");
  recorder.follow({ id: "r1", state: "recording" });
  assert.equal(device.state, "recording");
  recorder.follow(undefined);
  await settle();
  assert.equal(device.state, "inactive");
  assert.equal(tracks[0].stop.mock.callCount(), 1);
  assert.deepEqual([...new Set(sent)], [BEGIN, 0, FINISH]);
});

test("without a microphone it says so before anything is ordered", async () => {
  await assert.rejects(new Recorder({ queue: queueOf(), media: undefined, Media: undefined }).open(), { name: "NotSupportedError" });
});
