"""Who reaches which address of recordings (shape as in the other `access_of_…`).

The recording of the scene has two readers: the chair and the minutes writer (`teller`). Who neither reads it nor runs
the sitting finds nothing, not even that there is one; a reader who runs nothing is refused the rest.
"""

from tests.access_codes import code_for

NOBODY: frozenset[str] = frozenset()
RUN = frozenset({"chair", "secretariat_lead"})
HEAR = frozenset({"chair", "teller"})
SEES = {"sitting": HEAR | RUN, "recording": HEAR | RUN, "sound": NOBODY}

# name -> (subject, {method: personas let in})
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "recordings:list": ("sitting", {"GET": RUN | HEAR}),
    "recordings:bring": ("sitting", {"POST": RUN}),
    "recordings:hear": ("sound", {"HEAD": HEAR}),
    "recordings:copy": ("sound", {"HEAD": HEAR}),
    "recordings:begin": ("recording", {"POST": RUN}),
    "recordings:append": ("recording", {"POST": RUN}),
    "recordings:finish": ("recording", {"POST": RUN}),
    "recordings:stop": ("recording", {"POST": RUN}),
    "recordings:allow": ("recording", {"POST": RUN}),
    "recordings:destroy": ("recording", {"POST": RUN}),
    "recordings:forbid": ("recording", {"POST": RUN}),
}


def expected(name: str, method: str, persona: str) -> int:
    """200 (or what a service refuses) for those let in, else 403, 404, or 401 for the sign-in."""
    subject, methods = ROUTES[name]
    return code_for(persona, methods[method], SEES[subject])
