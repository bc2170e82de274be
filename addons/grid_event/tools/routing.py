"""Which desk an event goes to: rules in their order, then defaults, then the station.

Pure: what has to be read from the database comes in. The rules and the staff on duty
are read once, whether one event is routed or five hundred are tried.
"""

from typing import NamedTuple

LEVEL = "level"
NODE = "node"
ORGANIZATION = "organization"
ORGANIZATION_KIND = "organization_kind"

ANY_DAY = "any"
WORKING_DAYS = "working"
FREE_DAYS = "free"
WEEKDAYS = "weekdays"


class Target(NamedTuple):
    """Whom a rule or a category names; ``id`` is of a record of that kind."""

    kind: str
    id: int


class Rule(NamedTuple):
    id: int
    sequence: int
    target: Target
    grid_id: int | None = None
    category_id: int | None = None
    urgency_id: int | None = None
    channel_id: int | None = None
    days: str = ANY_DAY
    weekdays: frozenset = frozenset()
    hour_from: float = 0.0
    hour_to: float = 0.0


class Category(NamedTuple):
    parent_id: int | None
    targets: tuple


class Facts(NamedTuple):
    """What the rules ask of an event."""

    path: tuple
    """Ids of the grids from the place up to the city."""
    categories: tuple
    """The category and the one above it."""
    urgency_id: int | None
    channel_id: int | None
    local: object
    """When it was reported, by the clock of the city."""


class Organization(NamedTuple):
    """One that is active and has a working login."""

    id: int
    kind_id: int
    grid_id: int


class Duty(NamedTuple):
    """Who is there to receive: the staffed grids, the organizations by id."""

    staffed: frozenset
    organizations: dict


class Route(NamedTuple):
    node_id: int | None
    organization_id: int | None = None
    rule_id: int | None = None
    skipped: tuple = ()
    """Rules that matched before, with nobody there to receive."""


def matches(rule, facts, works):
    """Whether a rule is about an event.

    :param works: function telling whether a day is worked
    """
    return (
        (not rule.grid_id or rule.grid_id in facts.path)
        and (not rule.category_id or rule.category_id in facts.categories)
        and (not rule.urgency_id or rule.urgency_id == facts.urgency_id)
        and (not rule.channel_id or rule.channel_id == facts.channel_id)
        and holds_at(rule, facts.local, works)
    )


def holds_at(rule, local, works):
    """Whether a rule holds at a moment by the clock of the city.

    A window over midnight belongs to the day on which it began: "Friday 22:00 to
    6:00" holds on Saturday at two.
    """
    hour = local.hour + local.minute / 60 + local.second / 3600
    ordinal = local.toordinal()
    first, last = rule.hour_from, rule.hour_to
    if first < last and not first <= hour < last:
        return False
    if first > last:
        if last <= hour < first:
            return False
        if hour < last:
            ordinal -= 1
    day = local.date().fromordinal(ordinal)
    if rule.days == WEEKDAYS:
        return day.weekday() in rule.weekdays
    if rule.days == ANY_DAY:
        return True
    return works(day) == (rule.days == WORKING_DAYS)


class Router:
    """Routes events through a tree by rules and by the defaults of categories."""

    def __init__(self, territory, rules, categories, works):
        self.territory = territory
        self.rules = sorted(rules, key=lambda rule: (rule.sequence, rule.id))
        self.categories = categories
        self.works = works

    def lineage(self, category_id):
        """A category and the one above it."""
        category = self.categories.get(category_id)
        above = category and category.parent_id
        return tuple(filter(None, (category_id, above)))

    def targets(self, facts):
        """Whom an event may go to, in order: pairs of rule (or None) and target."""
        found = [
            (rule.id, rule.target)
            for rule in self.rules
            if matches(rule, facts, self.works)
        ]
        for category_id in facts.categories:
            category = self.categories.get(category_id)
            if category and category.targets:
                # a small class that names a handler does not want that of its big class
                found += [(None, target) for target in category.targets]
                break
        return found

    def asked(self, events):
        """What must be known of who is on duty to route these events.

        :return: ids of grids, of organizations and of kinds of organizations
        """
        named = {
            LEVEL: set(),
            NODE: set(),
            ORGANIZATION: set(),
            ORGANIZATION_KIND: set(),
        }
        for facts in events:
            for _rule, target in self.targets(facts):
                named[target.kind].add(target.id)
        places = set().union(*(facts.path for facts in events))
        return places | named[NODE], named[ORGANIZATION], named[ORGANIZATION_KIND]

    def route(self, facts, duty):
        """Where an event goes: never nowhere, as long as there is a city."""
        skipped = []
        for rule_id, target in self.targets(facts):
            node_id, organization_id = self.receiver(facts, target, duty)
            if node_id:
                return Route(node_id, organization_id, rule_id, tuple(skipped))
            skipped += [rule_id] if rule_id else []
        return Route(self.station(facts, duty), skipped=tuple(skipped))

    def receiver(self, facts, target, duty):
        """The receiver as (node, organization); twice None if nobody is there."""
        if target.kind in (LEVEL, NODE):
            node_id = target.id
            if target.kind == LEVEL:
                sequence = self.territory.levels[target.id]
                node_id = self.territory.at_level(facts.path, sequence)
            return (node_id if node_id in duty.staffed else None), None
        organization = self.organization(facts, target, duty)
        if not organization:
            return None, None
        return self.centre(facts, organization, duty), organization.id

    def organization(self, facts, target, duty):
        if target.kind == ORGANIZATION:
            return duty.organizations.get(target.id)
        near = {grid_id: distance for distance, grid_id in enumerate(facts.path)}
        return min(
            (
                organization
                for organization in duty.organizations.values()
                if organization.kind_id == target.id and organization.grid_id in near
            ),
            key=lambda organization: (near[organization.grid_id], organization.id),
            default=None,
        )

    def centre(self, facts, organization, duty):
        """Who holds an event that a department handles: the centre of its level."""
        seat = self.territory.nodes.get(organization.grid_id)
        above = [
            grid_id
            for grid_id in self.offices(facts)
            if not seat or self.territory.nodes[grid_id].sequence <= seat.sequence
        ]
        return self.first_staffed(above, facts, duty)

    def station(self, facts, duty):
        return self.first_staffed(self.offices(facts), facts, duty)

    def offices(self, facts):
        """The stations and centres on the way up: unit grids have no office."""
        nodes = self.territory.nodes
        return [grid_id for grid_id in facts.path if nodes[grid_id].kind != "unit"]

    def first_staffed(self, grid_ids, facts, duty):
        staffed = (grid_id for grid_id in grid_ids if grid_id in duty.staffed)
        place = facts.path[0] if facts.path else None
        return next(staffed, None) or self.territory.top(place)
