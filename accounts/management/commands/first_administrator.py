"""The first person of a fresh installation: nobody is there yet who could open an account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import services
from accounts.models import Body, User
from core.deed import COMMAND, Deed


class Command(BaseCommand):
    """Founds the first body and the account of its administrator, who enters everybody else in the product."""

    help = "Found the first body with its administrator; refuses once an administrator can sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        """All four are asked for when they are missing."""
        parser.add_argument("--body", help="name of the body, e.g. Chính phủ")
        parser.add_argument("--kind", choices=Body.Kind.values, default=Body.Kind.GOVERNMENT)
        parser.add_argument("--name", help="full name of the person")
        parser.add_argument("--username", help="name to sign in with")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError if somebody can already sign in."""
        if User.objects.filter(is_active=True).exists():
            raise CommandError("Đã có tài khoản. Đề nghị người quản trị mở tài khoản mới trong hệ thống.")
        body_name = _asked(options["body"], "Tên tổ chức (ví dụ: Chính phủ)")
        full_name = _asked(options["name"], "Họ và tên người quản trị")
        username = _asked(options["username"], "Tên đăng nhập")
        deed = Deed(actor_id=None, person_id=None, name="first_administrator", way=COMMAND)
        person = services.create_person(deed, full_name=full_name)
        user, password = services.open_account(deed, person, username)
        own = Deed(actor_id=user.pk, person_id=person.pk, name=person.full_name, way=COMMAND)
        services.create_body(
            own,
            name=body_name,
            short_name=body_name,
            kind=options["kind"],
            member_noun=f"thành viên {body_name}",
        )
        self.stdout.write(f"Tên đăng nhập: {username}\nMật khẩu: {password}\n")


def _asked(given: str | None, question: str) -> str:
    text = (given if given is not None else input(f"{question}: ")).strip()
    if not text:
        raise CommandError(f"{question}: chưa nhập.")
    return text
