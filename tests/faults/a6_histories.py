"""A6: random histories of opening, casting, changing, closing, annulling and announcing at once, against a model.

    python -m tests.faults.a6_histories [--full] [--seed N]

Members, two desks and a second device send the product's own commands on threads and connections of their own, to a
durable PostgreSQL. Wanted: every history can be told as one sequence (`tests/faults/lib/histories.py`). Size P 200
histories, F 2,000.
"""

from tests.faults.lib.histories import Scene
from tests.faults.lib.installation import installed
from tests.faults.lib.run import Run


def main() -> None:
    """Play, search, print."""
    run = Run("A6", "anomalies")
    with installed():
        scene = Scene()
        for number in range(run.size(5, 200, 2000)):
            if number % 50 == 49:
                scene = Scene()
            is_sound, acts = scene.sound(run.rng)
            run.count("histories")
            run.count("acts", len(acts))
            for act in acts:
                run.count(f"answered {act.answer[0]}")
            run.count("anomalies", int(not is_sound))
            if not is_sound:
                run.say(f"no order explains {sorted(acts, key=lambda act: act.began)}")
    run.finish(run.bad(), 0)


if __name__ == "__main__":
    main()
