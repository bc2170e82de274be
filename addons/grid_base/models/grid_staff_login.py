import secrets
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ..tools.clock import city_zone, local_today

PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that is misread on paper: no i l o, no 0 1."""
PASSWORD_LENGTH = 12
INITIAL_ROUNDS = 20_000
"""Stretching is for passwords that people choose. A random one of 59 bits needs
none, and five hundred logins would take minutes. At the first login Odoo replaces
the hash by one of full strength."""


class GridStaff(models.Model):
    """Logins of staff: made, given a new password, archived by an administrator."""

    _inherit = "grid.staff"

    @api.private
    def _check_may_make_logins(self):
        if not self.env.user.has_group("grid_base.group_grid_admin"):
            raise AccessError(self.env._("Only an administrator makes logins."))

    def action_create_logins(self):
        return self._open_login_wizard("create")

    def action_reset_passwords(self):
        return self._open_login_wizard("reset")

    def _open_login_wizard(self, mode):
        self._check_may_make_logins()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Logins"),
            "res_model": "grid.staff.login.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_staff_ids": self.ids, "default_mode": mode},
        }

    @api.private
    def _make_logins(self, source="staff_number"):
        """Give a login to staff without one.

        :param source: the field that is taken as the login
        :return: dict of staff id to (login, password)
        """
        self._check_may_make_logins()
        # sudo: the administrator of the grids need not be one of all users. What the
        # login may do follows from the postings alone.
        users = self.env["res.users"].sudo().with_context(no_reset_password=True)
        users = users.create([staff._values_of_login(staff[source]) for staff in self])
        # nobody is told that a file was assigned to them
        quiet = self.with_context(mail_notrack=True, mail_auto_subscribe_no_notify=True)
        made = {}
        for staff, user in zip(quiet, users, strict=True):
            password = self._draw_password()
            self._set_password_quietly(user, password)
            staff.user_id = user
            made[staff.id] = user.login, password
        self._log_logins(made, self.env._("Login created"))
        return made

    @api.private
    def _reset_passwords(self):
        """A new random password; an archived login is taken up again.

        :return: dict of staff id to (login, password)
        """
        self._check_may_make_logins()
        self._check_logins_are_ours()
        made = {}
        for staff in self:
            # sudo: as in _make_logins; whose login it is was checked above
            user = staff.sudo().user_id
            password = self._draw_password()
            if not user.active:
                user.active = True
            self._set_password_quietly(user, password)
            made[staff.id] = user.login, password
        # the tokens of open sessions are cached, and they must end now
        self.env.registry.clear_cache()
        self._log_logins(made, self.env._("Password reset"))
        return made

    @api.private
    def _archive_logins(self):
        self._check_may_make_logins()
        self._check_logins_are_ours()
        # sudo: as in _make_logins; whose login it is was checked above
        users = self.sudo().user_id
        users.write({"active": False})
        logins = {staff.id: (staff.user_id.login, "") for staff in self.sudo()}
        self._log_logins(logins, self.env._("Login archived"))

    def _check_logins_are_ours(self):
        """Nobody takes over the login of somebody who may change Odoo's settings."""
        for staff in self.sudo():
            user = staff.user_id
            if not user:
                raise UserError(self.env._("%s has no login.", staff.name))
            if user == self.env.user:
                raise UserError(self.env._("Change your own login in your profile."))
            if user.has_group("base.group_erp_manager") and not (
                self.env.user.has_group("base.group_system")
            ):
                raise AccessError(
                    self.env._(
                        "%s may change the settings: the login is not yours to change.",
                        staff.name,
                    )
                )

    @api.private
    def _login_problem(self, source):
        """Why no login can be made, in words; empty if one can."""
        self.ensure_one()
        login = self[source]
        if self.user_id:
            return self.env._("has a login already")
        if not login:
            return self.env._(
                "has no %s", self._fields[source]._description_string(self.env)
            )
        # sudo: logins are unique over all users, archived and foreign ones included
        users = self.env["res.users"].sudo().with_context(active_test=False)
        if users.search_count([("login", "=", login)], limit=1):
            return self.env._("the login %s is taken", login)
        return ""

    @api.model
    @api.private
    def _domain_left(self, days):
        """Staff with an active login who held no posting for so many days."""
        today = local_today(self.env)
        since = today - timedelta(days=days)
        posted = Domain("date_to", "=", False) | Domain("date_to", ">=", since)
        return (
            Domain("user_id.active", "=", True)
            & Domain("user_id", "!=", self.env.uid)
            & Domain("create_date", "<", fields.Datetime.now() - timedelta(days=days))
            & Domain("posting_ids", "not any", posted)
            & Domain("active", "in", [True, False])
        )

    def _values_of_login(self, login):
        """With the groups of today's postings; the link keeps them up from then on."""
        # sudo: roles and groups are configuration
        granted = self.sudo().current_posting_ids.role_id.group_ids
        installed = dict(self.env["res.lang"].get_installed())
        return {
            "name": self.name,
            "login": login,
            "lang": "zh_CN" if "zh_CN" in installed else self.env.lang,
            "tz": city_zone(self.env).key,
            "notification_type": "inbox",
            "group_ids": [Command.set((self.env.ref("base.group_user") | granted).ids)],
        }

    @api.model
    def _draw_password(self):
        return "".join(
            secrets.choice(PASSWORD_ALPHABET) for _ in range(PASSWORD_LENGTH)
        )

    @api.model
    def _set_password_quietly(self, user, password):
        """Past the field, whose write would send a mail about it."""
        context = user._crypt_context()
        context.update(pbkdf2_sha512__rounds=INITIAL_ROUNDS)
        user._set_encrypted_password(user.id, context.hash(password))

    def _log_logins(self, made, text):
        self._message_log_batch(
            bodies={
                staff_id: Markup("%s: %s") % (text, login)
                for staff_id, (login, _password) in made.items()
            }
        )
