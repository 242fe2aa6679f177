"""Seeks the cells that a statement showed in the blocks of its record."""

import json


def tables_of(part, beside):
    """The tables of a statement's blocks, from the lines or from the files beside the session."""
    found = []

    def seek(value):
        if isinstance(value, dict):
            if "columns" in value and "rows" in value and isinstance(value["rows"], list):
                found.append(value)
            for entry in value.values():
                seek(entry)
        elif isinstance(value, list):
            for entry in value:
                seek(entry)
    for mark in part.marks:
        if mark.startswith("#^ "):
            seek(json.loads(mark[3:]))
            for name, bytes_ in beside.items():
                if name.split(".")[0] in mark:
                    seek(json.loads(bytes_))
    return found


def lacking(shown, blocks):
    """What of a shown table no block holds, in words, or None."""
    heads = [column["name"] for column in shown["columns"]]
    for block in blocks:
        names = [column if isinstance(column, str) else column["name"] if isinstance(column, dict) else column[0]
                 for column in block["columns"]]
        if sorted(names) != sorted(heads):
            continue
        places = [names.index(head) for head in heads]
        kept = [[row[place] for place in places] for row in block["rows"]]
        wanted = [[row[head] for head in heads] for row in shown["rows"]]
        most = max(len(kept), 1000)
        if len(kept) < min(len(wanted), 1000):
            continue
        if all(equal(a, b) for one, two in zip(kept, wanted[:most]) for a, b in zip(one, two)):
            if len(wanted) > len(kept) and not any(str(len(wanted)) == str(block.get(key)) for key in block):
                return f"{len(wanted) - len(kept)} rows are left out and not counted"
            return None
    return f"the table of {', '.join(heads)[:80]} with {len(shown['rows'])} rows"


def equal(kept, wanted):
    if isinstance(kept, str) and any(word in kept for word in ("Client-", "Name-", "Address-")) or kept == "…":
        return True
    if isinstance(kept, str) and isinstance(wanted, str):
        # Home addresses and phone numbers are cut in the record.
        return kept == wanted or "…" in kept
    return kept == wanted and isinstance(kept, bool) == isinstance(wanted, bool)
