from odoo.tests import TransactionCase, new_test_user

from ..tools.clock import local_today


def as_after_a_commit(env):
    """Let shared caches be read as in a transaction that has changed nothing."""
    env.flush_all()
    env.cr.postcommit.data.clear()


class GridCase(TransactionCase):
    """A small territory of its own, with people posted in it.

    One city, one county, towns A and B; community A1 with unit grids a11 and a12,
    community A2 with a21, community B1 with b11.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        # tests read messages in English; a city that speaks Chinese alone may not
        cls.env["res.lang"]._activate_lang("en_US")
        cls.today = local_today(cls.env)
        cls.city = cls.make_grid("city", "990000000000")
        cls.county = cls.make_grid("county", "990001000000", cls.city)
        cls.town_a = cls.make_grid("town", "990001001000", cls.county)
        cls.town_b = cls.make_grid("town", "990001002000", cls.county)
        cls.community_a1 = cls.make_grid("community", "990001001001", cls.town_a)
        cls.community_a2 = cls.make_grid("community", "990001001002", cls.town_a)
        cls.community_b1 = cls.make_grid("community", "990001002001", cls.town_b)
        cls.grid_a11 = cls.make_grid("unit", None, cls.community_a1)
        cls.grid_a12 = cls.make_grid("unit", None, cls.community_a1)
        cls.grid_a21 = cls.make_grid("unit", None, cls.community_a2)
        cls.grid_b11 = cls.make_grid("unit", None, cls.community_b1)

    @classmethod
    def make_grid(cls, level, code, parent=None, **values):
        values.setdefault("name", f"Test {level} {code or ''}".strip())
        return cls.env["grid.grid"].create(
            {
                "level_id": cls.env.ref(f"grid_base.grid_level_{level}").id,
                "code": code,
                "parent_id": parent and parent.id,
                **values,
            }
        )

    @classmethod
    def make_staff(cls, name, grid, **values):
        return cls.env["grid.staff"].create(
            {"name": name, "grid_id": grid.id, **values}
        )

    @classmethod
    def make_posting(cls, staff, grid, role, **values):
        # of this addon, or named in full
        name = role if "." in role else f"grid_base.grid_role_{role}"
        return cls.env["grid.posting"].create(
            {
                "staff_id": staff.id,
                "grid_id": grid.id,
                "role_id": cls.env.ref(name).id,
                "date_from": cls.today,
                **values,
            }
        )

    @classmethod
    def make_user(cls, login, grid=None, role=None, **values):
        """A login of an ordinary employee; posted if a grid and a role are given."""
        user = new_test_user(
            cls.env, login, "base.group_user", tz="Asia/Shanghai", lang="en_US"
        )
        if role:
            staff = cls.make_staff(login, grid, user_id=user.id, **values)
            cls.make_posting(staff, grid, role)
        return user
