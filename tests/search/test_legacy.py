"""Old encodings are recognised and read; everything else stays as it is."""

import pytest

from search.legacy import from_tcvn3, from_vni, readable

SENTENCE = "Nghị quyết về đẩy mạnh xây dựng Chính phủ điện tử, ưu tiên vùng đặc biệt khó khăn"
TCVN3 = "NghÞ quyÕt vÒ ®Èy m¹nh x©y dùng ChÝnh phñ ®iÖn tö, \xadu tiªn vïng ®Æc biÖt khã kh¨n"
VNI = "Nghò quyeát veà ñaåy maïnh xaây döïng Chính phuû ñieän töû, öu tieân vuøng ñaëc bieät khoù khaên"


def test_both_old_encodings_are_read() -> None:
    assert from_tcvn3(TCVN3) == SENTENCE
    assert from_vni(VNI) == SENTENCE
    assert readable(TCVN3) == readable(VNI) == SENTENCE


def test_every_letter_of_tcvn3_has_its_own() -> None:
    from search.legacy import _TCVN3_FROM, _TCVN3_TO

    assert len(_TCVN3_FROM) == len(_TCVN3_TO) == len(set(_TCVN3_FROM)) == len(set(_TCVN3_TO))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "",
        "Plain English, with a café and a naïve façade",
        "Le père Noël a été très gêné",
        "© 2020 · 5 µm",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert readable(text) == text
