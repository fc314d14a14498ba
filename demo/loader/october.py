"""The sitting of 02/10/2020: planned, called, answered."""

from demo.content import roster
from demo.content.agenda import ITEMS
from demo.content.people import MEMBERS, STANDING_INVITEES
from demo.loader.stage import Stage, moment
from meetings import services as meetings
from meetings.models import RosterEntry, Sitting

DAY = "2020-10-02"
STARTS_AT = moment(DAY, "08:00")
Mode, Role = RosterEntry.Mode, RosterEntry.Role


def plan(stage: Stage) -> Sitting:
    """Draft the sitting, fill its roster, ask the standing invitees and the invitees of single items."""
    with stage.at(moment("2020-09-15", "09:00")):
        sitting = meetings.create_sitting(
            stage.deed(),
            stage.body(),
            title="Phiên họp Chính phủ thường kỳ tháng 9 năm 2020",
            short_title="Thường kỳ tháng 9/2020",
            starts_at=STARTS_AT,
            ends_at=moment(DAY, "11:30"),
            place="Phòng họp Chính phủ, số 1 Hoàng Hoa Thám, Hà Nội",
            online_link="https://hop.ecabinet.invalid/2020-10-02",
        )
        meetings.fill_roster(stage.deed(), sitting)
        invited = [key for item in ITEMS for key in item.invitees]
        for key, role in (
            *((key, Role.STANDING_INVITEE) for key in STANDING_INVITEES),
            *((key, Role.INVITEE) for key in invited),
            ("script_writer", Role.HELPER),
            ("operator", Role.STAFF),
            ("minutes_writer", Role.STAFF),
        ):
            meetings.add_to_roster(stage.deed(), sitting, stage.cast.people[key], role)
    return sitting


def call(stage: Stage, sitting: Sitting) -> Sitting:
    """Invitations go out five working days before, on Friday 25/09/2020."""
    with stage.at(moment("2020-09-25", "09:30")):
        return meetings.call_sitting(stage.deed(), sitting)


def answer(stage: Stage, sitting: Sitting) -> None:
    """Everybody answers, each at a time of his own; the Prime Minister consents to the two absences."""
    keys = sorted((member.key for member in MEMBERS), key=lambda key: roster.REPLIED_AT[key])
    for key in keys:
        day, hour, minute = roster.REPLIED_AT[key]
        with stage.at(moment(f"2020-09-{day}", f"{hour:02d}:{minute:02d}")):
            meetings.reply_to_invitation(stage.deed(key), stage.entry(sitting, key), **_reply(stage, key))
    with stage.at(moment("2020-09-28", "17:15")):
        for key, place in roster.ONLINE_INVITEES.items():
            entry = stage.entry(sitting, key)
            meetings.reply_to_invitation(stage.deed(key), entry, Mode.ONLINE, place=place)
        for key in ("cyber_command", "fatherland_front", "ethnic_council"):
            meetings.reply_to_invitation(stage.deed(key), stage.entry(sitting, key), Mode.ON_SITE)
        for key in roster.ABSENT:
            meetings.approve_leave(stage.deed("prime_minister"), stage.entry(sitting, key))


def _reply(stage: Stage, key: str) -> dict:
    if key in roster.ONLINE:
        return {"mode": Mode.ONLINE, "place": roster.ONLINE[key]}
    if key in roster.SUBSTITUTES:
        substitute = stage.cast.people[roster.SUBSTITUTES[key]]
        return {"mode": Mode.SUBSTITUTED, "reason": roster.ABSENT[key], "substitute": substitute}
    if key in roster.ABSENT:
        return {"mode": Mode.LEAVE, "reason": roster.ABSENT[key]}
    return {"mode": Mode.ON_SITE}
