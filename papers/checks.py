"""What an installation that takes in strangers' files should give: isolation and LibreOffice (`check --deploy`)."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register

from papers import conversion, recognition, sandbox


@register(deploy=True)
def files_are_read_in_isolation(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Says how far the kernel lets the reading child be shut in, and why not further."""
    reached = sandbox.isolation()
    if reached.level == "full":
        return []
    said = f"Files are read with the isolation “{reached.level}” only: {reached.why}"
    if not reached.has_no_network and settings.SANDBOX_REQUIRED:
        return [Error(f"{said}. Uploads are refused until this is mended.", id="papers.E001")]
    return [Warning(said, hint="Allow user namespaces, or set SANDBOX_REQUIRED.", id="papers.W001")]


@register(deploy=True)
def office_files_can_be_converted(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Without LibreOffice office files are shown as marked quick views."""
    if conversion.soffice():
        return []
    hint = "Install LibreOffice writer, calc and impress (the nogui packages are enough)."
    return [
        Warning("LibreOffice was not found; office files get a quick view only.", hint=hint, id="papers.W002")
    ]


@register(deploy=True)
def scans_can_be_recognised(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Without Tesseract scans are read as pictures and not searched: said, not demanded."""
    if recognition.tesseract():
        return []
    hint = "Install tesseract-ocr and tesseract-ocr-vie where jobs run and where pages are served."
    return [
        Info("Tesseract with Vietnamese was not found; scans aren't searched.", hint=hint, id="papers.I001")
    ]
