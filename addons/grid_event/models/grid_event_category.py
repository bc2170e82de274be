from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class GridEventCategory(models.Model):
    """What an event is about: a big class, or a small class below one.

    Two levels and no more, as the forms and the reports of the offices have them.
    What a small class leaves open is taken from its big class.
    """

    _name = "grid.event.category"
    _description = "Event Category"
    _order = "sort_key, id"
    _rec_names_search = ["name", "code", "parent_id.name"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    parent_id = fields.Many2one(
        "grid.event.category",
        "Big Class",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('parent_id', '=', False), ('id', '!=', id)]",
    )
    child_ids = fields.One2many("grid.event.category", "parent_id", "Small Classes")
    sequence = fields.Integer(default=1000)
    sort_key = fields.Char(compute="_compute_sort_key", store=True, recursive=True)
    active = fields.Boolean(default=True)
    group = fields.Selection(
        [("safety", "Public Safety"), ("livelihood", "Livelihood")],
        compute="_compute_group",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        recursive=True,
        help="A small class follows its big class when that one changes.",
    )
    stopper_text = fields.Text(
        translate=True,
        help="Shown before the report is sent: whom to call first, such as 110.",
    )
    stopper = fields.Text(
        "Call First",
        compute="_compute_stopper",
        help="The stopper text of this class, or of its big class.",
    )
    question_ids = fields.One2many(
        "grid.event.question", "category_id", "Questions", copy=True
    )
    # handler
    handler_level_id = fields.Many2one(
        "grid.level",
        "Handling Level",
        ondelete="restrict",
        help="The centre or station of this level above the place gets the event.",
    )
    handler_organization_kind_id = fields.Many2one(
        "grid.organization.kind",
        "Handling Kind of Organization",
        ondelete="restrict",
        help="The organization of this kind that covers the place gets the event.",
    )
    handler_organization_id = fields.Many2one(
        "grid.organization",
        "Handling Organization",
        ondelete="restrict",
        help="This organization gets the event, wherever it happened.",
    )
    basis = fields.Char(
        translate=True, help="The document or the list this class comes from."
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "This category code is taken.")
    _handler_check = models.Constraint(
        "CHECK (handler_organization_id IS NULL"
        " OR (handler_level_id IS NULL AND handler_organization_kind_id IS NULL))",
        "Name one organization, or else a level or a kind of organization.",
    )

    @api.constrains("parent_id")
    def _check_two_levels(self):
        """Neither a third level nor a circle."""
        for category in self.filtered("parent_id"):
            below = category.with_context(active_test=False).child_ids
            if category.parent_id.parent_id or below:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot stand under %(parent)s: there are big "
                        "classes and small classes, and no third level.",
                        name=category.name,
                        parent=category.parent_id.name,
                    )
                )

    @api.constrains("parent_id", "active")
    def _check_parent_active(self):
        for category in self:
            parent = category.parent_id
            if category.active and parent and not parent.active:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be in use: its big class %(parent)s is "
                        "archived.",
                        name=category.name,
                        parent=parent.name,
                    )
                )

    @api.depends("sequence", "parent_id.sort_key")
    def _compute_sort_key(self):
        """Every big class is followed by its small ones."""
        for category in self:
            above = category.parent_id.sort_key or ""
            # digits of one length: they sort alike in every collation
            place = f"{max(category.sequence, 0):09d}{category._origin.id or 0:09d}"
            category.sort_key = above + place

    @api.depends("parent_id.group")
    def _compute_group(self):
        for category in self:
            category.group = category.parent_id.group or category.group or "livelihood"

    @api.depends("stopper_text", "parent_id.stopper_text")
    @api.depends_context("lang")
    def _compute_stopper(self):
        for category in self:
            category.stopper = category.stopper_text or category.parent_id.stopper_text

    @api.depends("name", "parent_id.name")
    @api.depends_context("lang", "hierarchical_naming")
    def _compute_display_name(self):
        """With the big class, except where the view shows the tree itself."""
        named_in_tree = not self.env.context.get("hierarchical_naming", True)
        for category in self:
            parent = category.parent_id
            if parent and not named_in_tree:
                category.display_name = f"{parent.name} / {category.name}"
            else:
                category.display_name = category.name

    def write(self, vals):
        res = super().write(vals)
        if "parent_id" in vals:
            self.env["grid.time.limit"]._rules_changed()
        if "active" in vals and not vals["active"]:
            # a big class takes its small classes along
            self.child_ids.active = False
        return res

    def copy_data(self, default=None):
        default = default or {}
        return [
            {
                **vals,
                "name": default.get("name") or self.env._("%s (copy)", category.name),
                "code": default.get("code") or category._free_code(),
            }
            for category, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def _free_code(self):
        number = 1
        categories = self.with_context(active_test=False)
        while categories.search_count([("code", "=", f"{self.code}-{number}")]):
            number += 1
        return f"{self.code}-{number}"

    @api.private
    def _questions(self):
        """What is asked about an event: for the big class, then for its own."""
        asked, _required = self._question_ids(self._origin.id)
        return self.env["grid.event.question"].browse(asked)

    @api.private
    def _required_questions(self):
        """Those of them that must be answered."""
        _asked, required = self._question_ids(self._origin.id)
        return self.env["grid.event.question"].browse(required)

    @api.model
    @tools.ormcache("category_id")
    def _question_ids(self, category_id):
        """Ids of what is asked and of what must be answered, from memory."""
        # sudo: what is asked is the same for all, whoever asks first
        category = self.sudo().browse(category_id)
        asked = category.parent_id.question_ids + category.question_ids
        return asked._ids, asked.filtered("required")._ids
