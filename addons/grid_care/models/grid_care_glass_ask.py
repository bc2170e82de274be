from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import glass as rules

ROLES = (
    "grid_care.group_clinician",
    "grid_care.group_care_officer",
    "grid_care.group_care_recipient",
    "grid_care.group_care_community",
)


class GridCareGlass(models.Model):
    """Asking for a file: every refusal has a cause, and leaves a row."""

    _inherit = "grid.care.glass"

    @api.model
    def ask(self, number, why, hours):
        """Open a person's file for some hours, or say why not.

        Refused without an error: an error would roll back the row that tells of it.

        :param str number: the number of the person in care
        :param str why: what happened
        :param int hours: for how long, at most three
        :return: the row that was made
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Files of people in care are closed to you."))
        number = " ".join(str(number or "").split())[:64]
        why = " ".join(str(why or "").split())[:1000]
        # sudo: to look for a file is what has to be refused or granted here
        case = self.env["grid.care.case"].sudo().search([("number", "=", number)])
        cause = self._cause(case, why, hours)
        if cause:
            return self._refuse(number, why, cause, self._own_grid())
        return self._grant(case, why, hours)

    def _cause(self, case, why, hours):
        """Why a file is not opened, or nothing."""
        if not any(self.env.user.has_group(role) for role in ROLES):
            return rules.NO_ROLE
        if not any(self._held(role) for role in ROLES):
            return rules.NO_POST
        if len(why) < rules.REASON_LENGTH:
            return rules.REASON
        if not isinstance(hours, int) or not 1 <= hours <= rules.MOST_HOURS:
            return rules.HOURS
        day_ago = fields.Datetime.now() - timedelta(days=1)
        if self._count([("until", ">", day_ago)]) >= rules.MOST_A_DAY:
            return rules.TOO_MANY
        if self._count([("state", "=", rules.OPENED)]) >= rules.MOST_UNREVIEWED:
            return rules.UNREVIEWED
        if not case:
            return rules.UNKNOWN
        return self._cause_of(case)

    def _cause_of(self, case):
        if self._is_open_for_me(case):
            return rules.OPEN_NOW
        if self.env["grid.care.case"].search_count([("id", "=", case.id)]):
            return rules.GROUND
        if not self._supervisors(case):
            return rules.NO_REVIEWER
        return None

    def _held(self, role):
        """Whether a role is held now: by a posting, not by the group alone."""
        return bool(self.env.user._grid_scope(role))

    def _is_open_for_me(self, case):
        return self._count([("case_id", "=", case.id), ("is_open", "=", True)])

    def _count(self, domain):
        # sudo: one's own rows
        return self.sudo().search_count([("user_id", "=", self.env.uid), *domain])

    def _own_grid(self):
        """Where the user is posted, for who supervises; the city if nowhere."""
        # sudo: one's own postings
        postings = self.env.user.sudo().grid_staff_ids.posting_ids
        grids = self.env["grid.grid"].sudo()
        return postings.grid_id[:1] or grids.search(
            [("parent_id", "=", False)], limit=1
        )
