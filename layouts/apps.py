"""The decree's page kit: one dataclass per document, printed as PDF and DOCX."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LayoutsConfig(AppConfig):
    """Pages as Decree 30/2020/NĐ-CP wants them. No tables."""

    name = "layouts"
    verbose_name = _("Thể thức văn bản")
