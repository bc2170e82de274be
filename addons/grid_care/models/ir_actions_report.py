from odoo import models


class IrActionsReport(models.Model):
    """No print of what concerns health without a row in the log and a reason."""

    _inherit = "ir.actions.report"

    def _logged_on_print(self, model):
        names = super()._logged_on_print(model)
        return names or (model._printed if self._is_care(model) else None)

    def _print_reason(self, model):
        if not self._is_care(model):
            return super()._print_reason(model)
        reason = self.env.context.get("access_reason")
        return self.env["grid.access.log"]._check_reason(reason)

    def _is_care(self, model):
        return isinstance(model, self.env.registry["grid.care.mixin"])
