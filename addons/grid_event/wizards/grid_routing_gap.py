from odoo import api, fields, models
from odoo.fields import Domain

from ..models.grid_routing_rule import DISPATCHER
from ..tools import routing

RECORDS = {
    "grid": "grid_id",
    "boundary": "grid_id",
    "organization": "organization_id",
    "organization_kind": "kind_id",
    "level": "category_id",
    "node": "rule_id",
    "area": "rule_id",
}
"""Which record mends each kind of gap."""


class GridRoutingGap(models.TransientModel):
    """A place or a category whose events reach nobody where they should.

    Nothing is lost by a gap: the event goes to the next staffed level up. But that
    one is not meant to do the work, so each gap leads to the record that mends it.
    """

    _name = "grid.routing.gap"
    _description = "Without an Owner"
    _inherit = ["grid.link.mixin"]
    _order = "kind, code, id"

    kind = fields.Selection(
        [
            ("grid", "No Dispatcher Who Can Log In"),
            ("organization", "Department That Nobody Acts For"),
            ("organization_kind", "No Department of This Kind"),
            ("level", "No Centre or Station of the Level"),
            ("node", "Receiver of a Rule Not There"),
            ("area", "Rule for an Area That Is Archived"),
            ("boundary", "Grid Without a Boundary"),
        ],
        required=True,
        readonly=True,
    )
    code = fields.Char(readonly=True)
    grid_id = fields.Many2one("grid.grid", "Where", readonly=True)
    category_id = fields.Many2one("grid.event.category", "Category", readonly=True)
    rule_id = fields.Many2one("grid.routing.rule", "Routing Rule", readonly=True)
    organization_id = fields.Many2one("grid.organization", "Department", readonly=True)
    kind_id = fields.Many2one(
        "grid.organization.kind", "Kind of Department", readonly=True
    )
    instead_id = fields.Many2one("grid.grid", "Goes Up To", readonly=True)

    @api.model
    def action_check(self):
        """Look for gaps anew and show them."""
        self.search([("create_uid", "=", self.env.uid)]).unlink()
        self.create(self._find_gaps())
        return self.env["ir.actions.act_window"]._for_xml_id(
            "grid_event.grid_routing_gap_action"
        )

    def action_mend(self):
        """Open the record that mends the gap."""
        self.ensure_one()
        record = self[RECORDS[self.kind]]
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # -- finding -----------------------------------------------------------------

    @api.model
    def _find_gaps(self):
        """Values of all gaps of today; a handful of queries for a whole city."""
        territory = self.env["grid.grid"]._event_territory()
        nodes = [node for node in territory.nodes.values() if node.active]
        grids = self.env["grid.grid"].browse([node.id for node in nodes])
        staffed = {grid.id for grid in grids._event_user_ids(DISPATCHER)}
        return [
            *self._unstaffed(territory, nodes, staffed),
            *self._targets_without(territory, staffed),
            *self._without_boundary(territory),
        ]

    def _unstaffed(self, territory, nodes, staffed):
        for node in nodes:
            if node.kind == "unit" or node.id in staffed:
                continue
            above = (up for up in territory.path(node.id) if up in staffed)
            yield {
                "kind": "grid",
                "code": node.code,
                "grid_id": node.id,
                "instead_id": next(above, False),
            }

    def _without_boundary(self, territory):
        leaves = list(self.env["grid.grid"]._event_leaves())
        bare = self.env["grid.grid"].search(
            Domain("id", "in", leaves) & Domain("boundary", "in", (False, ""))
        )
        for grid_id in bare.ids:
            code = territory.nodes[grid_id].code
            yield {"kind": "boundary", "code": code, "grid_id": grid_id}

    def _targets_without(self, territory, staffed):
        """Rules in force and defaults of categories that name whom nobody acts for."""
        named = [*self._named_by_rules(), *self._named_by_categories()]
        acting = self._acting(target for target, _vals in named)
        seats = {}
        for organization in acting.values():
            seats.setdefault(organization.kind_id, set()).add(organization.grid_id)
        for target, vals in named:
            if vals.get("grid_id") and not territory.is_active(vals["grid_id"]):
                yield vals | {"kind": "area"}
            elif target.kind == routing.NODE and target.id not in staffed:
                yield vals | {"kind": "node", "grid_id": target.id}
            elif target.kind == routing.ORGANIZATION and target.id not in acting:
                yield vals | {"kind": "organization", "organization_id": target.id}
            elif target.kind == routing.ORGANIZATION_KIND:
                area = vals.pop("grid_id", None)
                for place in territory.uncovered(seats.get(target.id, set()), area):
                    yield vals | {
                        "kind": "organization_kind",
                        "kind_id": target.id,
                        "grid_id": place,
                    }
            elif target.kind == routing.LEVEL and not territory.has_level(target.id):
                yield vals | {"kind": "level"}

    def _acting(self, targets):
        """The organizations on duty among all that are named: one query."""
        asked = {routing.ORGANIZATION: set(), routing.ORGANIZATION_KIND: set()}
        for target in targets:
            asked.setdefault(target.kind, set()).add(target.id)
        rows = self.env["grid.organization"]._event_on_duty(
            asked[routing.ORGANIZATION],
            asked[routing.ORGANIZATION_KIND],
            self.env["grid.grid"]._event_territory().nodes,
        )
        return {row[0]: routing.Organization._make(row) for row in rows}

    def _named_by_rules(self):
        for rule in self.env["grid.routing.rule"]._rules_in_force():
            vals = {"rule_id": rule.id, "category_id": rule.category_id}
            if rule.grid_id:
                vals["grid_id"] = rule.grid_id
            yield rule.target, vals

    def _named_by_categories(self):
        categories = self.env["grid.event.category"]
        active = set(categories.search([]).ids)
        for category_id, category in categories._event_routes().items():
            if category_id in active:
                for target in category.targets:
                    yield target, {"category_id": category_id}
