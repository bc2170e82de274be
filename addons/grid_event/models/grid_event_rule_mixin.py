from odoo import api, models


class GridEventRuleMixin(models.AbstractModel):
    """A rule that is the same for all: what was found of it is in an ``ormcache``."""

    _name = "grid.event.rule.mixin"
    _description = "Rule Read from Memory"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._rules_changed()
        return rules

    def write(self, vals):
        res = super().write(vals)
        self._rules_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self._rules_changed()
        return res

    def _rules_changed(self):
        """Forget what was found, here and in other processes."""
        self.env.registry.clear_cache()
        # another thread of this process may fill the cache before we commit
        self.env.cr.postcommit.add(self.env.registry.clear_cache)
