from . import (
    test_grid,
    test_import_divisions,
    test_organization,
    test_posting,
    test_scope,
    test_xlsx_background,
    test_xlsx_report,
)
