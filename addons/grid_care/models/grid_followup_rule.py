from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.followup import BEFORE, CLASSES, UNITS, fits


class GridFollowupRule(models.Model):
    """How soon somebody of a class is seen again; versions are kept.

    A visit keeps the rule it was counted by, so a rule that was used is not changed:
    another version counts from its day on.
    """

    _name = "grid.followup.rule"
    _description = "Interval of Follow-Up"
    _order = "version desc, klass, before"
    _rec_name = "basis"

    version = fields.Integer(required=True, default=1)
    valid_from = fields.Date("Counts From", required=True)
    klass = fields.Selection(CLASSES, "Class", required=True)
    before = fields.Selection(
        BEFORE, "Class at the Visit Before", required=True, default="any"
    )
    interval = fields.Integer(required=True)
    unit = fields.Selection(UNITS, required=True)
    basis = fields.Char(required=True, translate=True)
    followup_ids = fields.One2many(
        "grid.followup", "rule_id", groups="grid_care.group_care_recipient"
    )

    _rule_uniq = models.UniqueIndex(
        "(version, klass, before)", "This version has such a rule already."
    )
    _interval_positive = models.Constraint(
        "CHECK (interval > 0)", "An interval is longer than nothing."
    )

    @api.constrains("version", "valid_from")
    def _check_version_day(self):
        for rule in self:
            others = self.search([("version", "=", rule.version)])
            if len(set(others.mapped("valid_from"))) > 1:
                raise ValidationError(
                    self.env._("All rules of a version count from the same day.")
                )

    def write(self, vals):
        # sudo: visits are closed to who configures
        if self.sudo().followup_ids:
            raise UserError(
                self.env._("Visits were counted by this rule: make another version.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        # sudo: visits are closed to who configures
        if self.sudo().followup_ids:
            raise UserError(
                self.env._("Visits were counted by this rule: make another version.")
            )

    @api.model
    def _rule_for(self, day, klass, last):
        """The rule that counts on a day for a class, after the class before."""
        # sudo: intervals are no secret
        rules = self.sudo().search([("valid_from", "<=", day), ("klass", "=", klass)])
        newest = max(rules.mapped("version"), default=0)
        found = rules.filtered(
            lambda rule: rule.version == newest and fits(rule.before, klass, last)
        )
        if not found:
            raise UserError(
                self.env._("No interval is configured for this class on this day.")
            )
        return found[0].sudo(False)
