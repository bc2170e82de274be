from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

STRUCTURE = {"active", "code", "division_parent_id", "level_id", "parent_id"}
"""Fields that shape the tree: the administrator's, and the wizards'."""


class GridGrid(models.Model):
    """A node of the territory: city, county, town, community or unit grid.

    City, county and town nodes are run by centres, communities by stations. The
    management parent (``parent_id``, the tree) may differ from the parent in the
    statistical code (``division_parent_id``): functional zones run towns that are
    coded under a county.
    """

    _name = "grid.grid"
    _description = "Grid"
    _inherit = [
        "grid.link.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "grid.import.template.mixin",
    ]
    _parent_store = True
    _order = "code, id"
    _rec_names_search = ["name", "code", "complete_name"]
    _import_columns = (
        "code",
        "name",
        "level_id",
        "parent_id",
        "kind",
        "office_name",
        "office_address",
        "office_phone",
        "area",
        "household_count",
        "population",
    )

    # no trigram index on names: some thousand rows are scanned in milliseconds, and
    # moving a county would spend its time on the indexes
    name = fields.Char(required=True, tracking=True)
    code = fields.Char(
        required=True,
        copy=False,
        tracking=True,
        help="12 digits for divisions, 15 for unit grids. "
        "The code of a unit grid is drawn when left empty.",
    )
    complete_name = fields.Char(
        "Full Path",
        compute="_compute_complete_name",
        recursive=True,
        store=True,
    )
    active = fields.Boolean(default=True)
    # tree
    level_id = fields.Many2one(
        "grid.level", "Level", required=True, index=True, ondelete="restrict"
    )
    level_kind = fields.Selection(related="level_id.kind", string="Run By")
    parent_id = fields.Many2one(
        "grid.grid",
        "Managed By",
        index=True,
        ondelete="restrict",
        tracking=True,
        help="The centre or station this grid reports to.",
    )
    parent_path = fields.Char(index=True)
    division_parent_id = fields.Many2one(
        "grid.grid",
        "Division Parent",
        index="btree_not_null",
        ondelete="restrict",
        help="Only where the statistical code belongs to another grid than the "
        "managing one, as in functional zones.",
    )
    child_ids = fields.One2many("grid.grid", "parent_id", "Grids Below")
    child_count = fields.Integer(compute="_compute_child_count")
    kind = fields.Selection(
        [("comprehensive", "Comprehensive"), ("exclusive", "Exclusive")],
        default="comprehensive",
        help="An exclusive grid is one institution, such as a school or a market.",
    )
    # centre, station and head
    office_name = fields.Char("Centre or Station")
    office_address = fields.Char()
    office_phone = fields.Char()
    head_id = fields.Many2one(
        "grid.staff", "Head", index="btree_not_null", tracking=True
    )
    head_phone = fields.Char(related="head_id.phone")
    # published figures
    area = fields.Float("Area (km²)", digits=(16, 4))
    household_count = fields.Integer("Households (Published)")
    population = fields.Integer("Population (Published)")
    is_published = fields.Boolean(
        "Published",
        default=True,
        help="Name, area, head and office phone are shown to the public.",
    )
    description = fields.Text()
    # people
    posting_ids = fields.One2many("grid.posting", "grid_id", "Postings")
    staff_count = fields.Integer(
        compute="_compute_staff_count", help="Staff posted here or below today."
    )
    history_ids = fields.One2many("grid.grid.history", "grid_id", "History")

    _code_uniq = models.Constraint(
        "UNIQUE (code)", "This code is already taken by another grid."
    )
    _parent_path_idx = models.Index("(parent_path text_pattern_ops)")
    _figures_positive = models.Constraint(
        "CHECK (area >= 0 AND household_count >= 0 AND population >= 0)",
        "Area, households and population cannot be negative.",
    )

    @api.constrains("code", "level_id", "parent_id", "division_parent_id")
    def _check_code(self):
        for grid in self:
            level = grid.level_id
            if not grid.code.isdecimal() or len(grid.code) != level._code_length():
                raise ValidationError(
                    self.env._(
                        "%(name)s: the code of a %(level)s has %(length)s digits.",
                        name=grid.name,
                        level=level.name,
                        length=level._code_length(),
                    )
                )
            if grid.code != level._pad_code(grid.code[: level.code_digits]):
                raise ValidationError(
                    self.env._(
                        "%(name)s: only the first %(digits)s digits of the code of a "
                        "%(level)s are significant, the rest are zeros.",
                        name=grid.name,
                        level=level.name,
                        digits=level.code_digits,
                    )
                )
            grid._check_code_prefix()

    def _check_code_prefix(self):
        parent = self.division_parent_id or self.parent_id
        digits = parent.level_id.code_digits
        if parent and self.code[:digits] != parent.code[:digits]:
            raise ValidationError(
                self.env._(
                    "%(name)s: code %(code)s does not belong to %(parent)s "
                    "(%(parent_code)s). If it is managed by another grid than its "
                    "code says, set its division parent.",
                    name=self.name,
                    code=self.code,
                    parent=parent.name,
                    parent_code=parent.code,
                )
            )

    @api.constrains("level_id", "parent_id")
    def _check_level(self):
        for grid in self:
            below = grid.with_context(active_test=False).child_ids
            for child in grid | below:
                child._check_level_of_parent()

    def _check_level_of_parent(self):
        level, above = self.level_id, self.parent_id.level_id
        if not self.parent_id:
            if level.parent_level_ids:
                raise ValidationError(
                    self.env._(
                        "%(name)s: a %(level)s needs a grid above it.",
                        name=self.name,
                        level=level.name,
                    )
                )
        elif above.sequence >= level.sequence or (
            level.parent_level_ids and above not in level.parent_level_ids
        ):
            raise ValidationError(
                self.env._(
                    "%(name)s: a %(level)s cannot stand under a %(above)s.",
                    name=self.name,
                    level=level.name,
                    above=above.name,
                )
            )

    @api.constrains("active")
    def _check_archive(self):
        for grid in self.filtered(lambda g: not g.active):
            if grid.child_ids:
                raise ValidationError(
                    self.env._(
                        "%s still has grids below it. Merge or move them first.",
                        grid.name,
                    )
                )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for grid in self:
            above = grid.parent_id.complete_name
            grid.complete_name = f"{above} / {grid.name}" if above else grid.name

    @api.depends("name", "level_id.kind", "parent_id.name")
    @api.depends_context("hierarchical_naming")
    def _compute_display_name(self):
        """A unit grid is shown with its community: "Grid 3" alone says nothing.

        Except where the view shows the tree itself, as search panels do.
        """
        named_in_tree = not self.env.context.get("hierarchical_naming", True)
        for grid in self:
            alone = named_in_tree or grid.level_id.kind != "unit"
            if not alone and grid.parent_id:
                grid.display_name = f"{grid.parent_id.name} {grid.name}"
            else:
                grid.display_name = grid.name

    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for grid in self:
            grid.child_count = counts.get(grid, 0)

    def _compute_staff_count(self):
        # sudo: how many work in a grid is public, who they are is not; without it a
        # town would see its own staff as that of the whole city
        live = self.env["grid.posting"]._live()
        counts = self.sudo()._count_below("grid.posting", live)
        for grid in self:
            grid.staff_count = counts.get(grid.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        self._fill_codes(vals_list)
        grids = super().create(vals_list)
        self._tree_changed()
        return grids

    def write(self, vals):
        if STRUCTURE & vals.keys():
            self._check_may_shape()
        res = super().write(vals)
        if "parent_id" in vals:
            self._tree_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self._tree_changed()
        return res

    def copy_data(self, default=None):
        default = dict(default or {})
        vals_list = super().copy_data(default)
        return [
            dict(vals, name=self.env._("%s (copy)", grid.name))
            if "name" not in default
            else vals
            for grid, vals in zip(self, vals_list, strict=True)
        ]

    def _check_may_shape(self):
        if not (self.env.su or self.env.user.has_group("grid_base.group_grid_admin")):
            raise AccessError(
                self.env._(
                    "Only an administrator changes the tree of grids. "
                    "Managers split, merge and move grids with the wizards."
                )
            )

    def _tree_changed(self):
        """Forget scopes worked out on the old tree, here and in other processes."""
        self.env.registry.clear_cache()
        # another thread of this process may fill the cache before we commit
        self.env.cr.postcommit.add(self.env.registry.clear_cache)

    @api.model
    def _fill_codes(self, vals_list):
        """Draw the code where a grid below the divisions comes without one."""
        drawn = {}
        for vals in vals_list:
            if vals.get("code"):
                continue
            level = self.env["grid.level"].browse(vals.get("level_id"))
            parent = self.browse(
                vals.get("division_parent_id") or vals.get("parent_id")
            )
            if not parent or not level or level.code_digits <= len(parent.code):
                raise UserError(
                    self.env._(
                        "Enter the code: only unit grids get theirs by themselves."
                    )
                )
            key = parent, level
            if key not in drawn:
                drawn[key] = parent._last_serial(level)
            drawn[key] += 1
            vals["code"] = parent._code_of_serial(level, drawn[key])

    def _last_serial(self, level):
        """The highest serial in use below this grid, archived ones included.

        The row is locked, so that two people who add a grid at once do not draw the
        same serial.
        """
        prefix = self.code[: self.level_id.code_digits]
        self.env.execute_query(
            SQL("SELECT id FROM grid_grid WHERE id = %s FOR UPDATE", self.id)
        )
        self.flush_model(["code", "level_id"])
        [(last,)] = self.env.execute_query(
            SQL(
                "SELECT max(code) FROM grid_grid WHERE level_id = %s AND code LIKE %s",
                level.id,
                prefix + "%",
            )
        )
        return int(last[len(prefix) : level.code_digits]) if last else 0

    def _code_of_serial(self, level, serial):
        prefix = self.code[: self.level_id.code_digits]
        width = level.code_digits - len(prefix)
        if serial >= 10**width:
            raise UserError(
                self.env._("%s has no free serial number left.", self.display_name)
            )
        return level._pad_code(f"{prefix}{serial:0{width}d}")

    @api.private
    def _count_below(self, model_name, domain=None, field="grid_id"):
        """Number of records of a model in each grid and below it, as the user sees.

        :return: dict of grid id to number; one query, whatever the number of grids
        """
        if not self.ids:
            return {}
        query = self.env[model_name]._search(
            Domain(domain or Domain.TRUE) & Domain(field, "child_of", self.ids)
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT up.id, sum(counted.number)
                  FROM (SELECT %(field)s AS grid_id, count(*) AS number
                          FROM %(table)s WHERE %(where)s GROUP BY 1) AS counted
                  JOIN grid_grid down ON down.id = counted.grid_id
                  JOIN grid_grid up ON up.id IN %(ids)s
                   AND starts_with(down.parent_path, up.parent_path)
                 GROUP BY up.id
                """,
                field=SQL.identifier(query.table, field),
                table=query.from_clause,
                where=query.where_clause or SQL("TRUE"),
                ids=tuple(self.ids),
            )
        )
        return {grid_id: int(number) for grid_id, number in rows}

    @api.model
    @api.private
    @tools.ormcache("root_ids")
    def _subtree_ids(self, root_ids):
        """Ids of the given grids and of all below them, archived ones included.

        :param tuple root_ids: sorted ids
        :return: sorted tuple of ids
        """
        if not root_ids:
            return ()
        self.flush_model(["parent_id", "parent_path"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT down.id
                  FROM grid_grid up
                  JOIN grid_grid down
                    -- a range: an index serves it, unlike LIKE on a pattern that
                    -- is no constant; the character after '/' is '0'
                    ON down.parent_path ~>=~ up.parent_path
                   AND down.parent_path ~<~ (rtrim(up.parent_path, '/') || '0')
                 WHERE up.id IN %s
                 ORDER BY down.id
                """,
                root_ids,
            )
        )
        return tuple(grid_id for (grid_id,) in rows)
