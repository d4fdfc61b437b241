"""Let somebody sign in again who tried too often, or lost the second factor: for who has the machine."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statements.accounts.factor import drop_factor
from statements.accounts.limits import let_in
from statements.accounts.sessions import end_all


class Command(BaseCommand):
    help = "Let an account sign in again: forget its wrong passwords and, if wanted, its second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the account")
        parser.add_argument("--second-factor", action="store_true", help="take its second factor away, too")

    def handle(self, *args: Any, name: str, second_factor: bool, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(_("There is no account named %(name)r.") % {"name": name})
        count = let_in(user)
        self.stdout.write(
            ngettext("%(n)d wrong try is forgotten.", "%(n)d wrong tries are forgotten.", count)
            % {"n": count}
        )
        if second_factor:
            gone = drop_factor(user)
            end_all(user)
            self.stdout.write(
                _("The second factor is taken away, and all sessions are ended.")
                if gone
                else _("There was no second factor.")
            )
