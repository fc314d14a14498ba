"""The keeper of the boxes: a process of its own that holds the private keys and opens each box once.

Nothing here is called by the web or the jobs process. A turn may be cut off anywhere (a kill, a power cut): the files
are written before the rows that name them, the box is opened in one transaction, and what a turn didn't reach the
next one does.
"""

import logging
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.db.models import Q

from core import clock
from core.deed import Deed, by_system
from voting import envelopes
from voting.errors import BoxNotToOpen
from voting.models import BoxKey, Poll
from voting.services import give_up_box, open_box

log = logging.getLogger("ecabinet.boxes")
STOCK = 8
CERTIFIED = (Poll.State.ANNOUNCED, Poll.State.ANNULLED)


class KeyFolder:
    """Private keys, one file each, readable by the keeper's own account only; never part of a backup."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def make(self) -> str:
        """A new key, on disk before its public half is given to anybody; the public half."""
        private_key = ec.generate_private_key(envelopes.CURVE)
        public_key = envelopes.public_text(private_key)
        pem = private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        part = self._file(public_key).with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        part.rename(self._file(public_key))
        self._keep()
        return public_key

    def get(self, public_key: str) -> ec.EllipticCurvePrivateKey | None:
        """The private half, or None if it isn't here."""
        try:
            found = load_pem_private_key(self._file(public_key).read_bytes(), None)
        except (FileNotFoundError, ValueError):
            return None
        return found if isinstance(found, ec.EllipticCurvePrivateKey) else None

    def destroy(self, public_key: str) -> None:
        """Overwrite and remove it. What a disk keeps of an overwritten file is out of our hands: see the runbook."""
        file = self._file(public_key)
        if not file.exists():
            return
        with file.open("r+b") as open_file:
            open_file.write(secrets.token_bytes(file.stat().st_size))
            open_file.flush()
            os.fsync(open_file.fileno())
        file.unlink()
        self._keep()

    def names(self) -> set[str]:
        """The public halves of all keys here."""
        return {file.stem for file in self.path.glob("*.key")}

    def _file(self, public_key: str) -> Path:
        return self.path / f"{public_key}.key"

    def _keep(self) -> None:
        """The folder's own entry has to reach the disk too."""
        handle = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class WrongFolder(RuntimeError):
    """Not one key of the database is here: a disk that isn't mounted, or another installation's database."""


class Keeper:
    """What the process does, a turn at a time."""

    def __init__(self, folder: KeyFolder, *, takes_loss: bool = False) -> None:
        self.folder, self.takes_loss = folder, takes_loss

    def turn(self) -> None:
        """Open what is closed, destroy what is over, fill the stock. Raises `WrongFolder` before it does harm."""
        self.ensure_ours(self._known())
        self.open_closed()
        self.destroy_certified()
        self.fill_stock()

    def tidy(self) -> None:
        """At the start: drop keys no row names, written just before a kill, and stock whose private half is gone.

        Raises `WrongFolder`.
        """
        known = self._known()
        self.ensure_ours(known)
        for public_key in self.folder.names() - known if known else ():
            self.folder.destroy(public_key)
        gone = known - self.folder.names()
        BoxKey.objects.filter(poll=None, public_key__in=gone).update(destroyed_at=clock.real())

    def ensure_ours(self, known: set[str]) -> None:
        """Raise `WrongFolder` where none of the keys in use is here, unless their loss was said to be so."""
        if known and not known & self.folder.names() and not self.takes_loss:
            raise WrongFolder(
                f"none of {len(known)} keys is in {self.folder.path}: mount its disk, or check the database; "
                "if the folder is lost for good, start with --keys-are-lost"
            )

    def _known(self) -> set[str]:
        return set(BoxKey.objects.filter(destroyed_at=None).values_list("public_key", flat=True))

    def open_closed(self) -> None:
        """Open each closed box; a box whose key is gone is given up, and the desk told."""
        waiting = Q(poll__state=Poll.State.CLOSED, opened_at=None, destroyed_at=None)
        for key in BoxKey.objects.filter(waiting).select_related("poll"):
            private_key = self.folder.get(key.public_key)
            assert key.poll is not None
            try:
                if private_key is None:
                    log.error("the key %s isn't in the folder; its box can't be opened", key.fingerprint)
                    give_up_box(_deed(), key.poll)
                else:
                    open_box(_deed(), key.poll, private_key)
                    log.info("box %s opened", key.fingerprint)
            except BoxNotToOpen:  # annulled, or opened by an earlier turn that was cut off after its commit
                log.info("box %s isn't to be opened any more", key.fingerprint)

    def destroy_certified(self) -> None:
        """Destroy the keys of votes that are announced or annulled: the file first, then the row says so."""
        over = Q(poll__state__in=CERTIFIED, destroyed_at=None)
        for key in BoxKey.objects.filter(over):
            self.folder.destroy(key.public_key)
            BoxKey.objects.filter(pk=key.pk).update(destroyed_at=clock.real())
            log.info("key %s destroyed", key.fingerprint)

    def fill_stock(self) -> None:
        """Leave fresh keys for the next votes. The log names each, so that its holder can compare."""
        missing = STOCK - BoxKey.objects.filter(poll=None, destroyed_at=None).count()
        for _key in range(missing):
            public_key = self.folder.make()
            key = BoxKey.objects.create(
                public_key=public_key, fingerprint=envelopes.fingerprint_of(public_key)
            )
            log.info("key %s in stock", key.fingerprint)


def _deed() -> Deed:
    return by_system("Tiến trình giữ khóa hòm phiếu")
