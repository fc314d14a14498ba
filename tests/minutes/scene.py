"""One whole sitting, played through the services: for tests of what the minutes make of it."""

from dataclasses import dataclass, field
from datetime import timedelta

from accounts.models import Body, BodyRole, User
from agendas import services as agendas
from agendas.models import Agenda, AgendaItem
from core import clock
from core.deed import Deed
from meetings import services as meetings
from meetings.models import RosterEntry, Sitting
from minutes.models import Minutes
from room import services as room
from room.models import Speech
from tests.factories import agendas as agenda_factory
from tests.factories import people, sittings
from voting import services as voting
from voting.models import Poll

Where = ("on_site", "online", "absent")


@dataclass
class Scene:
    """A sitting under way, with the steps a secretariat takes in it."""

    body: Body
    agenda: Agenda
    deed: Deed
    minute: timedelta = timedelta()
    polls: list[Poll] = field(default_factory=list)

    @property
    def sitting(self) -> Sitting:
        """The sitting as it is now."""
        return Sitting.objects.select_related("body__secretariat").get(agenda=self.agenda)

    @property
    def minutes(self) -> Minutes:
        """Its minutes as they are now."""
        return Minutes.objects.select_related("sitting__body__secretariat").get(
            sitting=self.agenda.sitting_id
        )

    @property
    def items(self) -> list[AgendaItem]:
        """The items in order."""
        return agenda_factory.items_of(self.agenda)

    @property
    def members(self) -> list[User]:
        """The members by precedence."""
        return people.members_of(self.body)

    @property
    def entries(self) -> list[RosterEntry]:
        """The members' entries by precedence."""
        return sittings.member_entries(self.sitting)

    def block(self, key: str):
        """One block of the minutes."""
        return self.minutes.blocks.get(key=key)

    def start(self, item: AgendaItem) -> None:
        """Turn to an item."""
        agendas.start_item(self.deed, item)

    def end(self, item: AgendaItem, ending: str = "agreed", conclusion: str = "", **more) -> None:
        """Conclude and end it."""
        if conclusion:
            agendas.record_conclusion(self.deed, item, conclusion)
        agendas.end_item(self.deed, item, ending, **more)

    def speak(self, entry: RosterEntry) -> None:
        """Somebody asks, is called and ends."""
        asked = room.ask_to_speak(self.deed, self.sitting, entry)
        speech = Speech.objects.get(pk=asked["speech"])
        room.call_speaker(self.deed, speech)
        room.end_speech(self.deed, Speech.objects.get(pk=speech.pk))

    def vote(self, item: AgendaItem, values: list[str], question: str = "", *, announce: bool = True) -> Poll:
        """Open, cast these values by precedence of those entitled, close and announce."""
        laid = item.item_papers.first()
        made = voting.prepare_poll(
            self.deed,
            item,
            question or f"Đồng chí có tán thành thông qua nội dung {item.number} không?",
            laid.paper if laid else None,
        )
        poll = Poll.objects.get(pk=made["poll"])
        voting.open_poll(self.deed, poll)
        electors = list(poll.electors.filter(is_entitled=True).order_by("order"))
        by_person = {user.person_id: user for user in self.members}
        choices = [
            voting.Choice(sittings.deed_in(self.body, by_person[row.person_id]), value)
            for row, value in zip(electors, values, strict=False)
        ]
        voting.cast_ballots(self.deed, poll, choices)
        voting.close_poll(self.deed, poll)
        if announce:
            voting.announce_result(self.deed, poll)
        poll.refresh_from_db()
        self.polls.append(poll)
        return poll

    def close(self) -> None:
        """End what hasn't ended and close."""
        for item in self.items:
            if item.state in ("waiting", "current"):
                self.end(item)
        meetings.close_sitting(self.deed, self.sitting)


def opened(members: int = 5, items: int = 2, online: int = 0, absent: int = 0, **values) -> Scene:
    """A sitting just opened: the last `absent` members absent, the `online` before them online."""
    body = people.government(members)
    agenda = agenda_factory.published(sittings.called_sitting(body, **values), items)
    deed = sittings.deed_in(body)
    sitting = Sitting.objects.get(agenda=agenda)
    entries = sittings.member_entries(sitting)
    here = entries[: members - absent]
    split = len(here) - online
    meetings.set_presence(deed, sitting, [row.pk for row in here[:split]], "on_site")
    for row in here[split:]:
        meetings.reply_to_invitation(deed, row, "online", place="Điểm cầu Bình Định")
    meetings.set_presence(deed, sitting, [row.pk for row in here[split:]], "online")
    meetings.open_sitting(deed, sitting)
    return Scene(body, agenda, deed)


