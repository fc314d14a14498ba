"""The desk's pages of dossiers: what one sees, does, and reads when something is refused."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core.jobs import run_waiting
from dossiers import services
from dossiers.models import Dossier
from tests.dossiers import making
from tests.factories import people
from tests.papers import making as papers
from tests.papers import samples

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: object) -> str:
    """The text of a page."""
    response = client.get(reverse(f"dossiers:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def form_of(house: making.House, **values: object) -> dict[str, object]:
    """What the form of a dossier sends."""
    return {
        "organisation": str(house.ministry.pk),
        "title": "Đề án Trung tâm giám sát",
        "classification": "internal",
        "urgency": "normal",
        **values,
    }


def test_a_ministry_begins_a_dossier_and_finds_it_in_its_list() -> None:
    house = making.house()
    client = signed_in(house.officer)
    assert "Lập hồ sơ đầu tiên" in page(client, "list")
    assert "Đề án" not in page(client, "create", house.body.pk)
    made = client.post(reverse("dossiers:create", args=[house.body.pk]), form_of(house, summary="Xin ý kiến"))
    dossier = Dossier.objects.get()
    assert made.headers["Location"] == reverse("dossiers:detail", args=[dossier.pk])
    assert not dossier.is_entered_by_secretariat
    assert "Đề án Trung tâm giám sát" in page(client, "list")
    assert "Chưa có tài liệu nào" in page(client, "detail", dossier.pk)


def test_a_form_that_lacks_something_keeps_what_was_typed() -> None:
    house = making.house()
    address = reverse("dossiers:create", args=[house.body.pk])
    answer = signed_in(house.officer).post(address, form_of(house, title=" ", summary="Đã gõ rất dài"))
    text = answer.content.decode()
    assert answer.status_code == 422 and not Dossier.objects.exists()
    assert "Đề nghị nhập tên hồ sơ trình" in text and "Đã gõ rất dài" in text


def test_the_secretariat_enters_a_dossier_for_any_ministry_and_works_on_it() -> None:
    house = making.house()
    client = signed_in(house.secretary)
    client.post(reverse("dossiers:create", args=[house.body.pk]), form_of(house))
    dossier = Dossier.objects.get()
    assert dossier.is_entered_by_secretariat and dossier.organisation == house.ministry
    assert "Sửa thông tin" in page(client, "detail", dossier.pk)


def test_nobody_submits_for_another_ministry_and_strangers_see_nothing() -> None:
    house = making.house()
    dossier = making.draft(house)
    other = people.organisation()
    answer = signed_in(house.officer).post(
        reverse("dossiers:create", args=[house.body.pk]), form_of(house, organisation=str(other.pk))
    )
    assert answer.status_code == 422
    member = signed_in(people.members_of(house.body)[0])
    assert member.get(reverse("dossiers:create", args=[house.body.pk])).status_code == 403
    for name in ("detail", "edit", "papers"):
        assert member.get(reverse(f"dossiers:{name}", args=[dossier.pk])).status_code == 404
    for name in ("submit", "verify", "return", "withdraw", "add_paper", "order_papers"):
        assert member.post(reverse(f"dossiers:{name}", args=[dossier.pk])).status_code == 404
    assert signed_in(house.officer).post(reverse("dossiers:verify", args=[dossier.pk])).status_code == 403


def test_two_editors_see_the_difference_and_choose() -> None:
    house = making.house()
    dossier = making.draft(house, summary="Bản đầu")
    address = reverse("dossiers:edit", args=[dossier.pk])
    services.edit_dossier(house.deed(), dossier, {"summary": "Bản của đồng nghiệp"})
    client = signed_in(house.officer)
    typed = form_of(house, title=dossier.title, summary="Bản của tôi", version=dossier.version)
    refused = client.post(address, typed)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "vừa sửa nội dung này" in text and "Bản của đồng nghiệp" in text and "Bản của tôi" in text
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version is not None
    client.post(address, {**typed, "version": version[1]})
    assert Dossier.objects.get().summary == "Bản của tôi"


def test_a_file_goes_up_is_converted_and_shows_its_progress_and_its_first_page(tmp_path: Path) -> None:
    house = making.house()
    dossier = making.draft(house)
    client = signed_in(house.officer)
    data = samples.pdf(tmp_path / "a.pdf").read_bytes()
    staged = client.post(
        reverse("papers:stage"), {"file": SimpleUploadedFile("a.pdf", data), "name": "Tờ trình 17.pdf"}
    ).json()
    part = client.post(
        reverse("dossiers:add_paper", args=[dossier.pk]),
        {"upload": staged["upload"]},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Tờ trình 17" in part and "Đang chờ chuyển đổi" in part and 'hx-trigger="every 2s"' in part
    run_waiting()
    part = page(client, "papers", dossier.pk)
    assert "every 2s" not in part and "3 trang" in part and "thumbnail.webp" in part
    row = dossier.dossier_papers.get()
    assert row.paper.kind == "submission"
    again = client.post(
        reverse("dossiers:add_paper", args=[dossier.pk]),
        {"upload": staged["upload"]},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Đề nghị tải tệp lên lại" in again and dossier.dossier_papers.count() == 1


def test_without_scripts_the_form_sends_a_file_by_itself(tmp_path: Path) -> None:
    house = making.house()
    dossier = making.draft(house)
    client = signed_in(house.officer)
    address = reverse("dossiers:add_paper", args=[dossier.pk])
    data = samples.pdf(tmp_path / "a.pdf").read_bytes()
    assert client.post(address, {"file": SimpleUploadedFile("bao-cao.pdf", data)}).status_code == 302
    assert dossier.dossier_papers.get().paper.kind == "report"
    refused = client.post(address, {"file": SimpleUploadedFile("a.pdf", b"MZ" + bytes(99))}, follow=True)
    assert "là chương trình" in refused.content.decode()


def test_the_steps_lead_from_draft_to_verified_and_back_with_reasons() -> None:
    house = making.house()
    dossier = making.complete(house)
    officer, secretary = signed_in(house.officer), signed_in(house.secretary)
    assert "Trình hồ sơ" in page(officer, "detail", dossier.pk)
    stale = officer.post(reverse("dossiers:submit", args=[dossier.pk]), {"version": 1})
    assert stale.status_code == 409 and "vừa sửa" in stale.content.decode()
    officer.post(reverse("dossiers:submit", args=[dossier.pk]), {"version": dossier.version})
    assert "Hồ sơ đạt yêu cầu" in page(secretary, "detail", dossier.pk)
    empty = secretary.post(reverse("dossiers:return", args=[dossier.pk]), {"reason": " "})
    assert empty.status_code == 422 and "ghi rõ lý do" in empty.content.decode()
    secretary.post(reverse("dossiers:return", args=[dossier.pk]), {"reason": "Thiếu phụ lục"})
    text = page(officer, "detail", dossier.pk)
    assert "Thiếu phụ lục" in text and "Trình lại hồ sơ" in text
    officer.post(reverse("dossiers:submit", args=[dossier.pk]))
    secretary.post(reverse("dossiers:verify", args=[dossier.pk]), {"note": "Đủ điều kiện trình"})
    assert "Đủ điều kiện trình" in page(officer, "detail", dossier.pk)
    officer.post(reverse("dossiers:withdraw", args=[dossier.pk]), {"reason": "Rà soát lại"})
    assert "Rà soát lại" in page(officer, "detail", dossier.pk)


def test_papers_are_ordered_edited_replaced_and_taken_out_by_the_page(tmp_path: Path) -> None:
    house = making.house()
    dossier = making.draft(house)
    client = signed_in(house.officer)
    first, second = (making.with_paper(dossier, house, title=f"Tài liệu {n}") for n in (1, 2))
    client.post(reverse("dossiers:order_papers", args=[dossier.pk]), {"order": f"{second.pk},{first.pk}"})
    assert list(dossier.dossier_papers.values_list("pk", flat=True)) == [second.pk, first.pk]
    values = {
        "title": "Báo cáo đánh giá",
        "kind": "report",
        "urgency": "normal",
        "version": first.paper.version,
    }
    client.post(reverse("dossiers:edit_paper", args=[dossier.pk, first.pk]), values)
    assert "Báo cáo đánh giá" in page(client, "detail", dossier.pk)
    refused = client.post(
        reverse("dossiers:edit_paper", args=[dossier.pk, first.pk]), values | {"title": "Khác"}
    )
    assert refused.status_code == 422 and "vừa sửa" in refused.content.decode()
    data = samples.pdf(tmp_path / "a.pdf").read_bytes()
    client.post(
        reverse("dossiers:add_version", args=[dossier.pk, first.pk]),
        {"file": SimpleUploadedFile("b.pdf", data), "note": "Sửa Điều 2"},
    )
    assert first.paper.versions.count() == 2
    assert "Sửa Điều 2" in page(client, "edit_paper", dossier.pk, first.pk)
    client.post(reverse("dossiers:remove_paper", args=[dossier.pk, second.pk]))
    assert dossier.dossier_papers.count() == 1


def test_pages_cost_the_same_queries_for_ten_times_the_rows() -> None:
    house = making.house()
    client = signed_in(house.secretary)

    def cost(name: str, *args: object) -> int:
        page(client, name, *args)
        with CaptureQueriesContext(connection) as queries:
            page(client, name, *args)
        return len(queries)

    dossier = making.complete(house)
    services.submit_dossier(house.deed(), dossier)
    services.return_dossier(house.deed(house.secretary), dossier, "Bổ sung")
    one = cost("list"), cost("detail", dossier.pk), cost("papers", dossier.pk)
    for number in range(27):
        making.with_paper(dossier, house, "report", f"Báo cáo {number}")
    for number in range(9):
        more = making.draft(house, title=f"Hồ sơ {number}", paper_copies_only=True)
        services.submit_dossier(house.deed(), more)
    assert (cost("list"), cost("detail", dossier.pk), cost("papers", dossier.pk)) == one


def test_progress_is_asked_for_without_being_kept_by_the_browser(tmp_path: Path) -> None:
    house = making.house()
    dossier = making.draft(house)
    services.add_paper(house.deed(), dossier, papers.staged(tmp_path, house.officer))
    answer = signed_in(house.officer).get(reverse("dossiers:papers", args=[dossier.pk]))
    assert answer["Cache-Control"] == "no-store" and "<progress" in answer.content.decode()
