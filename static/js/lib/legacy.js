/*
 * Texts of old files in TCVN3 (fonts `.Vn…`) and VNI (fonts `VNI-…`), read as Unicode: the letters and the signs are
 * those of search/legacy.py, so that what the index found is found on the page too.
 */
const TCVN3_FROM = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ®¡¢£¤¥¦§";
const TCVN3_TO = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ";
const TCVN3 = new Map([...TCVN3_FROM].map((letter, at) => [letter, TCVN3_TO[at]]));
const [GRAVE, ACUTE, HOOK, TILDE, DOT] = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const [HAT, BREVE] = ["\u0302", "\u0306"];
const VNI_MARKS = {
  ø: GRAVE, ù: ACUTE, û: HOOK, õ: TILDE, ï: DOT,
  â: HAT, à: HAT + GRAVE, á: HAT + ACUTE, å: HAT + HOOK, ã: HAT + TILDE, ä: HAT + DOT,
  ê: BREVE, è: BREVE + GRAVE, é: BREVE + ACUTE, ú: BREVE + HOOK, ü: BREVE + TILDE, ë: BREVE + DOT,
};
const VNI_LETTERS = { ô: "ơ", ö: "ư", ñ: "đ", æ: "ỉ", ó: "ĩ", ò: "ị", î: "ỵ", ì: "ì", í: "í" };
const VNI = /([aeouyôö])([øùûõïâàáåãäêèéúüë])|([ôöñæóòîìí])/gi;
const VNI_PAIR = /[aeouyôö][øùûõïâàáåãäêèéúüë]|ñ/gi;
const ONLY_TCVN3 = /[µ¶·¸¹¨»¼½¾©ª«¬®\u00ad§]/g;
const TODAY = /[ăđơưạ-ỹ]/i;
const LEAST = 4;
const SHARE = 0.06;

/**
 * The text in Unicode, whichever way it was written, and where each of its letters stands in the original.
 * @param {string} text in NFC
 * @returns {{text: string, places: number[]}} one place more than letters: the end
 */
export function readable(text) {
  const same = () => ({ text, places: Array.from({ length: text.length + 1 }, (_, at) => at) });
  if (TODAY.test(text)) return same();
  if (speaks(ONLY_TCVN3, text)) return { ...same(), text: [...text].map((letter) => TCVN3.get(letter) ?? letter).join("") };
  return speaks(VNI_PAIR, text) ? fromVni(text) : same();
}

function speaks(sign, text) {
  const found = text.match(sign)?.length ?? 0;
  return found >= LEAST && found > SHARE * text.replace(/\s/g, "").length;
}

function fromVni(text) {
  let made = "";
  const places = [];
  const add = (letters, from) => {
    for (const letter of letters) (places.push(from), (made += letter));
  };
  let at = 0;
  for (const match of text.matchAll(VNI)) {
    for (; at < match.index; at += 1) add(text[at], at);
    add(letterOf(match), at);
    at += match[0].length;
  }
  for (; at < text.length; at += 1) add(text[at], at);
  places.push(text.length);
  return { text: made, places };
}

function letterOf([whole, letter, mark, alone]) {
  const small = (alone ?? letter).toLowerCase();
  const base = VNI_LETTERS[small] ?? small;
  const made = alone ? base : (base + VNI_MARKS[mark.toLowerCase()]).normalize("NFC");
  return whole[0] === whole[0].toLowerCase() ? made : made.toUpperCase();
}
