from odoo import models


class IrRule(models.Model):
    """Rules that follow the postings of the user as they are now.

    Odoo caches the domain of a rule for each user, with the ids inside, so a rule
    that reads a scope through ``user`` goes stale. Here the cache key carries the
    postings in force, read once in each transaction: a transfer, an ended posting or
    one that begins today counts from the next request on, in every process, without
    any cache to clear.
    """

    _inherit = "ir.rule"

    def _eval_context(self):
        return dict(super()._eval_context(), grid_scope=self.env.user._grid_scope)

    def _compute_domain_context_values(self):
        yield from super()._compute_domain_context_values()
        yield self.env.user._grid_live_postings()

    def _make_access_error(self, operation, records):
        """Odoo names what it refuses to whoever turns on the developer mode."""
        if "grid_id" not in records._fields:
            return super()._make_access_error(operation, records)
        # of no record: the model is named, as without the developer mode
        error = super()._make_access_error(operation, records.browse())
        # what the check has read must not be found in the cache
        records.invalidate_recordset()
        return error
