from . import test_dispute
from . import test_dispute_access
from . import test_network
from . import test_network_terms
from . import test_network_places
from . import test_dispute_kpi
from . import test_dispute_reports
from . import test_dispute_stat
