"""What all tests share, those of the addons and those beside them."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def files_of_other_workers():
    """Let no worker throw away the files of another.

    Odoo empties the filestore after each class of what no attachment names. Workers
    have a database each, and one filestore together: a file that another worker has
    written in a transaction still open would go, too.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    # here: some tests do without Odoo
    from odoo.tests.common import TransactionCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionCase, "_gc_filestore", classmethod(lambda cls: None))
        yield
