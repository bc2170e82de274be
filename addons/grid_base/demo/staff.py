"""Staff of the demo city and their postings, as many as the published case has."""

from datetime import timedelta

from .organizations import auxiliary_homes

GRID_WORKERS = 2062
PATROL = 1645
AUXILIARY = 893
XIALIN_PATROL = 11
OFFICIALS = {
    "city": ("city_head", "city_officer", "city_officer", "administrator", "auditor"),
    "county": ("county_head", "county_officer", "county_officer"),
    "town": ("town_head", "town_officer"),
    "community": ("station_head",),
}


def load_staff(city, organizations):
    people = [
        *_officials(city),
        *_grid_workers(city),
        *_patrol_inspectors(city),
        *_auxiliaries(city, organizations),
        *_handlers(city, organizations),
    ]
    staff = _create_staff(city, people)
    _create_postings(city, people, staff)
    _appoint_heads(city, people, staff)


def _person(city, category, role, grids, title=None, **values):
    """What to create for one member of staff: values and posts, main post first."""
    name, sex = city.person_name()
    titles = city.words["titles"]
    vals = {
        "name": name,
        "sex": sex,
        "category": category,
        "grid_id": grids[0].id,
        "job_title": titles[title or category],
        "phone": city.mobile_phone(),
        **values,
    }
    return {"vals": vals, "role": role, "grids": grids}


def _officials(city):
    for level, roles in OFFICIALS.items():
        for grid in city.grids_of_level(level):
            for role in roles:
                yield _person(city, "official", role, [grid], title=role)
    xialin = city.grids[city.places["xialin"]]
    yield _person(city, "official", "station_officer", [xialin], "station_officer")


def _communities(city):
    """Xialin by itself, and the other communities with their unit grids."""
    xialin = city.places["xialin"]
    units = {grid.code: [] for grid in city.grids_of_level("community")}
    for grid in city.grids_of_level("unit"):
        units[grid.code[:12]].append(grid)
    return units.pop(xialin), units


def _grid_workers(city):
    """Every unit grid has one; some look after two or three grids."""
    in_xialin, others = _communities(city)
    yield from (_grid_worker(city, [grid]) for grid in in_xialin)
    # a place for each grid beyond the first of a community, some of them filled
    spare = [code for code, grids in others.items() for _ in grids[1:]]
    workers = dict.fromkeys(others, 1)
    for code in city.random.sample(spare, GRID_WORKERS - len(in_xialin) - len(workers)):
        workers[code] += 1
    for code, grids in others.items():
        for first in range(workers[code]):
            yield _grid_worker(city, grids[first :: workers[code]])


def _grid_worker(city, grids):
    category = city.random.choices(("full_time", "part_time"), (2, 3))[0]
    return _person(city, category, "grid_worker", grids)


def _patrol_inspectors(city):
    """They patrol whole communities."""
    _in_xialin, others = _communities(city)
    weights = [len(grids) for grids in others.values()]
    counts = city.spread(PATROL - XIALIN_PATROL, len(others), 1, weights)
    numbers = dict(zip(others, counts, strict=True))
    numbers[city.places["xialin"]] = XIALIN_PATROL
    for code, number in numbers.items():
        for _ in range(number):
            yield _person(city, "patrol", "patrol_inspector", [city.grids[code]])


def _auxiliaries(city, organizations):
    """Those of Hanjiang, pooled to its centres and stations."""
    homes, weights = zip(*auxiliary_homes(city, organizations), strict=True)
    prefix = city.places["hanjiang"][:6]
    places = [
        *city.grids_of_level("county", prefix) * 60,
        *city.grids_of_level("town", prefix) * 20,
        *city.grids_of_level("community", prefix) * 2,
    ]
    for _ in range(AUXILIARY):
        yield _person(
            city,
            "auxiliary",
            "auxiliary",
            [city.random.choice(places)],
            home_organization_id=city.random.choices(homes, weights)[0].id,
        )


def _handlers(city, organizations):
    """Hanjiang's departments have somebody in the county centre."""
    hanjiang = city.grids[city.places["hanjiang"]]
    for home, _weight in auxiliary_homes(city, organizations):
        yield _person(
            city,
            "official",
            "department_handler",
            [hanjiang],
            title="department_handler",
            home_organization_id=home.id,
        )


def _create_staff(city, people):
    sequence = city.env.ref("grid_base.sequence_grid_staff")
    first = sequence.number_next_actual
    for number, person in enumerate(people, start=first):
        person["vals"]["staff_number"] = sequence.get_next_char(number)
    sequence.number_next = first + len(people)
    return city.env["grid.staff"].create([person["vals"] for person in people])


def _create_postings(city, people, staff):
    roles = {code: city.role(code).id for code in {person["role"] for person in people}}
    city.env["grid.posting"].create(
        [
            {
                "staff_id": one.id,
                "grid_id": grid.id,
                "role_id": roles[person["role"]],
                "is_main": at == 0,
                "date_from": city.today - timedelta(days=city.random.randint(90, 900)),
            }
            for person, one in zip(people, staff, strict=True)
            for at, grid in enumerate(person["grids"])
        ]
    )


def _appoint_heads(city, people, staff):
    leading = {"city_head", "county_head", "town_head", "station_head", "grid_worker"}
    for person, one in zip(people, staff, strict=True):
        if person["role"] in leading:
            for grid in person["grids"]:
                grid.head_id = one
