from odoo import api, fields, models
from odoo.exceptions import UserError


class GridGuardianshipRate(models.Model):
    """What a guardian is paid a year, from a day on; a city decides it.

    Nothing is set at first: no source gives the amount of Putian.
    """

    _name = "grid.guardianship.rate"
    _description = "Reward of Guardians"
    _order = "valid_from desc"
    _rec_name = "basis"

    valid_from = fields.Date("Counts From", required=True)
    amount = fields.Float("Reward a Year (CNY)", digits=(14, 2), required=True)
    basis = fields.Char(required=True)

    _day_uniq = models.UniqueIndex("(valid_from)", "One amount counts from a day.")
    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A reward is more than nothing."
    )

    @api.model
    def _amount_on(self, day):
        """The yearly amount that counts on a day."""
        # sudo: the amount is public; administrators set it
        rate = self.sudo().search([("valid_from", "<=", day)], limit=1)
        if not rate:
            raise UserError(
                self.env._("No reward of guardians is configured for this day.")
            )
        return rate.amount
