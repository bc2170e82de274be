from odoo import api, models, tools

from odoo.addons.grid_base.tools import shared_cache

from ..tools import routing

ROUTES = "grid_event.routes"
NAMES = "grid_event.category_names"
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
        self._event_changed({"name", "parent_id"})
        return categories

    def write(self, vals):
        self._event_changed(vals.keys())
        res = super().write(vals)
        # and what was read meanwhile
        self._event_changed(vals.keys())
        return res

    def _update_field_translations(self, field_name, *args, **kwargs):
        res = super()._update_field_translations(field_name, *args, **kwargs)
        self._event_changed({field_name})
        return res

    def unlink(self):
        res = super().unlink()
        self._event_changed({"name", "parent_id"})
        return res

    @api.model
    def _event_changed(self, names):
        """What is kept in memory of categories is read anew."""
        if {"parent_id", *HANDLERS} & names:
            shared_cache.changed(self.env, ROUTES)
        if "name" in names:
            shared_cache.changed(self.env, NAMES)

    @api.model
    def _event_names(self):
        """Names of all categories in the language of the user, from memory."""
        return shared_cache.read(
            self.env,
            NAMES,
            f"names {self.env.lang}",
            self._event_cached_names,
            self._event_read_names,
        )

    # in the ormcache that is emptied when translations are loaded
    @api.model
    @tools.ormcache("self.env.lang")
    def _event_cached_names(self):
        return self._event_read_names()

    @api.model
    def _event_read_names(self):
        # sudo: the same for all, whoever asks first; past ones count, too
        categories = self.sudo().with_context(active_test=False).search([])
        return {category.id: category.name for category in categories}

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
