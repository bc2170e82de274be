from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..tools.clock import local_today


class GridPosting(models.Model):
    """What becomes of postings when their grid is split or merged."""

    _inherit = "grid.posting"

    @api.private
    def _grid_carry(self, old, new):
        """End here and start there, so that it stays known who worked where when.

        Ended postings stay with the old grid. What has not begun before today has no
        history yet and is rewritten.
        """
        today = local_today(self.env)
        live = self.filtered(lambda posting: posting.state != "ended")
        begun = live.filtered(lambda posting: posting.date_from < today)
        values = begun._values_from(today, new)
        begun.write({"date_to": today - timedelta(days=1)})
        (live - begun)._rewrite_grid(new)
        self.create([vals for vals in values if not self._is_held(vals)])
        return len(live)

    @api.private
    def _copy_to(self, new):
        """Hold the same posting in another grid as well, from today."""
        values = self._values_from(local_today(self.env), new)
        return self.create([dict(vals, is_main=False) for vals in values])

    @api.model
    @api.private
    def _follow_begun(self):
        """Files of those whose main posting has begun by its date alone."""
        self.flush_model()
        self.env["grid.staff"].flush_model(["grid_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT posting.id
                  FROM grid_posting posting
                  JOIN grid_staff staff ON staff.id = posting.staff_id
                 WHERE posting.is_main AND posting.grid_id != staff.grid_id
                   AND posting.date_from <= %(today)s
                   AND (posting.date_to IS NULL OR posting.date_to >= %(today)s)
                 ORDER BY posting.date_from, posting.id
                """,
                today=local_today(self.env),
            )
        )
        self.browse(posting_id for (posting_id,) in rows)._follow_main()

    def _values_from(self, day, grid):
        return [
            {
                "staff_id": posting.staff_id.id,
                "role_id": posting.role_id.id,
                "grid_id": grid.id,
                "date_from": max(posting.date_from, day),
                "date_to": posting.date_to,
                "is_main": posting.is_main,
                "note": posting.note,
            }
            for posting in self
        ]

    def _rewrite_grid(self, grid):
        for posting in self:
            [vals] = posting._values_from(posting.date_from, grid)
            if self._is_held(vals):
                posting.unlink()
            else:
                posting.grid_id = grid

    def _is_held(self, vals):
        """Whether somebody holds the post in that time already."""
        candidate = self.new(vals)
        posts = self.search(
            [(name, "=", vals[name]) for name in ("staff_id", "role_id", "grid_id")]
        )
        return any(candidate._overlaps(post) for post in posts)
