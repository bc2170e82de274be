from . import (
    test_category,
    test_climb,
    test_codes,
    test_lifecycle,
    test_locate,
    test_question,
    test_routing,
    test_settings,
    test_time_limit,
    test_time_limit_find,
)
