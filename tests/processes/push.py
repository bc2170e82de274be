"""Run in a shell of Odoo: the job that sends, as the scheduler runs it, without end."""

import time

print("SENDING", flush=True)
while True:
    env.ref("grid_care.ir_cron_care_push").method_direct_trigger()  # noqa: F821
    env.cr.commit()  # noqa: F821
    time.sleep(0.1)
