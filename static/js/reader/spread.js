/**
 * Two pages side by side: "pairs" (1-2, 3-4) or "cover" (1, 2-3, 4-5: the first page alone, as in a bound paper);
 * "" is one page below the other. Pure functions over page numbers.
 */
export const SPREADS = ["", "pairs", "cover"];

/** The first page of the row a page stands in. */
export function startOfRow(page, kind) {
  if (kind === "pairs") return page - ((page - 1) % 2);
  if (kind === "cover") return page === 1 ? 1 : page - (page % 2);
  return page;
}

/** The page one step on (`by` 1) or back (-1): of the next row, of the row before. */
export function stepFrom(page, by, kind) {
  const start = startOfRow(page, kind);
  if (!kind) return page + by;
  if (by < 0) return start > 1 ? startOfRow(start - 1, kind) : start;
  return kind === "cover" && start === 1 ? 2 : start + 2;
}
