"""What every service on a dossier begins with."""

from core.deed import Deed
from dossiers.errors import DossierLocked
from dossiers.models import Dossier
from dossiers.states import IN_WORK


def lock_dossier(dossier: Dossier, version: int | None = None) -> Dossier:
    """The row, locked. Raises `EditedMeanwhile` if a form started from another version."""
    row = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("body", "organisation")
        .get(pk=dossier.pk)
    )
    row.ensure_version(version)
    return row


def lock_in_work(dossier: Dossier, version: int | None = None) -> Dossier:
    """The row, locked and in the hands of its ministry. Raises `DossierLocked`, `EditedMeanwhile`."""
    row = lock_dossier(dossier, version)
    if row.state not in IN_WORK:
        raise DossierLocked(state=row.get_state_display())
    return row


def save_touched(deed: Deed, dossier: Dossier, *fields: str) -> None:
    """Count the edit and write these fields."""
    dossier.touch(deed.name)
    dossier.save(update_fields=[*fields, "version", "edited_at", "edited_by"])
