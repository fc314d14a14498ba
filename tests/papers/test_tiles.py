"""A page whose one picture is too large for a tablet comes in tiles, cut in advance, by the rights of its paper."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from core import clock
from core.jobs import enqueue, run, run_waiting
from core.models import Job
from papers import drawing, extraction, sandbox, services, storing, tiles
from papers.models import PaperPage, PaperVersion
from tests.factories import people
from tests.papers import laying, making, samples
from tests.papers.test_files import signed_in

pytestmark = pytest.mark.django_db
WIDE, HIGH = 8_000, 5_200


def brought(folder: Path) -> PaperVersion:
    user = making.uploader()
    path = samples.drawing(folder / "a0.pdf", WIDE, HIGH)
    with path.open("rb") as stream:
        staged = services.stage_upload(making.deed(user), stream, "Bản vẽ.pdf")
    paper = services.attach_upload(making.deed(user), staged)
    run_waiting()
    return PaperVersion.objects.get(paper=paper)


def tile_of(client, version: PaperVersion, level: int, column: int, row: int):
    return client.get(reverse("papers:tile", args=[version.pk, 1, level, column, row]))


def test_levels_end_where_the_prepared_picture_does() -> None:
    assert tiles.levels(8_000, 3370, 2190.5) == [(8000, 5200), (4000, 2600), (2000, 1300)]
    assert tiles.grid(8_000, 5_200) == (8, 6)
    assert len(list(tiles.names(0, 8_000, 5_200))) == 48
    assert tiles.levels(1_000, 10, 10) == []


def test_a_huge_page_is_cut_in_tiles_that_show_every_dot(tmp_path: Path) -> None:
    version = brought(tmp_path)
    page = version.pages.get(number=1)
    assert page.is_tiled and abs(page.dots_wide - WIDE) <= 1
    owner = version.paper.owner
    assert owner is not None
    client = signed_in(owner)
    sizes = client.get(reverse("papers:contents", args=[version.pk])).json()["sizes"]
    levels = sizes[0]["tiles"]
    assert [wide for wide, _high in levels] == [
        page.dots_wide,
        -(-page.dots_wide // 2),
        -(-page.dots_wide // 4),
    ]
    for level, (wide, high) in enumerate(levels):
        columns, rows = tiles.grid(wide, high)
        for column, row in ((0, 0), (columns - 1, rows - 1)):
            answer = tile_of(client, version, level, column, row)
            assert answer.status_code == 200 and answer["Content-Type"] in ("image/png", "image/webp")
            assert answer["X-Content-Type-Options"] == "nosniff"
            picture = Image.open(io.BytesIO(answer.content))
            assert picture.width == min(tiles.SIZE, wide - column * tiles.SIZE)
            assert picture.height == min(tiles.SIZE, high - row * tiles.SIZE)
        assert tile_of(client, version, level, columns, 0).status_code == 404
    # The border of a square is four dots wide where every dot is shown.
    sharp = Image.open(io.BytesIO(tile_of(client, version, 0, 0, 0).content)).convert("L")
    dark = [at for at in range(480, 530) if sharp.getpixel((at, 300)) < 120]
    assert 6 <= len(dark) <= 10 and dark[0] in range(494, 499)


def test_a_tile_is_absent_for_who_may_not_see_the_paper_and_where_pages_leave_stamped(
    tmp_path: Path, settings: LazySettings
) -> None:
    version = brought(tmp_path)
    reader = laying.reader(version)
    assert tile_of(signed_in(reader), version, 0, 0, 0).status_code == 200
    assert tile_of(signed_in(people.user()), version, 0, 0, 0).status_code == 404
    settings.STAMPED_INLINE = [version.paper.classification]
    assert tile_of(signed_in(reader), version, 0, 0, 0).status_code == 404
    contents = signed_in(reader).get(reverse("papers:contents", args=[version.pk])).json()
    assert "tiles" not in contents["sizes"][0]
    for size in ("preview", "thumbnail"):
        address = reverse("papers:picture", args=[version.pk, 1, size])
        assert signed_in(reader).get(address).status_code == 404
        assert signed_in(version.paper.owner).get(address).status_code == 200


def test_an_ordinary_paper_has_no_tiles(tmp_path: Path) -> None:
    version = making.paper(tmp_path, making.uploader()).current
    assert version is not None and not version.pages.filter(dots_wide__gt=0).exists()
    assert not drawing.is_wanted(version)


def test_a_run_that_died_among_the_tiles_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = extraction.draw_tiles

    def dies_after_one(pdf: Path, work: Path, pages: dict[int, int]):
        for strip in honest(pdf, work, pages):
            yield strip
            raise KeyboardInterrupt

    monkeypatch.setattr(extraction, "draw_tiles", dies_after_one)
    with pytest.raises(KeyboardInterrupt):
        brought(tmp_path)
    version = PaperVersion.objects.get()
    assert version.is_readable and drawing.untiled(version)
    monkeypatch.setattr(extraction, "draw_tiles", honest)
    enqueue("papers.draw_pages", version=version.pk)
    run_waiting()
    assert not drawing.is_wanted(version)


def test_a_huge_page_that_kills_its_reader_gets_no_tiles_and_the_next_ones_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answers(operation: str, work: Path, limits: sandbox.Limits, **told):
        for number in told["pages"]:
            if number == "2":
                raise sandbox.SandboxFailure(sandbox.CRASHED)
            yield {"page": int(number), "names": ["0-0-0"], "is_last": True}

    monkeypatch.setattr(sandbox, "run_worker", answers)
    strips = list(extraction.draw_tiles(Path("a.pdf"), Path("w"), {1: 9000, 2: 9000, 3: 9000}))
    assert [strip.number for strip in strips] == [1, 3]


def test_a_paper_of_many_huge_pages_gets_tiles_for_the_first_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST_TILED", 2)
    version = making.paper(tmp_path, making.uploader(), pages=3).current
    assert version is not None
    version.pages.update(dots_wide=9_000)
    assert drawing.untiled(version) == {1: 9_000, 2: 9_000, 3: 0}


@pytest.fixture
def huge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PaperVersion:
    """A paper of three huge pages, each cut in one tile by a reader that costs no time."""

    def cut(_pdf: Path, work: Path, pages: dict[int, int]):
        for number, wide in pages.items():
            samples.picture(work / "tile.png")
            yield extraction.Strip(number, {"0-0-0": work / "tile.png"} if wide else {}, is_last=True)

    version = making.paper(tmp_path, making.uploader(), pages=3).current
    assert version is not None
    monkeypatch.setattr(extraction, "draw_tiles", cut)
    monkeypatch.setattr(drawing, "MOST_TILED", 1)
    version.pages.update(dots_wide=2_000)
    return version


def test_pages_after_the_first_ones_are_cut_when_asked_for_and_the_oldest_tiles_go(
    huge: PaperVersion,
) -> None:
    enqueue("papers.draw_pages", version=huge.pk)
    run_waiting()
    lying = huge.pages.filter(tiles_at__isnull=False).values_list("number", flat=True)
    assert list(lying) == [1] and huge.pages.filter(is_tiled=True).count() == 3
    owner = huge.paper.owner
    assert owner is not None
    client = signed_in(owner)
    sizes = client.get(reverse("papers:contents", args=[huge.pk])).json()["sizes"]
    assert all(size["tiles"] for size in sizes)

    def ask(number: int, column: int = 0):
        return client.get(reverse("papers:tile", args=[huge.pk, number, 0, column, 0]))

    assert ask(3, column=9).status_code == 404
    assert not Job.objects.filter(kind="papers.draw_tiles").exists()
    for _again in range(3):
        answer = ask(3)
        assert (answer.status_code, answer["Cache-Control"]) == (409, "no-store") and answer["Retry-After"]
        assert "Đề nghị chờ" in answer.json()["error"]["message"]
    assert Job.objects.filter(kind="papers.draw_tiles").count() == 1
    run_waiting()
    assert ask(3).status_code == 200 and list(lying.all()) == [3]
    folder = Path(default_storage.path(storing.tile_folder(huge.pk, 1)))
    assert not folder.exists() or not list(folder.iterdir())
    assert ask(1).status_code == 409
    PaperPage.objects.update(tiles_asked_at=clock.real() - drawing.ASKED_FOR)  # the reader has gone on
    run_waiting()
    assert list(lying.all()) == [3]


def test_many_heavy_pages_give_others_their_turn(huge: PaperVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "TURN_SECONDS", 0.0)
    monkeypatch.setattr(drawing, "MOST_TILED", 3)
    first = enqueue("papers.draw_pages", version=huge.pk)
    other = enqueue("papers.draw_pages", version=huge.pk, after=9)
    run(str(first.pk))
    assert huge.pages.filter(is_tiled=True).count() == 1
    waiting = Job.objects.filter(state=Job.State.WAITING).order_by("created_at")
    assert [job.ids.get("after") for job in waiting] == [9, 1] and waiting[0].pk == other.pk
    run_waiting()
    assert huge.pages.filter(is_tiled=True).count() == 3 and not drawing.is_wanted(huge)


def test_a_page_that_cant_be_cut_when_asked_for_is_read_whole(
    huge: PaperVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge.pages.update(is_tiled=True)
    drawing.ask_for(huge.pages.get(number=2))
    monkeypatch.setattr(extraction, "draw_tiles", lambda *_told: iter(()))
    run_waiting()
    assert list(huge.pages.filter(is_tiled=False).values_list("number", flat=True)) == [2]


def test_words_recognised_before_a_page_is_drawn_stay(huge: PaperVersion, tmp_path: Path) -> None:
    found, drawn = tmp_path / "recognised.pdf", tmp_path / "drawn.pdf"
    found.write_bytes(b"recognised")
    drawn.write_bytes(b"drawn")
    place = storing.keep_page_words(huge.pk, 1, found)
    drawing.keep_words(huge, 1, drawn)
    assert default_storage.open(place).read() == b"drawn"
    storing.keep_page_words(huge.pk, 1, found)
    huge.pages.filter(number=1).update(text_source=PaperPage.TextSource.RECOGNISED)
    drawing.keep_words(huge, 1, drawn)
    assert default_storage.open(place).read() == b"recognised"


def test_the_words_of_a_huge_page_come_without_its_picture(tmp_path: Path) -> None:
    user = making.uploader()
    path = samples.drawing(tmp_path / "a0.pdf", WIDE, HIGH)
    with (
        pikepdf.open(path, allow_overwriting_input=True) as document,
        pikepdf.open(samples.pdf(tmp_path / "words.pdf", pages=1)) as words,
    ):
        document.pages[0].add_overlay(document.copy_foreign(words.pages[0].as_form_xobject()))
        document.save(path)
    with path.open("rb") as stream:
        staged = services.stage_upload(making.deed(user), stream, "Bản vẽ.pdf")
    paper = services.attach_upload(making.deed(user), staged)
    run_waiting()
    version = PaperVersion.objects.get(paper=paper)
    client = signed_in(user)
    contents = client.get(reverse("papers:contents", args=[version.pk])).json()
    assert contents["sizes"][0]["words"] is True
    answer = client.get(reverse("papers:words", args=[version.pk, 1]))
    assert answer["Content-Type"] == "application/pdf" and len(answer.content) < path.stat().st_size / 10
    alone = pypdfium2.PdfDocument(answer.content)
    assert samples.SENTENCE in alone[0].get_textpage().get_text_bounded()
    assert [round(side) for side in alone[0].get_size()] == [3370, 2190]
    images = alone[0].get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4)
    assert [image.get_px_size() for image in images] == [(1, 1)]
    assert signed_in(people.user()).get(reverse("papers:words", args=[version.pk, 1])).status_code == 404


def test_a_huge_page_without_words_has_no_file_of_them(tmp_path: Path) -> None:
    version = brought(tmp_path)
    client = signed_in(version.paper.owner)
    contents = client.get(reverse("papers:contents", args=[version.pk])).json()
    assert contents["sizes"][0]["words"] is False
    assert client.get(reverse("papers:words", args=[version.pk, 1])).status_code == 404
