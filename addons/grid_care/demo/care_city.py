"""What the steps of the loader of demo care share."""

import base64
import io
import json
from datetime import date, datetime, timedelta

from PIL import Image, ImageDraw
from stdnum.cn import ric

from odoo import fields
from odoo.models import MAGIC_COLUMNS
from odoo.tools import SQL, file_open

from odoo.addons.grid_base.demo.families import DEMO_REGION
from odoo.addons.grid_event.demo.event_city import EventCity

SEED = 1953
CITY = "350300000000"
TOWN = "350302003000"
"""Where those who log in work: Xialin."""
STORY_TOWN = "350304001000"
"""Where the published case was: Zhenhai in Licheng."""
OTHERS = (
    "350302001000",
    "350303102000",
    "350303001000",
    "350304101000",
    "350304100000",
    "350305100000",
    "350305101000",
    "350322100000",
    "350322101000",
)
"""Towns in which others are cared for: some of each county."""


class CareCity(EventCity):
    """The demo city as it is, the words of care, and moves made in the past."""

    def __init__(self, env):
        super().__init__(env)
        self.restart(SEED)
        with file_open("grid_care/demo/words.json", "r") as file:
            self.care_words = json.load(file)
        self.serial = 0

    def care_code(self, table, code):
        return self.env["grid.code"]._id_of(table, code)

    def organization(self, kind, below):
        """The organization of a kind that is seated in a grid."""
        domain = [("kind_id.code", "=", kind), ("grid_id", "child_of", below.id)]
        return self.env["grid.organization"].search(domain, limit=1)

    def hospital(self):
        domain = [("kind_id.code", "=", "hospital"), ("name", "ilike", "精神卫生")]
        return self.env["grid.organization"].search(domain, limit=1)

    def pick(self, name):
        """One of some sentences, by chance."""
        return self.random.choice(self.care_words[name])

    def lately(self):
        """A moment in working hours, less than a day ago where that can be."""
        hour = self.local(self.now).hour
        if hour < 10:
            return self.at_daytime(1, 14, 17)
        return self.at_daytime(0, 8, min(hour - 1, 17))

    def day(self, days_ago):
        return self.today - timedelta(days=days_ago)

    # -- people --------------------------------------------------------------------

    def patient_values(self, unit):
        """Somebody invented who lives in a unit grid, with a guardian."""
        chance = self.random
        name, sex = self.person_name()
        birth = date(chance.randint(1950, 2004), chance.randint(1, 12), 15)
        street = chance.choice(self.words["streets"])
        house = f"{street}{chance.randint(1, 199)}号"
        return {
            "grid_id": unit.id,
            "name_true": name,
            "sex_id": self.care_code("sex", "1" if sex == "male" else "2"),
            "birth_date_true": birth,
            "id_number_true": self._id_number(birth, sex),
            "phone_true": self.mobile_phone(),
            "address_true": f"{self.place_name(unit)}{house}",
            "guardian_true": self.person_name()[0],
            "guardian_phone_true": self.mobile_phone(),
            "guardian_relation_id": self.care_code(
                "relation", chance.choice(("10", "20", "30", "51", "52"))
            ),
        }

    def _id_number(self, birth, sex):
        """Of a region that does not exist, so that it is nobody's (GB 11643)."""
        self.serial += 1
        serial = 2 * (self.serial % 490) + (sex == "male")
        number = f"{DEMO_REGION}{birth:%Y%m%d}{serial:03d}"
        return number + ric.calc_check_digit(number + "0")

    def signature(self):
        """A line drawn by hand."""
        image = Image.new("RGB", (240, 80), "white")
        points = [(10 + 20 * at, 40 + self.random.randint(-25, 25)) for at in range(11)]
        ImageDraw.Draw(image).line(points, fill="black", width=3)
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return base64.b64encode(stream.getvalue())

    # -- moves ---------------------------------------------------------------------

    def move(self, record, user, name, moment=None, **values):
        """A move as the user who makes it; what it stamped is set back to a moment."""
        self.play(
            record, moment, lambda: record.with_user(user).action_move(name, values)
        )

    def play(self, record, moment, act):
        """Do something that stamps a record with the present as if it were then."""
        before, steps = self._stamps(record), record.step_ids
        act()
        record.invalidate_recordset()
        if moment:
            self.set_back(record, moment, before)
            (record.step_ids - steps).date = moment

    def set_back(self, record, moment, before=None):
        """What was stamped with the present lies as much earlier as the moment does."""
        late, days = self.now - moment, self.today - self.local(moment).date()
        record.write(
            {
                name: value - (late if isinstance(value, datetime) else days)
                for name, value in self._stamps(record).items()
                if value and value != (before or {}).get(name)
            }
        )
        told = [("model", "=", record._name), ("res_id", "=", record.id)]
        messages = self.env["mail.message"].search([*told, ("date", ">=", self.now)])
        messages.date = moment
        if before is None:
            self._create_then(record, moment)

    def _create_then(self, record, moment):
        """Odoo keeps the moment of creation itself; some screens show it."""
        record.flush_recordset()
        self.env.execute_query(
            SQL(
                "UPDATE %s SET create_date = %s WHERE id = %s",
                SQL.identifier(record._table),
                moment,
                record.id,
            )
        )
        record.invalidate_recordset(["create_date"])

    @staticmethod
    def _stamps(record):
        return {
            name: record[name]
            for name, field in record._fields.items()
            if field.store
            and not field.compute
            and field.type in ("date", "datetime")
            and name not in MAGIC_COLUMNS
        }

    def step(self, record, name, before, after, user, moment, reason=False):
        """The trace of a move that is not played: its values."""
        return {
            "res_model": record._name,
            "res_id": record.id,
            "move": name,
            "state_from": before,
            "state_to": after,
            "user_id": user.id,
            "date": fields.Datetime.to_datetime(moment),
            "reason": reason,
        }
