"""A loaded table held against a grid of an authority's rows, found by their numbers."""

from . import cells


def data_rows(load, grid, is_blank_row):
    """The row that names the columns, and the numbers of the rows that are data (1-based)."""
    header, is_data = load.header_row()
    if header is None:
        header = next((number for number, row in enumerate(grid, 1) if not is_blank_row(row)), None)
    if header is None:
        return None, []
    first = header if is_data else header + 1
    numbers = [number for number in range(first, len(grid) + 1)
               if not is_blank_row(grid[number - 1])]
    return (None if is_data else header), numbers


def compare_names(table, row, found):
    """Holds the names of columns against the header's cells."""
    for index, name in enumerate(table.columns):
        header = row[index] if index < len(row) else None
        text = "" if header is None else str(header)
        if isinstance(header, float) and header.is_integer():
            text = str(int(header))
        if isinstance(header, bool):
            text = text.lower()
        forms = {text}
        if not isinstance(header, (str, int, float)) and header is not None:
            forms = cells.iso(header)
        if any(cells.name_matches(name, form) for form in forms):
            found.add("equal")
        else:
            found.add("dispute", f"column {index + 1} is called {name!r}, the header has {header!r}")
