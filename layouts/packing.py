"""Office files as bytes that depend on their content only."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


def repacked(archive: bytes) -> bytes:
    """The same parts without the moment of packing, so that the same document gives the same bytes."""
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _FIRST_ZIP_MOMENT)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return target.getvalue()
