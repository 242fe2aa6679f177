"""Small files that sessions load, as values; a change is made to the values, and the file is written anew."""

import copy
import io
import json
import zipfile
from xml.sax.saxutils import escape

DRIVERS = ["Anna", "Bo", "Cléo", "Dris", "Ève"]
NOTES = ["early", "late", "à l'heure", "twice", "Zürich, then back", None]


RIDES = ["id", "driver", "km", "fare", "seats", "note", "day"]


class Table:
    """Heads and rows of int, float, str and None, and where they stand."""

    def __init__(self, name, heads, rows):
        self.name, self.heads, self.rows = name, heads, rows

    def columns(self, kinds):
        """The columns in which at least two rows hold values of these kinds."""
        def fits(index):
            return sum(isinstance(row[index], kinds) for row in self.rows) >= 2
        return [index for index in range(len(self.heads)) if fits(index)]


class File:
    """A file of one form: csv, xlsx, json or dispatch."""

    def __init__(self, name, form, tables, frame=None):
        self.name, self.form, self.tables, self.frame = name, form, tables, frame

    def copy(self):
        return copy.deepcopy(self)

    def data(self):
        return {"csv": csv, "xlsx": xlsx, "json": array, "dispatch": dispatches}[self.form](self)


def shown(value):
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def csv(file):
    def cell(value):
        text = shown(value)
        return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text
    table = file.tables[0]
    lines = [table.heads, *table.rows]
    return "".join(",".join(cell(value) for value in line) + "\n" for line in lines).encode()


def array(file):
    table = file.tables[0]
    rows = [dict(zip(table.heads, row)) for row in table.rows]
    return ("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n").encode()


def xlsx(file):
    """A workbook as small as it can be: texts within their cells, no styles."""
    def letter(index):
        return chr(65 + index)

    def cell(value, index, row):
        place = f'{letter(index)}{row}'
        if value is None:
            return ""
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        return f'<c r="{place}"><v>{shown(value)}</v></c>'

    def sheet(table):
        rows = "".join(
            f'<row r="{number}">' + "".join(cell(value, index, number) for index, value in enumerate(line)) + "</row>"
            for number, line in enumerate([table.heads, *table.rows], 1))
        return HEAD + f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'

    numbers = range(1, len(file.tables) + 1)
    names = "".join(f'<sheet name="{escape(table.name)}" sheetId="{number}" r:id="rId{number}"/>'
                    for number, table in zip(numbers, file.tables))
    links = "".join(f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
                    for number in numbers)
    kinds = "".join(f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{FORMAT}.worksheet+xml"/>'
                    for number in numbers)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{FORMAT}.sheet.main+xml"/>'
        f'{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type='
        f'"{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
    }
    parts = {name: HEAD + text for name, text in parts.items()}
    for number, table in zip(numbers, file.tables):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet(table)
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), text)
    return bytes_.getvalue()


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def dispatches(file):
    """The production system's export: the first table has the bookings, each with its day's number."""
    table = file.tables[0]
    whole = copy.deepcopy(file.frame)
    for number, day in enumerate(whole["dispatches"]):
        day["bookings"] = [{head: value for head, value in zip(table.heads[1:], row[1:]) if value is not None}
                           for row in table.rows if row[0] == number]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def rides_table(draws, rows=None, name="rides"):
    """Rides with whole numbers, reals, texts, days and missing values."""
    count = rows or draws.randrange(5, 10)
    lines = [[number, draws.choice(DRIVERS), round(draws.uniform(0.5, 20), draws.choice([1, 2, 3])),
              round(draws.uniform(3, 60), 2), draws.randrange(1, 5), draws.choice(NOTES),
              f"2025-10-{draws.randrange(1, 28):02d}"] for number in range(1, count + 1)]
    for column in (2, 3):
        lines[draws.randrange(1, count)][column] = None
    lines[0][5], lines[1][5] = "early", None
    # Two texts and two numbers that differ, so that each kind of change has something to change.
    lines[0][1], lines[1][1], lines[-1][1] = "Anna", "Bo", "Cléo"
    return Table(name, list(RIDES), lines)


def staff_table(draws):
    return Table("staff", ["name", "wage", "base"],
                 [[name, round(draws.uniform(20, 40), 2), draws.choice(["Nyon", "Carouge", None])]
                  for name in ["Anna", "Bo", "Cléo", "Dris"]])


PLACES = ["Clinique les Hauts d'Anières, 1247 Anières", "Hôpital de Bellerive, 1245 Collonge-Bellerive",
          "Hôpital Cantonal, 1205 Genève", "Carouge", "Cologny", "Meyrin", "Vernier", "Onex", "Lancy"]
CLIENTS = ["Zorvane Ilse", "Quellot Maurin", "Brindaz Ode", "Tavernoux Line", "Hespel Gard"]


def ride_sheet(draws, name="Feuil1", days=("22.10.2025", "23.10.2025")):
    """An office's sheet, one row of which cannot be read."""
    rows = []
    for day in days:
        for hour in sorted(draws.sample(range(7, 17), draws.randrange(4, 6))):
            start, end = draws.sample(PLACES, 2)
            trip = draws.choice(["A", "A", "A/R"])
            times = f"{hour:02d}:{draws.choice(['00', '15', '30'])}"
            if trip == "A/R":
                times += f" {hour + 3:02d}:45"
            rows.append([draws.choice(CLIENTS), f"{day}   {times}", trip, start, end,
                         draws.choice(["Y.L", "G.B", "D.D"])])
    rows.append([draws.choice(CLIENTS), "à fixer avec la famille", "A", "Carouge", "Onex", "D.D"])
    return Table(name, ["Nom/Prénom", "Date et Heure prévues", "Course", "Adresse de départ", "Adresse d'arrivée",
                        "CFT"], rows)


def export_file(draws, root, days=2, most=6, name="week.json"):
    """The first days of the week that the project ships, cut to a few bookings."""
    with open(f"{root}/datasets/week-2025-43.json", encoding="utf-8") as source:
        whole = json.load(source)
    whole["dispatches"] = whole["dispatches"][:days]
    heads, rows = ["day"], []
    for number, day in enumerate(whole["dispatches"]):
        chosen = sorted(draws.sample(range(len(day["bookings"])), min(most, len(day["bookings"]))))
        for index in chosen:
            booking = day["bookings"][index]
            heads += [head for head in booking if head not in heads]
            rows.append((number, booking))
        for stated in ("num_bookings", "load_gap", "total_distance_km", "driver_loads", "num_drivers"):
            day.pop(stated, None)
        day["bookings"] = []
    for stated in ("total_dispatches", "total_bookings", "statistics"):
        whole.pop(stated, None)
    table = Table("bookings", heads, [[number, *(booking.get(head) for head in heads[1:])] for number, booking in rows])
    return File(name, "dispatch", [table], whole)


ROSTER = Table("drivers", ["name", "surname", "initials", "aliases", "kind", "shift_start", "shift_end", "wheelchair",
                           "from", "to", "absences"], [
    ["Yannis", "Lambavel", "Y.L", "YL|Y L", "regular", None, None, "yes", None, None, None],
    ["Giuseppe", "Bellaventi", "G.B", "GB|G B", "regular", "07:00", "19:00", "yes", None, None, None],
    ["Dris", "Darouvil", "D.D", "DD|D D", "regular", None, None, "yes", None, None, None],
    ["Khalid", "Aznirel", "K.A", "KA|K A", "emergency", None, None, "yes", None, None, None]])
