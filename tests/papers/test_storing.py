"""Bytes in storage are whole, whatever happened to the process that wrote them first."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from papers.intake import sha256_of
from papers.storing import keep_file

pytestmark = pytest.mark.django_db


def test_the_same_bytes_are_stored_once_under_a_row_for_each_name(tmp_path):
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF-1.7 " + tmp_path.name.encode())
    first, second = (keep_file(paper, name=name, mime="application/pdf") for name in ("a.pdf", "b.pdf"))
    assert first.storage_path == second.storage_path and first.pk != second.pk
    with default_storage.open(first.storage_path) as stored:
        assert stored.read() == paper.read_bytes()


def test_a_file_left_half_written_by_a_killed_process_is_written_anew(tmp_path):
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF-1.7 whole " + tmp_path.name.encode())
    sha256 = sha256_of(paper)
    default_storage.save(f"files/{sha256[:2]}/{sha256}", ContentFile(b"%PDF-1"))
    kept = keep_file(paper, name="a.pdf", mime="application/pdf")
    with default_storage.open(kept.storage_path) as stored:
        assert stored.read() == paper.read_bytes()
