"""A7: the result of every poll played is the one a second, separately written program counts from the export.

    python -m tests.faults.a7_recount [--full] [--seed N]

Random votes (who is present, who votes what, who changes his mind, how the head votes) are closed and announced; the
ledger of each sitting is exported and `tools/recount.py` counts it again as a stranger would run it. Then one value
is altered in each export, and the program must say so. Size P 50 sittings of 3 polls, F 500.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.faults.lib.installation import ROOT, installed
from tests.faults.lib.room import VALUES, some_value
from tests.faults.lib.run import Run

POLLS = 3


def main() -> None:
    """Vote, export, recount, print."""
    run = Run("A7", "recounted otherwise", "alterations not noticed")
    with installed(), tempfile.TemporaryDirectory(prefix="ecabinet-recount-") as folder:
        for _sitting in range(run.size(2, 50, 500)):
            ledger = json.loads(json.dumps(played(run)))
            run.count("polls", len(ledger["polls"]))
            run.count("ballots", sum(len(poll["ballots"]) for poll in ledger["polls"]))
            if (words := recounted(ledger, Path(folder)))[0] != 0:
                run.count("recounted otherwise")
                run.say(words[1])
            if alter(run, ledger):
                run.count("alterations")
                run.count("alterations not noticed", int(recounted(ledger, Path(folder))[0] == 0))
    run.finish(run.bad(), 0)


def played(run: Run) -> Any:
    """The exported ledger of a sitting with a few announced polls."""
    from tests.factories import polls
    from voting import services
    from voting.ledger import ledger_of

    members = run.rng.randint(3, 12)
    item = polls.sitting_with_item(members=members, present=run.rng.randint(members * 2 // 3 + 1, members))
    desk = polls.secretary(item.agenda.sitting)
    for number in range(POLLS):
        poll = polls.opened(polls.fresh_item(item), question=f"Câu hỏi {number + 1}")
        entitled = set(poll.electors.filter(is_entitled=True).values_list("person_id", flat=True))
        for user in polls.members_of(poll):
            for _press in range(run.rng.choice([0, 1, 1, 1, 2]) if user.person_id in entitled else 0):
                polls.cast(poll, user, some_value(run.rng))
        services.close_poll(desk, poll)
        services.announce_result(desk, polls.fresh(poll.pk), confirmed=True)
    return ledger_of(item.agenda.sitting)


def recounted(ledger: Any, folder: Path) -> tuple[int, str]:
    """Exit status and words of the second program."""
    file = folder / "ledger.json"
    file.write_text(json.dumps(ledger), encoding="utf-8")
    command = [sys.executable, "-I", str(ROOT / "tools" / "recount.py"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    return done.returncode, done.stdout + done.stderr


def alter(run: Run, ledger: Any) -> bool:
    """Give the last ballot of a voter another value; False if nobody voted."""
    filled = [poll for poll in ledger["polls"] if poll["ballots"]]
    if not filled:
        return False
    ballot = max(run.rng.choice(filled)["ballots"], key=lambda one: one["version"])
    ballot["value"] = run.rng.choice([value for value in VALUES if value != ballot["value"]])
    return True


if __name__ == "__main__":
    main()
