from .common import GridCase

MAN = "350302199001010017"
WOMAN = "350322196502281028"
OTHER_WOMAN = "350304198811154328"
FAMOUS = "11010519491231002X"
LIN = "林淑端"


class PeopleCase(GridCase):
    """Two houses with a household each, in grids of two towns; people posted there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.make_user("people_worker", cls.grid_a11, "grid_worker")
        cls.officer = cls.make_user(
            "people_officer", cls.community_a1, "station_officer"
        )
        cls.other_worker = cls.make_user("people_other", cls.grid_b11, "grid_worker")
        cls.house = cls.make_house(cls.grid_a11, street="荔园路", street_number="12")
        cls.other_house = cls.make_house(cls.grid_b11, street="文献路")
        cls.household = cls.env["grid.household"].create(
            {"house_id": cls.house.id, "number": "H-1"}
        )
        cls.other_household = cls.env["grid.household"].create(
            {"house_id": cls.other_house.id, "number": "H-2"}
        )

    @classmethod
    def make_house(cls, grid, **values):
        return cls.env["grid.house"].create({"grid_id": grid.id, **values})

    @classmethod
    def make_resident(cls, name=LIN, household=None, **values):
        if household is None and not {"grid_id", "house_id"} & values.keys():
            household = cls.household
        if household:
            values["household_id"] = household.id
        return cls.env["grid.resident"].create({"name": name, **values})

    @classmethod
    def code(cls, table, code):
        return cls.env["grid.code"].search([("table", "=", table), ("code", "=", code)])
