import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

// The product's own English pairs, as the page's catalogue would hand them out.
const part = await readFile(new URL("../../locale/en/parts/portal_screens.po", import.meta.url), "utf8");
const english = new Map([...part.matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm)].map(([, vi, en]) => [vi, en]));

async function sayingIn(language) {
  globalThis.django = language === "en" ? { gettext: (text) => english.get(text) ?? text } : undefined;
  return (await import(`../../static/js/lib/sitting.js?${language}`)).endingOf;
}

const ENDED = {
  day: { ending: { kind: "not_adopted", resubmit_on: "2020-10-30" } },
  reason: { ending: { kind: "withdrawn" }, withdrawn_reason: "Theo đề nghị của Bộ Tài chính" },
  bare: { ending: { kind: "noted" } },
  none: { ending: null },
};

test("an ending is said in Vietnamese with its day or its reason", async () => {
  const endingOf = await sayingIn("vi");
  assert.equal(endingOf(ENDED.day), "Chưa thông qua, trình lại trước ngày 30/10/2020");
  assert.equal(endingOf(ENDED.reason), "Rút khỏi chương trình: Theo đề nghị của Bộ Tài chính");
  assert.equal(endingOf(ENDED.bare), "Ghi nhận báo cáo");
  assert.equal(endingOf(ENDED.none), "");
});

test("an English screen says the same ending in English; only the reason stays as it was written", async () => {
  const endingOf = await sayingIn("en");
  assert.equal(endingOf(ENDED.day), "Not adopted, to be resubmitted before 30/10/2020");
  assert.equal(endingOf(ENDED.reason), "Withdrawn from the agenda: Theo đề nghị của Bộ Tài chính");
  assert.match(endingOf(ENDED.bare), /^[\x20-\x7e]+$/);
  assert.equal(endingOf({ ending: { kind: "not_adopted" } }), "Not adopted, to be resubmitted");
});

test("what the house itself asks is said in the reader's language, what somebody wrote stays", async () => {
  const { questionOf } = await import("../../static/js/lib/sitting.js?vi");
  const view = { items: { a: { number: "2" }, b: { number: "3" } } };
  const block = { items: ["a", "b"], question: "đã lưu" };
  assert.equal(questionOf(view, block), "Thông qua các nội dung 2, 3 (không có ý kiến phản đối), biểu quyết chung một lần");
  globalThis.document = { documentElement: { lang: "en" } };
  assert.equal(questionOf(view, { question: "Nội dung 2", question_en: "Item 2" }), "Item 2");
  assert.equal(questionOf(view, { question: "Thông qua Nghị quyết", question_en: null }), "Thông qua Nghị quyết");
  delete globalThis.document;
});
