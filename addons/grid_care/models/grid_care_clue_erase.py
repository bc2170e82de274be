from odoo import api, fields, models

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.clue import CLOSED

NUMBER = 500
"""Clues of one transaction."""
BLANK = {
    "person_name_true": False,
    "place_true": False,
    "sex_id": False,
    "age": 0,
    "behaviour_ids": [(5,)],
    "description": False,
    "screened_by": False,
    "answer": False,
}
"""All that could point to the person, and all that was said of them."""


class GridCareClue(models.Model):
    """What a closed clue says of a person is erased; that there was one, is kept.

    Personal Information Protection Law, art. 19 (the shortest time that serves) and
    art. 47 (deletion when the purpose is achieved). For the statistics remain number,
    grid, dates and result.
    """

    _inherit = "grid.care.clue"

    @api.model
    def _cron_erase(self):
        """Erase what is due, slice by slice."""
        due = [
            ("state", "=", CLOSED),
            ("erased_at", "=", False),
            ("erase_on", "<=", local_today(self.env)),
        ]
        cron = self.env["ir.cron"]
        while clues := self.sudo().search(due, limit=NUMBER, order="erase_on, id"):
            clues._erase()
            if not cron._commit_progress(len(clues)):
                break

    def _erase(self):
        self.step_ids.write({"reason": False})
        self.write({**BLANK, "erased_at": fields.Datetime.now()})
