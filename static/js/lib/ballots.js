import { gettext } from "./i18n.js";

/** The words of a choice; the order is the same for everybody. */
export const NAMES = {
  for: gettext("Tán thành"),
  against: gettext("Không tán thành"),
  abstain: gettext("Không biểu quyết"),
  not_cast: gettext("Không tham gia biểu quyết"),
};

export const CHOICES = ["for", "against", "abstain"];

/** The ballot's wire value: "for" is a word of its own in Python, so it travels as "for_". */
export const nameOf = (value) => NAMES[String(value ?? "").replace(/_$/, "")] ?? "";
