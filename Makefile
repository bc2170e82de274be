# Everything is in tools/gridenv; this only gives its commands short names.
export GRID_PORT GRID_HOST GRID_DB GRID_TEST_DB GRID_DEMO GRID_LANG GRID_WORKERS
export GRID_ODOO GRID_PG GRID_PYTHON GRID_ENV T KEEP B

.PHONY: help run test stop lint bench shell clean
.DEFAULT_GOAL := help

help run test stop lint bench shell clean:
	@tools/grid $@
