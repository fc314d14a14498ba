import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { inTab } from "../../static/js/lib/kept.js";
import { lapsed } from "../../static/js/lib/lapse.js";
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

function outbox(more = {}) {
  return new Outbox({
    stream: {
      liveListeners: new Set(),
      ask: (verb, args, { key, replaces }) => (asked.push({ verb, args, key, ...(replaces?.length && { replaces }) }), ask()),
    },
    post: (command) => (posted.push(command), post()),
    shelf: inTab(storage, "outbox:me"),
    uuid: () => `key-${++keys}`,
    ...more,
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
  await after.ready;
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
  await settle();
  void box.send("voting.cast_ballot", { value: "against" }, { slot: "ballot:p" });
  await settle();
  void box.send("voting.cast_ballot", { value: "abstain" }, { slot: "ballot:p" });
  await settle();
  const [first, second] = asked.map(({ key }) => key);
  assert.deepEqual([asked.at(-1).replaces, posted.at(-1).replaces], [[first, second], [first, second]]);
  ask = () => Promise.resolve({});
  const after = outbox();
  await after.ready;
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

test("what waits is one row each: two pages of one person drop none of each other's", async () => {
  const [one, other] = [outbox(), outbox()];
  void one.send("annotations.save_note", { text: "a" });
  void other.send("annotations.save_note", { text: "b" });
  await settle();
  const later = outbox();
  await later.ready;
  assert.deepEqual(later.commands.map(({ args }) => args.text), ["a", "b"]);
});

test("a refusal of what an earlier page left is shown until it is put away, over further reloads", async () => {
  void outbox().send("agendas.state_position", { item: "i" }, { slot: "position:i" });
  await settle();
  ask = () => refuse("too_late", "Nội dung đã kết luận.");
  const after = outbox();
  await after.ready;
  await settle();
  assert.deepEqual(after.told.map(({ state, error }) => [state, error.message]), [["refused", "Nội dung đã kết luận."]]);
  const again = outbox();
  await again.ready;
  assert.deepEqual([again.waiting, again.told.length], [0, 1]);
  assert.equal(asked.length, 2);
  again.dismiss(again.told[0].key);
  const last = outbox();
  await last.ready;
  assert.equal(last.told.length, 0);
});

test("a press made before the rows of an earlier page were read takes their place", async () => {
  void outbox().send("agendas.state_position", { kind: "objection" }, { slot: "position:i" });
  await settle();
  asked.length = 0;
  ask = () => Promise.resolve({});
  const after = outbox();
  await after.send("agendas.state_position", { kind: "no_objection" }, { slot: "position:i" });
  assert.deepEqual(asked.map(({ args, replaces }) => [args.kind, replaces]), [["no_objection", ["key-1"]]]);
});

test("what must not be kept isn't", async () => {
  void outbox().send("room.send_line", { text: "x" }, { keep: false });
  await settle();
  assert.equal(storage.getItem("outbox:me"), null);
});

const minutes = (number) => new Date(Date.now() + number * 60000);
const cast = (more = {}) => ({ verb: "voting.cast_ballot", args: { poll: "p" }, sentAt: new Date().toISOString(), ...more });

test("a ballot lapses with the close of its vote, or after ten minutes; an opinion waits for days", () => {
  const view = (state) => ({ polls: { p: { state } } });
  assert.equal(lapsed(cast(), view("open"), minutes(9)), "");
  assert.match(lapsed(cast(), view("closed"), minutes(1)), /^Phiếu không được tính/);
  assert.match(lapsed(cast(), {}, minutes(11)), /^Phiếu không được tính/);
  assert.match(lapsed(cast(), {}, minutes(-30)), /^Phiếu không được tính/);
  assert.match(lapsed({ ...cast(), verb: "room.show_page" }, {}, minutes(3)), /quá giờ/);
  assert.equal(lapsed({ ...cast(), verb: "annotations.save_mark" }, {}, minutes(3 * 24 * 60)), "");
});

test("a ballot that never left is not sent after the close, and is not counted", async () => {
  let closed = false;
  const box = outbox({ lapsed: () => (closed ? "Phiếu không được tính" : "")});
  box.mayLeave = () => false;
  const done = box.send("voting.cast_ballot", { poll: "p" }, { slot: "ballot:p" });
  box.commands[0].left = false;
  await settle();
  asked.length = posted.length = 0;
  closed = true;
  ask = () => Promise.resolve({ code: "A" });
  box.flush();
  const { state, error } = await done;
  assert.deepEqual([state, error.code, asked.length, posted.length], ["refused", "lapsed", 0, 0]);
});

for (const [answer, state] of [[{ answered: { code: "A" } }, "recorded"], [{ given_up: true }, "refused"]]) {
  test(`a ballot that may have arrived before the close is asked after, never sent again: ${state}`, async () => {
    let closed = false;
    const box = outbox({ lapsed: () => (closed ? "Phiếu không được tính" : "") });
    const done = box.send("voting.cast_ballot", { poll: "p" }, { slot: "ballot:p" });
    await settle();
    asked.length = posted.length = 0;
    closed = true;
    ask = () => Promise.resolve(answer);
    box.flush();
    assert.equal((await done).state, state);
    assert.deepEqual(asked, [{ verb: "realtime.give_up", args: { poll: "p", key: "key-1" }, key: undefined }]);
  });
}

test("a first try that hung without a line is told with its refusal and its place when the line is back", async () => {
  let answer;
  ask = () => new Promise((_resolve, refused) => (answer = refused));
  globalThis.location = { pathname: "/sitting/1/", search: "", hash: "#item=3" };
  const one = outbox({ stream: { state: "lost", liveListeners: new Set(), ask: () => ask() } });
  await one.ready;
  void one.send("agendas.state_position", { item: "3", kind: "objection", reason: "Chưa rõ nguồn" }, { slot: "position:3" });
  await settle();
  answer(Object.assign(new Error("Đã đến lượt."), { code: "positions_closed", refused: true }));
  await settle();
  assert.deepEqual(one.told.map(({ state, place }) => [state, place]), [["refused", "/sitting/1/#item=3"]]);
  delete globalThis.location;
});

test("an answer that took long is told; one that came at once isn't", async () => {
  let clock = Date.parse("2020-10-02T01:00:00Z");
  let answer;
  ask = () => new Promise((_resolve, refused) => (answer = refused));
  const one = outbox({ stream: { state: "live", liveListeners: new Set(), ask: () => ask() }, now: () => new Date(clock) });
  await one.ready;
  for (const waits of [100, 9000]) {
    void one.send("annotations.save_mark", { id: `m${waits}` });
    await settle();
    clock += waits;
    answer(Object.assign(new Error("Đầy."), { code: "too_many_marks", refused: true }));
    await settle();
  }
  assert.deepEqual(one.told.map(({ args }) => args.id), ["m9000"]);
  void one.send("annotations.save_mark", { id: "note", body: "Hỏi nguồn vốn" });
  await settle();
  answer(Object.assign(new Error("Đầy."), { code: "too_many_marks", refused: true }));
  await settle();
  assert.equal(one.told.at(-1).args.body, "Hỏi nguồn vốn");
});
