{
    "name": "Grid Governance: Mediation",
    "summary": "Disputes from the first sign to a confirmed and kept agreement",
    "version": "19.0.1.0.0",
    "category": "Services/Grid Governance",
    "author": "Grid Governance contributors",
    "license": "AGPL-3",
    "website": "https://github.com/grid-governance/grid-governance",
    "application": True,
    "depends": ["grid_event", "calendar"],
    "data": [
        # security
        "security/grid_mediation_groups.xml",
        "security/ir.model.access.csv",
        "security/grid_mediation_rules.xml",
        "security/grid_dispute_rules.xml",
        "security/grid_mediation_wizard_rules.xml",
        # data
        "data/grid_mediation_role_data.xml",
        "data/grid_code_dispute_data.xml",
        "data/grid_dispute_cron_data.xml",
        # views
        "views/grid_mediation_menus.xml",
        "wizards/grid_dispute_act_views.xml",
        "views/grid_dispute_party_views.xml",
        "views/grid_dispute_views.xml",
        "views/grid_dispute_alarm_views.xml",
        "views/grid_mediation_body_views.xml",
        "views/grid_mediator_views.xml",
        "views/grid_code_dispute_views.xml",
        "views/res_config_settings_views.xml",
        "views/grid_dispute_work_menus.xml",
    ],
}
