"""Notices: one line per person, one body per batch, mail by a job that survives a refused address."""

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from core import jobs
from core.models import Job
from core.registries import NOTICE_KINDS
from notices import selectors, services
from notices.jobs import MailNotSent
from notices.kinds import NoticeKind
from notices.models import Notice
from notices.services import Recipient
from realtime import streams
from realtime.selectors import events_since, snapshot
from tests.factories import people
from tests.factories.queries import queries_of
from tests.replay import hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_kind(monkeypatch):
    """A kind of our own."""
    monkeypatch.setitem(
        NOTICE_KINDS._entries, "test.plain", NoticeKind(lambda facts: f"Tin: {facts['title']}")
    )


def recipient(user, **own):
    """By account and by mail."""
    return Recipient(user.pk, user.person_id, user.person.email, own)


def test_a_line_waits_until_it_is_read_and_the_stream_follows():
    user = people.user()
    name = streams.person(user.person_id)
    old = snapshot(name)
    services.notify([recipient(user, secret="riêng")], "test.plain", {"title": "Chương trình"}, url="/x/")
    events = events_since(name, old["n"])
    assert [event.type for event in events] == ["notice.sent"]
    assert "riêng" not in str(events[0].body)
    document = snapshot(name)["doc"]
    hold(old["doc"], events, document)
    assert [line.text for line in selectors.lines_for(user)] == ["Tin: Chương trình"]
    assert selectors.unread_count(user) == 1
    assert services.mark_read(user) == 1 and services.mark_read(user) == 0
    last = events_since(name, 1)[0]
    assert last.type == "notice.read"
    hold(document, [last], snapshot(name)["doc"])


def test_a_person_reads_only_own_lines():
    one, other = people.user(), people.user()
    services.notify([recipient(one), recipient(other)], "test.plain", {"title": "A"})
    foreign = Notice.objects.get(user=other)
    assert services.mark_read(one, [foreign.pk]) == 0
    assert selectors.unread_count(other) == 1


def test_someone_without_an_account_still_gets_the_mail():
    services.notify([Recipient(address="khach@ecabinet.invalid")], "test.plain", {"title": "A"})
    jobs.run_waiting()
    assert mail.outbox[0].to == ["khach@ecabinet.invalid"]
    assert Notice.objects.get().mailed_at is not None


def test_one_refused_address_does_not_hold_up_the_others(monkeypatch):
    users = [people.user() for _number in range(3)]
    services.notify([recipient(user) for user in users], "test.plain", {"title": "A"})
    refused, send = users[1].person.email, locmem.EmailBackend.send_messages

    def picky(self, messages):
        if any(refused in to for message in messages for to in message.to):
            raise OSError("550")
        return send(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", picky)
    job = Job.objects.get()
    with pytest.raises(MailNotSent):
        jobs.run(str(job.pk))
    assert Notice.objects.filter(mailed_at=None).count() == 1
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send)
    jobs.run(str(job.pk))
    assert len(mail.outbox) == 3 and not Notice.objects.filter(mailed_at=None).exists()


def test_telling_two_hundred_costs_what_telling_twenty_does():
    counts = []
    for size in (20, 200):
        told = [recipient(people.user()) for _number in range(size)]
        counts.append(queries_of(lambda: services.notify(told, "test.plain", {"title": "A"})))  # noqa: B023
    few, many = counts
    assert many - few < 5  # SQLite splits a long insert; nothing is done per person


def test_an_undeclared_kind_is_refused():
    with pytest.raises(KeyError):
        services.notify([], "test.nothing", {})
