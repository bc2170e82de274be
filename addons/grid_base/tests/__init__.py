from . import test_grid, test_organization, test_posting, test_scope
