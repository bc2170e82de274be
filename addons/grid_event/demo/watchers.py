"""What those who lead keep an eye on."""

from odoo.fields import Command

WATCHED = {
    # login, how many
    "leader": 12,
    "city_head": 8,
    "city_officer": 8,
    "county_officer": 6,
    "town_head": 4,
    "town_officer": 4,
    "station_head": 4,
}


def load_watchers(city):
    """Returned, urgent and late events in their own area."""
    city.restart(20171201)
    events = city.env["grid.event"]
    for login, count in WATCHED.items():
        user = city.env["res.users"].search([("login", "=", login)])
        grid = user.grid_staff_ids.current_posting_ids.grid_id[:1]
        found = events.search(
            [
                ("grid_id", "child_of", grid.id),
                ("state", "not in", ("draft", "archived", "void")),
                "|",
                ("return_count", ">", 0),
                "|",
                ("urgency_id.code", "!=", "01"),
                ("is_overdue", "=", True),
            ]
        )
        chosen = city.random.sample(found.ids, min(count, len(found)))
        events.browse(chosen).write({"watcher_ids": [Command.link(user.id)]})
