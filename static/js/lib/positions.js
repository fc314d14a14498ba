import { gettext, interpolate } from "./i18n.js";
import { page } from "./page.js";
import { itemsOf, seatsOf } from "./sitting.js";
import { clockTime } from "./time.js";

/** Positions before the sitting and the block that follows from them: pure functions over the joined documents. */

const WORDS = {
  no_objection: gettext("Không có ý kiến khác"),
  objection: gettext("Không nhất trí"),
  wish_to_speak: gettext("Đề nghị phát biểu"),
};
export const POSITION_KINDS = Object.keys(WORDS);
export const positionWords = (kind) => WORDS[kind] ?? "";

/** Does this document carry the members' positions (chair, secretariat; members once the sitting opened)? */
export const seesPositions = (view) => Boolean(view.positions);

/** What members stated of an item, objections first. */
export const statedOf = (view, item) =>
  Object.values(view.positions?.[item.id]?.stated ?? {})
    .filter(Boolean)
    .sort((left, right) => rank(left.kind) - rank(right.kind));

const rank = (kind) => ["objection", "wish_to_speak", "no_objection"].indexOf(kind);
const countOf = (view, item, kind) => statedOf(view, item).filter((one) => one.kind === kind).length;

/** How many members said nothing; never counted as agreeing. */
export const silentOn = (view, item) => Math.max(0, seatsOf(view).length - statedOf(view, item).length);

/** "Không nhất trí 1 · Không có ý kiến khác 20 · Chưa có ý kiến 6" */
export function countsLine(view, item) {
  const said = ["objection", "wish_to_speak", "no_objection"]
    .map((kind) => [WORDS[kind], countOf(view, item, kind)])
    .filter(([, count]) => count)
    .map(([words, count]) => `${words} ${count}`);
  const silent = silentOn(view, item);
  if (silent) said.push(interpolate(gettext("Chưa có ý kiến %s"), [silent]));
  return said.join(" · ");
}

/** Is the item of the block that is voted as one: a decision before its turn, not apart, nobody objecting? */
export function isInBlock(view, item) {
  if (!seesPositions(view) || view.sitting?.has_vote === false) return false;
  if (item.kind !== "decision" || !isWaiting(item)) return false;
  return !view.positions[item.id]?.apart && !countOf(view, item, "objection");
}

/** Taken out of the block to be discussed by itself, and still before its turn. */
export const isApart = (view, item) => seesPositions(view) && isWaiting(item) && Boolean(view.positions[item.id]?.apart);

export const blockOf = (view) => itemsOf(view).filter((item) => isInBlock(view, item));

const isWaiting = (item) => item.state === "waiting" && !item.started_at;

/** May the reader state a position on it now? The server has the last word. */
export const canState = (view, item) =>
  Boolean(page.can?.state) && isWaiting(item) && !["closed", "cancelled"].includes(view.sitting?.state);

export const myPosition = (view, item) => view.own_positions?.[item.id] ?? null;

/** The item in the list: in the block, or who stands against it. */
export function standWords(view, item) {
  if (!seesPositions(view) || !isWaiting(item)) return "";
  const against = countOf(view, item, "objection");
  if (against) return interpolate(gettext("%s không nhất trí"), [against]);
  if (isApart(view, item)) return gettext("thảo luận riêng");
  return isInBlock(view, item) ? gettext("nhóm biểu quyết chung") : "";
}

const CHANGES = {
  item_added: gettext("Bổ sung nội dung %(number)s: %(title)s"),
  item_withdrawn: gettext("Rút nội dung %(number)s khỏi chương trình"),
  paper_replaced: gettext("Nội dung %(number)s: thay tài liệu “%(title)s”"),
  paper_handed_out: gettext("Nội dung %(number)s: phát tài liệu “%(title)s”"),
  paper_recalled: gettext("Nội dung %(number)s: thu hồi một tài liệu"),
  left_block: gettext("Nội dung %(number)s ra khỏi nhóm biểu quyết chung"),
  joined_block: gettext("Nội dung %(number)s trở lại nhóm biểu quyết chung"),
};

/** The quiet list, newest first: `{id, time, words, more}`; of one item if asked. */
export function changesOf(view, item) {
  return Object.entries(view.lines ?? {})
    .filter(([, line]) => line && (!item || line.item === item.id))
    .map(([id, line]) => ({ id, at: line.at, time: clockTime(line.at), words: interpolate(CHANGES[line.kind] ?? "", { title: gettext("tài liệu đã thu hồi"), ...line }), more: [line.who, line.reason].filter(Boolean).join(": ") }))
    .sort((left, right) => right.at.localeCompare(left.at));
}
