from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from exchange.search.models import INDEX_TABLES

MIGRATION = Path(__file__).parents[2] / "migrations" / "versions" / "0006_search.py"


def test_the_migration_makes_the_index_that_the_models_make():
    spec = spec_from_file_location("migration_0006", MIGRATION)
    assert spec is not None
    assert spec.loader is not None
    migration = module_from_spec(spec)
    spec.loader.exec_module(migration)
    assert migration.INDEX_TABLES == INDEX_TABLES
