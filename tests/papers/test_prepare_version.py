"""A version is converted and read, whatever happens to the process that does it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from core.jobs import TRIES, enqueue, run, run_waiting
from core.models import Job
from core.registries import VERSION_READY
from papers import conversion, drawing, extraction, sandbox, services
from papers.models import PaperPage, PaperVersion
from papers.readers import pdf_pages
from papers.storing import page_picture_path
from realtime import streams
from realtime.models import Event
from realtime.selectors import snapshot
from tests.papers import making, samples
from tests.replay import hold

pytestmark = pytest.mark.django_db


def test_a_pdf_gets_its_pages_texts_pictures_and_outline(tmp_path: Path) -> None:
    paper = making.paper(tmp_path, making.uploader(), pages=4)
    version = paper.current
    assert version is not None
    assert (version.preparation, version.page_count, version.pages_done) == ("ready", 4, 4)
    assert version.pdf == version.original
    assert [entry["title"] for entry in version.outline] == ["Phần 1", "Phần 2", "Phần 3", "Phần 4"]
    pages = list(version.pages.order_by("number"))
    assert [page.number for page in pages] == [1, 2, 3, 4]
    assert samples.SENTENCE in pages[0].text
    for page in pages:
        assert default_storage.exists(page.thumbnail_path)
        assert default_storage.exists(page_picture_path(version.pk, "preview", page.number))


def test_a_word_file_is_converted_and_both_files_are_kept(tmp_path: Path, soffice_path: str) -> None:
    version = making.paper(tmp_path, making.uploader(), "to-trinh.docx").current
    assert version is not None and version.pdf is not None
    assert version.preparation == "ready"
    assert version.original.name == "to-trinh.docx" and version.pdf.name == "to-trinh.pdf"
    assert samples.SENTENCE in version.pages.get(number=1).text.replace("\n", " ")


def test_without_libreoffice_the_upload_goes_through_as_a_marked_quick_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "soffice", lambda: None)
    version = making.paper(tmp_path, making.uploader(), "to-trinh.docx").current
    assert version is not None and version.preparation == "quick_view"
    assert "LibreOffice" in version.preparation_note
    assert "BẢN XEM NHANH" in version.pages.get(number=1).text


def test_a_file_nothing_can_show_stays_to_be_fetched_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_works(*_: object, **__: object) -> conversion.Converted:
        raise conversion.ConversionFailed

    monkeypatch.setattr(conversion, "convert", nothing_works)
    version = making.paper(tmp_path, making.uploader(), "to-trinh.docx").current
    assert version is not None and version.preparation == "failed" and not version.is_readable
    assert "xuất tệp sang PDF" in version.preparation_note
    assert default_storage.exists(version.original.storage_path)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    version = making.paper(tmp_path, making.uploader()).current
    assert version is not None
    before = list(PaperPage.objects.values())
    enqueue("papers.prepare_version", version=version.pk, tell=[])
    run_waiting()
    assert list(PaperPage.objects.values()) == before


def test_a_run_that_died_among_the_pages_is_gone_on_with_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = making.uploader()
    paper = services.attach_upload(making.deed(user), making.staged(tmp_path, user, pages=6))
    starts: list[int] = []
    honest = extraction.read

    def dies_after_two(pdf: Path, work: Path, start: int = 0):
        starts.append(start)
        for answer in honest(pdf, work, start):
            yield answer
            if isinstance(answer, extraction.Page) and answer.number == 2 and len(starts) == 1:
                raise KeyboardInterrupt

    monkeypatch.setattr(extraction, "read", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        run_waiting()
    assert paper.current is not None and paper.current.pages.count() == 2
    enqueue("papers.prepare_version", version=paper.current.pk, tell=[])
    run_waiting()
    version = PaperVersion.objects.get()
    assert starts == [0, 2]
    assert (version.preparation, version.pages.count()) == ("ready", 6)


def test_a_long_paper_is_readable_before_all_its_pages_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = pdf_pages.DRAWN_AT_ONCE + 3
    user = making.uploader()
    paper = services.attach_upload(making.deed(user), making.staged(tmp_path, user, pages=count))
    run(str(Job.objects.get(kind="papers.prepare_version").pk))
    version = PaperVersion.objects.get(paper=paper)
    assert version.preparation == "ready" and version.pages.exclude(text="").count() == count
    assert drawing.undrawn(version).count() == count - 1
    honest = extraction.draw

    def fails_on_the_third(pdf: Path, work: Path, numbers: list[int]):
        for page in honest(pdf, work, numbers):
            if page.number == 3:
                page = extraction.Drawn(3)
            if page.number == 6:
                raise KeyboardInterrupt
            yield page

    monkeypatch.setattr(extraction, "draw", fails_on_the_third)
    with pytest.raises(KeyboardInterrupt):
        run_waiting()
    assert list(drawing.undrawn(version).values_list("number", flat=True)) == list(range(6, count + 1))
    monkeypatch.setattr(extraction, "draw", honest)
    enqueue("papers.draw_pages", version=version.pk)
    run_waiting()
    assert not drawing.undrawn(version).exists()
    assert version.pages.get(number=3).text_source == "unreadable"
    assert default_storage.exists(version.pages.get(number=count).thumbnail_path)


def test_those_who_wait_for_a_version_hear_of_it_in_the_same_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(
        VERSION_READY,
        "all",
        lambda _: [lambda version: heard.append((version.preparation, version.pages.count()))],
    )
    making.paper(tmp_path, making.uploader())
    assert heard == [("ready", 3)]


def test_every_event_of_a_conversion_leads_to_the_fresh_snapshot(tmp_path: Path) -> None:
    user = making.uploader()
    stream = streams.person(user.person_id)
    document = snapshot(stream)["doc"]
    paper = making.paper(tmp_path, user, classification="internal", title="Tên không được lộ")
    events = list(Event.objects.filter(stream=stream, type__startswith="paper.").order_by("seq"))
    assert [event.type for event in events][0 :: len(events) - 1] == [
        "paper.version_added",
        "paper.version_ready",
    ]
    assert "paper.preparation_moved" in {event.type for event in events}
    assert all("Tên không được lộ" not in str(event.body) for event in events)
    fresh = snapshot(stream)["doc"]
    hold(document, events, {**document, "preparing": fresh["preparing"]})
    assert fresh["preparing"][str(paper.current_id)]["state"] == "ready"


def test_progress_is_told_while_a_long_paper_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papers.preparing.TELL_EVERY_SECONDS", 0.0)
    user = making.uploader()
    making.paper(tmp_path, user, pages=6)
    moved = Event.objects.filter(type="paper.preparation_moved").order_by("seq")
    done = [next(iter(event.body["preparing"].values()))["done"] for event in moved]
    assert done == sorted(done) and set(range(1, 7)) <= set(done)
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 6, 6)


@pytest.mark.django_db(transaction=True)
def test_a_job_process_killed_during_the_conversion_leaves_a_paper_that_is_converted_in_the_end(
    tmp_path: Path, soffice_path: str, settings: LazySettings
) -> None:
    """A real process, killed for good while LibreOffice works; the next run finishes."""
    user = making.uploader()
    paper = services.attach_upload(making.deed(user), making.staged(tmp_path, user, "to-trinh.docx"))
    assert paper.current is not None
    root = tmp_path / "of-the-job"
    root.mkdir()
    code = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
from pathlib import Path
from django.conf import settings
import django
django.setup()
settings.MEDIA_ROOT = Path({str(root)!r})
from papers import conversion, sandbox
from papers.kinds import KINDS
with sandbox.work_folder() as work:
    source = work / "source.docx"
    source.write_bytes(Path({str(tmp_path / "source.docx")!r}).read_bytes())
    print("started", flush=True)
    conversion.convert(source, KINDS["docx"], work)
    print("ended", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", code], cwd=sandbox.CODE_DIR, stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"started\n"
    running = until(lambda: office_processes(root))
    assert running, "LibreOffice never started"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert until(lambda: not office_processes(root)), "LibreOffice outlived the killed job"
    PaperVersion.objects.filter(pk=paper.current.pk).update(preparation="converting")  # as the dead left it
    assert run_waiting() == 1
    version = PaperVersion.objects.get(pk=paper.current.pk)
    assert version.preparation == "ready" and version.pages.count() == version.page_count > 0


def office_processes(root: Path) -> list[int]:
    """LibreOffice processes that work below `root`."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
        except OSError:
            continue
        if b"soffice" in line and str(root).encode() in line and b"jail.py" not in line:
            found.append(int(path.parent.name))
    return found


def until(holds, seconds: float = 20.0):
    """Wait until `holds()` is true; its last answer."""
    end = time.monotonic() + seconds
    while not (answer := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def test_a_version_nobody_could_prepare_says_so_and_offers_a_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(extraction, "read", fall_over)
    user = making.uploader()
    paper = services.attach_upload(making.deed(user), making.staged(tmp_path, user, "to-trinh.pdf", 1))
    version = paper.versions.get()
    row = Job.objects.get(kind="papers.prepare_version")
    for _attempt in range(TRIES):
        with pytest.raises(OSError, match="the disk is gone"):
            run(str(row.pk))
    version.refresh_from_db()
    assert version.preparation == "failed"
    assert "xuất tệp sang PDF rồi tải lên thành bản mới" in version.preparation_note
