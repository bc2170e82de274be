{
    "name": "Grid Governance: Base",
    "summary": "Territory, organisations, staff, postings, residents and visits",
    "version": "19.0.1.0.0",
    "category": "Services/Grid Governance",
    "author": "Grid Governance contributors",
    "license": "AGPL-3",
    "website": "https://github.com/grid-governance/grid-governance",
    "application": True,
    "depends": ["mail", "base_import", "web_hierarchy", "report_xlsx", "queue_job"],
    "external_dependencies": {
        "python": ["python-stdnum", "pypinyin", "chinesecalendar", "shapely", "qrcode"],
    },
    "data": [
        "security/grid_groups.xml",
        "security/ir.model.access.csv",
        "security/grid_rules.xml",
        "data/grid_level_data.xml",
        "data/grid_organization_kind_data.xml",
        "data/grid_role_data.xml",
        "data/grid_staff_data.xml",
        "views/grid_menus.xml",
    ],
}
