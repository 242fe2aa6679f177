"""Changes of the files that a session loads: of their values, and of the files themselves."""

import io
import math
import re
import unicodedata
import zipfile

from mutant import Mutant, readers, with_file

NUMBERS = (int, float)


# Each changes a table in place and says what it did, or gives None where it cannot.

def cell(table, draws, file):
    column = draws.choice(value_columns(table, file))
    row = draws.choice([row for row in table.rows if row[column] is not None])
    row[column] = other(row[column], draws)
    return f"{table.heads[column]} of row {table.rows.index(row) + 1} is {row[column]!r}"


def other(value, draws):
    if isinstance(value, float):
        return round(value + draws.choice([0.5, 0.001, 7.25]), 6)
    if isinstance(value, int):
        return value + draws.choice([1, 3])
    return value + draws.choice(["x", " bis", "é"])


def value_columns(table, file):
    first = 1 if file.form == "dispatch" else 0
    return [column for column in range(first, len(table.heads)) if any(row[column] is not None for row in table.rows)]


def exchanged_rows(table, draws, file):
    column = draws.choice(value_columns(table, file))
    pairs = [(a, b) for a in range(len(table.rows)) for b in range(a) if differ(table, a, b, column)]
    if not pairs:
        return None
    a, b = draws.choice(pairs)
    swap(table.rows[a], table.rows[b], column, column)
    return f"{table.heads[column]} of rows {a + 1} and {b + 1}"


def differ(table, a, b, column):
    one, two = table.rows[a][column], table.rows[b][column]
    return one is not None and two is not None and one != two


def swap(first, second, one, two):
    first[one], second[two] = second[two], first[one]


def exchanged_columns(table, draws, file):
    choices = []
    for row in table.rows:
        for a in value_columns(table, file):
            for b in range(1 if file.form == "dispatch" else 0, a):
                one, two = row[a], row[b]
                if one is not None and two is not None and type(one) is type(two) and one != two:
                    choices.append((row, a, b))
    if not choices:
        return None
    row, a, b = draws.choice(choices)
    row[a], row[b] = row[b], row[a]
    return f"{table.heads[a]} and {table.heads[b]} of row {table.rows.index(row) + 1}"


def permuted(table, draws, file):
    columns = [column for column in value_columns(table, file) if len({row[column] for row in table.rows}) > 2]
    if not columns:
        return None
    column = draws.choice(columns)
    before = [row[column] for row in table.rows]
    after = list(before)
    while after == before:
        draws.shuffle(after)
    for row, value in zip(table.rows, after):
        row[column] = value
    return f"{table.heads[column]}"


def moved_null(table, draws, file):
    choices = [(a, b, column) for column in value_columns(table, file)
               for a, one in enumerate(table.rows) for b, two in enumerate(table.rows)
               if one[column] is None and two[column] is not None]
    if not choices:
        return None
    a, b, column = draws.choice(choices)
    swap(table.rows[a], table.rows[b], column, column)
    return f"{table.heads[column]} of rows {a + 1} and {b + 1}"


def numbers(table, file, kinds):
    return [(row, column) for column in value_columns(table, file) for row in table.rows
            if isinstance(row[column], kinds) and row[column]]


def sign(table, draws, file):
    choices = numbers(table, file, NUMBERS)
    if not choices:
        return None
    row, column = draws.choice(choices)
    row[column] = -row[column]
    return f"{table.heads[column]} is {row[column]}"


def last_bit(table, draws, file):
    choices = numbers(table, file, float)
    if not choices:
        return None
    row, column = draws.choice(choices)
    row[column] = math.nextafter(row[column], math.inf)
    return f"{table.heads[column]} is {row[column]!r}"


def type_real(table, draws, file):
    columns = [column for column in value_columns(table, file)
               if all(isinstance(row[column], int) or row[column] is None for row in table.rows)]
    if not columns or file.form not in ("csv", "json"):
        return None
    column = draws.choice(columns)
    for row in table.rows:
        row[column] = None if row[column] is None else float(row[column])
    return table.heads[column]


def type_text(table, draws, file):
    choices = numbers(table, file, NUMBERS)
    if not choices or file.form == "dispatch":
        return None
    row, column = draws.choice(choices)
    row[column] = f"about {row[column]}"
    return f"{table.heads[column]} is {row[column]}"


def order(table, draws, file):
    before = list(table.rows)
    if len(before) < 2:
        return None
    while table.rows == before:
        draws.shuffle(table.rows)
    return "rows"


