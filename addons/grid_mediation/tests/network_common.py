from datetime import UTC, datetime, time

from freezegun import freeze_time

from odoo import fields

from odoo.addons.grid_base.tools.clock import city_zone

from .common import MediationCase


class NetworkCase(MediationCase):
    """A body of town A with people to sit in it, and a clock by the city's day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["grid.mediator"]
        for number in range(10):
            staff = cls.make_staff(f"seat_{number}", cls.town_a, sex="male")
            cls.people += cls.people.create({"staff_id": staff.id})

    @classmethod
    def on(cls, day, at=time(12)):
        """At a time of the city on a day."""
        day = fields.Date.to_date(day)
        local = datetime.combine(day, at, city_zone(cls.env))
        return freeze_time(local.astimezone(UTC).replace(tzinfo=None))

    @classmethod
    def seat(cls, number=0, position="member", **values):
        return cls.env["grid.mediation.member"].create(
            {
                "body_id": cls.body.id,
                "mediator_id": cls.people[number].id,
                "position": position,
                **values,
            }
        )

    @classmethod
    def fill(cls, count, **values):
        """A chair and so many members in all, one of them a woman."""
        cls.people[1].staff_id.sex = "female"
        return cls.seat(0, "chair", **values) + cls.seat(1, **values).concat(
            *(cls.seat(number, **values) for number in range(2, count))
        )
