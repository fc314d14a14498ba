"""Old Vietnamese encodings, in texts taken from old files: TCVN3 (fonts `.Vn…`) and VNI (fonts `VNI-…`).

Such a text comes out of a file as letters of Western Europe: "Nghò quyeát", "NghÞ quyÕt". It is recognised by letters
that stand nowhere in Vietnamese as it is written today, and read for the index and the snippet; the file itself stays.
Mixed texts stay as they are: better not found than spoilt.
"""

import re
import unicodedata

# By the code points of Windows-1252; the capitals of TCVN3 are another font and come out as small letters.
_TCVN3_FROM = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ®¡¢£¤¥¦§"
_TCVN3_TO = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)
# Letters of TCVN3 that are no letters in any language: enough of them and the text is TCVN3.
_ONLY_TCVN3 = re.compile(r"[µ¶·¸¹¨»¼½¾©ª«¬®\xad§]")

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
# VNI writes a letter and then its marks as a letter of their own.
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "à": _HAT + _GRAVE, "á": _HAT + _ACUTE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}
_VNI = re.compile(r"([aeouyôö])([øùûõïâàáåãäêèéúüë])|([ôöñæóòîìí])", re.IGNORECASE)
_VNI_PAIR = re.compile(r"[aeouyôö][øùûõïâàáåãäêèéúüë]|ñ", re.IGNORECASE)
_TODAY = re.compile(r"[ăđơưạ-ỹ]", re.IGNORECASE)
# So many letters, and so much of all, must speak for an old encoding.
_LEAST, _SHARE = 4, 0.06


def readable(text: str) -> str:
    """The text in Unicode, whichever way it was written."""
    if _TODAY.search(text):
        return text
    if _speaks(_ONLY_TCVN3, text):
        return from_tcvn3(text)
    return from_vni(text) if _speaks(_VNI_PAIR, text) else text


def _speaks(sign: re.Pattern[str], text: str) -> bool:
    letters = sum(not char.isspace() for char in text)
    found = len(sign.findall(text))
    return found >= _LEAST and found > _SHARE * letters


def from_tcvn3(text: str) -> str:
    """Letter by letter."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """A letter with the marks that follow it becomes one."""
    return _VNI.sub(_from_vni, text)


def _from_vni(match: re.Match[str]) -> str:
    if match[3]:
        letter = _VNI_LETTERS[match[3].lower()]
        return letter.upper() if match[3].isupper() else letter
    letter = _VNI_LETTERS.get(match[1].lower(), match[1].lower())
    made = unicodedata.normalize("NFC", letter + _VNI_MARKS[match[2].lower()])
    return made.upper() if match[1].isupper() else made
