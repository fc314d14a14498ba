import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Outbox, postCommand } from "../../static/js/lib/outbox.js";
import { memoryStorage, settle } from "./fakes.js";

const lost = () => Promise.reject(new Error("no connection"));
const refuse = (code, message) => Promise.reject(Object.assign(new Error(message), { code, refused: true }));

let asked;
let posted;
let storage;
let ask;
let post;
let keys;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  asked = [];
  posted = [];
  storage = memoryStorage();
  ask = lost;
  post = lost;
  keys = 0;
});
afterEach(() => mock.timers.reset());

function outbox() {
  return new Outbox({
    stream: { liveListeners: new Set(), ask: (verb, args, { key }) => (asked.push({ verb, args, key }), ask()) },
    post: (command) => (posted.push(command), post()),
    storage,
    name: "outbox:me",
    uuid: () => `key-${++keys}`,
  });
}

test("an answered command is recorded and leaves nothing behind", async () => {
  ask = () => Promise.resolve({ code: "7F3K-22" });
  const command = await outbox().send("voting.cast_ballot", { poll: "p", value: "for" });
  assert.deepEqual([command.state, command.answer.code], ["recorded", "7F3K-22"]);
  assert.equal(storage.getItem("outbox:me"), "[]");
});

test("without a socket the same key goes over HTTP", async () => {
  post = () => Promise.resolve({ code: "A" });
  const command = await outbox().send("voting.cast_ballot", { poll: "p", value: "for" });
  assert.equal(command.state, "recorded");
  assert.equal(posted[0].key, asked[0].key);
});

test("with no way out it stays not sent, and is sent again with the same key", async () => {
  const box = outbox();
  const done = box.send("voting.cast_ballot", { poll: "p", value: "for" });
  await settle();
  assert.deepEqual([box.commands[0].state, box.commands[0].sending, box.waiting], ["not_sent", false, 1]);
  ask = () => Promise.resolve({});
  box.stream.liveListeners.forEach((listener) => listener());
  assert.equal((await done).state, "recorded");
  assert.equal(new Set([...asked, ...posted].map((command) => command.key)).size, 1);
});

test("a reload of the page sends what was not answered, values whole", async () => {
  const args = { poll: "p", value: "against", nested: { list: [1, { deep: "ý kiến" }] } };
  void outbox().send("voting.cast_ballot", args, { slot: "ballot:p" });
  await settle();
  ask = () => Promise.resolve({});
  const after = outbox();
  assert.deepEqual(after.inSlot("ballot:p").args, args);
  after.flush();
  await settle();
  assert.deepEqual(asked.at(-1), { verb: "voting.cast_ballot", args, key: asked[0].key });
  assert.equal(after.waiting, 0);
});

test("a refusal is final and carries the server's sentence", async () => {
  ask = () => refuse("poll_not_open", "Biểu quyết đã kết thúc.");
  const command = await outbox().send("voting.cast_ballot", {});
  assert.deepEqual([command.state, command.error.message], ["refused", "Biểu quyết đã kết thúc."]);
});

test("a busy server is asked again, not taken for a refusal", async () => {
  const box = outbox();
  ask = () => refuse("busy", "");
  const done = box.send("voting.cast_ballot", {});
  await settle();
  assert.equal(box.commands[0].state, "not_sent");
  ask = () => Promise.resolve({});
  mock.timers.tick(20000);
  assert.equal((await done).state, "recorded");
});

test("a new choice takes the place of one that was never answered", async () => {
  const box = outbox();
  void box.send("voting.cast_ballot", { value: "for" }, { slot: "ballot:p" });
  await settle();
  void box.send("voting.cast_ballot", { value: "abstain" }, { slot: "ballot:p" });
  await settle();
  assert.equal(box.waiting, 1);
  asked.length = 0;
  ask = () => Promise.resolve({});
  box.flush();
  await settle();
  assert.deepEqual(asked.map((command) => command.args.value), ["abstain"]);
});

test("a command over HTTP names whom the page was drawn for", async () => {
  const sent = [];
  mock.method(globalThis, "fetch", async (_url, { body }) => {
    sent.push(JSON.parse(body));
    return { ok: true, json: async () => ({ ok: {} }) };
  });
  await postCommand("/command/", () => "token", "person-1")({ verb: "voting.cast_ballot" });
  await postCommand("/command/", () => "token")({ verb: "voting.cast_ballot" });
  mock.restoreAll();
  assert.deepEqual(sent.map((command) => command.as), ["person-1", undefined]);
});
