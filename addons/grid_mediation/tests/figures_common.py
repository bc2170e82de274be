from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from random import Random

from openpyxl import load_workbook

from odoo import fields

from odoo.addons.grid_base.tests.test_xlsx_report import XlsxCase
from odoo.addons.grid_base.tools.clock import city_zone

from ..tools.moves import DISPUTE_STATES
from .common import MediationCase

MONTH = date(2026, 6, 1)
PENDING = ("registered", "accepted", "mediating")


class FiguresCase(MediationCase, XlsxCase):
    """Disputes of all kinds and states around a month, whatever moves made them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("grid_base.month_first_day", "1")
        cls.county_officer = cls.make_mediation_user(
            "med_county", cls.county, "officer"
        )
        cls.body_b = cls.make_body(cls.town_b, "Mediation committee of town B", "02")

    @classmethod
    def moment(cls, day, at=time(12)):
        """A time of the city on a day, in UTC as Odoo stores it."""
        local = datetime.combine(fields.Date.to_date(day), at, city_zone(cls.env))
        return local.astimezone(UTC).replace(tzinfo=None)

    @classmethod
    def dispute(cls, **values):
        """A dispute as it stands, without the steps that led there."""
        values.setdefault("registered_at", cls.moment("2026-06-10"))
        values.setdefault("state", "registered")
        return cls.env["grid.dispute"].create(cls.dispute_values(**values))

    @classmethod
    def make_random(cls, number, seed=0):
        """Disputes of random values, for a count by a plain loop."""
        chance = Random(seed)
        codes = cls.env["grid.code"]
        kinds = codes.search([("table", "=", "dispute_kind")], limit=5)
        sources = codes.search([("table", "=", "dispute_source")])
        grids = (
            cls.grid_a11 + cls.grid_a21 + cls.grid_b11 + cls.community_a1 + cls.county
        )
        mediators = cls.mediator + cls.mediator_2

        def perhaps(likely=0.6):
            start = chance.choice([date(2025, 5, 29), *[date(2026, 4, 27)] * 4])
            day = start + timedelta(days=chance.randint(0, 75))
            at = time(chance.choice([0, 7, 8, 15, 16, 23]), chance.choice([0, 59]))
            return cls.moment(day, at) if chance.random() < likely else False

        disputes = cls.env["grid.dispute"]
        for _dispute in range(number):
            disputes += cls.dispute(
                state=chance.choice(DISPUTE_STATES)[0],
                registered_at=perhaps(0.9),
                accepted_at=perhaps(),
                agreed_at=perhaps(0.4),
                ended_at=perhaps(0.3),
                grid_id=chance.choice(grids).id,
                kind_id=chance.choice([*kinds.ids, False]),
                source_id=chance.choice(sources).id,
                body_id=chance.choice([cls.body.id, cls.body_b.id, False]),
                mediator_ids=[
                    (6, 0, chance.sample(mediators.ids, chance.randint(0, 2)))
                ],
                grade=chance.choice([False, "red", "orange", "yellow", "blue"]),
                amount=chance.randint(0, 100000) / 100,
                agreed_amount=chance.randint(0, 100000) / 100,
                people_count=chance.randint(0, 30),
                prevented_crime=chance.choice([0, 0, 1, 3]),
                prevented_petition=chance.choice([0, 0, 12]),
                deadline_start=perhaps(),
                limit_value=chance.randint(1, 60),
                limit_unit="calendar_day",
            )
        cls.env.flush_all()
        return disputes

    def rows(self, report, user=None, header_row=3, **filters):
        """Rows of a file by heading, with the values of its formulas; totals last."""
        filters.setdefault("grid_id", self.county.id)
        user = user or self.county_officer
        _action, job = self.request(user, f"grid.report.{report}", **filters)
        sheet = load_workbook(BytesIO(job._render()), data_only=True).active
        above, *rows = sheet.iter_rows(min_row=3, values_only=True)
        heads = above
        if header_row == 4:
            # a heading over two rows stands in the upper one
            lower, *rows = rows
            heads = [low or up for up, low in zip(above, lower, strict=True)]
        return [dict(zip(heads, row, strict=True)) for row in rows]

    # the definitions in words

    def in_time(self, moment, first, last):
        """Whether a moment is on one of the days, by the city's clock."""
        if not moment:
            return False
        day = moment.replace(tzinfo=UTC).astimezone(city_zone(self.env)).date()
        return first <= day <= last

    def counted(self, disputes, name, first, last, root=None):
        root = root or self.county
        return disputes.filtered(
            lambda d: (
                d.state not in ("draft", "void")
                and self.in_time(d[name], first, last)
                and d.grid_id.parent_path.startswith(root.parent_path)
            )
        )

    def nearest(self, dispute, nodes):
        node = dispute.grid_id
        while node and node not in nodes:
            node = node.parent_id
        return node
