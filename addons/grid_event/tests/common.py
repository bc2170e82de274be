from odoo.addons.grid_base.tests.common import GridCase


class EventCase(GridCase):
    """The small territory with people who report, dispatch, handle and supervise.

    Workers in a11 and b11, a station head in community A1, officer and head in town
    A, officers in county and city, and two departments seated in town A with a
    handler each.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.make_user("event_worker", cls.grid_a11, "grid_worker")
        cls.worker_b = cls.make_user("event_worker_b", cls.grid_b11, "grid_worker")
        cls.station = cls.make_user("event_station", cls.community_a1, "station_head")
        cls.town = cls.make_user("event_town", cls.town_a, "town_officer")
        cls.town_head = cls.make_user("event_town_head", cls.town_a, "town_head")
        cls.county_officer = cls.make_user("event_county", cls.county, "county_officer")
        cls.city_officer = cls.make_user("event_city", cls.city, "city_officer")
        cls.handler, cls.police = cls.make_department("event_police")
        cls.handler_2, cls.works = cls.make_department("event_works")
        cls.category = cls.env["grid.event.category"].search(
            [("parent_id", "!=", False), ("question_ids", "=", False)], limit=1
        )

    @classmethod
    def make_department(cls, name, grid=None):
        """A department and the login of somebody who acts for it."""
        grid = grid or cls.town_a
        user = cls.make_user(name, grid, "department_handler")
        kind = cls.env.ref("grid_base.grid_organization_kind_department")
        department = cls.env["grid.organization"].create(
            {
                "name": name,
                "kind_id": kind.id,
                "grid_id": grid.id,
                "user_ids": [(6, 0, user.ids)],
            }
        )
        return user, department

    def code(self, table, code):
        return self.env["grid.code"]._id_of(f"event_{table}", code)

    def make_event(self, user=None, **values):
        """A draft by a user (the worker in a11)."""
        return (
            self.env["grid.event"]
            .with_user(user or self.worker)
            .create(
                {
                    "category_id": self.category.id,
                    "description": "A street lamp is broken.",
                    "address": "In front of number 3",
                    "grid_id": self.grid_a11.id,
                    **values,
                }
            )
        )

    def move(self, record, user, name, **values):
        record.invalidate_recordset()
        record.with_user(user).action_move(name, values)
        record.invalidate_recordset()
        return record

    def reported(self, **values):
        event = self.make_event(**values)
        return self.move(event, self.worker, "report").sudo()

    def accepted(self, **values):
        return self.move(self.reported(**values), self.station, "accept")

    def order(self, desk, **values):
        name = "node_id" if desk._name == "grid.grid" else "organization_id"
        return {name: desk.id, "kind": "main", **values}

    def dispatched(self, *orders, user=None, **values):
        event = self.accepted(**values)
        orders = list(orders) or [self.order(self.police)]
        return self.move(event, user or self.station, "dispatch", orders=orders)

    def open_kinds(self, event):
        return sorted(event.sudo()._open_tasks().mapped("kind"))
