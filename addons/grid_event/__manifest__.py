{
    "name": "Grid Governance: Events",
    "summary": "From a report to a closed case: dispatch, deadlines, supervision",
    "version": "19.0.1.0.0",
    "category": "Services/Grid Governance",
    "author": "Grid Governance contributors",
    "license": "AGPL-3",
    "website": "https://github.com/grid-governance/grid-governance",
    "application": True,
    "depends": ["grid_base", "bus"],
    "external_dependencies": {"python": ["shapely"]},
    "data": [
        "security/grid_event_groups.xml",
        "security/ir.model.access.csv",
        "data/grid_event_role_data.xml",
    ],
    "demo": [],
    "assets": {
        "web.assets_backend": [
            "grid_event/static/src/**/*",
        ],
        "web.assets_tests": [
            "grid_event/static/tests/tours/**/*",
        ],
    },
}
