from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .masked_common import (
    ID_MASK,
    ID_NUMBER,
    PERSON,
    PHONE,
    PHONE_MASK,
    VISIT,
    MaskedCase,
)

MASKS = {
    "id_number": ID_MASK,
    "phone": PHONE_MASK,
    "birth_date": "1990-**-**",
    "account": "6222********7890",
}
TRUTHS = {
    "id_number": ID_NUMBER,
    "phone": PHONE,
    "birth_date": "1990-01-01",
    "account": "6222001234567890",
}


@tagged("post_install", "-at_install")
class TestMaskedRead(MaskedCase):
    def test_read_gives_masks(self):
        (row,) = self.as_user(self.worker).read(list(MASKS))
        self.assertEqual({name: row[name] for name in MASKS}, MASKS)
