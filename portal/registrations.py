"""What portal leaves in the registries of the house (read once at start)."""

from django.utils.translation import gettext_lazy as _

from meetings import tabs
from meetings.access import can_conduct

tabs.add(70, _("Bảng điều hành"), "portal:control", can_conduct)
