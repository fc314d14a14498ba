"""Which build of the pages the server gives out, as a short hash of the names of the collected files."""

import hashlib
from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage

LENGTH = 12


@cache
def build_of_now() -> str:
    """Twelve signs that change with any script or style; "dev" where files aren't collected under hashed names."""
    names = getattr(staticfiles_storage, "hashed_files", {})
    if not names:
        return "dev"
    text = "\n".join(f"{name} {hashed}" for name, hashed in sorted(names.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
