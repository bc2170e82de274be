"""The tree of the demo city: real divisions, invented unit grids and figures."""

import json

from shapely.geometry import box, mapping
from shapely.ops import unary_union

UNIT_GRIDS = 2408
XIALIN_GRIDS = 21


def load_territory(city):
    _load_divisions(city)
    units = _draw_units(city)
    figures = _roll_up(city, units)
    boxes = _draw_boxes(city, units, figures)
    _complete_divisions(city, figures, boxes)
    _create_units(city, units, boxes)
    city.env.company.name = city.grids[city.places["city"]].office_name


def _load_divisions(city):
    importer = city.env["grid.division.import"]
    rows = city.read_csv("grid_base/data/divisions/putian.csv")
    plan = importer._plan([dict(row, row=at) for at, row in enumerate(rows, start=2)])
    importer._apply(plan)
    grids = city.env["grid.grid"].search([("code", "in", [r["code"] for r in rows])])
    city.grids = {grid.code: grid for grid in grids}


def is_urban(grid):
    """Neighbourhood committees have the numbers below 200, villages those above."""
    return int(grid.code[9:12]) < 200


def _draw_units(city):
    """Unit grids by community code, each with its invented figures."""
    chance, xialin = city.random, city.places["xialin"]
    communities = city.grids_of_level("community")
    others = [grid for grid in communities if grid.code != xialin]
    weights = [
        chance.lognormvariate(0, 0.6) * (2.5 if is_urban(grid) else 1)
        for grid in others
    ]
    counts = city.spread(UNIT_GRIDS - XIALIN_GRIDS, len(others), 1, weights)
    numbers = {grid.code: count for grid, count in zip(others, counts, strict=True)}
    numbers[xialin] = XIALIN_GRIDS
    return {
        grid.code: [_draw_unit(city, is_urban(grid)) for _ in range(numbers[grid.code])]
        for grid in communities
    }


def _draw_unit(city, urban):
    chance = city.random
    households = chance.randint(320, 520) if urban else chance.randint(180, 420)
    return {
        "area": round(
            chance.uniform(0.08, 0.4) if urban else chance.uniform(0.8, 3), 4
        ),
        "household_count": households,
        "population": round(households * chance.uniform(2.8, 3.8)),
    }


def _roll_up(city, units):
    """The figures of every division, summed from its unit grids."""
    figures = {
        code: {"area": 0.0, "household_count": 0, "population": 0}
        for code in city.grids
    }
    for code, drawn in units.items():
        grid = city.grids[code]
        while grid:
            total = figures[grid.code]
            for unit in drawn:
                for key, value in unit.items():
                    total[key] = round(total[key] + value, 4)
            grid = grid.parent_id
    return figures


def _draw_boxes(city, units, figures):
    """A rectangle for each grid, inside its parent's and beside its neighbours'.

    Plainly invented: no boundary of Putian is a rectangle. As the standard asks, the
    serials of unit grids run from west to east and from north to south.
    """
    boxes = {}
    children = {}
    for code, grid in sorted(city.grids.items()):
        children.setdefault(grid.parent_id.code, []).append(code)

    def divide(code, area):
        boxes[code] = area
        below = children.get(code, [])
        for child, part in _tile(area, below, [figures[c]["area"] for c in below]):
            divide(child, part)
        serials = [(code, serial) for serial in range(len(units.get(code, ())))]
        areas = [unit["area"] for unit in units.get(code, ())]
        boxes.update(_tile(area, serials, areas))

    for prefix, area in city.words["county_boxes"].items():
        divide(prefix.ljust(12, "0"), tuple(area))
    return boxes


def _tile(area, keys, weights):
    """Cut a rectangle among keys in proportion to weights, always across its length."""
    if len(keys) <= 1:
        return [(key, area) for key in keys]
    west, south, east, north = area
    total, half, cut = sum(weights), 0, 0
    while cut < len(keys) - 1 and (not cut or half + weights[cut] <= total / 2):
        half += weights[cut]
        cut += 1
    part = half / total
    if east - west >= north - south:
        line = round(west + (east - west) * part, 6)
        first, second = (west, south, line, north), (line, south, east, north)
    else:
        line = round(north - (north - south) * part, 6)
        first, second = (west, line, east, north), (west, south, east, line)
    return _tile(first, keys[:cut], weights[:cut]) + _tile(
        second, keys[cut:], weights[cut:]
    )


def _geojson(shape):
    return json.dumps(mapping(shape))


def short_name(city, name):
    """A community as people call it: without the committee in its name."""
    for suffix in city.words["suffixes"]:
        if name.endswith(suffix) and name != suffix:
            kind = "village" if suffix == city.words["suffixes"][-1] else "community"
            stem = name[: -len(suffix)]
            word = city.words[f"{kind}_short"]
            return stem if stem.endswith(word) else stem + word
    return name


def _complete_divisions(city, figures, boxes):
    offices = city.words["offices"]
    for code, grid in sorted(city.grids.items()):
        if code in boxes:
            shape = box(*boxes[code])
        else:
            shape = unary_union([box(*area) for area in _county_boxes(city)])
        name = short_name(city, grid.name)
        grid.write(
            dict(
                figures[code],
                office_name=offices[grid.level_id.code] % name,
                office_address=city.words["office_address"] % name,
                office_phone=city.office_phone(),
                boundary=_geojson(shape),
            )
        )


def _county_boxes(city):
    return city.words["county_boxes"].values()


def _create_units(city, units, boxes):
    level = city.level("unit")
    vals_list = []
    for code, drawn in units.items():
        for serial, unit in enumerate(drawn):
            vals_list.append(
                dict(
                    unit,
                    name=city.words["unit"] % (serial + 1),
                    code=f"{code}{serial + 1:03d}",
                    level_id=level.id,
                    parent_id=city.grids[code].id,
                    boundary=_geojson(box(*boxes[code, serial])),
                )
            )
    grids = city.env["grid.grid"].create(vals_list)
    city.grids.update((grid.code, grid) for grid in grids)
