"""Questions to the servers of `scripts/services`: to try them, and to record their answers."""

import http.client
import json
import os
import urllib.parse
import xml.etree.ElementTree

HOUSE = ("9", "Chemin des Courbes", "1247", "Anières")
# Addresses of October's ride sheet, by number, street, postcode and town.
TWELVE = [
    ("6", "Avenue des Platanes", "1247", "Anières"), 
    ("28", "Chemin de la Fontaine", "1227", "Carouge"),
    ("42", "Rue de l'Horloge", "1206", "Genève"), ("77", "Route des Fougères", "1217", "Meyrin"),
    ("61", "Rue du Four", "1290", "Versoix"), ("20", "Rue de l'Ancienne-Poste", "1226", "Thônex"),
    ("10", "Avenue du Belvédère", "1233", "Bernex"),
    ("71", "Avenue du Belvédère", "1281", "Russin"),
    ("18", "Chemin des Cyprès", "1248", "Hermance"), ("69", "Route de la Croisée", "1234", "Vessy"),
    ("88", "Sentier des Saules", "1201", "Genève"),
    ("80", "Chemin des Hirondelles", "1285", "Avusy"),
]
# Longitude and latitude: the middle of the lake, and the village that no road leads to.
LAKE, POUGNY = (6.1900, 46.2600), (5.9575, 46.1505)
PARTS = ("housenumber", "street", "postcode", "city")
KEPT_HEADERS = ["content-type"]


def houses(path):
    """The houses of a map: (number, street, postcode, town) to (longitude, latitude)."""
    found = {}
    for node in xml.etree.ElementTree.parse(path).getroot().iter("node"):
        tags = {tag.get("k"): tag.get("v") for tag in node.iter("tag")}
        if "addr:housenumber" in tags:
            key = tuple(tags[f"addr:{part}"] for part in PARTS)
            found[key] = float(node.get("lon")), float(node.get("lat"))
    return found


def ask(address, path):
    """A request to a server: its line, and the answer's status, headers and body."""
    host = urllib.parse.urlsplit(address).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request("GET", path, headers={"User-Agent": "carnet tests"})
        answer = connection.getresponse()
        headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
        return {"request": "GET " + path, "status": answer.status, "headers": headers,
                "body": answer.read().decode()}
    finally:
        connection.close()


def search(**words):
    """The path of a search at Nominatim."""
    words |= {"format": "jsonv2", "addressdetails": 1, "limit": 5, "countrycodes": "ch",
              "accept-language": "fr"}
    return "/search?" + urllib.parse.urlencode(words, quote_via=urllib.parse.quote)


def structured(number, street, postcode, town):
    """The path of a structured search; the number may be missing."""
    return search(street=f"{number} {street}".strip(), postalcode=postcode, city=town)


def table(points, **options):
    """The path of a table at OSRM, without the hints that double an answer's size."""
    options = {"annotations": "duration,distance", "generate_hints": "false", **options}
    where = ";".join(f"{longitude:.6f},{latitude:.6f}" for longitude, latitude in points)
    return f"/table/v1/driving/{where}?" + urllib.parse.urlencode(options, safe=",;")


# The smoke test.

def smoke(addresses, path):
    """Whether the servers answer as they must; each answer in a line."""
    known = houses(path)
    verdicts = [*smoke_search(addresses["CARNET_NOMINATIM"], known),
                *smoke_table(addresses["CARNET_OSRM"], known)]
    for name, is_right, figure in verdicts:
        print(f"services: {name}: {'ok' if is_right else 'WRONG'}, {figure}", flush=True)
    return all(is_right for _, is_right, _ in verdicts)


def smoke_search(address, known):
    """A house by its parts and by one text, a number that is missing, a street that is missing."""
    number, street, postcode, town = HOUSE
    for name, path in [("house by parts", structured(*HOUSE)),
                       ("house by one text", search(q=f"{street} {number}, {postcode} {town}"))]:
        first = (json.loads(ask(address, path)["body"]) or [{}])[0]
        where = float(first.get("lon", 0)), float(first.get("lat", 0))
        is_right = where == known[HOUSE] and first.get("address", {}).get("house_number") == number
        yield name, is_right, first.get("display_name", "nothing found")
    found = json.loads(ask(address, structured("77", *HOUSE[1:]))["body"])
    yield ("number that is missing", [place["addresstype"] for place in found] == ["road"],
           found[0]["display_name"] if found else "nothing found")
    found = json.loads(ask(address, structured("9", "Chemin Inexistant", postcode, town))["body"])
    yield "street that is missing", found == [], f"{len(found)} found"


