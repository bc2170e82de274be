from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.clock import city_zone, local_today


class GridHousehold(models.Model):
    """When a household was last called on, and when the next visit is due."""

    _inherit = "grid.household"

    visit_ids = fields.One2many("grid.visit", "household_id", "Visits")
    visit_count = fields.Integer(compute="_compute_visit_count")
    last_visit_date = fields.Date("Last Visit", readonly=True, copy=False)
    next_visit_date = fields.Date("Next Visit Due", readonly=True, copy=False)
    visit_state = fields.Selection(
        [
            ("never", "Never Visited"),
            ("overdue", "Visit Overdue"),
            ("today", "Visit Due Today"),
            ("planned", "Visit Planned"),
            ("none", "No Visit Due"),
        ],
        "Visit",
        compute="_compute_visit_state",
        search="_search_visit_state",
    )

    _visit_due_idx = models.Index("(grid_id, next_visit_date) WHERE active")

    def _compute_visit_count(self):
        counts = dict(
            self.env["grid.visit"]._read_group(
                [("household_id", "in", self.ids)], ["household_id"], ["__count"]
            )
        )
        for household in self:
            household.visit_count = counts.get(household, 0)

    @api.depends("last_visit_date", "next_visit_date")
    def _compute_visit_state(self):
        today = local_today(self.env)
        for household in self:
            due = household.next_visit_date
            if not household.last_visit_date:
                household.visit_state = "never"
            elif not due:
                household.visit_state = "none"
            elif due == today:
                household.visit_state = "today"
            else:
                household.visit_state = "overdue" if due < today else "planned"

    def _search_visit_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = local_today(self.env)
        visited = Domain("last_visit_date", "!=", False)
        domains = {
            "never": Domain("last_visit_date", "=", False),
            "overdue": visited & Domain("next_visit_date", "<", today),
            "today": visited & Domain("next_visit_date", "=", today),
            "planned": visited & Domain("next_visit_date", ">", today),
            "none": visited & Domain("next_visit_date", "=", False),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def action_visit(self):
        """Record a visit to this household, on a phone in a few taps."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_visit_action_new"
        )
        context = {
            "default_kind": "household",
            "default_household_id": self.id,
            "grid_visit_target": True,
        }
        return dict(action, target="new", context=context)

    def action_open_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_visit_action"
        )
        context = {"default_kind": "household", "default_household_id": self.id}
        domain = [("household_id", "=", self.id)]
        return dict(action, name=self.display_name, domain=domain, context=context)

    def _visits_changed(self):
        """Work the dates out anew: the last visit says when the next one is due.

        One statement for all households; the next date is the one set on the latest
        visit, so an earlier visit entered late moves nothing.
        """
        if not self:
            return
        self.env["grid.visit"].flush_model()
        self.flush_model(["last_visit_date", "next_visit_date"])
        self.env.execute_query(
            SQL(
                """
                UPDATE grid_household household
                   SET last_visit_date = latest.day, next_visit_date = latest.next_date
                  FROM unnest(%(ids)s) AS changed(id)
                  LEFT JOIN LATERAL (
                      SELECT next_date,
                             (visited_at AT TIME ZONE 'UTC'
                              AT TIME ZONE %(zone)s)::date AS day
                        FROM grid_visit
                       WHERE household_id = changed.id
                       ORDER BY visited_at DESC, id DESC
                       LIMIT 1
                  ) latest ON TRUE
                 WHERE household.id = changed.id
                RETURNING household.id
                """,
                ids=self.ids,
                zone=city_zone(self.env).key,
            )
        )
        self.invalidate_recordset(
            ["last_visit_date", "next_visit_date", "visit_state"], flush=False
        )
