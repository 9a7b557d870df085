"""The least that loading published files can cost: DuckDB reads the same CSV and Parquet files into plain tables.

floor_national.py FOLDER TARGET
"""

import sys
from pathlib import Path

import duckdb

folder, target = Path(sys.argv[1]), Path(sys.argv[2])
target.unlink(missing_ok=True)
connection = duckdb.connect(str(target))
files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".csv", ".parquet")]
for number, path in enumerate(files):
    name = str(path).replace("'", "''")
    connection.execute(f"CREATE TABLE file_{number} AS SELECT * FROM '{name}'")
connection.close()
print(f"{len(files)} files")
