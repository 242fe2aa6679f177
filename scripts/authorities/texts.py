"""Delimited text, held against Python's csv in DuckDB's dialect; JSON, against Python's json."""

import csv
import io
import json
import re
import tempfile

import duckdb

from . import cells, grid
from .program import load

csv.field_size_limit(1 << 30)
# What a load says of a file that its rows or cells differ from those of another reader for.
SAID = re.compile(r"left out|could not be read|rejected|fewer cells than the header|"
                  r"Windows-1252|Mac Roman|CP850|backslash|no header|single quotes")
WORDS = {";": "semicolons", "\t": "tabs", "|": "bars"}


# Delimited text

def decoded(data):
    """The text of a file and how it was decoded."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"


def sniffed(text):
    """Rows of cells in the dialect that DuckDB sniffs, and its description; None where it sniffs none."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        try:
            connection = duckdb.connect()
            cursor = connection.execute(
                "select Delimiter, Quote, Escape, SkipRows, HasHeader from sniff_csv(?, sample_size=-1)", [file.name])
            delimiter, quote, escape, skipped, has_header = cursor.fetchone()
        except duckdb.Error:
            return None
    if len(delimiter) != 1:
        return None
    quote = quote if len(quote) == 1 and quote != "\0" else None
    escape = escape if len(escape) == 1 and escape not in ("\0", quote) else None
    rows = list(csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote or '"',
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE, escapechar=escape,
        doublequote=escape is None))
    return rows, (delimiter, quote, escape, skipped, has_header)


def loaded(path, binary, found):
    """What the program loads; None, and found, where it refuses the file or fails."""
    result = load(binary, path)
    if result.code == 0:
        return result
    if result.is_refused:
        found.add("refused", result.said, count=0)
    else:
        found.add("wrong", f"exit code {result.code}: {result.said}")
    return None


def compare_delimited(path, binary, found):
    """Compares one delimited text."""
    result = loaded(path, binary, found)
    if result is None:
        return
    with open(path, "rb") as file:
        text, _ = decoded(file.read())
    try:
        form = sniffed(text)
    except csv.Error as error:
        form = None
        found.add("dispute", f"csv: {error}", count=0)
    if form is None:
        found.add("dispute", "DuckDB finds no dialect", count=0)
        return
    rows, dialect = form
    if not result.tables:
        found.add("dispute", "no table was made: " + result.said, count=0)
        return
    table = result.tables[0]
    rows = rows[1:] if rows and rows[0] and rows[0][0].lower().startswith("sep=") else rows
    differences = difference(result, table, rows)
    if differences is None:
        count_equal(table, found)
        return
    verdict, reason = judged(result, table, dialect, differences)
    if verdict == "wrong" and disputed(text, dialect):
        verdict = "dispute"
    found.add(verdict, f"{reason}; DuckDB's dialect {dialect}")


def disputed(text, dialect):
    """Whether Python's own sniffer takes another delimiter or quote than DuckDB, or finds none.

    Python's csv passes no rows over, as DuckDB does with such as do not fit its dialect.
    """
    if dialect[3] > 0:
        return True
    try:
        found = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        return True
    return found.delimiter != dialect[0] or (
        dialect[1] is not None and found.quotechar != dialect[1])


def count_equal(table, found):
    found.add("equal", count=len(table.columns) * (len(table.rows) + 1))


def blank(row):
    return not any(row)


def difference(result, table, rows):
    """The first difference, or None."""
    header, numbers = grid.data_rows(result, rows, blank)
    numbers = [number for number in numbers if number not in table.rejected]
    if header is not None:
        for index, name in enumerate(table.columns):
            named = rows[header - 1][index] if index < len(rows[header - 1]) else ""
            if not cells.name_matches(name, named):
                return f"column {index + 1} is called {name!r}, the header has {named!r}"
    # A row of empty cells counts where there is a delimiter.
    full = [row for row in table.rows if any(value is not None for value in row)]
    if len(full) != len(numbers):
        return f"{len(full)} rows where csv has {len(numbers)}"
    for number, loaded in zip(numbers, full):
        row = rows[number - 1]
        if len(row) > len(loaded) and any(row[len(loaded):]):
            return f"row {number} has {len(row)} cells where {len(loaded)} are loaded"
        for column, value in enumerate(loaded):
            raw = row[column] if column < len(row) else ""
            if not cells.is_text_equal(value, table.types[column], raw, table.notes[column]):
                return (f"row {number} column {column + 1}: {value!r} ({table.types[column]}) "
                        f"where csv has {raw!r}")
    return None


def judged(result, table, dialect, reason):
    """A difference is said where the load names the form it took, or what it left out."""
    delimiter = dialect[0]
    word = re.search(r"separated by (\w+)", result.said)
    if word and word[1] != WORDS.get(delimiter):
        return "said", reason
    return ("said" if SAID.search(result.said) else "wrong"), reason


# JSON

def compare_json(path, binary, found):
    """Compares a document, or lines of documents, with what Python reads."""
    result = loaded(path, binary, found)
    if result is None:
        return
    with open(path, "rb") as file:
        data = file.read()
    try:
        tables = documents(data, path, result)
    except ValueError as error:
        verdict = "said" if "could not be read" in result.said else "wrong"
        found.add(verdict, f"Python refuses it: {error}")
        return
    if len(tables) != len(result.tables):
        found.add("dispute", f"{len(result.tables)} tables where Python has {len(tables)}: {result.said}",
                  count=0)
        return
    for records, table in zip(tables, result.tables):
        compare_records(records, table, found)


def documents(data, path, result):
    """The lists of objects that a document holds."""
    encoding = json.detect_encoding(data)
    text = data.decode(encoding).removeprefix("\ufeff")
    if path.lower().endswith(".json"):
        root = json.loads(text)
        if isinstance(root, list):
            return [root]
        if isinstance(root, dict):
            return [value for value in root.values()
                    if isinstance(value, list) and value and isinstance(value[0], dict)]
        raise ValueError("it is no table")
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and number not in result.tables[0].rejected:
            records.append(json.loads(line))
    return [records]


def compare_records(records, table, found):
    keys = list(dict.fromkeys(key for record in records for key in record))
    if len(keys) != len(table.columns) or len(records) != len(table.rows):
        found.add("wrong", f"{len(table.rows)} × {len(table.columns)} where Python has "
                           f"{len(records)} × {len(keys)}")
        return
    for key, name in zip(keys, table.columns):
        if cells.name_matches(name, key):
            found.add("equal")
        else:
            found.add("wrong", f"the key {key!r} is called {name!r}")
    for number, (record, row) in enumerate(zip(records, table.rows), 1):
        for column, key in enumerate(keys):
            if cells.is_json_equal(row[column], table.types[column], record.get(key)):
                found.add("equal")
            else:
                found.add("wrong", f"record {number}, {key!r}: {row[column]!r} ({table.types[column]}) "
                                   f"where Python has {record.get(key)!r}")
