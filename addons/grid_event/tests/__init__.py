from . import (
    test_category,
    test_codes,
    test_question,
    test_settings,
    test_time_limit,
    test_time_limit_find,
)
