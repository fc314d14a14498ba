import assert from "node:assert/strict";
import { test } from "node:test";

import { network } from "../../static/js/lib/pack-taking.js";
import { answerOf, isSignOut, mayBeKept } from "../../static/js/lib/pack-server.js";
import { holds } from "../../static/js/lib/packs.js";

const bytes = new TextEncoder().encode("0123456789").buffer;
const file = { bytes, type: "application/pdf", etag: '"hash"' };
const asked = async (range) => {
  const answer = answerOf(file, range);
  return [answer.status, answer.headers.get("Content-Range"), await answer.text()];
};

test("a kept paper answers whole and by every kind of range", async () => {
  assert.deepEqual(await asked(null), [200, null, "0123456789"]);
  assert.deepEqual(await asked("bytes=0-3"), [206, "bytes 0-3/10", "0123"]);
  assert.deepEqual(await asked("bytes=7-"), [206, "bytes 7-9/10", "789"]);
  assert.deepEqual(await asked("bytes=-2"), [206, "bytes 8-9/10", "89"]);
  assert.deepEqual(await asked("bytes=8-99"), [206, "bytes 8-9/10", "89"]);
  assert.deepEqual(await asked("bytes=10-"), [416, "bytes */10", ""]);
  assert.deepEqual(await asked("bytes=0-1,4-5"), [200, null, "0123456789"]);
  assert.equal(answerOf(file, null).headers.get("Cache-Control"), "no-store");
});

test("only papers, marks and the words of scripts come from a pack beside the page itself", () => {
  const id = "35b209ef-e5ae-4f1c-bc59-1b4c8bc7b5eb";
  for (const path of [`/papers/${id}/file.pdf`, `/notes/marks/${id}/`, "/jsi18n/"]) assert.ok(mayBeKept(path), path);
  for (const path of [`/papers/${id}/original`, "/realtime/command/", `/realtime/snapshot/person:${id}`, "/packs/standing/x/"]) assert.ok(!mayBeKept(path), path);
  assert.ok(isSignOut({ method: "POST" }, "/account/sign-out/") && !isSignOut({ method: "GET" }, "/account/sign-out/"));
});

test("a lease ends by the clock, with a clock that was put back, and with its key", () => {
  const now = Date.now();
  const pack = { key: {}, until: now + 60000, seen: now };
  assert.ok(holds(pack, now) && holds(pack, now - 5 * 60000));
  assert.ok(!holds(pack, now + 60000));
  assert.ok(!holds(pack, now - 11 * 60000));
  assert.ok(!holds({ ...pack, key: undefined }, now));
});

test("only what the browser says for sure is taken for a free network", () => {
  assert.equal(network({ connection: { type: "wifi" } }), "free");
  assert.equal(network({ connection: { type: "cellular" } }), "paid");
  assert.equal(network({ connection: { type: "wifi", saveData: true } }), "paid");
  assert.equal(network({ connection: { effectiveType: "4g" } }), "");
  assert.equal(network({}), "");
});
