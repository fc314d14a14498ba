import { gettext } from "./i18n.js";

/** The words of a choice; the order is the same for everybody. */
export const NAMES = {
  for: gettext("Tán thành"),
  against: gettext("Không tán thành"),
  abstain: gettext("Không biểu quyết"),
  invalid: gettext("Không hợp lệ"),
  not_cast: gettext("Không tham gia biểu quyết"),
};

export const CHOICES = ["for", "against", "abstain"];

/** "for" is a reserved word on the server: there the value is "for_". */
export const toWire = (value) => (value === "for" ? "for_" : value);
export const fromWire = (value) => String(value ?? "").replace(/_$/, "");
export const nameOf = (value) => NAMES[fromWire(value)] ?? "";

/** Counts with the names of the page, whichever way they were written. */
export const countsOf = (poll) =>
  Object.fromEntries(Object.entries(poll?.counts ?? {}).map(([value, n]) => [fromWire(value), n]));

/** The names of a poll's counts in their order; only a secret vote can have invalid ballots. */
export const countedOf = (poll) => Object.keys(NAMES).filter((value) => value !== "invalid" || countsOf(poll).invalid !== undefined);

/** "Tán thành 25 · Không tán thành 0 · …" */
export function countsLine(poll) {
  const counts = countsOf(poll);
  return countedOf(poll).map((value) => `${NAMES[value]} ${counts[value] ?? 0}`).join(" · ");
}
