import pytest

from gridenv.messages import GridError
from gridenv.settings import Server, Settings, parse_server


@pytest.mark.parametrize(
    "text,server",
    [
        ("postgresql://odoo:pw@db:5433", Server("db", 5433, "odoo", "pw")),
        ("postgres://odoo@db/ignored", Server("db", 5432, "odoo")),
        ("db:5433/odoo", Server("db", 5433, "odoo")),
        ("db", Server("db")),
        ("db/odoo", Server("db", 5432, "odoo")),
    ],
)
def test_an_existing_postgresql_is_named_in_two_ways(text, server):
    assert parse_server(text) == server


@pytest.mark.parametrize("text", ["db:port/odoo", "postgresql://a@b@c"])
def test_other_ways_are_refused(text):
    with pytest.raises(GridError, match="understood"):
        parse_server(text)


def test_the_user_postgres_is_refused_as_odoo_would():
    with pytest.raises(GridError, match="refuses the database user postgres"):
        parse_server("db:5432/postgres")


@pytest.mark.parametrize(
    "name,value",
    [
        ("GRID_PORT", "eighty"),
        ("GRID_PORT", "70000"),
        ("GRID_DB", "Grid;drop"),
        ("GRID_WORKERS", "many"),
    ],
)
def test_wrong_values_are_named(tmp_path, name, value):
    with pytest.raises(GridError, match=name):
        Settings(tmp_path, {name: value})


def test_two_checkouts_have_two_keys(tmp_path):
    one, two = Settings(tmp_path / "a", {}), Settings(tmp_path / "b", {})
    assert one.key != two.key
    assert one.env == tmp_path / "a" / ".env"