def row_dropped(table, draws, file):
    gone = table.rows.pop(draws.randrange(len(table.rows)))
    return f"{gone[:2]}"


def row_added(table, draws, file):
    row = list(draws.choice(table.rows))
    for column in value_columns(table, file):
        if isinstance(row[column], NUMBERS):
            row[column] = other(row[column], draws)
    table.rows.insert(draws.randrange(len(table.rows) + 1), row)
    return f"{row[:2]}"


def row_twice(table, draws, file):
    place = draws.randrange(len(table.rows))
    table.rows.insert(place, list(table.rows[place]))
    return f"{table.rows[place][:2]}"


def column_dropped(table, draws, file):
    column = draws.choice(value_columns(table, file))
    head = table.heads.pop(column)
    for row in table.rows:
        row.pop(column)
    return head


def column_added(table, draws, file):
    table.heads.append("extra")
    for number, row in enumerate(table.rows):
        row.append(number + 0.5)
    return "extra"


def column_renamed(table, draws, file):
    column = draws.choice(value_columns(table, file))
    table.heads[column] += " new" if " " in table.heads[column] else "_new"
    return table.heads[column]


def texts(table, file):
    return [(row, column) for column in value_columns(table, file) for row in table.rows
            if isinstance(row[column], str) and re.search("[a-z]", row[column])]


def case(table, draws, file):
    row, column = draws.choice(texts(table, file))
    text = row[column]
    place = draws.choice([index for index, sign in enumerate(text) if sign.swapcase() != sign])
    row[column] = text[:place] + text[place].swapcase() + text[place + 1:]
    return f"{table.heads[column]} is {row[column]}"


def accent(table, draws, file):
    choices = [(row, column) for row, column in texts(table, file)
               if unicodedata.normalize("NFD", row[column]) != row[column]]
    if not choices:
        return None
    row, column = draws.choice(choices)
    row[column] = unicodedata.normalize("NFD", row[column])
    return table.heads[column]


DATA = {
    "cell": cell, "exchanged rows": exchanged_rows, "exchanged columns": exchanged_columns,
    "permuted column": permuted, "moved null": moved_null, "sign": sign, "last bit": last_bit,
    "type real": type_real, "type text": type_text, "order": order, "row dropped": row_dropped,
    "row added": row_added, "row twice": row_twice, "column dropped": column_dropped,
    "column added": column_added, "column renamed": column_renamed, "case of a text": case, "accent of a text": accent,
}


def change_data(name):
    def make(session, text, draws):
        files = [file.copy() for file in session.files]
        file = draws.choice(files)
        table = draws.choice(file.tables)
        if not table.rows:
            return None
        before = next(one for one in session.files if one.name == file.name).data()
        note = DATA[name](table, draws, file)
        if note is None or file.data() == before:
            return None
        return Mutant(text, {one.name: one.data() for one in files}, readers(session, file.name), note=f"{file.name}: {note}")
    return make


def bytes_alone(session, text, draws):
    file = draws.choice(session.files)
    bytes_ = file.data()
    if file.form == "csv":
        bytes_ = bytes_.replace(b"\n", b"\r\n")
    elif file.form == "xlsx":
        bytes_ += b""
        other_file = file.copy()
        return with_file(session, text, file.name, restamped(other_file))
    else:
        bytes_ += b" \n"
    return with_file(session, text, file.name, bytes_)


def restamped(file):
    """The same workbook packed at another time of day."""
    packed, out = zipfile.ZipFile(io.BytesIO(file.data())), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in packed.namelist():
            archive.writestr(zipfile.ZipInfo(name, (2026, 2, 3, 4, 5, 6)), packed.read(name))
    return out.getvalue()


def missing(session, text, draws):
    return with_file(session, text, draws.choice(session.files).name, None)


def folder_instead(session, text, draws):
    name = draws.choice(session.files).name
    mutant = with_file(session, text, name, None)
    mutant.folders = (name,)
    return mutant


def empty_file(session, text, draws):
    return with_file(session, text, draws.choice(session.files).name, b"")


def sheet(is_renamed):
    def make(session, text, draws):
        books = [file for file in session.files if file.form == "xlsx" and len(file.tables) > 1]
        if not books:
            return None
        file = draws.choice(books).copy()
        last = file.tables[-1]
        if is_renamed:
            last.name += "2"
        else:
            file.tables.pop()
        return with_file(session, text, file.name, file.data(), last.name)
    return make
