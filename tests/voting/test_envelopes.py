"""An envelope of the browser's own code opens here, bound to poll and voter; anything else is an invalid ballot."""

import json
import shutil
import subprocess
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from voting import envelopes
from voting.errors import EnvelopeMalformed

ROOT = Path(__file__).resolve().parents[2]
POLL, PERSON = UUID(int=1), UUID(int=2)
SEAL = """
import { seal, codeOf } from "./static/js/lib/envelopes.js";
const [publicKey, poll, person, value] = process.argv.slice(1);
const envelope = await seal(publicKey, { poll, person, value });
console.log(JSON.stringify([envelope, await codeOf(envelope)]));
"""


@pytest.fixture(scope="module")
def private_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(envelopes.CURVE)


def opened(
    text: str, private_key: ec.EllipticCurvePrivateKey, poll: UUID = POLL, person: UUID = PERSON
) -> str:
    return envelopes.open_envelope(envelopes.read(text).octets, private_key, poll, person)


@pytest.mark.parametrize("value", ["for_", "against", "abstain"])
def test_what_the_browsers_code_seals_opens_here_with_the_same_receipt(
    value: str, private_key: ec.EllipticCurvePrivateKey
) -> None:
    node = shutil.which("node")
    assert node, "node 20 is part of what the product needs; see README"
    arguments = [envelopes.public_text(private_key), str(POLL), str(PERSON), value]
    command = [node, "--input-type=module", "-e", SEAL, "--", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    envelope, code = json.loads(run.stdout)
    assert opened(envelope, private_key) == value
    assert envelopes.read(envelope).code == code


def test_an_envelope_opens_for_its_own_poll_and_voter_only(private_key: ec.EllipticCurvePrivateKey) -> None:
    text = envelopes.seal(envelopes.public_text(private_key), POLL, PERSON, "for_")
    assert opened(text, private_key) == "for_"
    assert opened(text, private_key, poll=uuid4()) == "invalid"
    assert opened(text, private_key, person=uuid4()) == "invalid"
    assert opened(text, ec.generate_private_key(envelopes.CURVE)) == "invalid"


@pytest.mark.parametrize("value", ["", "FOR_", "for_ ", "not_cast", "invalid", "x" * 32, "đồng ý"])
def test_an_envelope_without_one_of_the_three_choices_is_invalid(
    value: str, private_key: ec.EllipticCurvePrivateKey
) -> None:
    text = envelopes.seal(envelopes.public_text(private_key), POLL, PERSON, value)
    assert opened(text, private_key) == "invalid"


@pytest.mark.parametrize("at", [0, 1, 64, 65, 96, 97, 112])
def test_one_altered_octet_anywhere_makes_it_invalid_and_never_a_fault(
    at: int, private_key: ec.EllipticCurvePrivateKey
) -> None:
    text = envelopes.seal(envelopes.public_text(private_key), POLL, PERSON, "for_")
    octets = bytearray(envelopes.unpacked(text))
    octets[at] ^= 1
    assert opened(envelopes.packed(bytes(octets)), private_key) == "invalid"


def test_octets_that_are_no_point_of_the_curve_are_invalid(private_key: ec.EllipticCurvePrivateKey) -> None:
    for octets in (bytes(113), b"\x04" + bytes(112), b"\xff" * 113):
        assert opened(envelopes.packed(octets), private_key) == "invalid"


def test_a_longer_spelling_of_the_same_octets_is_no_envelope(private_key: ec.EllipticCurvePrivateKey) -> None:
    text = envelopes.seal(envelopes.public_text(private_key), POLL, PERSON, "for_")
    for other in (text + "=", text[:-1], text + "A", f" {text}", text.encode()):
        with pytest.raises(EnvelopeMalformed):
            envelopes.read(other)


def test_codes_are_the_letters_of_the_hash() -> None:
    assert envelopes.short_code(bytes(113)) == "HB4V-VFC8"  # tests/js/envelopes.test.js has the same
