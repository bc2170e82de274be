from odoo import api, models, tools

from odoo.addons.grid_base.tools import shared_cache

from ..tools import routing

ROUTES = "grid_event.routes"
HANDLERS = {
    "handler_organization_id": routing.ORGANIZATION,
    "handler_organization_kind_id": routing.ORGANIZATION_KIND,
    "handler_level_id": routing.LEVEL,
}
"""The most particular first: where no such department acts, the level does."""


class GridEventCategory(models.Model):
    """Who handles events of a class when no rule says otherwise."""

    _inherit = "grid.event.category"

    @api.model_create_multi
    def create(self, vals_list):
        categories = super().create(vals_list)
        self._event_routes_changed()
        return categories

    def write(self, vals):
        res = super().write(vals)
        if {"parent_id", *HANDLERS} & vals.keys():
            self._event_routes_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self._event_routes_changed()
        return res

    @api.model
    def _event_routes_changed(self):
        shared_cache.changed(self.env, ROUTES)

    @api.model
    def _event_routes(self):
        """Class above and default handlers of every category, from memory."""
        return shared_cache.read(
            self.env,
            ROUTES,
            "categories",
            self._event_cached_routes,
            self._event_read_routes,
        )

    @api.model
    @tools.ormcache(cache="stable")
    def _event_cached_routes(self):
        return self._event_read_routes()

    @api.model
    def _event_read_routes(self):
        # sudo: the same for all events, whoever reports; past ones count, too
        categories = self.sudo().with_context(active_test=False).search([])
        return {
            category.id: routing.Category(
                category.parent_id.id,
                tuple(
                    routing.Target(kind, category[name].id)
                    for name, kind in HANDLERS.items()
                    if category[name]
                ),
            )
            for category in categories
        }
