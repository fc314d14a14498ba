/** One letter without its marks and case: "Ệ" gives "e", "Đ" gives "d"; always one unit long. */
export function foldLetter(letter) {
  const plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[đð]/g, "d");
  return plain.length === 1 ? plain : plain ? plain[0] : "";
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** In small letters with the tone at the end of each syllable: hoà and hòa, uỷ and ủy are the same. */
export function toneLast(text) {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/[\p{L}\p{M}]+/gu, (word) => word.replace(TONES, "") + (word.match(TONES) ?? []).join(""))
    .replace(/ð/g, "đ");
}

/**
 * Text folded for searching, with the place of every folded letter in the original.
 * @param {string} text
 * @returns {{folded: string, places: number[]}}
 */
export function fold(text) {
  let folded = "";
  const places = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = /\s/.test(text[at]) ? " " : foldLetter(text[at]);
    if (!letter || (letter === " " && folded.endsWith(" "))) continue;
    folded += letter;
    places.push(at);
  }
  places.push(text.length);
  return { folded, places };
}

/**
 * Every place where the words stand, marks and case ignored; exact when the words carry marks.
 * @returns {{from: number, to: number}[]} positions in the original text
 */
export function findAll(text, words) {
  const wanted = fold(words.trim()).folded;
  if (!wanted) return [];
  const strict = /[^\p{ASCII}]/u.test(words.normalize("NFD")) ? toneLast(words.trim()).replace(/\s+/g, " ") : null;
  const { folded, places } = fold(text);
  const found = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const hit = { from: places[at], to: places[at + wanted.length - 1] + 1 };
    while (/\p{M}/u.test(text[hit.to] ?? "")) hit.to += 1;
    if (!strict || toneLast(text.slice(hit.from, hit.to)).replace(/\s+/g, " ") === strict) found.push(hit);
  }
  return found;
}
