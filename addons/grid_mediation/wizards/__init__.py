from . import grid_dispute_act
from . import grid_dispute_act_suggest
from . import grid_report_wizard
from . import grid_judicial_aid_act
from . import grid_mediation_reason
from . import grid_dispute_sign
from . import grid_dispute_pay
from . import grid_dispute_court_answer
