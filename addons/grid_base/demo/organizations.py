"""Departments, courts, stations, hospitals, mediation bodies, chambers of the demo."""


def load_organizations(city):
    """Create them all; :return: dict of key to organization"""
    kinds = {
        kind.code: kind.id for kind in city.env["grid.organization.kind"].search([])
    }
    rows = city.read_csv("grid_base/demo/organizations.csv")
    made = city.env["grid.organization"].create(
        [
            dict(
                _details(city, kinds, row["kind"], city.grids[row["seat"]]),
                name=row["name"],
                short_name=row["short_name"],
                former_names=row["former_names"],
            )
            for row in rows
        ]
    )
    by_key = {row["key"]: one for row, one in zip(rows, made, strict=True)}
    for row in rows:
        if row["parent"]:
            by_key[row["key"]].parent_id = by_key[row["parent"]]
    _load_town_organizations(city, kinds)
    return by_key


def _load_town_organizations(city, kinds):
    templates = city.read_csv("grid_base/demo/town_organizations.csv")
    city.env["grid.organization"].create(
        [
            dict(
                _details(city, kinds, template["kind"], town),
                name=template["name"] % town.name,
                short_name=template["short_name"] % town.name,
            )
            for town in city.grids_of_level("town")
            for template in templates
        ]
    )


def _details(city, kinds, kind, seat):
    """Kind and seat are what they are; contact, phone and address are invented.

    Without credit code: a valid one might be somebody's.
    """
    return {
        "kind_id": kinds[kind],
        "grid_id": seat.id,
        "contact_name": city.person_name()[0],
        "phone": city.office_phone(),
        "address": city.words["office_address"] % seat.name,
    }


def auxiliary_homes(city, organizations):
    """The departments that lend auxiliary staff, each as often as it sends people."""
    rows = city.read_csv("grid_base/demo/organizations.csv")
    return [
        (organizations[row["key"]], int(row["weight"])) for row in rows if row["weight"]
    ]
