from . import (
    test_grid,
    test_import_divisions,
    test_masked_read,
    test_masked_search,
    test_masked_write,
    test_organization,
    test_posting,
    test_scope,
    test_xlsx_background,
    test_xlsx_masked,
    test_xlsx_report,
    test_xlsx_sheet,
)
