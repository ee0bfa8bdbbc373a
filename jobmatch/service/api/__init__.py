"""The routes for portals, under ``/v1``."""
