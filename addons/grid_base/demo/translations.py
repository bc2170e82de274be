"""A demo is written in the language of the city, so its words come first."""


def load_translations(env, module):
    """Load the Chinese of a module that is being installed, where there is Chinese.

    Odoo loads the translations of a new module after its demo data.
    """
    if "zh_CN" in dict(env["res.lang"].get_installed()):
        env.ref(f"base.module_{module}")._update_translations(["zh_CN"])
        # they were written past the ORM
        env.invalidate_all()
