"""What carnet made of a file: its tables with their types, and what it said of them."""

import json
import os
import re
import sqlite3
import subprocess
import tempfile
from dataclasses import dataclass, field

LONGEST_SECONDS = 120


@dataclass
class Table:
    """A loaded table: its rows as SQLite has them, and how they were read."""
    name: str
    columns: list
    types: list
    notes: list
    rows: list
    rejected: set


@dataclass
class Load:
    """The outcome of one `load`."""
    code: int
    said: str
    tables: list = field(default_factory=list)

    @property
    def is_refused(self):
        return self.code == 1 and "[E-" in self.said

    def header_row(self):
        """The row that names the columns where the load tells it, and whether it is data itself."""
        if found := re.search(r"no header: row (\d+) looks like data", self.said):
            return int(found[1]), True
        if found := re.search(r"header in row (\d+)", self.said):
            return int(found[1]), False
        return None, False


def load(binary, path, clause=""):
    """Loads a file into a notebook of its own."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = os.path.join(folder, "n.sqlite")
        quoted = path.replace('"', '""')
        done = subprocess.run(
            [binary, "--notebook", notebook, "--format", "json", "-c",
             f'load "{quoted}"{clause} as t'],
            capture_output=True, timeout=LONGEST_SECONDS, check=False,
            env=dict(os.environ, CARNET_STATE=os.path.join(folder, "state")))
        # Messages are broken at the width of a terminal.
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        result = Load(done.returncode, said)
        if done.returncode == 0:
            result.tables = tables(notebook, done.stdout.decode("utf-8", "replace"))
        return result


def tables(notebook, output):
    """The tables of a notebook in the order in which the load names them."""
    described = {}
    for line in output.splitlines():
        for row in json.loads(line).get("rows", []):
            if "table" in row and "type" in row:
                described.setdefault(row["table"], []).append(row)
    connection = sqlite3.connect(notebook)
    found = []
    for name, columns in described.items():
        rows = connection.execute(
            'select * from "' + name.replace('"', '""') + '" order by rowid').fetchall()
        rejected = {row for (row,) in connection.execute(
            "select source_row from carnet_table_reject where name = ?", (name,))}
        found.append(Table(
            name, [row["column"] for row in columns], [row["type"] for row in columns],
            [row.get("note") or "" for row in columns], rows, rejected))
    connection.close()
    return found
