from odoo import api, models
from odoo.tools import SQL

from ..tools.ranges import ids_to_multirange

SPAN = """int4range(
    split_part(split_part(res_ids, ',', 1), '-', 1)::int,
    split_part(split_part(res_ids, ',', -1), '-', -1)::int,
    '[]'
)"""
"""From the first to the last of the ids of a row."""
INSIDE = """EXISTS (
    SELECT FROM unnest(string_to_array(res_ids, ',')) AS part
    WHERE %s::int4multirange && int4range(
        split_part(part, '-', 1)::int, split_part(part, '-', -1)::int, '[]'
    )
)"""
"""Whether one of the ids is among those of a row."""


class GridAccessLog(models.Model):
    """Which rows tell about given records, in a list with others or alone.

    The log grows to millions of rows and keeps many ids as ranges. An index over the
    span of each row leaves few whose ranges have to be taken apart.
    """

    _inherit = "grid.access.log"

    _res_ids_span_idx = models.Index(f"USING gist (({SPAN})) WHERE res_ids IS NOT NULL")

    @api.model
    def _about(self, ids_by_model, kinds):
        """The rows of some kinds about any of the records, newest first.

        :param dict ids_by_model: ids of records by the name of their model
        :return: rows in superuser mode, for who has made sure that they may be told
        """
        parts = []
        for model, ids in ids_by_model.items():
            if not ids:
                continue
            ranges = ids_to_multirange(ids)
            among = SQL(
                "res_ids IS NOT NULL AND %s && %s::int4multirange AND %s",
                SQL(SPAN),
                ranges,
                SQL(INSIDE, ranges),
            )
            for condition in (SQL("res_id IN %s", tuple(ids)), among):
                parts.append(
                    SQL(
                        "SELECT id FROM %s WHERE kind IN %s AND model = %s AND %s",
                        SQL.identifier(self._table),
                        tuple(kinds),
                        model,
                        condition,
                    )
                )
        if not parts:
            return self.sudo().browse()
        self.flush_model()
        found = self.env.execute_query(SQL(" UNION ").join(parts))
        # sudo: the log is open to auditors alone
        return self.sudo().browse(sorted((row[0] for row in found), reverse=True))
