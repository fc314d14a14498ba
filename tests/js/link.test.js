import assert from "node:assert/strict";
import { test } from "node:test";

import { linkNotice, quorumWithout, serverLine, serverNotice } from "../../static/js/lib/link.js";

const seat = (person, presence) => ({ person, presence });
const view = (more = {}) => ({
  sitting: { state: "open", quorum: { present: 5, total: 6, needed: 4 } },
  seats: { a: seat("1", "on_site"), b: seat("2", "on_site"), c: seat("3", "on_site"), d: seat("4", "online"), e: seat("5", "online") },
  link: { side: "remote", since: "2020-10-02T02:41:00+00:00", persons: ["4", "5", "9"] },
  ...more,
});

test("who is lost counts no longer, and isn't taken off twice once presence has lapsed", () => {
  assert.deepEqual(quorumWithout(view()), { present: 3, total: 6, needed: 4, ok: false });
  const lapsed = view({ seats: { d: seat("4", "suspended"), e: seat("5", "suspended") } });
  lapsed.sitting.quorum.present = 3;
  assert.equal(quorumWithout(lapsed).present, 3);
});

test("the notice names the way on that fits the quorum", () => {
  const short = linkNotice(view());
  assert.match(short.title, /3 người dự trực tuyến từ 09:41/);
  assert.match(short.words, /có mặt 3\/6 .*tạm nghỉ/);
  assert.equal(short.canGoOn, false);
  const enough = view({ link: { side: "remote", since: "2020-10-02T02:41:00+00:00", persons: ["4", "9"] } });
  assert.match(linkNotice(enough).words, /có mặt 4\/6 .*có thể họp tiếp/);
  assert.match(linkNotice(view({ link: { side: "room", since: "2020-10-02T02:41:00+00:00", persons: ["1", "2"] } })).words, /phiếu giấy/);
});

test("nothing is said while all is well or nobody sits", () => {
  assert.equal(linkNotice(view({ link: undefined })), null);
  assert.equal(linkNotice(view({ sitting: { state: "closed" } })), null);
  assert.equal(serverNotice({ state: "waiting" }), null);
  assert.equal(serverLine({ state: "live" }), "");
});

test("a page that lost the server says since when and what to do", () => {
  const stream = { state: "lost", heardAt: Date.parse("2020-10-02T02:41:00+00:00") };
  assert.match(serverNotice(stream).title, /máy chủ từ 09:41/);
  assert.match(serverNotice(stream).words, /phiếu giấy/);
  assert.match(serverLine(stream), /tự gửi/);
  assert.match(serverLine({ state: "lost", heardAt: 0 }), /Chưa kết nối được/);
});
