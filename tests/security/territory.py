"""The territory of the security tests, and who holds which post in it.

Beside the small tree of ``GridCase`` it has the neighbours that a careless rule
takes for one's own: a town and a unit grid whose ids begin with the id of ours (3 and
30), and a community whose code says town A while town B runs it.
"""

from odoo.tests import new_test_user

from odoo.addons.grid_base.tests.common import GridCase

from .factories import Maker

POSTS = {
    "worker": ("grid_a11", "grid_worker"),
    "station_head": ("community_a1", "station_head"),
    "town_officer": ("town_a", "town_officer"),
    "manager": ("town_a", "town_head"),
    "department": ("town_a", "department_handler"),
    "administrator": ("city", "administrator"),
    "auditor": ("county", "auditor"),
    "care_officer": ("town_a", "grid_care.grid_role_care_officer"),
    "care_community": ("community_a1", "grid_care.grid_role_care_community"),
    "clinician": ("county", "grid_care.grid_role_clinician"),
    "recipient": ("town_a", "grid_care.grid_role_care_recipient"),
    "mediator": ("town_a", "grid_mediation.grid_role_mediator"),
    "mediation_officer": ("town_a", "grid_mediation.grid_role_mediation_officer"),
}


class TerritoryCase(GridCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.town_prefix = cls.make_prefix_sibling(
            cls.town_a, cls.make_grid("town", "990001003000", cls.county)
        )
        cls.community_prefix = cls.make_grid(
            "community", "990001003001", cls.town_prefix
        )
        cls.grid_prefix = cls.make_prefix_sibling(
            cls.grid_a11, cls.make_grid("unit", None, cls.community_prefix)
        )
        cls.community_coded = cls.make_grid(
            "community", "990001001009", cls.town_b, division_parent_id=cls.town_a.id
        )
        cls.grid_coded = cls.make_grid("unit", None, cls.community_coded)
        cls.inside = cls.grid_a11
        cls.outside = cls.grid_b11 | cls.grid_prefix | cls.grid_coded
        cls.maker = Maker(cls.env)

    @classmethod
    def make_prefix_sibling(cls, grid, sibling):
        """Give a new grid an id that begins with that of another one.

        A large one: the sequence must not run into it.
        """
        digits = next(n for n in (5, 4, 3, 2) if grid.id * 10**n < 2**31)
        free = grid.id * 10**digits
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            UPDATE grid_grid
               SET id = %(new)s,
                   parent_path = replace(parent_path, %(old_step)s, %(new_step)s)
             WHERE id = %(old)s
            """,
            {
                "old": sibling.id,
                "new": free,
                "old_step": f"/{sibling.id}/",
                "new_step": f"/{free}/",
            },
        )
        cls.env.invalidate_all()
        cls.env.registry.clear_cache()
        sibling = sibling.browse(free)
        assert str(sibling.id).startswith(str(grid.id))
        assert sibling.parent_path.endswith(f"/{free}/"), sibling.parent_path
        return sibling

    @classmethod
    def make_login(cls, login):
        """The user of a column of the matrix; the public has none."""
        if login == "public":
            return cls.env.ref("base.public_user")
        if login == "portal":
            groups = "base.group_portal,base.group_allow_export"
            return new_test_user(cls.env, f"matrix_{login}", groups)
        grid, role = POSTS[login]
        # whoever may export at all: the rules have to hold then too
        user = cls.make_user(f"matrix_{login}", getattr(cls, grid), role)
        user.group_ids += cls.env.ref("base.group_allow_export")
        if login == "mediator":
            # on the roster: factories appoint who is posted above the dispute
            staff = cls.env["grid.staff"].search([("user_id", "=", user.id)])
            cls.env["grid.mediator"].create({"staff_id": staff.id})
        return user
