"""The floor of `dscp ask`: import duckdb, open the same file read-only, run the same SQL, print the rows.

    python bench/floor_ask.py WAREHOUSE SQL_FILE [NAME=VALUE ...]

Nothing is understood, checked, cited or laid out here, so no answer from this file can come sooner.
"""

import sys

import duckdb

warehouse, sql_file, *pairs = sys.argv[1:]
with open(sql_file, encoding="utf-8") as file:  # noqa: PTH123 - the floor imports no pathlib
    sql = file.read()
parameters = dict(pair.split("=", 1) for pair in pairs)
with duckdb.connect(warehouse, read_only=True) as connection:
    for row in connection.execute(sql, parameters).fetchall():
        print(row)
