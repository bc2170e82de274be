from odoo import api, fields, models
from odoo.fields import Domain


class GridTrailMixin(models.AbstractModel):
    """What happened to some record, kept for good and seen by who sees the record.

    Written by the methods of the record's own model and by nobody else; there are no
    access rows beyond reading. The heir names in ``_trail_of`` the mixin whose
    heirs leave such trails.
    """

    _name = "grid.trail.mixin"
    _description = "Trail of a Record"

    _trail_of = None

    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", required=True, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Done By",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )

    _record_idx = models.Index("(res_model, res_id)")

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
    def _trail_models(self):
        """Names of the stored models that leave such trails."""
        names = self.env.registry.descendants([self._trail_of], "_inherit")
        return sorted(name for name in names if not self.env[name]._abstract)

    @api.model
    def _readable_domain(self):
        """The trails of records which the user may read."""
        domains = []
        for name in self._trail_models():
            model = self.env[name].with_context(active_test=False)
            if model.has_access("read"):
                visible = Domain("res_id", "in", model._search([]))
                domains.append(Domain("res_model", "=", name) & visible)
        return Domain.OR(domains)

    def _of_hidden_records(self):
        hidden = self.browse()
        # sudo: only to learn which records to ask for
        for name, trails in self.sudo().grouped("res_model").items():
            records = self.env[name].browse(trails.mapped("res_id"))
            visible = set(records._filtered_access("read").ids)
            hidden |= trails.filtered(
                lambda trail, visible=visible: trail.res_id not in visible
            )
        return hidden.with_env(self.env)
