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
    stream: {
      liveListeners: new Set(),
      ask: (verb, args, { key, replaces }) => (asked.push({ verb, args, key, ...(replaces?.length && { replaces }) }), ask()),
    },
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

test("a change of mind names what it takes the place of, also after a reload", async () => {
  const box = outbox();
  void box.send("voting.cast_ballot", { value: "for" }, { slot: "ballot:p" });
  void box.send("voting.cast_ballot", { value: "against" }, { slot: "ballot:p" });
  void box.send("voting.cast_ballot", { value: "abstain" }, { slot: "ballot:p" });
  await settle();
  const [first, second] = asked.map(({ key }) => key);
  assert.deepEqual([asked.at(-1).replaces, posted.at(-1).replaces], [[first, second], [first, second]]);
  ask = () => Promise.resolve({});
  const after = outbox();
  after.flush();
  await settle();
  assert.deepEqual(asked.at(-1).replaces, posted.at(-1).replaces);
});

test("a choice that has its answer is not replaced by the next", async () => {
  const box = outbox();
  ask = () => Promise.resolve({ code: "A" });
  await box.send("voting.cast_ballot", { value: "for" }, { slot: "ballot:p" });
  await box.send("voting.cast_ballot", { value: "against" }, { slot: "ballot:p" });
  assert.equal(asked.at(-1).replaces, undefined);
});

for (const code of ["failed", "busy", "repeated_meanwhile", "sign_in_required"]) {
  test(`"${code}" is no refusal: the command stays not sent and goes again under its key`, async () => {
    const box = outbox();
    ask = () => refuse(code, "");
    const done = box.send("voting.cast_ballot", {});
    await settle();
    assert.deepEqual([box.commands[0].state, box.waiting], ["not_sent", 1]);
    ask = () => Promise.resolve({});
    mock.timers.tick(4000);
    assert.equal((await done).state, "recorded");
    assert.equal(new Set(asked.map(({ key }) => key)).size, 1);
  });
}

const strangers = {
  "a proxy's page": { ok: false, status: 502, json: () => Promise.reject(new SyntaxError("<html>")) },
  "a proxy's JSON": { ok: false, status: 502, json: async () => ({ error: "bad gateway" }) },
  "a fault of ours without words": { ok: false, status: 500, json: async () => ({}) },
  "a captive network's page": { ok: true, status: 200, json: () => Promise.reject(new SyntaxError("<html>")) },
  "a captive network's JSON": { ok: true, status: 200, json: async () => ({}) },
  "nothing": { ok: true, status: 200, json: async () => null },
};
for (const [who, answer] of Object.entries(strangers)) {
  test(`${who} is neither a record nor a refusal`, async () => {
    const ways = postCommand("/command/", () => "token", "person-1", async () => answer);
    await assert.rejects(ways({ verb: "voting.cast_ballot" }), (error) => !error.refused);
  });
}

test("the answer of the house over HTTP is a record, its refusal a refusal", async () => {
  const yes = postCommand("/c/", () => "", "p", async () => ({ ok: true, status: 200, json: async () => ({ re: 1, ok: { code: "A" } }) }));
  const no = postCommand("/c/", () => "", "p", async () => ({ ok: true, status: 200, json: async () => ({ re: 1, error: { code: "already_closed", message: "Đã kết thúc" } }) }));
  assert.deepEqual(await yes({}), { code: "A" });
  await assert.rejects(no({}), { refused: true, code: "already_closed", message: "Đã kết thúc" });
});
