import assert from "node:assert/strict";
import { test } from "node:test";

import { canSeal, codeOf, seal } from "../../static/js/lib/envelopes.js";
import { boxWords, fingerprintOf, isInBox } from "../../static/js/lib/secret.js";

/** A box's public key, as the server hands it out. */
async function boxKey() {
  const { publicKey } = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  return Buffer.from(await crypto.subtle.exportKey("raw", publicKey)).toString("base64url");
}

const voter = { poll: "p1", person: "me" };

test("all envelopes are equally long and no two are alike", async () => {
  const key = await boxKey();
  const choices = ["for_", "against", "abstain", "for_"];
  const envelopes = await Promise.all(choices.map((value) => seal(key, { ...voter, value })));
  assert.deepEqual(new Set(envelopes.map((one) => one.length)), new Set([151]));
  assert.equal(new Set(envelopes.map((one) => one.slice(0, 80))).size, 4);
  assert.equal(new Set(await Promise.all(envelopes.map(codeOf))).size, 4);
});

test("the receipt is eight letters of the hash, the same as the server's", async () => {
  // Of 113 zero octets; voting.envelopes.short_code gives the same (tests/voting/test_envelopes.py).
  assert.equal(await codeOf("A".repeat(151)), "HB4V-VFC8");
});

test("a device without the browser's cryptography can't seal", (t) => {
  assert.equal(canSeal(), true);
  t.mock.getter(globalThis, "crypto", () => ({}));
  assert.equal(canSeal(), false);
});

test("a receipt is looked for only among those of a closed secret box", () => {
  const box = { receipts: ["AAAA-BBBB", "CCCC-DDDD"] };
  assert.equal(isInBox({ is_secret: true, box }, "CCCC-DDDD"), true);
  assert.equal(isInBox({ is_secret: true, box }, "EEEE-FFFF"), false);
  assert.equal(isInBox({ is_secret: true, box }, undefined), null);
  assert.equal(isInBox({ is_secret: true, box: {} }, "CCCC-DDDD"), null);
  assert.equal(isInBox({}, "CCCC-DDDD"), null);
});

test("the desk reads why a closed box has no result, and after some seconds what to do", () => {
  const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
  const closed = (seconds, box = {}) => ({ is_secret: true, state: "closed", closed_at: ago(seconds), box });
  assert.match(boxWords(closed(1)), /^Đang mở hòm phiếu/);
  assert.match(boxWords(closed(8)), /Đề nghị báo người giữ khóa hòm phiếu/);
  assert.match(boxWords(closed(1, { is_lost: true })), /Đề nghị hủy và biểu quyết lại/);
  assert.equal(boxWords({ ...closed(8), outcome: {} }), "");
  assert.equal(boxWords({ ...closed(8), is_secret: null }), "");
  assert.equal(boxWords({ ...closed(8), state: "open" }), "");
  assert.equal(fingerprintOf({ box: { fingerprint: "AAAA-BBBB" } }), "Khóa hòm phiếu AAAA-BBBB");
});
