"""Opening the box of a secret vote, once: what the keeper does, and nobody else can."""

import secrets
import uuid

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from core.deed import Deed
from voting import envelopes, rules
from voting.errors import BoxNotToOpen
from voting.events import BoxLost, BoxOpened
from voting.locks import lock_poll
from voting.models import BoxKey, Poll, SecretBallot
from voting.services.closing import Answer, decide, finish


@transaction.atomic
def open_box(deed: Deed, poll: Poll, private_key: ec.EllipticCurvePrivateKey) -> Answer:
    """Open, shuffle and count the envelopes, and empty them, all in one transaction.

    A choice leaves its envelope and at once loses its place: the rows are written in the order of random ids, by one
    statement, with no voter and no moment. An envelope that doesn't open or holds no choice counts as invalid.
    Answers `{"poll", "ballots", "invalid"}`. Raises `BoxNotToOpen` for a second opening, an open or annulled poll,
    another box's key.
    """
    poll = lock_poll(poll.pk)
    key = BoxKey.objects.select_for_update().filter(poll=poll, opened_at=None, destroyed_at=None).first()
    if key is None or poll.state != Poll.State.CLOSED:
        raise BoxNotToOpen
    if key.public_key != envelopes.public_text(private_key):
        raise BoxNotToOpen
    poll.box_key = key
    values = _values(poll, private_key)
    ids = sorted(uuid.uuid4() for _value in values)
    rows = [SecretBallot(id=one, poll=poll, value=value) for one, value in zip(ids, values, strict=True)]
    SecretBallot.objects.bulk_create(rows)
    poll.sealed_ballots.filter(sealed__isnull=False).update(sealed=None)
    key.opened_at = poll.sitting.body.now()
    key.save(update_fields=["opened_at"])
    decide(poll, rules.count_secret(poll.total_members, _entitled(poll), values))
    invalid = poll.tally["invalid"]
    told = {"ballots": len(values), "invalid": invalid, "sentence": poll.outcome["sentence"]}
    finish(deed, poll, "open_box", BoxOpened, "box.opened", tally=poll.tally, **told)
    return {"poll": str(poll.pk), "ballots": len(values), "invalid": invalid}


@transaction.atomic
def give_up_box(deed: Deed, poll: Poll) -> Answer:
    """Say that the key of a box is gone before the box was opened: the vote must be held again.

    Answers `{"poll"}`. Raises `BoxNotToOpen` if the box was opened, or is given up already.
    """
    poll = lock_poll(poll.pk)
    key = BoxKey.objects.select_for_update().filter(poll=poll, opened_at=None, destroyed_at=None).first()
    if key is None:
        raise BoxNotToOpen
    poll.box_key = key
    key.destroyed_at = poll.sitting.body.now()
    key.save(update_fields=["destroyed_at"])
    finish(deed, poll, "give_up_box", BoxLost, "box.lost")
    return {"poll": str(poll.pk)}


def _values(poll: Poll, private_key: ec.EllipticCurvePrivateKey) -> list[str]:
    """What the envelopes hold, shuffled by the system's random source."""
    rows = poll.sealed_ballots.filter(sealed__isnull=False).values_list("sealed", "elector__person_id")
    values = [
        envelopes.open_envelope(bytes(sealed or b""), private_key, poll.pk, person) for sealed, person in rows
    ]
    secrets.SystemRandom().shuffle(values)
    return values


def _entitled(poll: Poll) -> int:
    return poll.electors.filter(is_entitled=True).count()
