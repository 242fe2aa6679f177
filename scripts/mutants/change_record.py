"""Changes of what stands under a statement: facts, blocks, pictures, errors."""

import re

import record
from mutant import Mutant


def lines_of(text, draws, mark, fits):
    """A copy and one of its marks' lines: part and number of the line."""
    found = text.copy()
    choices = [(part, number) for part in found.parts for number, line in enumerate(part.marks)
               if line.startswith(mark) and fits(line, part)]
    if not choices:
        return None
    part, number = draws.choice(choices)
    return found, part, number


def edit(mark, pattern, change, fits=lambda line, part: True):
    """Edits one place that a pattern finds in the lines of a mark."""
    def make(session, text, draws):
        chosen = lines_of(text, draws, mark, lambda line, part: re.search(pattern, line) and fits(line, part))
        if not chosen:
            return None
        found, part, number = chosen
        line = part.marks[number]
        place = draws.choice(list(re.finditer(pattern, line)))
        part.marks[number] = line[:place.start()] + change(place, draws) + line[place.end():]
        if part.marks[number] == line:
            return None
        return Mutant(found, sources=[part.index], note=f"{line[:150]} → {part.marks[number][:150]}")
    return make


def another_letter(place, draws):
    """One letter within the match, not its last, is another of its alphabet."""
    text = place.group()
    body = text.index(":") + 1 if ":" in text else 0
    number = draws.randrange(body, len(text) - 2)
    letters = "0123456789abcdef" if set(text[body:]) <= set("0123456789abcdef") else "ABCDEFGHabcdefgh0123"
    return text[:number] + draws.choice([letter for letter in letters if letter != text[number]]) + text[number + 1:]


def hash_edited(session, text, draws):
    """Of statements that leave the order of their rows open, the hash of the order is no claim."""
    def fits(line, part):
        return session.statements[part.index].order == "total" and "sketch" not in line and "sha256" not in line
    return edit("#=", HASH, another_letter, fits)(session, text, draws)


HASH = r"(?<=rows:)[0-9a-f]{32}|rows2:[0-9A-Za-z_-]{20,}|(?<=[ /])[0-9A-Za-z_-]{22}(?=[/,)])"


def next_number(place, draws):
    return str(int(place.group()) + draws.choice([1, 2, 10]))


def fact_struck(session, text, draws):
    """One line of facts is gone; those that are never compared are left alone."""
    def fits(line, part):
        # What is left without any record is not compared, and says so.
        if sum(mark.startswith(("#= ", "#^ ")) for mark in part.marks) < 2:
            return False
        return not re.match(r"#= *(under|cells|  |sum|min|max)", line) and "(" not in line.replace("figure(", "")
    chosen = lines_of(text, draws, "#= ", fits)
    if not chosen:
        return None
    found, part, number = chosen
    struck = part.marks.pop(number)
    return Mutant(found, sources=[part.index], note=struck)


def exchanged_records(session, text, draws):
    """Two statements whose facts differ have each other's marks."""
    found = text.copy()

    def facts(part):
        return [mark for mark in part.marks if mark.startswith(("#= ", "#x ")) and not mark.startswith("#= under")]
    pairs = [(a, b) for a in found.parts for b in found.parts if a.index < b.index and facts(a) and facts(b)
             and not set(facts(a)) <= set(facts(b)) and not set(facts(b)) <= set(facts(a))
             and not any(session.statements[part.index].clock for part in (a, b))]
    if not pairs:
        return None
    one, two = draws.choice(pairs)
    one.marks, two.marks = two.marks, one.marks
    return Mutant(found, sources=[one.index, two.index], note=f"{one.text[:60]} and {two.text[:60]}")


def all_struck(session, text, draws):
    found = text.copy()
    choices = [part for part in found.parts if any(mark.startswith("#= ") for mark in part.marks)]
    part = draws.choice(choices)
    part.marks = [mark for mark in part.marks if not mark.startswith("#= ")]
    return Mutant(found, sources=[part.index], note=part.text)


def with_block(text, draws, key, fits=lambda block: True):
    """A copy, and one of its blocks of a kind as part, line and value."""
    chosen = lines_of(text, draws, "#^ ", lambda line, part: key in record.parse(line[3:]) and fits(record.parse(line[3:])[key]))
    if not chosen:
        return None
    found, part, number = chosen
    return found, part, number, record.parse(part.marks[number][3:])


def put(part, number, block):
    part.marks[number] = "#^ " + record.dump(block)


def has_rows(table):
    return bool(table.get("rows")) and any(value is not None for row in table["rows"] for value in row)


def altered(value, draws):
    if isinstance(value, record.Number):
        return record.Number("-1" + value[1:] if value.startswith("-") else "1" + value)
    return record.Number("7") if value is None else value + "x"


def block_cell(is_picture_too):
    def make(session, text, draws):
        chosen = with_block(text, draws, "table", has_rows)
        if not chosen:
            return None
        found, part, number, block = chosen
        rows = block["table"]["rows"]
        row = draws.choice([row for row in rows if any(value is not None for value in row)])
        column = draws.choice([index for index, value in enumerate(row) if isinstance(value, str)])
        before = row[column]
        if not isinstance(before, str):
            return None
        row[column] = altered(before, draws)
        put(part, number, block)
        if is_picture_too and not redraw(part, str(before), str(row[column])):
            return None
        return Mutant(found, sources=[part.index], note=f"{before} → {row[column]} in {part.text[:80]}")
    return make


