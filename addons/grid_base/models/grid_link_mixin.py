from odoo import api, models


class GridLinkMixin(models.AbstractModel):
    """Refuses a link to a record of a grid outside the user's scope.

    Whoever sees a link is shown the name behind it without a right to read it, so a
    link set to a guessed number would tell who that is.
    """

    _name = "grid.link.mixin"
    _description = "Links Within the Scope"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_links(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_links([vals])
        return super().write(vals)

    @api.model
    def _check_links(self, vals_list):
        if self.env.su:
            return
        scoped = self.env.registry["grid.scoped.mixin"]
        for name in set().union(*vals_list):
            field = self._fields.get(name)
            if field is None or field.type != "many2one":
                continue
            comodel = self.env[field.comodel_name]
            if isinstance(comodel, scoped):
                ids = {vals[name] for vals in vals_list if vals.get(name)}
                if ids:
                    # of no record at all Odoo asks for a right to the whole model
                    comodel.browse(ids).check_access("read")
