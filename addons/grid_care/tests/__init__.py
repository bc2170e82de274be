from . import (
    test_clue,
    test_demo,
    test_followup,
    test_followup_table,
    test_medical_record,
    test_notice,
    test_notice_fields,
    test_notice_minimum,
    test_notice_print,
    test_who_has_seen,
)
