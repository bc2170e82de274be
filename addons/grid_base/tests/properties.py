"""Profile of the property tests: the same examples on every machine, no time limit
(the cores are shared), nothing written to disk."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "grid",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("grid")
