from odoo import api, fields, models
from odoo.fields import Domain

from .grid_deadline_mixin import LIMIT_UNITS


class GridDeadlineChange(models.Model):
    """A pause or an extension of the deadline of some record.

    Written only by the methods of ``grid.deadline.mixin`` and kept for good, so that
    it can be told why a deadline is what it is. It is seen by who sees the record.
    """

    _name = "grid.deadline.change"
    _description = "Change of a Deadline"
    _order = "date_from, id"

    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", required=True, readonly=True
    )
    kind = fields.Selection(
        [("pause", "Pause"), ("extension", "Extension")], required=True, readonly=True
    )
    date_from = fields.Datetime("From", required=True, readonly=True)
    date_to = fields.Datetime(
        "To", readonly=True, help="Empty while the clock is stopped."
    )
    limit_value = fields.Integer("Extended by", readonly=True)
    limit_unit = fields.Selection(LIMIT_UNITS, "Unit of the Limit", readonly=True)
    reason = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Done By",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )

    _record_idx = models.Index("(res_model, res_id)")
    _pause_once = models.UniqueIndex(
        "(res_model, res_id) WHERE kind = 'pause' AND date_to IS NULL",
        "The clock is stopped already.",
    )
    _kind_check = models.Constraint(
        "CHECK(CASE kind WHEN 'pause' THEN date_to IS NULL OR date_to >= date_from "
        "ELSE limit_value > 0 AND limit_unit IS NOT NULL END)",
        "A pause ends after it begins, an extension is more than nothing.",
    )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        refused = result[0] if result else self.browse()
        hidden = refused | (self - refused)._of_hidden_records()
        if not hidden:
            return result
        error = self.env["ir.rule"]._make_access_error
        return hidden, lambda: error(operation, hidden)

    @api.model
    def _readable_domain(self):
        """The changes of records which the user may read."""
        domains = []
        for name in self.env["grid.deadline.mixin"]._deadline_models():
            model = self.env[name].with_context(active_test=False)
            if model.has_access("read"):
                visible = Domain("res_id", "in", model._search([]))
                domains.append(Domain("res_model", "=", name) & visible)
        return Domain.OR(domains)

    def _of_hidden_records(self):
        hidden = self.browse()
        # sudo: only to learn which records to ask for
        for name, changes in self.sudo().grouped("res_model").items():
            records = self.env[name].browse(changes.mapped("res_id"))
            visible = set(records._filtered_access("read").ids)
            hidden |= changes.filtered(
                lambda change, visible=visible: change.res_id not in visible
            )
        return hidden.with_env(self.env)
