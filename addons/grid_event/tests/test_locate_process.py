import json

from shapely.geometry import box, mapping

from odoo.addons.grid_base.tests.process_common import OtherProcessCase

CODE = "980000000000"
# in the southern ocean, where no city is
PLACE = (-60.5, 60.5)


class TestLocateInOtherProcess(OtherProcessCase):
    """A boundary that one process draws, another one goes by in its next request."""

    model = "grid.grid"
    reply = f"records._grid_at{PLACE}[0].code"

    def answer(self, records):
        return records._grid_at(*PLACE)[0].code

    def draw(self, grids):
        grids.create(
            {
                "name": "Far away",
                "code": CODE,
                "level_id": grids.env.ref("grid_base.grid_level_city").id,
                "boundary": json.dumps(mapping(box(60, -61, 61, -60))),
            }
        )
        # fills the cache of this process from the rows before the change
        self.assertFalse(self.here())

    def remove(self):
        self.commit(lambda grids: grids.search([("code", "=", CODE)]).unlink())

    def test_signal(self):
        with self.worker() as process:
            self.assertEqual(self.ask(process), "False")
            self.addCleanup(self.remove)
            self.commit(self.draw)
            self.assertEqual(self.ask(process), CODE)
            self.assertEqual(self.here(), CODE)
            self.remove()
            self.assertEqual(self.ask(process), "False")
