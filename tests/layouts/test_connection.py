"""Drawing a long file takes seconds; meanwhile its thread holds none of the connections the votes need."""

import pytest
from django.db import connection, transaction

from accounts.models import User
from layouts.document import Paragraph
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from layouts.xlsx import Sheet, export_xlsx
from tests.layouts.samples import minutes


def draw(render):
    return render([Sheet("Bảng", ())] if render is export_xlsx else minutes(Paragraph("Một đoạn.")))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("render", [render_pdf, render_docx, export_xlsx])
def test_who_draws_a_file_holds_no_connection_to_the_database(render):
    assert not User.objects.exists() and connection.connection is not None
    draw(render)
    assert connection.connection is None
    with transaction.atomic():
        User.objects.exists()
        draw(render)  # what a transaction has begun stays its own
        assert connection.connection is not None
