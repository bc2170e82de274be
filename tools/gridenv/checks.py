"""Placeholder until lint lands."""


def run_all(settings, odoo):
    return 0
