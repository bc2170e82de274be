"""What tests outside the addons share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture
def grid(tmp_path):
    """Run tools/grid with an environment folder of its own; returns the result."""

    def run(*arguments, **variables):
        environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GRID_", "PG"))
        }
        environ.update({"GRID_ENV": str(tmp_path / "env"), **variables})
        return subprocess.run(
            [ROOT / "tools" / "grid", *arguments],
            env={**environ, "GRID_PYTHON": variables.get("GRID_PYTHON", _python())},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def _python():
    """The Python under the virtual environment: the tools never run inside it."""
    return f"{sys.base_prefix}/bin/python3.11"
