"""The box is opened once, by its key's holder, after the closing; what comes out leads back to nobody."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from audit.models import AuditRecord
from audit.selectors import sentence_of, verify_chain
from realtime import streams
from realtime.selectors import snapshot
from tests.factories import polls
from voting import envelopes, errors, keeping, services
from voting.keeping import Keeper, KeyFolder
from voting.models import BoxKey, Poll, SecretBallot
from voting.services import unsealing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
VALUES = ["for_", "for_", "against", "abstain", "for_", "for_"]


@pytest.fixture
def closed() -> Poll:
    """A closed box with six envelopes of nine members, and one that holds no choice."""
    poll = polls.opened_secret(members=9)
    for user, value in zip(polls.members_of(poll), [*VALUES, "perhaps"], strict=False):
        polls.cast_sealed(poll, user, value)
    services.close_poll(polls.secretary(poll.sitting), poll)
    return polls.fresh(poll.pk)


def test_the_keeper_opens_shuffles_counts_and_empties_the_envelopes(closed: Poll) -> None:
    assert (closed.state, closed.outcome) == (Poll.State.CLOSED, {})
    polls.keeper().turn()
    poll = polls.fresh(closed.pk)
    counts = {name: poll.tally[name] for name in ("for_", "against", "abstain", "invalid", "not_cast")}
    assert counts == {"for_": 4, "against": 1, "abstain": 1, "invalid": 1, "not_cast": 2}
    assert poll.outcome["kind"] == "not_adopted"
    line = (
        "Tán thành 4 · Không tán thành 1 · Không biểu quyết 1 · Không hợp lệ 1 · Không tham gia biểu quyết 2"
    )
    assert line in poll.outcome["arithmetic"]
    assert sorted(poll.secret_ballots.values_list("value", flat=True)) == sorted([*VALUES, "invalid"])
    assert set(poll.sealed_ballots.values_list("sealed", flat=True)) == {None}
    assert {field.name for field in SecretBallot._meta.fields} == {"id", "poll", "value"}
    record = AuditRecord.objects.get(verb="box.opened")
    assert sentence_of(record).endswith("7 phiếu")
    assert verify_chain(poll.sitting.chain).is_whole


def test_a_second_opening_is_refused_and_changes_nothing(closed: Poll) -> None:
    private_key = polls.keeper().folder.get(closed.box_key.public_key)
    assert private_key is not None
    services.open_box(polls.secretary(closed.sitting), closed, private_key)
    before = polls.fresh(closed.pk)
    with pytest.raises(errors.BoxNotToOpen):
        services.open_box(polls.secretary(closed.sitting), before, private_key)
    polls.keeper().turn()
    assert polls.fresh(closed.pk).tally == before.tally and before.secret_ballots.count() == 7


def test_an_open_box_another_key_and_an_annulled_vote_open_nothing(closed: Poll) -> None:
    private_key = polls.keeper().folder.get(closed.box_key.public_key)
    other = ec.generate_private_key(envelopes.CURVE)
    assert private_key is not None
    desk = polls.secretary(closed.sitting)
    with pytest.raises(errors.BoxNotToOpen):
        services.open_box(desk, closed, other)
    Poll.objects.filter(pk=closed.pk).update(state=Poll.State.OPEN)
    with pytest.raises(errors.BoxNotToOpen):
        services.open_box(desk, closed, private_key)
    Poll.objects.filter(pk=closed.pk).update(state=Poll.State.CLOSED)
    services.annul_poll(desk, closed, "Nhầm câu hỏi")
    with pytest.raises(errors.BoxNotToOpen):
        services.open_box(desk, closed, private_key)
    assert not SecretBallot.objects.exists()
    assert set(closed.sealed_ballots.values_list("sealed", flat=True)) == {None}


@pytest.mark.parametrize("place", ["_values", "decide", "finish"])
def test_an_opening_cut_off_anywhere_leaves_the_box_closed_and_the_next_turn_opens_it_once(
    closed: Poll, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    done: Callable[..., Any] = getattr(unsealing, place)

    def cut(*args: Any, **more: Any) -> None:
        done(*args, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(unsealing, place, cut)
        with pytest.raises(KeyboardInterrupt):
            polls.keeper().open_closed()
    poll = polls.fresh(closed.pk)
    assert not poll.outcome and not poll.secret_ballots.exists() and poll.box_key.opened_at is None
    assert poll.sealed_ballots.filter(sealed__isnull=False).count() == 7
    for _turn in range(2):
        polls.keeper().turn()
    assert polls.fresh(closed.pk).secret_ballots.count() == 7
    assert AuditRecord.objects.filter(verb="box.opened").count() == 1


def test_announcing_waits_for_the_box_and_the_key_is_destroyed_after_it(closed: Poll) -> None:
    desk = polls.secretary(closed.sitting)
    with pytest.raises(errors.BoxNotOpened) as refusal:
        services.announce_result(desk, closed)
    assert "người giữ khóa hòm phiếu" in refusal.value.message
    keeper, public_key = polls.keeper(), closed.box_key.public_key
    keeper.turn()
    assert keeper.folder.get(public_key) is not None
    services.announce_result(desk, polls.fresh(closed.pk))
    keeper.turn()
    key = BoxKey.objects.get(public_key=public_key)
    assert keeper.folder.get(public_key) is None and key.destroyed_at and not key.is_lost


def test_an_annulled_open_box_is_emptied_at_once_and_its_key_destroyed() -> None:
    poll = polls.opened_secret()
    polls.cast_sealed(poll, polls.members_of(poll)[1], "for_")
    services.annul_poll(polls.secretary(poll.sitting), poll, "Nhầm câu hỏi")
    assert list(poll.sealed_ballots.values_list("sealed", flat=True)) == [None]
    keeper = polls.keeper()
    keeper.turn()
    assert keeper.folder.get(poll.box_key.public_key) is None
    assert not SecretBallot.objects.exists() and not polls.fresh(poll.pk).outcome


def test_equal_votes_adopt_nothing_because_the_heads_ballot_is_unknown() -> None:
    poll = polls.counted_secret(["for_", "for_", "against", "against"], members=5)
    assert (poll.outcome["kind"], poll.outcome["adopted"]) == ("tie_without_pm", False)
    assert "biểu quyết kín nên không xác định được ý kiến của" in poll.outcome["sentence"]
    assert poll.outcome["sentence"].endswith("không được thông qua")
    assert "the vote was secret" in poll.outcome["sentence_en"]
    assert any("không xác định được vì biểu quyết kín" in line for line in poll.outcome["arithmetic"])


def test_without_a_key_in_stock_no_secret_vote_opens() -> None:
    poll = polls.prepared(is_secret=True)
    BoxKey.objects.filter(poll=None).update(destroyed_at=poll.created_at)
    with pytest.raises(errors.NoBoxKey) as refusal:
        services.open_poll(polls.secretary(poll.sitting), poll)
    assert "Đề nghị báo người giữ khóa hòm phiếu" in refusal.value.message
    assert polls.fresh(poll.pk).state == Poll.State.PREPARED


def test_every_box_has_a_key_of_its_own_and_shows_its_fingerprint() -> None:
    first = polls.opened_secret()
    services.annul_poll(polls.secretary(first.sitting), first, "Nhầm")
    second = polls.opened_secret(polls.fresh_item(first.item), question="Câu hỏi khác")
    assert first.box_key.public_key != second.box_key.public_key
    record = AuditRecord.objects.filter(verb="poll.opened").latest("number")
    assert sentence_of(record).endswith(f"(biểu quyết kín, khóa hòm phiếu {second.box_key.fingerprint})")
    box = snapshot(second.sitting.stream("members"))["doc"]["polls"][str(second.pk)]["box"]
    assert box == {"fingerprint": second.box_key.fingerprint, "public_key": second.box_key.public_key}
    wall = snapshot(second.sitting.stream("room"))["doc"]["polls"][str(second.pk)]["box"]
    assert wall == {"fingerprint": second.box_key.fingerprint}


def test_at_the_closing_the_receipts_are_told_sorted_and_every_voter_finds_his_own(closed: Poll) -> None:
    codes = [row.code for row in closed.sealed_ballots.all()]
    for audience in streams.SITTING_AUDIENCES:
        box = snapshot(closed.sitting.stream(audience))["doc"]["polls"][str(closed.pk)]["box"]
        assert box.get("receipts") == (
            sorted(codes) if audience in ("members", "chair", "secretariat") else None
        )
    for user in polls.members_of(closed)[:7]:
        me = snapshot(streams.person(user.person_id))["doc"]["me"]["ballots"][str(closed.pk)]
        assert me["code"] in codes


def test_a_box_whose_key_is_gone_is_given_up_and_the_desk_is_told(closed: Poll) -> None:
    keeper = polls.keeper()
    keeper.folder.destroy(closed.box_key.public_key)
    keeper.turn()
    poll = polls.fresh(closed.pk)
    assert poll.box_key.is_lost and not SecretBallot.objects.exists()
    assert snapshot(poll.sitting.stream("chair"))["doc"]["polls"][str(poll.pk)]["box"]["is_lost"]
    with pytest.raises(errors.BoxKeyLost):
        services.announce_result(polls.secretary(poll.sitting), poll)
    keeper.turn()
    assert AuditRecord.objects.filter(verb="box.lost").count() == 1


def test_private_keys_are_files_of_their_owner_alone_and_nowhere_else(tmp_path: Path) -> None:
    keeper = Keeper(KeyFolder(tmp_path / "keys"))
    keeper.turn()
    files = list((tmp_path / "keys").iterdir())
    assert len(files) == BoxKey.objects.filter(poll=None).count() == keeping.STOCK
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert {field.name for field in BoxKey._meta.fields} == {
        "id", "poll", "public_key", "fingerprint", "created_at", "opened_at", "destroyed_at",
    }  # fmt: skip


def test_what_a_kill_left_between_file_and_row_is_tidied_at_the_next_start(tmp_path: Path) -> None:
    keeper = Keeper(KeyFolder(tmp_path / "keys"))
    keeper.turn()
    orphan = keeper.folder.make()
    gone = BoxKey.objects.filter(poll=None).first()
    assert gone is not None
    keeper.folder.destroy(gone.public_key)
    keeper.tidy()
    assert keeper.folder.get(orphan) is None
    assert not BoxKey.objects.filter(pk=gone.pk, destroyed_at=None).exists()
    keeper.turn()
    assert keeper.folder.names() == set(
        BoxKey.objects.filter(poll=None, destroyed_at=None).values_list("public_key", flat=True)
    )


def test_a_folder_with_none_of_the_keys_harms_no_box(closed: Poll, tmp_path: Path) -> None:
    unmounted = Keeper(KeyFolder(tmp_path / "empty"))
    for work in (unmounted.tidy, unmounted.turn):
        with pytest.raises(keeping.WrongFolder, match="mount its disk"):
            work()
    assert BoxKey.objects.filter(destroyed_at__isnull=False).count() == 0
    polls.keeper().turn()
    assert polls.fresh(closed.pk).outcome


def test_a_folder_said_to_be_lost_gives_its_boxes_up(closed: Poll, tmp_path: Path) -> None:
    Keeper(KeyFolder(tmp_path / "empty"), takes_loss=True).turn()
    assert BoxKey.objects.get(poll=closed).is_lost
