"""Papers whose pages say something, laid before an audience."""

import uuid
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import User
from papers import services
from papers.models import Paper, PaperPage, PaperVersion
from tests.factories import agendas, people


def version(of: Paper, *texts: str) -> PaperVersion:
    """The next version, with these pages."""
    made = agendas.version(of, pages=len(texts))
    PaperPage.objects.bulk_create(
        PaperPage(version=made, number=at, width=595, height=842, text=text)
        for at, text in enumerate(texts, start=1)
    )
    return made


def paper(title: str, *texts: str, **values: Any) -> Paper:
    """A paper with its first version."""
    made = Paper.objects.create(title=title, kind=Paper.Kind.DRAFT_TEXT, **values)
    version(made, *texts)
    made.refresh_from_db()
    return made


def reader(*versions: PaperVersion, name: str = "") -> User:
    """Somebody these versions are laid before."""
    group, _new = Group.objects.get_or_create(name=name or f"item:{uuid.uuid4()}")
    user = people.user()
    user.groups.add(group)
    services.lay_versions([(one, group) for one in versions])
    return user
