"""One login per role. Demo only: the password is the login."""

import json
import secrets

from passlib.hash import pbkdf2_sha512

from odoo.fields import Command

PARAMETER = "grid_base.demo_logins"
LOGINS = (
    # role, place
    ("city_head", "city"),
    ("city_officer", "city"),
    ("county_officer", "hanjiang"),
    ("town_head", "guohuan"),
    ("town_officer", "longqiao"),
    ("station_head", "xialin"),
    ("station_officer", "xialin"),
    ("grid_worker", "xialin"),
    ("patrol_inspector", "xialin"),
    ("department_handler", "hanjiang"),
    ("administrator", "city"),
    ("auditor", "city"),
)


def load_logins(city):
    logins = [_login_of_role(city, *login) for login in LOGINS]
    logins.append(_portal_login(city))
    logins.append(_technical_login(city))
    city.env["ir.config_parameter"].set_param(PARAMETER, json.dumps(logins))


def _user(city, login, name, **values):
    user = _users(city, [{"login": login, "name": name, **values}])
    _set_password(user, login)
    return user


def _users(city, people):
    """Accounts without a password."""
    # the demo speaks Chinese where Chinese is loaded
    installed = dict(city.env["res.lang"].get_installed())
    common = {
        "tz": "Asia/Shanghai",
        "lang": "zh_CN" if "zh_CN" in installed else city.env.user.lang,
    }
    return city.env["res.users"].create([{**common, **values} for values in people])


def _set_password(user, password):
    """The password is public, so its hash need not take a second; Odoo makes a strong
    one of it at the first login."""
    weak = pbkdf2_sha512.using(rounds=1000).hash(password)
    user._set_encrypted_password(user.id, weak)


def _login_of_role(city, role, place):
    code = city.places[place]
    posting = city.env["grid.posting"].search(
        [
            ("role_id.code", "=", role),
            "|",
            ("grid_id.code", "=", code),
            ("grid_id.parent_id.code", "=", code),
            ("staff_id.user_id", "=", False),
        ],
        order="grid_id, id",
        limit=1,
    )
    staff = posting.staff_id
    staff.user_id = _user(city, role, staff.name)
    if role == "department_handler":
        staff.home_organization_id.user_ids = [Command.link(staff.user_id.id)]
    return {"role": role, "login": role, "password": role}


def _portal_login(city):
    group = city.env.ref("base.group_portal")
    name = city.person_name()[0]
    _user(city, "citizen", name, group_ids=[Command.set(group.ids)])
    return {"role": "portal", "login": "citizen", "password": "citizen"}


def _technical_login(city):
    """Odoo's own account keeps no known password, not even here."""
    admin = city.env.ref("base.user_admin")
    password = secrets.token_urlsafe(9)
    # not by a write of the field, which would send a mail about it
    admin._set_encrypted_password(admin.id, admin._crypt_context().hash(password))
    return {"role": "technical", "login": admin.login, "password": password}
