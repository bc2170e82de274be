"""Routing rules of the demo: the micro-grid of Licheng, the county centre of Hanjiang.

Which department gets what is invented; that citizens write to six towns and eleven
departments directly, and that the departments of Hanjiang sit in its centre, is of the
published case.
"""

MICRO_GRID = (
    ("gongan", "02"),
    ("chengguan", "0611"),
    ("huanbao", "0612"),
    ("nongye", "0610"),
    ("weiji", "0604"),
    ("zhujian", "0406"),
    ("shuili", "0105"),
    ("guotu", "05"),
    ("jiaotong", "07"),
    ("anjian", "08"),
    ("shichang", "09"),
)
CENTRES = (
    # name, place, level, category, urgency
    ("特急事件直达县区中心", "city", "county", None, "03"),
    ("涵江食品药品事件由区中心审核派单", "hanjiang", "county", "09", None),
    ("涵江两违由区中心审核派单", "hanjiang", "county", "05", None),
    ("涵江安全生产由区中心审核派单", "hanjiang", "county", "0104", None),
    ("龙桥市容由街道中心派单", "longqiao", "town", "0611", None),
    ("龙桥道路破损由街道中心派单", "longqiao", "town", "0704", None),
)


def load_rules(city, cast):
    """Create, try and put in force."""
    licheng = city.grids[city.places["licheng"]]
    wechat = city.code("channel", "05")
    vals_list = []
    for name, place, level, category, urgency in CENTRES:
        vals_list.append(
            {
                "name": name,
                "grid_id": city.grids[city.places[place]].id,
                "category_id": category and city.categories[category].id,
                "urgency_id": urgency and city.code("urgency", urgency),
                "target_kind": "level",
                "level_id": city.level(level).id,
            }
        )
    for key, category in MICRO_GRID:
        department = cast.departments[key, licheng]
        vals_list.append(
            {
                "name": f"荔城微网格 → {department.short_name}",
                "grid_id": licheng.id,
                "category_id": city.categories[category].id,
                "channel_id": wechat,
                "target_kind": "organization",
                "organization_id": department.id,
            }
        )
    vals_list.append(
        {
            "name": "荔城微网格 → 镇街中心",
            "grid_id": licheng.id,
            "channel_id": wechat,
            "target_kind": "level",
            "level_id": city.level("town").id,
        }
    )
    rules = city.env["grid.routing.rule"].create(
        [dict(vals, sequence=10 * at) for at, vals in enumerate(vals_list, start=1)]
    )
    for rule in rules:
        rule.action_try()
    rules.action_put_in_force()
    return rules
