from typing import NamedTuple

from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.report.xlsx_column import Column
from odoo.addons.grid_base.tools.clock import local_today

from ..tools.figures import MARK, Figures, is_withheld, withhold

OFFICER = "grid_care.group_care_officer"
MANAGER = "grid_base.group_grid_manager"


class Row(NamedTuple):
    name: str
    figures: Figures
    withheld: set


class GridReportCareManagement(models.AbstractModel):
    """People in care by area at the end of a month: states, classes, rates.

    The rows are the areas next below the one chosen. The desk whose files they are sees
    the numbers; who leads the place without a right to the files sees none from which
    somebody could be made out (``tools.figures``).
    """

    _name = "grid.report.care.management"
    _inherit = "grid.xlsx.report"
    _description = "Management of People in Care"

    _model = "grid.care.case"
    _filters = ("grid_id", "month")
    _groups = f"{OFFICER},{MANAGER}"

    def _measure(self):
        return self.env._("persons, %")

    def _heading(self, filters):
        heading = super()._heading(filters)
        if not self._is_open(self._unit(filters)):
            note = self.env._(
                "%(mark)s: fewer than 5, or would tell where there are fewer than 5",
                mark=MARK,
            )
            heading.left = f"{heading.left}    {note}"
        return heading

    # -- whose area --------------------------------------------------------------------

    def _unit(self, filters):
        """The area of the report: the one chosen, or the user's own."""
        user = self.env.user
        return (
            super()._unit(filters)
            or user._grid_scope_roots(OFFICER)[:1]
            or user._grid_scope_roots(MANAGER)[:1]
        )

    def _is_open(self, area):
        """Whether the files of the whole area are open to the user."""
        return area.id in self.env.user._grid_scope(OFFICER)

    def _check_area(self, area):
        if not area:
            raise UserError(self.env._("Choose an area."))
        if not self._is_open(area) and area.id not in self.env.user._grid_scope(
            MANAGER
        ):
            raise AccessError(
                self.env._("These figures are for who answers for the area.")
            )

    # -- rows --------------------------------------------------------------------------

    def _count(self, filters):
        area = self._unit(filters)
        self._check_area(area)
        return len(self._below(area)) + 1

    def _slices(self, filters, columns):
        rows, _total = self._all_rows(filters)
        yield [[self._cell(row, column.key) for row in rows] for column in columns]

    def _below(self, areas):
        grids = self.env["grid.grid"].with_context(active_test=False)
        return grids.search([("parent_id", "in", areas.ids)], order="code, id")

    def _all_rows(self, filters):
        """The rows, and the total as another row."""
        area = self._unit(filters)
        self._check_area(area)
        kpi = self.env["grid.care.kpi"]
        if self._is_open(area):
            way = area
        else:
            # what is withheld follows from the top of the territory down
            way = area.browse(int(id_) for id_ in area.parent_path.split("/") if id_)
            # sudo: who leads a place has no right to the files; the scope was checked,
            # and numbers from which somebody could be made out are taken away
            kpi = kpi.sudo()
        below = self._below(way)
        found = kpi._figures(way | below, *self._bounds(filters))
        # one that is closed is shown if somebody is on file there
        below = below.filtered(lambda n: n.active or n in way or found[n.id].ever)
        below = below.grouped("parent_id")
        if self._is_open(area):
            rows = [Row(*part, ()) for part in self._parts(area, below, found)]
            return rows, Row(area.name, found[area.id], ())
        return self._guarded(way, below, found)

    def _guarded(self, way, below, found):
        """The rows of the last area of a way down, without what must not be seen."""
        (above,) = withhold([found[way[0].id]])
        for area, down in zip(way, [*way[1:], None], strict=True):
            parts = self._parts(area, below, found)
            withheld = withhold([figures for _name, figures in parts], above)
            if down:
                above = withheld[below[area].ids.index(down.id)]
        rows = [Row(*part, keys) for part, keys in zip(parts, withheld, strict=True)]
        return rows, Row(area.name, found[area.id], above)

    def _parts(self, area, below, found):
        """Pairs of name and figures; what lies in the area itself comes last."""
        itself, parts = found[area.id], []
        for node in below.get(area, area.browse()):
            parts.append((node.name, found[node.id]))
            itself -= found[node.id]
        if itself.ever or not parts:
            parts.append((self.env._("%s itself", area.name), itself))
        return parts

    def _cell(self, row, key):
        if key == "area":
            return row.name
        if is_withheld(key, row.withheld):
            return MARK
        if key.endswith("_rate"):
            return row.figures.rate(key)
        return getattr(row.figures, key)

    # -- columns -----------------------------------------------------------------------

    def _columns(self, filters):
        env = self.env
        _rows, total = self._all_rows(filters)
        is_open = self._is_open(self._unit(filters))

        def number(label, key, group):
            # where gaps keep the rows from adding up, the total is written as it is
            whole = None if is_open else self._cell(total, key)
            return Column(
                label,
                type="integer",
                width=9,
                key=key,
                group=group,
                total=is_open,
                whole=whole,
            )

        def rate(label, key, number_format=""):
            return Column(
                label,
                type="percent",
                width=9,
                key=key,
                group=rates,
                whole=self._cell(total, key),
                number_format=number_format,
            )

        people = env._("Persons")
        guardians = env._("Rewards")
        rates = env._("Rates")
        return [
            Column(env._("Area"), width=18, key="area"),
            number(env._("Ever Registered"), "ever", people),
            number(env._("Registered"), "registered", people),
            number(env._("Under Management"), "managed", people),
            number(env._("Stable"), "stable", people),
            number(env._("Basically Stable"), "basic", people),
            number(env._("Unstable"), "unstable", people),
            number(env._("Lost to Follow-Up"), "lost", people),
            number(env._("Not Under Management"), "apart", people),
            number(env._("Not Visited Yet"), "unvisited", people),
            number(env._("Risk 3 to 5"), "high", people),
            number(env._("Agreements"), "agreed", guardians),
            number(env._("Rewarded"), "rewarded", guardians),
            rate(env._("Managed by the Norms"), "standard_rate"),
            rate(env._("Managed"), "managed_rate"),
            rate(env._("Met in Person"), "faced_rate"),
            rate(env._("On Medication"), "medicated_rate"),
            rate(env._("Takes It Regularly"), "regular_rate"),
            rate(env._("Stability"), "stable_rate"),
            rate(env._("Incidents"), "incident_rate"),
            rate(env._("Agreed For"), "agreed_rate"),
            rate(env._("Rewards Given"), "rewarded_rate"),
            rate(env._("Losses"), "lost_rate"),
            rate(env._("Detection"), "detected_rate", "0.00%"),
        ]
