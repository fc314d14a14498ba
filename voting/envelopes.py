"""The sealed envelope of a secret vote: RFC 9180 HPKE, base mode, P-256, HKDF-SHA256, AES-256-GCM.

A tablet seals (static/js/lib/envelopes.js), the keeper of the box opens; the server between them sees only bytes of
one length. What an envelope is bound to (poll and voter) stands in HPKE's `info`, so that a copy of somebody else's
never opens. `seal` is what a client in Python does.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from voting.errors import EnvelopeMalformed
from voting.models import Ballot, SecretBallot
from voting.rules import LETTERS

TAG = "ecabinet-envelope/1"
CURVE = ec.SECP256R1()
SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
# Octets: the sender's one-time public point, the padded choice, the tag of AES-GCM.
ENC, PADDED, GCM_TAG = 65, 32, 16
LENGTH = ENC + PADDED + GCM_TAG


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope as it came over the wire, of the right length."""

    octets: bytes

    @property
    def code(self) -> str:
        """The receipt: the tablet works out the same by itself. Proves presence in the box, never a choice."""
        return short_code(self.octets)

    @property
    def mark(self) -> str:
        """A hash of the one-time point: two envelopes with the same one are copies."""
        return hashlib.sha256(self.octets[:ENC]).hexdigest()


def info_of(poll_id: UUID | str, person_id: UUID | str) -> bytes:
    """What an envelope is bound to."""
    return f"{TAG}|{poll_id}|{person_id}".encode()


def read(text: object) -> Envelope:
    """An envelope out of base64url without padding. Raises `EnvelopeMalformed`."""
    try:
        octets = unpacked(text) if isinstance(text, str) and len(text) <= 2 * LENGTH else b""
    except (binascii.Error, ValueError):
        octets = b""
    if len(octets) != LENGTH or packed(octets) != text:
        raise EnvelopeMalformed
    return Envelope(octets)


def seal(public_key: str, poll_id: UUID | str, person_id: UUID | str, value: str) -> str:
    """Seal one choice, as a tablet does; base64url without padding."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unpacked(public_key))
    plain = value.encode().ljust(PADDED, b"\0")
    return packed(SUITE.encrypt(plain, point, info=info_of(poll_id, person_id)))


def open_envelope(
    octets: bytes, private_key: ec.EllipticCurvePrivateKey, poll_id: UUID, person_id: UUID
) -> str:
    """The choice inside, or "invalid" for an envelope that doesn't open or holds none of the three."""
    try:
        plain = SUITE.decrypt(octets, private_key, info=info_of(poll_id, person_id))
        value = plain.rstrip(b"\0").decode("ascii")
    except (InvalidTag, ValueError):
        return SecretBallot.Value.INVALID
    is_choice = len(plain) == PADDED and value in Ballot.Value.values
    return value if is_choice else SecretBallot.Value.INVALID


def public_text(private_key: ec.EllipticCurvePrivateKey) -> str:
    """The public half as tablets get it: the uncompressed point in base64url."""
    return packed(private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def fingerprint_of(public_key: str) -> str:
    """What people compare: eight letters of the key's hash."""
    return short_code(unpacked(public_key))


def short_code(octets: bytes) -> str:
    """ "7F3K-MQ4X": eight letters nobody mixes up, out of SHA-256."""
    number = int.from_bytes(hashlib.sha256(octets).digest(), "big")
    letters = []
    for _place in range(8):
        number, at = divmod(number, len(LETTERS))
        letters.append(LETTERS[at])
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def packed(octets: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def unpacked(text: str) -> bytes:
    """The octets of base64url without padding. Raises `ValueError`."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
