"""Odoo's configuration file for this checkout, written anew before each start."""

import secrets

from gridenv.commands import output_of
from gridenv.files import read_json, write_json, write_whole


def site_packages(settings):
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return output_of([settings.python, "-c", code]).strip()


def addons_path(settings, odoo):
    """Ours first, then the OCA's in the virtual environment, then Odoo's own."""
    folders = [settings.addons, f"{site_packages(settings)}/odoo/addons", *odoo.addons]
    return ",".join(map(str, folders))


def master_password(settings):
    """Nobody needs it, the database manager is off; still it is not guessable."""
    path = settings.state / "secret.json"
    stored = read_json(path)
    if not stored:
        stored = {"admin_passwd": secrets.token_urlsafe(24)}
        write_json(path, stored, mode=0o600)
    return stored["admin_passwd"]


def write_configuration(settings, odoo, server, database, **more):
    """Returns the path of the file. `more` overrides or adds options."""
    options = {
        "addons_path": addons_path(settings, odoo),
        "admin_passwd": master_password(settings),
        "data_dir": settings.data,
        "db_host": server.host,
        "db_port": server.port,
        "db_user": server.user,
        "db_password": server.password,
        "db_name": database,
        "dbfilter": f"^{database}$",
        "list_db": False,
        "http_interface": settings.host,
        "http_port": settings.port,
        "workers": 0,
        "max_cron_threads": 0,
        "screenshots": settings.log / "screenshots",
        # Nothing of the suite needs the network, so nothing asks for it.
        "geoip_city_db": "",
        "geoip_country_db": "",
        **more,
    }
    lines = [f"{name} = {value}" for name, value in options.items() if value != ""]
    text = "\n".join(["[options]", *lines, "", "[queue_job]", "channels = root:1", ""])
    path = settings.env / f"{database}.conf"
    write_whole(path, text, mode=0o600)
    return path