def full() -> Scene:
    """27 members (21 on site, 4 online, 2 absent, one of them with a substitute), 9 items, 5 votes, 1 annulled."""
    body = people.government(27)
    people.staff(body, BodyRole.Role.MINUTES, "Đặng Thị Ngọc Ánh")
    draft = sittings.called_sitting(
        body, title="Phiên họp Chính phủ thường kỳ tháng 9 năm 2020", place="Trụ sở Chính phủ, Hà Nội"
    )
    deed = sittings.deed_in(body)
    entries = sittings.member_entries(draft)
    substitute = people.person("Nguyễn Thị Nghĩa")
    president = people.person("Nguyễn Phú Trọng Khách")
    cyber = people.person("Tống Viết Trung Ưng")
    meetings.add_to_roster(deed, draft, president, "standing_invitee", post_title="Chủ tịch nước")
    invited = meetings.add_to_roster(
        deed, draft, cyber, "invitee", post_title="Đại biểu Bộ Tư lệnh Tác chiến không gian mạng"
    )
    for row in entries[21:25]:
        meetings.reply_to_invitation(deed, row, "online", place="Điểm cầu Bình Định")
    meetings.reply_to_invitation(
        deed,
        entries[25],
        "substituted",
        reason="Đi công tác nước ngoài",
        substitute=substitute,
        substitute_post="Thứ trưởng Bộ Giáo dục và Đào tạo",
    )
    meetings.reply_to_invitation(deed, entries[26], "leave", reason="Điều trị tại bệnh viện")
    meetings.approve_leave(deed, entries[26])
    agenda = agendas.agenda_of(draft)
    for number in range(1, 10):
        is_secret = number == 7
        made = agenda_factory.item(
            agenda,
            title=f"Dự thảo Nghị quyết về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4, phần thứ {number}",
            papers=0 if is_secret else 2,
            paper_copies_only=is_secret,
            presenter_title="Bộ trưởng Bộ Thông tin và Truyền thông",
            kind="information" if number == 2 else "opinion" if number in (5, 7) else "decision",
        )
        if number == 5:
            agendas.set_invitees(deed, made, [invited.pk])
    agenda = agenda_factory.approve(Agenda.objects.get(pk=agenda.pk))
    agendas.publish_agenda(deed, agenda)
    scene = Scene(body, Agenda.objects.get(pk=agenda.pk), deed)
    meetings.set_presence(deed, draft, [row.pk for row in entries[:21]], "on_site")
    meetings.set_presence(deed, draft, [row.pk for row in entries[21:25]], "online")
    coming = [row.pk for row in scene.sitting.roster.filter(role__in=("substitute", "standing_invitee"))]
    meetings.set_presence(deed, draft, coming, "on_site")
    meetings.open_sitting(deed, draft)
    _play(scene, invited)
    return scene


def _play(scene: Scene, invited: RosterEntry) -> None:
    votes = {
        1: [["for_"] * 25],
        3: [["for_"] * 9 + ["against"] * 16, ["for_"] * 24 + ["abstain"]],
        4: [["for_"] * 12 + ["against"] * 9 + ["abstain"] * 4],
        6: [["for_"] * 23 + ["against", "abstain"]],
    }
    endings = {1: "adopted_by_vote", 2: "noted", 3: "adopted_by_vote", 4: "not_adopted", 5: "opinions_given"}
    for number, item in enumerate(scene.items, start=1):
        with clock.drive(timedelta(minutes=20 * number)):
            scene.start(item)
            if number == 1:
                late = agenda_factory.paper("Báo cáo bổ sung số liệu tháng 9")
                agendas.hand_out_paper(scene.deed, item, late, "Số liệu tháng 9 có ngày 01/10")
            for entry in scene.entries[number : number + 3]:
                scene.speak(entry)
        with clock.drive(timedelta(minutes=20 * number + 12)):
            for values in votes.get(number, []):
                scene.vote(item, values)
            if number == 6:
                again = scene.vote(item, ["for_"] * 20)
                voting.annul_poll(scene.deed, again, "Thiết bị của một thành viên gặp sự cố")
            scene.end(
                item,
                endings.get(number, "agreed"),
                "Chính phủ thống nhất nội dung; giao Bộ Thông tin và Truyền thông tiếp thu ý kiến, hoàn thiện.\n"
                "- Bộ Tài chính bố trí kinh phí;\n- Văn phòng Chính phủ theo dõi, đôn đốc.",
                resubmit_on=scene.body.today() + timedelta(days=28) if number == 4 else None,
            )
    with clock.drive(timedelta(minutes=205)):
        meetings.set_presence(scene.deed, scene.sitting, [scene.entries[20].pk], "left")
        meetings.suspend_sitting(scene.deed, scene.sitting)
        meetings.continue_sitting(scene.deed, scene.sitting)
    with clock.drive(timedelta(minutes=215)):
        meetings.close_sitting(scene.deed, scene.sitting)
