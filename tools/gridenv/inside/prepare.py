# Run by `odoo shell` on a new database: language, administrator, list of logins.
# What it finds goes to the file that GRID_RESULT names.
import json
import os
import secrets

order = json.loads(os.environ["GRID_ORDER"])
lang = order["lang"]
admin = env.ref("base.user_admin")  # noqa: F821

if order["first"]:
    people = admin | env.ref("base.user_root") | env.ref("base.public_user")  # noqa: F821
    people.partner_id.lang = lang
    env["ir.default"].set("res.partner", "lang", lang)  # noqa: F821
    admin.tz = admin.tz or "Asia/Shanghai"

result = {"logins": [], "password": ""}
if order["demo"]:
    staff = env.get("grid.staff")  # noqa: F821
    if staff is not None and hasattr(staff, "_demo_logins"):
        logins = staff.with_context(lang=lang)._demo_logins()
        result["logins"] = [list(login) for login in logins]
    known = {login for _role, login, _password in result["logins"]}
    if admin.login not in known:
        result["logins"].insert(0, ["Administrator", admin.login, "admin"])
else:
    # Odoo gives the administrator the password "admin": never outside a demo.
    result["password"] = secrets.token_urlsafe(15)
    admin.password = result["password"]
env.cr.commit()  # noqa: F821

with open(os.environ["GRID_RESULT"], "w") as file:
    json.dump(result, file)