def redraw(part, before, after):
    """Puts the cell into the picture where it stands there once, the blanks behind it given way."""
    lines = [number for number, line in enumerate(part.marks)
             if line.startswith("#| ") and re.search(rf"(^|  |\| ){re.escape(before)}( |$)", line)]
    if len(lines) != 1 or part.marks[lines[0]].count(before) != 1:
        return False
    part.marks[lines[0]] = part.marks[lines[0]].replace(before, after)
    return True


def block_row(session, text, draws):
    chosen = with_block(text, draws, "table", lambda table: len(table.get("rows", [])) > 1)
    if not chosen:
        return None
    found, part, number, block = chosen
    rows = block["table"]["rows"]
    gone = rows.pop(draws.randrange(len(rows)))
    put(part, number, block)
    return Mutant(found, sources=[part.index], note=f"{gone} of {part.text[:80]}")


def block_struck(session, text, draws):
    # Only a block with a picture: that of a schema, which a load shows, has none.
    def fits(line, part):
        return "table" in record.parse(line[3:]) and any(mark.startswith("#| ") for mark in part.marks)
    chosen = lines_of(text, draws, "#^ ", fits)
    if not chosen:
        return None
    found, part, number = chosen
    part.marks.pop(number)
    return Mutant(found, sources=[part.index], note=part.text)


def message_figure(session, text, draws):
    """A figure in a message, in the words of this format or in the parts of the next."""
    found = text.copy()
    choices = [(part, number) for part in found.parts for number, line in enumerate(part.marks)
               if line.startswith('#^ {"message"') and re.search(r"[\[ \"](\d+)[\] ,]", line)]
    if not choices:
        return None
    part, number = draws.choice(choices)
    line = part.marks[number]
    place = draws.choice(list(re.finditer(r'(?<=[\[ "])\d+(?=[\] ,])', line)))
    part.marks[number] = line[:place.start()] + str(int(place.group()) + 1) + line[place.end():]
    return Mutant(found, sources=[part.index], note=f"{line[:160]} → {part.marks[number][:160]}")


def plot_point(session, text, draws):
    chosen = with_block(text, draws, "plot")
    if not chosen:
        return None
    found, part, number, block = chosen
    places = []

    def walk(value):
        for key, entry in (value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []):
            if isinstance(entry, record.Number):
                places.append((value, key))
            walk(entry)
    walk(block["plot"].get("data", block["plot"]))
    if not places:
        return None
    where, key = draws.choice(places)
    before = where[key]
    where[key] = altered(before, draws)
    put(part, number, block)
    return Mutant(found, sources=[part.index], note=f"{key}: {before} → {where[key]} in {part.text[:80]}")


def table_part(line, part):
    """A line of a table's picture below its rule."""
    number = part.marks.index(line)
    rules = [index for index, mark in enumerate(part.marks) if mark.startswith("#| ") and "──" in mark and "│" not in mark]
    return bool(rules) and number > rules[0] and not line.startswith("#| first ") and "column" not in line


def picture_edited(version=None):
    inner = edit("#| ", r"[0-9A-Za-z]", lambda place, draws: draws.choice([c for c in "0123456789" if c != place.group()]),
                 table_part)

    def make(session, text, draws):
        mutant = inner(session, text, draws)
        if mutant and version:
            mutant.record.head = [re.sub(r"carnet \d+\.\d+\.\d+", f"carnet {version}", line) for line in mutant.record.head]
        return mutant
    return make


def picture_line(session, text, draws):
    chosen = lines_of(text, draws, "#| ", table_part)
    if not chosen:
        return None
    found, part, number = chosen
    struck = part.marks.pop(number)
    return Mutant(found, sources=[part.index], note=struck)


def error_text(session, text, draws):
    return edit("#x ", r"(?<=: ).*[a-z]", lambda place, draws: place.group()[:-1] + "q")(session, text, draws)


def error_figure(session, text, draws):
    chosen = with_block(text, draws, "error")
    if not chosen:
        return None
    found, part, number, block = chosen
    places = []

    def walk(value):
        for index, entry in enumerate(value if isinstance(value, list) else []):
            if isinstance(entry, list):
                if len(entry) and isinstance(entry[0], str):
                    places.append(entry)
                walk(entry)
    error = block["error"]
    walk(error.get("parts", []))
    if not places:
        return None
    where = draws.choice(places)
    before = where[0]
    where[0] = altered(before, draws)
    put(part, number, block)
    return Mutant(found, sources=[part.index], note=f"{before} → {where[0]} in {part.text[:80]}")


def error_code(session, text, draws):
    chosen = lines_of(text, draws, "#x ", lambda line, part: line.startswith("#x E-"))
    if not chosen:
        return None
    found, part, number = chosen
    before = re.match(r"#x (E-\w+)", part.marks[number]).group(1)
    after = "E-name" if before != "E-name" else "E-sql"
    part.marks = [mark.replace(before, after) if mark.startswith(("#x ", '#^ {"error"')) else mark for mark in part.marks]
    return Mutant(found, sources=[part.index], note=f"{before} → {after}")
