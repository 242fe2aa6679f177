"""Ride sheets as csv: 100,000 and 1,000,000 rides, in seconds, and the memory of the larger one."""

import datetime
import os
import random

from bench_measure import SCRATCH, alternate, median, report, run

SYLLABLES = ["BRA", "CHE", "DOU", "FLE", "GRI", "LAU", "MON", "PER", "QUI", "ROU", "SAV", "TIL"]
GIVEN = ["Anne", "Noël", "Didier", "Françoise", "Loïc", "Cédric", "Zoé", "Marius"]
STREETS = ["Rue du Lac", "Chemin des Acacias-Bleus", "Avenue de l'Étoile", "Route du Tilleul"]
TOWNS = [(1201, "Genève"), (1227, "Carouge"), (1217, "Meyrin"), (1213, "Onex"), (1290, "Versoix")]
HOUSES = ["Hôpital cantonal, Rue du Lac 4, 1201 Genève", "Clinique du Tilleul, 1227 Carouge",
          "Centre de dialyse, Route du Tilleul 12, 1217 Meyrin"]
HEADER = "Nom/Prénom;Date et Heure prévues;Course;Adresse de départ;Adresse d'arrivée;CFT;Remarques\n"
REMARKS = ["", "", "", "", "fauteuil roulant", "digicode 12", "annulée", "sonner deux fois"]


def write(path, rows):
    """A seeded sheet of single rides as an office exports it: 3,000 clients, each with a home."""
    draws = random.Random(2025)
    clients = []
    for number in range(3_000):
        name = "".join(SYLLABLES[number // 12 ** place % 12] for place in range(4)) + "VAZ"
        postcode, town = draws.choice(TOWNS)
        home = f"{draws.choice(STREETS)} {draws.randrange(1, 90)}, {postcode} {town}"
        clients.append((f"{name} {draws.choice(GIVEN)}", home))
    first = datetime.date(2025, 1, 6)
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(rows):
            client, home = draws.choice(clients)
            day = first + datetime.timedelta(days=number * 250 // rows)
            stops = [home, draws.choice(HOUSES)]
            draws.shuffle(stops)
            file.write(
                f"{client};{day:%d.%m.%Y} {draws.randrange(7, 18):02}:{draws.randrange(0, 60, 5):02};"
                f"A;{stops[0]};{stops[1]};{draws.choice(['Y.L', 'G.B', 'D.D', 'D.D'])};"
                f"{draws.choice(REMARKS)}\n")


def bench_rides(binary):
    """Loads of sheets that a year, and ten, would fill."""
    for rows, runs, seconds in ((100_000, 5, 3), (1_000_000, 1, 40)):
        source = os.path.join(SCRATCH, f"sheet-{rows}.csv")
        if not os.path.exists(source):
            write(source, rows)
        notebook = os.path.join(SCRATCH, "sheet.sqlite")

        def load():
            for ending in ("", "-wal", "-shm"):
                if os.path.exists(notebook + ending):
                    os.remove(notebook + ending)
            return run([binary, "--notebook", notebook, "-c", f'load "{source}" as rides_csv'])

        (found,) = alternate(runs, load)
        report(f"ride sheet of {rows:,} rides", f"{median(found):.2f} s", f"< {seconds} s",
               median(found) < seconds)
        if rows == 1_000_000:
            report(f"ride sheet of {rows:,} rides, memory", f"{median(found, 1):.0f} MB", "<= 500 MB",
                   median(found, 1) <= 500)