def smoke_table(address, known):
    """Thirty houses, the way round the lake, a point on the lake, a village without a road."""
    step = len(known) // 30
    points = [known[key] for key in sorted(known)][:30 * step:step]
    answer = json.loads(ask(address, table(points))["body"])
    cells = [cell for kind in ("durations", "distances") for row in answer[kind] for cell in row]
    is_whole = len(cells) == 2 * 30 * 30 and None not in cells
    yield "table of 30 houses", is_whole, f"{len(cells)} cells, {cells.count(None)} missing"
    round_the_lake = [known[TWELVE[0]], known[TWELVE[4]]]
    kilometres = json.loads(ask(address, table(round_the_lake))["body"])["distances"][0][1] / 1000
    yield "Anières to Versoix", kilometres > 15, f"{kilometres:.1f} km of road"
    answer = json.loads(ask(address, table([LAKE, known[HOUSE]]))["body"])
    aside = answer["sources"][0]["distance"]
    yield "point on the lake", aside > 200, f"snapped {aside:.0f} m aside"
    answer = json.loads(ask(address, table([POUGNY, known[HOUSE]]))["body"])
    yield "village without a road", answer["distances"][0][1] is None, "no way"


# Recorded answers.

def record(addresses, path, folder):
    """Writes answers below a folder, a file each: request, status, headers, body."""
    known = houses(path)
    for server, variable, requests in [("nominatim", "CARNET_NOMINATIM", searches()),
                                       ("osrm", "CARNET_OSRM", tables(known))]:
        os.makedirs(os.path.join(folder, server), exist_ok=True)
        for name, request in requests.items():
            answer = ask(addresses[variable], request)
            with open(os.path.join(folder, server, name + ".json"), "w", encoding="utf-8") as file:
                json.dump(answer, file, ensure_ascii=False, indent=2)
                file.write("\n")
        print(f"services: recorded {len(requests)} answers of {server}", flush=True)


def searches():
    """What is recorded of Nominatim, by name."""
    return {
        **{f"house-{index}": structured(*TWELVE[index - 1]) for index in range(1, 5)},
        "house-free-text": search(q="Rue du Four 61, 1290 Versoix"),
        "misspelt-town": structured("61", "Rue du Four", "1290", "Versoie"),
        "house-wrong-postcode": structured("61", "Rue du Four", "1291", "Versoix"),
        "house-without-town": search(street="61 Rue du Four", postalcode="1290"),
        "street": structured("200", "Rue du Four", "1290", "Versoix"),
        "town": search(postalcode="1247", city="Anières"),
        "postcode": search(postalcode="1247"),
        "nothing": structured("7", "Avenue des Acacias-Bleus", "1260", "Nyon"),
        "nothing-free-text": search(q="Rue de la Gare 14, 74100 Annemasse"),
        "two-candidates": structured("22", "Avenue des Platanes", "1205", "Genève"),
        "several-streets": search(street="Chemin des Vergers", city="Genève"),
        "mixed": search(q="Versoix", city="Versoix"),
    }


def tables(known):
    """What is recorded of OSRM, by name."""
    points = [known[address] for address in TWELVE]
    three = points[:3]
    return {
        "table": table(points),
        "table-block": table(points, sources="0;1;2;3", destinations="4;5;6;7;8;9;10;11"),
        "table-unreachable": table([*three, POUGNY]),
        "table-far": table([*three, LAKE]),
        "no-segment": table([*three, LAKE], radiuses="200;200;200;200"),
        "invalid-query": "/table/v1/driving/6.2226,46.2767;hello?annotations=duration",
        "invalid-options": table(three, sources="7"),
        "invalid-value": table(three, annotations="minutes"),
        "too-big": table([known[key] for key in sorted(known)[:101]]),
        "no-such-service": "/tables/v1/driving/6.2226,46.2767;6.1620,46.2840",
    }
