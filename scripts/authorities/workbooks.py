"""Workbooks, held against python-calamine and openpyxl."""

import contextlib
import datetime
import re
import signal
import warnings

import openpyxl
import python_calamine

from . import cells, grid
from .program import load

SAID = re.compile(r"formulas? without a value")


def compare(path, binary, found):
    """Loads each sheet by itself and compares it with both authorities."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        names = book.sheet_names
    except Exception as error:  # pylint: disable=broad-except
        result = load(binary, path)
        if result.code == 0:
            found.add("dispute", f"calamine cannot open it: {error}", count=0)
        else:
            found.add("refused", last_line(result.said), count=0)
        return
    other = openpyxl_book(path)
    refused = 0
    for name in names:
        clause = ""
        if len(names) > 1:
            clause = ' sheet "' + name.replace('"', '""') + '"'
        result = load(binary, path, clause)
        sheet = authority(book, name)
        if result.code != 0 or not result.tables:
            refused += 1
            if not result.is_refused and "[E-parameter]" not in result.said:
                found.add("wrong", f"{name}: exit code {result.code}: {last_line(result.said)}")
            elif sheet is not None and any(not blank(row) for row in sheet):
                found.add("refused", f"{name}: {last_line(result.said)}", count=0)
            continue
        if sheet is None:
            found.add("dispute", f"{name}: calamine cannot read it, or its grid is too large", count=0)
            continue
        compare_sheet(name, result, sheet, openpyxl_rows(other, name), found)


def last_line(said):
    return said.strip().splitlines()[0] if said.strip() else ""


# Processor seconds that an authority may take for one file.
MOST_SECONDS = 20


@contextlib.contextmanager
def limited():
    """Ends what takes an authority too long."""
    def stop(*_):
        raise TimeoutError
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


# A sheet of more cells between its corners is not laid out as a grid.
MOST_CELLS = 3_000_000


def authority(book, name):
    try:
        end = book.get_sheet_by_name(name).end
        if end and (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
            return None
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except Exception:  # pylint: disable=broad-except
        return None


def openpyxl_book(path):
    if not path.lower().endswith((".xlsx", ".xlsm")):
        return None
    try:
        with warnings.catch_warnings(), limited():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, data_only=True)
    except Exception:  # pylint: disable=broad-except
        return None


def openpyxl_rows(book, name):
    try:
        if book[name].max_row * book[name].max_column > MOST_CELLS:
            return None
        with limited():
            return [list(row) for row in book[name].iter_rows(min_row=1, min_col=1, values_only=True)]
    except Exception:  # pylint: disable=broad-except
        return None


def blank(row):
    return all(cells.is_blank(value) for value in row)


def compare_sheet(name, result, first, second, found):
    """Compares one sheet; the rows of a table are found by what is not blank in either authority."""
    table = result.tables[0]
    height = max(len(first), len(second or []))
    width = max(len(table.columns), max(map(len, first), default=0))
    merged = []
    for number in range(height):
        one = list(first[number]) if number < len(first) else []
        two = list(second[number]) if second and number < len(second) else []
        merged.append([(at(one, column), at(two, column) if second else None)
                       for column in range(max(width, len(two)))])

    def is_blank_row(row):
        return all(cells.is_blank(one) and cells.is_blank(two) for one, two in row)

    header, numbers = grid.data_rows(result, merged, is_blank_row)
    if len(numbers) != len(table.rows):
        # Rows of which no authority sees a cell hold blank texts: they are left out of both.
        # calamine has no errors either.
        unseen = cells.ERRORS if second is None else set()
        full = [row for row in table.rows
                if any(not cells.is_blank(value) and value not in unseen for value in row)]
        if len(full) != len(numbers):
            # A header of errors is a blank row to calamine.
            is_unseen = any(name.rstrip("_0123456789") in unseen for name in table.columns)
            verdict = "dispute" if is_unseen else "said" if SAID.search(result.said) else "wrong"
            found.add(verdict, f"{name}: {len(table.rows)} rows where the authorities have {len(numbers)}")
            return
        table.rows = full
    if header is not None and header > len(merged):
        found.add("dispute", f"{name}: the authorities have no row {header}", count=0)
        return
    if header is not None:
        grid.compare_names(
            table, [one if not cells.is_blank(one) else two for one, two in merged[header - 1]], found)
    for number, loaded in zip(numbers, table.rows):
        row = merged[number - 1]
        for column, value in enumerate(loaded):
            one, two = row[column] if column < len(row) else (None, None)
            compare_cell(f"{name} row {number} column {column + 1}", value, table, column,
                         one, two, second is not None, result, found)
        for column in range(len(loaded), len(row)):
            if not all(cells.is_blank(value) for value in row[column]):
                found.add("wrong", f"{name} row {number} column {column + 1}: {row[column]} is not loaded")


def at(row, column):
    return row[column] if column < len(row) else None


def compare_cell(place, value, table, column, one, two, has_two, result, found):
    kind = table.types[column]
    agrees = [cells.is_typed_equal(value, kind, one)]
    if value in cells.ERRORS and cells.is_blank(one):
        agrees[0] = True  # calamine has no errors
    if has_two:
        agrees.append(cells.is_typed_equal(value, kind, two))
    if all(agrees):
        found.add("equal")
        return
    reason = f"{place}: {value!r} ({kind}), calamine {one!r}" + (f", openpyxl {two!r}" if has_two else "")
    if any(agrees):
        found.add("dispute", reason)
    elif not has_two and is_serial_of(one, value):
        # calamine does not know every number format of .xlsb.
        found.add("dispute", reason)
    elif (has_two and not same(one, two)) or is_wrapped(value, one):
        found.add("dispute", reason)
    elif SAID.search(result.said) and value is None:
        found.add("said", reason)
    else:
        found.add("wrong", reason)


def is_serial_of(number, loaded):
    """Whether a loaded date is the one that a number counts the days of."""
    if not isinstance(number, (int, float)) or not isinstance(loaded, str):
        return False
    try:
        return cells.is_serial(number, datetime.datetime.fromisoformat(loaded))
    except ValueError:
        return False


def is_wrapped(value, one):
    """Whether calamine made a time of day of a negative number, which has none."""
    return isinstance(value, float) and value < 0 and isinstance(one, datetime.time)


def same(one, two):
    return one == two or (cells.is_blank(one) and cells.is_blank(two))
