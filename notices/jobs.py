"""Sending mail. Each notice is marked as it goes, so a job that runs again sends only the rest.

Between handing a mail over and marking it a crash may send it twice; the same Message-ID lets the receiver see it.
"""

import logging
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from core import clock
from core.jobs import job, progress
from core.models import Job
from core.registries import NOTICE_KINDS
from notices.models import Notice

log = logging.getLogger("ecabinet.notices")


class MailNotSent(Exception):
    """Some mails of the batch were refused; the job runs again for those."""


@job("notices.mail_batch")
def mail_batch(row: Job, batch: str) -> None:
    """Send what the batch has not sent yet, over one connection; one refused address doesn't stop the others."""
    waiting = Notice.objects.filter(batch=batch, mailed_at=None).exclude(address="").order_by("pk")
    notices = list(waiting.select_related("user"))
    failed = 0
    with get_connection() as connection:
        for number, notice in enumerate(notices, start=1):
            try:
                message_of(notice, connection).send()
            except Exception:
                log.exception("notice %s not mailed", notice.pk)
                failed += 1
                continue
            Notice.objects.filter(pk=notice.pk).update(mailed_at=clock.real())
            progress(row, number, len(notices))
    if failed:
        raise MailNotSent(f"{failed} of {len(notices)}")


def message_of(notice: Notice, connection: object = None) -> EmailMultiAlternatives:
    """The mail of one notice, plain text and HTML, in the reader's language."""
    kind = NOTICE_KINDS[notice.kind]
    with translation.override(notice.user.language if notice.user else "vi"):
        context = {**kind.context(notice), "notice": notice, "link": f"{settings.PUBLIC_URL}{notice.url}"}
        subject = str(kind.line(notice.facts))
        text = render_to_string(f"emails/{kind.template}.txt", context)
        html = render_to_string(f"emails/{kind.template}.html", {**context, "subject": subject})
        files = kind.attachments(notice)
    host = urlsplit(settings.PUBLIC_URL).hostname or "ecabinet.invalid"
    name = str(notice.facts.get("name", ""))
    mail = EmailMultiAlternatives(
        subject,
        text,
        to=[formataddr((name, notice.address)) if name else notice.address],
        headers={"Message-ID": f"<{notice.pk}@{host}>"},
        connection=connection,
    )
    mail.attach_alternative(html, "text/html")
    for file in files:
        mail.attach(file.name, file.content, file.mimetype)
    return mail
