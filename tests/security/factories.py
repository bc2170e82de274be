"""How to make a small valid record of each model in a given unit grid.

A new model needs a factory in the module of its addon and nine lines in
``matrix.csv``.
"""

from . import (  # noqa: F401
    base_factories,
    care_factories,
    care_part_factories,
    event_factories,
    mediation_agreement_factories,
    mediation_aid_factories,
    mediation_confidence_factories,
    mediation_confirmation_factories,
    mediation_factories,
    mediation_referral_factories,
    mediation_screening_factories,
    mediation_session_factories,
    mediation_subsidy_factories,
    mediation_video_factories,
    mediation_visit_factories,
    mediation_warning_factories,
)
from .factory import FACTORIES, Factory, Maker

__all__ = ["FACTORIES", "Factory", "Maker"]
