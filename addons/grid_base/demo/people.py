"""Houses, households and residents in the places of the published case."""

from .families import DEMO_REGION, Families
from .territory import is_urban, short_name

CODES = {
    "relation": "relation_id",
    "ethnicity": "ethnicity_id",
    "marital": "marital_id",
    "political": "political_id",
    "education": "education_id",
    "consistency": "consistency_id",
    "inflow_reason": "inflow_reason_id",
    "dwelling_type": "dwelling_type_id",
    "left_behind_type": "left_behind_type_id",
}
TWICE = 900
"""One in so many people is recorded twice."""
SHARED = 0.1
"""How many households live in the house of another."""


def load_people(city):
    families = Families(city.random, city.words, DEMO_REGION)
    homes = [
        home
        for place in city.words["people"]
        for grid in city.grids_of_level("unit", place["below"])
        for home in _homes(city, families, grid, place)
    ]
    _create(city, homes)


def street_of(city, grid):
    """The street or village in which a unit grid lies."""
    community = grid.parent_id
    if not is_urban(community):
        return short_name(city, community.name)
    streets = city.words["streets"]
    return streets[int(grid.code[9:15]) % len(streets)]


def _homes(city, families, grid, place):
    """The homes of one unit grid, each with one household or more."""
    street, urban = street_of(city, grid), is_urban(grid.parent_id)
    serial = int(grid.code[12:])
    homes = []
    for _ in range(place["households"]):
        members = families.family(place["floating"], place["left_behind"])
        if homes and city.random.random() < SHARED:
            homes[-1]["families"].append(members)
            continue
        house = families.house(urban, street, serial, len(homes))
        homes.append({"grid": grid, "house": house, "families": [members]})
    return homes


def _create(city, homes):
    code = city.env["grid.code"]._id_of
    houses = city.env["grid.house"].create([_house(code, home) for home in homes])
    families = [
        (house, home["grid"], members)
        for house, home in zip(houses, homes, strict=True)
        for members in home["families"]
    ]
    households = city.env["grid.household"].create(
        [
            {
                "house_id": house.id,
                "grid_id": grid.id,
                "number": f"{grid.code[6:]}{at:05d}",
                "registration": members[0]["population_type"],
            }
            for at, (house, grid, members) in enumerate(families, start=1)
        ]
    )
    residents = city.env["grid.resident"].create(
        [
            dict(
                resident_vals(code, member),
                grid_id=household.grid_id.id,
                house_id=household.house_id.id,
                household_id=household.id,
            )
            for household, (_house, _grid, members) in zip(
                households, families, strict=True
            )
            for member in members
        ]
    )
    _record_twice(residents)


def _record_twice(residents):
    """Some people stand in two grids, the second time without identity number."""
    residents.create(
        [
            {
                "name": resident.name,
                "birth_date": resident.birth_date_true,
                "sex_id": resident.sex_id.id,
                "phone": resident.phone_true,
                "grid_id": resident.grid_id.parent_id.child_ids[-1:].id,
                "population_type": "floating",
            }
            for resident in residents[::TWICE]
            if resident.phone_true
        ]
    )


def _house(code, home):
    rented = home["families"][0][0]["population_type"] == "floating"
    return dict(
        home["house"],
        grid_id=home["grid"].id,
        building_use_id=code("building_use", "01"),
        is_rented=rented,
        rental_use_id=code("rental_use", "02") if rented else False,
    )


def resident_vals(code, member):
    """What to create for a drawn member: codes become ids."""
    vals = {name: value for name, value in member.items() if name not in CODES}
    del vals["sex"], vals["birth_date"]  # the identity number says both
    vals.update(
        (field, code(table, member[table]))
        for table, field in CODES.items()
        if member.get(table)
    )
    return vals
