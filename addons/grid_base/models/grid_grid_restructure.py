import json
from collections import Counter

from shapely import unary_union
from shapely.geometry import mapping, shape

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL


class GridGrid(models.Model):
    """Splitting, merging and moving grids, with all that belongs to them.

    The records of a grid are carried model by model (``_grid_carry``), so that rules
    show them to those who are posted in their new grid from the next request on. An
    emptied grid is archived, not deleted: what is past stays with it, it keeps its
    place in the tree, and its managing grid still sees it.
    """

    _inherit = "grid.grid"

    @api.private
    def _check_may_restructure(self):
        """Administrators reshape all grids, managers those in their scope."""
        outside = self._beyond_restructuring()
        if outside:
            raise AccessError(
                self.env._(
                    "You can only reshape grids that you manage. Outside: %s",
                    ", ".join(outside.mapped("display_name")),
                )
            )

    def _beyond_restructuring(self):
        """Those of these grids that the user may not reshape."""
        user = self.env.user
        if self.env.su or user.has_group("grid_base.group_grid_admin"):
            return self.browse()
        return self - self.browse(user._grid_scope("grid_base.group_grid_manager"))

    @api.private
    def _records_in(self):
        """All records that lie in these grids, archived ones included.

        :return: dict of model name to records
        """
        scoped = self.env["grid.scoped.mixin"]
        found = {}
        for name in scoped._grid_scoped_models():
            model = self.env[name].with_context(active_test=False)
            records = model.search([("grid_id", "in", self.ids)], order="id")
            if records:
                found[name] = records
        return found

    @api.private
    def _records_with(self, houses):
        """Houses of this grid and all records that go with them, by model name."""
        found = {houses._name: houses}
        names = self.env["grid.scoped.mixin"]._grid_scoped_models()
        names.remove(houses._name)
        grown = True
        while grown:
            grown = False
            for name in names:
                model = self.env[name].with_context(active_test=False)
                records = model.search(self._domain_following(model, found), order="id")
                if len(records) > len(found.get(name, ())):
                    found[name] = records
                    grown = True
        return found

    def _domain_following(self, model, found):
        """Records of this grid whose first set reference is among those found."""
        fields = [
            model._fields[name] for name in model._grid_follows if name in model._fields
        ]
        fields = [field for field in fields if field.store]
        domain = Domain.FALSE
        for field in reversed(fields):
            with_it = found.get(field.comodel_name, self.browse())
            domain = Domain(field.name, "in", with_it.ids) | (
                Domain(field.name, "=", False) & domain
            )
        return Domain("grid_id", "=", self.id) & domain

    @api.private
    def _count_in(self, subtree=False):
        """Number of records in these grids, or in them and below, by model name.

        Ended postings are left out: they are never carried.
        """
        operator = "child_of" if subtree else "in"
        counts = {}
        for name in self.env["grid.scoped.mixin"]._grid_scoped_models():
            model = self.env[name].with_context(active_test=False)
            domain = Domain("grid_id", operator, self.ids)
            if name == "grid.posting":
                domain &= Domain("state", "!=", "ended")
            counts[name] = model.search_count(domain)
        return {name: number for name, number in counts.items() if number}

    def _carry(self, records_by_model, new):
        """Carry records of this grid to another, and count them by model.

        Grids that follow from the grid of a house or household are carried here as
        well, so they are not worked out again one by one.
        """
        protected = [
            ([records._fields["grid_id"]], records)
            for records in records_by_model.values()
        ]
        with self.env.protecting(protected):
            counts = {
                name: records._grid_carry(self, new)
                for name, records in records_by_model.items()
            }
        self.env.flush_all()
        self.env.invalidate_all(flush=False)
        return {name: number for name, number in counts.items() if number}

    def _lock(self):
        """Nobody adds to these grids, or reshapes them, until this is done."""
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                "SELECT id FROM grid_grid WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                self.ids,
            )
        )

    def _log_restructuring(self, kind, carried, reason=None, **values):
        self.env["grid.grid.history"].create(
            [
                {
                    "grid_id": grid.id,
                    "kind": kind,
                    "carried": carried,
                    "reason": reason,
                    **values,
                }
                for grid in self
            ]
        )

    # move

    @api.private
    def _move_to(self, parent, code=None, recode=False, reason=None):
        """Put this grid, and all below it, under another managing grid.

        :param code: the new code of a re-coded division, drawn for a unit grid
        :param recode: take the new code; otherwise the old one stays, and with it
            the division parent it says
        """
        self.ensure_one()
        (self | parent)._check_may_restructure()
        # sudo: who may reshape these grids was checked; the tree is closed otherwise
        grid, parent = self.sudo(), parent.sudo()
        (grid | parent)._lock()
        before, old_code = grid.parent_id, grid.code
        if recode:
            if not code and grid.level_kind == "unit":
                code = parent._code_of_serial(
                    grid.level_id, parent._last_serial(grid.level_id) + 1
                )
            grid._recode(parent, code)
        else:
            division = grid.division_parent_id or before
            digits = parent.level_id.code_digits
            fits = grid.code[:digits] == parent.code[:digits]
            grid.write(
                {
                    "parent_id": parent.id,
                    "division_parent_id": False if fits else division.id,
                }
            )
        below = grid.search_count([("id", "child_of", grid.id)]) - 1
        grid._log_restructuring(
            "move",
            # records stay in their grids, so none are counted
            {"grid.grid": below} if below else {},
            reason,
            old_parent_id=before.id,
            new_parent_id=parent.id,
            old_code=old_code,
            new_code=grid.code,
        )

    def _recode(self, parent, code):
        """Give the division a new code, and the new prefix to all codes within it."""
        level = self.level_id
        code = (code or "").strip()
        if len(code) != level._code_length() or not code.isdecimal():
            raise UserError(
                self.env._("The new code must have %s digits.", level._code_length())
            )
        old, new = self.code[: level.code_digits], code[: level.code_digits]
        grids = self.with_context(active_test=False)
        inside = grids.search([("code", "=like", old + "%")])
        if grids.search_count(
            [("code", "=like", new + "%"), ("id", "not in", inside.ids)], limit=1
        ):
            raise UserError(self.env._("The code %s is already in use.", code))
        self.env.execute_query(
            SQL(
                """
                UPDATE grid_grid SET code = %s || substr(code, %s)
                 WHERE id = ANY(%s) RETURNING id
                """,
                new,
                level.code_digits + 1,
                inside.ids,
            )
        )
        inside.invalidate_recordset(["code"], flush=False)
        inside.modified(["code"])
        # the codes below are checked against the new one, this one by the write
        self.write({"code": code, "parent_id": parent.id, "division_parent_id": False})
        (inside - self)._check_code()

    # merge

    @api.private
    def _merge_into(self, target, reason=None, sum_figures=True):
        """Carry all records of these grids, and the grids below, to a sibling.

        :return: number of records carried, by model
        """
        (self | target)._check_may_restructure()
        self._check_mergeable(target)
        # sudo: who may reshape these grids was checked; the tree is closed otherwise
        emptied, target = self.sudo(), target.sudo()
        (emptied | target)._lock()
        total = Counter()
        for grid in emptied:
            carried = grid._carry(grid._records_in(), target)
            carried |= grid._hand_over_children(target)
            total.update(carried)
            grid._log_restructuring("merge", carried, reason, other_grid_ids=target.ids)
        if sum_figures:
            target._add_figures(emptied)
        target.head_id = target.head_id or emptied.head_id[:1]
        emptied.write({"active": False})
        target._log_restructuring(
            "merge", dict(total), reason, other_grid_ids=emptied.ids
        )
        return dict(total)

    def _check_mergeable(self, target):
        grids = self | target
        if target in self or not self:
            raise UserError(self.env._("Choose the grid that remains and others."))
        if len(grids.parent_id) > 1 or len(grids.level_id) > 1:
            raise UserError(
                self.env._(
                    "Only grids of one level that are managed by the same grid can be "
                    "merged. Move them there first."
                )
            )
        if not grids.parent_id or not all(grids.mapped("active")):
            raise UserError(self.env._("Archived or topmost grids cannot be merged."))

    def _hand_over_children(self, target):
        """Grids below keep their code; it still belongs to the archived grid."""
        children = self.with_context(active_test=False).child_ids
        for child in children:
            division = child.division_parent_id or self
            fits = division == target
            child.write(
                {
                    "parent_id": target.id,
                    "division_parent_id": False if fits else division.id,
                }
            )
        return {"grid.grid": len(children)} if children else {}

    def _add_figures(self, others):
        """Figures add up; outlines are joined where every part has one."""
        grids = self | others
        vals = {
            name: sum(grids.mapped(name))
            for name in ("area", "household_count", "population")
        }
        if all(grids.mapped("boundary")):
            joined = unary_union([shape(json.loads(grid.boundary)) for grid in grids])
            vals["boundary"] = json.dumps(mapping(joined))
        self.write(vals)

    # split

    @api.private
    def _split_off(self, parts, reason=None, archive=False):
        """Make new grids beside this one and give each its part.

        :param parts: list of dicts with ``values`` of the new grid, ``houses`` and
            ``postings`` that go there, and ``keep_postings``: hold them here as well
        :param archive: archive this grid; nothing may be left in it
        :return: the new grids
        """
        self.ensure_one()
        self._check_may_restructure()
        # sudo: who may reshape this grid was checked; the tree is closed otherwise
        grid = self.sudo()
        grid._check_splittable()
        grid._lock()
        created = self.browse()
        total = Counter()
        for part in parts:
            new = grid.create(grid._values_of_part(part["values"]))
            carried = grid._carry_part(part, new)
            new._log_restructuring("split", carried, reason, other_grid_ids=grid.ids)
            total.update(carried)
            created |= new
        if archive:
            total.update(grid._archive_emptied(created[:1]))
        grid._log_restructuring(
            "split", dict(total), reason, other_grid_ids=created.ids
        )
        return created

    def _check_splittable(self):
        if self.child_ids or not self.parent_id or not self.active:
            raise UserError(
                self.env._(
                    "%s cannot be split: only active grids at the bottom of the tree "
                    "can. Move the grids below it instead.",
                    self.display_name,
                )
            )

    def _values_of_part(self, values):
        return {
            "level_id": self.level_id.id,
            "parent_id": self.parent_id.id,
            "division_parent_id": self.division_parent_id.id,
            "kind": self.kind,
            "is_published": self.is_published,
            **values,
        }

    def _carry_part(self, part, new):
        carried = {}
        houses, postings = (
            # sudo: whoever reshapes the grid may give away all that lies in it
            part[name].sudo() if part.get(name) else self.browse()
            for name in ("houses", "postings")
        )
        if any(
            record.grid_id != self
            for records in (houses, postings)
            for record in records
        ):
            raise UserError(
                self.env._("Only what lies in %s can be given away.", self.display_name)
            )
        if houses:
            carried = self._carry(self._records_with(houses), new)
        if postings:
            if part.get("keep_postings"):
                carried["grid.posting"] = len(postings._copy_to(new))
            else:
                carried["grid.posting"] = postings._grid_carry(self, new)
        return carried

    def _archive_emptied(self, heir):
        """Archive a grid of which nothing is left but what is past.

        Houses and people must have been given away by choice. Staff without a live
        posting, organizations and the like go to the first of the new grids.
        """
        left = self._records_in()
        if left.get("grid.house"):
            raise UserError(
                self.env._(
                    "%(number)s houses are left in %(grid)s: give each to one of the "
                    "new grids, or let this grid remain.",
                    number=len(left["grid.house"]),
                    grid=self.display_name,
                )
            )
        carried = self._carry(left, heir)
        self.write({"active": False})
        return carried
