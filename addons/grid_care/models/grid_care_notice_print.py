from odoo import models
from odoo.exceptions import UserError

from ..tools.notices import FAMILY, RECALLED, RETURNED


class GridCareNotice(models.Model):
    """Printing: whoever reads a notice may have it on paper."""

    _inherit = "grid.care.notice"
    _printed = ("content",)

    def action_print(self):
        """Print it; why that of the family is printed need not be asked."""
        self.ensure_one()
        self._check_printable()
        # sudo: reports are closed; what it prints is read as the user
        report = self.env.ref("grid_care.action_report_notice").sudo()
        if self.kind == FAMILY:
            reason = self.env._("To be handed to the family")
            report = report.with_context(access_reason=reason)
        return report.report_action(self, config=False)

    def _check_printable(self):
        self.check_access("read")
        if any(notice.state in (RECALLED, RETURNED) for notice in self):
            raise UserError(
                self.env._(
                    "This notice was recalled or sent back: there is nothing to print."
                )
            )

    def _issued_on(self):
        """The day on which it was issued, in the city."""
        self.ensure_one()
        calendar = self.env["grid.workday"]._work_calendar()
        return calendar.local_day(self.create_date)
