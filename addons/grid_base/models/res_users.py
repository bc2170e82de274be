from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import transaction
from ..tools.clock import local_today

LIVE = "grid_base.live_postings"


class ResUsers(models.Model):
    _inherit = "res.users"

    grid_staff_ids = fields.One2many(
        "grid.staff",
        "user_id",
        "Staff Record",
        groups="grid_base.group_grid_admin,base.group_system",
    )

    @api.private
    def _grid_live_postings(self):
        """The postings of the user in force today.

        Read once in a transaction, straight from the table: no cache of another
        process can be behind.

        :return: sorted tuple of (grid id, role id)
        """
        self.ensure_one()
        today = local_today(self.env)
        cache = transaction.kept(self.env.cr, LIVE)
        key = self.id, today
        if key not in cache:
            self.env["grid.posting"].flush_model()
            self.env["grid.staff"].flush_model(["user_id", "active"])
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT posting.grid_id, posting.role_id
                      FROM grid_posting posting
                      JOIN grid_staff staff ON staff.id = posting.staff_id
                     WHERE staff.user_id = %(user)s AND staff.active
                       AND posting.date_from <= %(today)s
                       AND (posting.date_to IS NULL OR posting.date_to >= %(today)s)
                     ORDER BY 1, 2
                    """,
                    user=self.id,
                    today=today,
                )
            )
            cache[key] = tuple(rows)
        return cache[key]

    @api.private
    def _grid_scope(self, group_xmlid):
        """Ids of the grids in which the user holds a group, subtrees included.

        For record rules: ``[('grid_id', 'in', grid_scope('module.group'))]``. A user
        without a posting that grants the group gets an empty list, which is nobody.
        """
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(
            group_xmlid, raise_if_not_found=True
        )
        return list(self._grid_scope_of_group(group_id))

    @api.private
    def _grid_scope_of_group(self, group_id):
        """The same for the id of a group, as a sorted tuple."""
        return self._grid_expand_scope(self._grid_live_postings(), group_id)

    @api.private
    def _grid_scope_roots(self, group_xmlid="grid_base.group_grid_worker"):
        """The highest grids of the scope: defaults, search panels, report headers."""
        scope = self._grid_scope(group_xmlid)
        # sudo: the scope itself is the permission
        grids = self.env["grid.grid"].sudo().browse(scope)
        inside = set(scope)
        roots = grids.filtered(lambda grid: grid.parent_id.id not in inside)
        return roots.sudo(False)

    @api.model
    @tools.ormcache("postings", "group_id")
    def _grid_expand_scope(self, postings, group_id):
        # sudo: called while rules are being worked out, so rules cannot apply yet
        roles = self.env["grid.role"].sudo().browse({role for _, role in postings})
        granting = {
            role.id for role in roles if group_id in role.group_ids.all_implied_ids.ids
        }
        roots = {grid for grid, role in postings if role in granting}
        return self.env["grid.grid"]._subtree_ids(tuple(sorted(roots)))

    @api.private
    def _grid_postings_changed(self):
        """Apply what postings now give: scope at once, groups at once."""
        self._grid_forget_postings()
        self._grid_sync_groups()

    def _grid_forget_postings(self):
        transaction.kept(self.env.cr, LIVE).clear()

    @api.private
    def _grid_sync_groups(self):
        """Give each user exactly the groups their live postings grant.

        Groups that no role grants are left alone; so is the administrator's group
        of those who may change Odoo's settings anyway.

        :return: users whose groups were changed
        """
        # sudo: groups follow from postings, whoever changed the posting
        users = self.sudo().exists().filtered(lambda user: not user.share)
        roles = self.env["grid.role"].sudo().with_context(active_test=False).search([])
        managed = roles.group_ids
        admin = self.env.ref("grid_base.group_grid_admin")
        groups_of_role = {role.id: role.group_ids for role in roles}
        changed = users.browse()
        for user in users:
            granted = managed.browse()
            for _grid_id, role_id in user._grid_live_postings():
                granted |= groups_of_role[role_id]
            kept = admin if user.has_group("base.group_system") else managed.browse()
            held = user.group_ids & managed
            if held - kept != granted - kept:
                user.group_ids = user.group_ids - (managed - kept) | granted
                changed |= user
        return changed

    @api.model
    def _grid_cron_sync_groups(self):
        """Nightly: postings that began or ended by their date change no row."""
        self.search(Domain("grid_staff_ids", "!=", False))._grid_sync_groups()
        self.env["grid.posting"]._follow_begun()
