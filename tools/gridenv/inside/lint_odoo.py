"""Odoo's own `test_lint`, pointed at our addons, those tests that need no database.

The others run in `make test`, see tests/lint. Arguments: addons path, our addons.
"""

import subprocess
import sys
import unittest
from pathlib import Path
from unittest import mock

from odoo.tools import config

ADDONS_PATH, OURS = sys.argv[1], Path(sys.argv[2])
config.parse_config(
    [f"--addons-path={ADDONS_PATH}", "--log-level=warn", "--http-interface=127.0.0.1"]
)

from odoo.modules import Manifest  # noqa: E402
from odoo.tests.case import TestCase  # noqa: E402

from odoo.addons.test_lint.tests import (  # noqa: E402
    test_dunderinit,
    test_i18n,
    test_jstranslate,
    test_l10n,
    test_manifests,
    test_markers,
    test_onchange_domains,
    test_orm_import,
    test_pylint,
    test_test_holes,
)

PLAIN = [
    test_dunderinit.TestDunderinit,
    test_i18n.TestI18n,
    test_jstranslate.TestJsTranslations,
    test_l10n.L10nLinter,
    test_manifests.ManifestLinter,
    test_onchange_domains.TestOnchangeDomains,
    test_orm_import.TestDunderinit,
    test_test_holes.TestTestHoles,
]


class Markers(test_markers.TestConflictMarkers):
    def test_conflict_markers(self):
        for path in self.iter_module_files("*"):
            self.check_file(path)


class Pylint(unittest.TestCase):
    """The original wants a database for nothing but its base class."""

    _skip_test = test_pylint.TestPyLint._skip_test

    def test_pylint(self):
        first = next(iter(ours())).path
        with (
            mock.patch.object(config, "root_path", first),
            mock.patch.object(test_pylint.subprocess, "run", self.run_pylint),
        ):
            test_pylint.TestPyLint.test_pylint(self)

    def run_pylint(self, command, original=subprocess.run, **options):
        """Lines may switch off messages of pylint-odoo, which this run lacks."""
        return original([*command, "--disable=unknown-option-value"], **options)


def ours():
    return [found for path in sorted(OURS.iterdir()) if (found := manifest(path.name))]


def manifest(name):
    if (OURS / name / "__manifest__.py").is_file():
        return Manifest.for_addon(name)
    return None


def main():
    loader = unittest.TestLoader()
    suite = unittest.TestSuite()
    for case in [*PLAIN, Markers, Pylint]:
        # Odoo's subTest works under Odoo's runner only.
        case.subTest = unittest.TestCase.subTest
        suite.addTests(loader.loadTestsFromTestCase(case))
    TestCase.subTest = unittest.TestCase.subTest
    TestCase.run = unittest.TestCase.run
    with mock.patch.object(Manifest, "all_addon_manifests", ours):
        result = unittest.TextTestRunner(verbosity=0).run(suite)
    return not result.wasSuccessful() or bool(result.skipped)


sys.exit(main())
