from ast import literal_eval

from odoo.tests import TransactionCase, new_test_user

TABLES = {
    "event_source": 6,
    "event_channel": 6,
    "event_urgency": 3,
    "event_impact": 4,
    "event_return": 5,
    "event_invalid": 3,
    "event_rating": 4,
    "event_visit_method": 5,
    "event_suspension": 2,
}


class TestCodes(TransactionCase):
    def seeded(self, table):
        data = self.env["ir.model.data"].search(
            [("module", "=", "grid_event"), ("model", "=", "grid.code")]
        )
        codes = self.env["grid.code"].browse(data.mapped("res_id"))
        return codes.filtered(lambda code: code.table == table)

    def test_every_table_is_seeded_and_tells_its_source(self):
        for table, number in TABLES.items():
            codes = self.seeded(table)
            self.assertEqual(len(codes), number, table)
            self.assertTrue(all(code.basis for code in codes), table)

    def test_satisfied(self):
        satisfied = self.seeded("event_rating").filtered("counts_satisfied")
        self.assertEqual(set(satisfied.mapped("code")), {"02", "03", "04"})

    def test_list_shows_event_tables_alone(self):
        admin = new_test_user(self.env, "code_admin", "grid_base.group_grid_admin")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_event.grid_code_action_event"
        )
        codes = self.env["grid.code"].with_user(admin)
        found = codes.search(literal_eval(action["domain"]))
        self.assertEqual(set(found.mapped("table")), set(TABLES))
