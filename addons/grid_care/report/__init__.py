from . import report_looks, report_notice
