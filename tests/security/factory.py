"""What a factory is, and who makes records with it."""

from dataclasses import dataclass, field
from itertools import count


@dataclass
class Factory:
    """``values`` for a create by anybody, and a harmless ``change`` for a write."""

    values: callable = None
    change: dict = field(default_factory=dict)
    make: callable = None
    """Instead of ``values`` for what is not created by its own model."""
    own: callable = None
    """Makes one that belongs to a user, where the user does not create it."""
    refusal: frozenset = frozenset()
    """Errors that are a refusal of this model beside the want of a right."""
    adapt: callable = None
    """Turns values into those of a record that belongs to a user."""
    around: callable = None
    """A context in which the model can be tried."""
    territorial: bool = True
    """Whether the record belongs to the grid, or is the same for all."""
    anywhere: bool = False
    """Whether one's own may lie in any grid."""


class Maker:
    """Makes records as superuser, whatever they need included."""

    number = count(1)

    def __init__(self, env):
        self.env = env

    def record(self, model, grid, **values):
        factory = FACTORIES[model]
        if factory.make:
            return factory.make(self, grid)
        return self.env[model].create({**factory.values(self, grid), **values})

    def word(self):
        return f"matrix{next(self.number):05}"

    def report(self):
        return self.env["grid.report.wizard"]._selection_report()[0][0]

    def ref(self, name):
        return self.env.ref(f"grid_base.{name}")


FACTORIES = {}


def code_table(**more):
    """A code table: name and code, the same for all."""

    def values(maker, _grid):
        return {"name": maker.word(), "code": maker.word(), **more}

    return Factory(values, {"name": "changed"}, territorial=False)
