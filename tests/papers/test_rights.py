"""What search asks about versions is what the papers say of them: the same ones, for everybody, asked either way."""

import pytest
from guardian.shortcuts import assign_perm

from accounts.models import User
from papers.indexes import visible_to
from papers.models import Paper, PaperVersion
from papers.rights import Rights
from tests.factories import agendas
from tests.papers import laying

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def seen(user: User, *, each: bool) -> set[object]:
    """The versions the condition lets through."""
    groups = user.groups.values_list("name", flat=True)
    return set(
        PaperVersion.objects.filter(Rights(user.pk, groups, each=each).to_read()).values_list("pk", flat=True)
    )


def test_everybody_sees_the_same_by_either_question() -> None:
    agenda = agendas.published(items=2, papers=2)
    paper = laying.paper("Dự thảo", "Điều 1.")
    laying.version(paper, "Điều 1. Bản nháp.")
    newest = laying.version(paper, "Điều 1. Bản trình.")
    reader = laying.reader(paper.versions.get(number=1), newest)
    author = User.objects.create_user("author")
    assign_perm("view_paper", author, paper)
    sights = {}
    for user in User.objects.all():
        by_papers = set(PaperVersion.objects.visible_to(user).values_list("pk", flat=True))
        assert seen(user, each=False) == seen(user, each=True) == by_papers
        sights[user.pk] = by_papers
    assert len(sights[author.pk]) == 3
    assert len(sights[reader.pk]) == 2
    assert Paper.objects.filter(item_papers__item__agenda=agenda).exists()
    assert len({frozenset(sight) for sight in sights.values()}) >= 3
    assert set(visible_to(reader).values_list("pk", flat=True)) == {newest.pk}
