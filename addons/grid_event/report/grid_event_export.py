from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column

from ..models.grid_event_task import ORDER_KINDS
from ..tools.moves import DONE, TASK_OPEN


class GridEventExport(models.AbstractModel):
    """The events themselves, with the twenty columns of DOMAIN 7 in their order.

    The columns of pictures name the files and count them. Pictures themselves would
    make a file of thousands of events too large to open; they are one click away in
    the event.
    """

    _name = "grid.report.event.export"
    _inherit = "grid.xlsx.report"
    _description = "Event Export"

    _model = "grid.event"
    _order_by = "reported_at, id"
    _filters = ("grid_id", "date_from", "date_to", "event_category_id")
    _date_field = "reported_at"
    _groups = "grid_base.group_grid_officer"
    _personal = True

    def _measure(self):
        return self.env._("matters")

    def _columns(self, filters):
        env = self.env
        return [
            Column(env._("Grid of the Event"), "grid_id.complete_name", width=40),
            Column(env._("Event Title"), "title", width=24),
            Column(env._("Event Number"), "number", type="code", width=18),
            Column(env._("Event Category"), "category_id", width=20),
            Column(env._("Place of Event"), "address", width=28),
            Column(env._("Event Description"), "description", width=40),
            Column(env._("Time of Event"), "happened_at", type="datetime"),
            Column(env._("To Be Closed By"), "deadline", type="datetime"),
            Column(env._("Current State"), "state", width=10),
            Column(env._("Time of Collection"), "create_date", type="datetime"),
            Column(env._("Contact"), "contact_name", width=10),
            Column(env._("Current Link"), compute="_links", width=16),
            Column(env._("Handling Unit"), compute="_units", width=24),
            Column(env._("People Concerned"), "people_names", width=20),
            Column(env._("Range of Impact"), "impact_id.name", width=10),
            Column(env._("Source of Information"), "source_id.name", width=10),
            Column(env._("Urgency"), "urgency_id.name", width=10),
            Column(env._("Collected Through"), "channel_id.name", width=10),
            Column(env._("Pictures Before"), compute="_before", width=24),
            Column(env._("Pictures After"), compute="_after", width=24),
        ]

    def _domain(self, filters):
        # a draft is nobody's business but its reporter's
        domain = super()._domain(filters) & Domain("reported_at", "!=", False)
        if filters.get("event_category_id"):
            category = filters["event_category_id"]
            domain &= Domain("category_id", "=", category) | Domain(
                "big_category_id", "=", category
            )
        return domain

    def _links(self, ids):
        """What each event waits for."""
        tasks = self.env["grid.event.task"]
        labels = dict(tasks._fields["kind"]._description_selection(self.env))
        found = tasks._read_group(
            Domain("event_id", "in", ids) & Domain("state", "in", TASK_OPEN),
            ["event_id", "kind"],
        )
        return self._joined((event.id, labels[kind]) for event, kind in found)

    def _units(self, ids):
        """Who handles each event: stations, centres and departments with an order."""
        tasks = self.env["grid.event.task"]
        found = tasks._read_group(
            Domain("event_id", "in", ids)
            & Domain("kind", "in", ORDER_KINDS)
            & Domain("state", "in", (*TASK_OPEN, DONE)),
            ["event_id", "node_id", "organization_id"],
        )
        return self._joined(
            # sudo: who sees the order may know the name of the office it went to
            (event.id, organization.sudo().name or node.office_name or node.name)
            for event, node, organization in found
        )

    def _before(self, ids):
        return self._pictures(ids, "1")

    def _after(self, ids):
        return self._pictures(ids, "3")

    def _pictures(self, ids, phase):
        found = self.env["grid.event.media"]._read_group(
            Domain("event_id", "in", ids)
            & Domain("phase", "=", phase)
            & Domain("kind", "=", "photo"),
            ["event_id"],
            ["name:array_agg"],
        )
        return {
            event.id: f"{len(names)}: {', '.join(sorted(names))}"
            for event, names in found
        }

    def _joined(self, pairs):
        texts = {}
        for key, text in pairs:
            texts.setdefault(key, []).append(text)
        return {key: "; ".join(found) for key, found in texts.items()}
