"""What came of all mutants, with the command that makes each miss again."""

import collections
import shlex

import neutral
from verdicts import EXPECTED


def report(trial, outcomes, options, seconds, tried):
    counts, groups = collections.Counter(), collections.defaultdict(list)
    for outcome in outcomes:
        for miss in outcome.misses + outcome.hints:
            counts[miss.kind] += 1
            groups[miss.kind, outcome.change].append((outcome, miss))
    lines = []
    for (kind, change), found in sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1]))):
        lines.append(f"== {kind}: {change}, {len(found)} times")
        for outcome, miss in found if options.verbose or options.list else found[:2]:
            flags = f"--change {shlex.quote(change)}" if change in neutral.CHANGES else ""
            lines.append(f"   {outcome.kind}; {outcome.note}")
            lines.append(f"      {miss.what}")
            again = f"scripts/mutate BINARY --seed {options.seed} --count {options.count} --only {outcome.number} {flags}".rstrip()
            lines.append(f"      {miss.why} [{again}{' · ' + outcome.folder if outcome.folder else ''}]")
    text = "\n".join(lines)
    if options.list:
        with open(options.list, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    elif text:
        print(text)
    for trouble in sorted(set(trial.troubles))[:10]:
        print(f"harness: {trouble}")
    causes, right = sum(outcome.causes for outcome in outcomes), sum(outcome.right for outcome in outcomes)
    share = right / causes if causes else 1.0
    mutants = sum(outcome.change in EXPECTED for outcome in outcomes)
    neutrals = sum(outcome.change in neutral.CHANGES for outcome in outcomes)
    cells = sum(outcome.verdicts for outcome in outcomes if outcome.change == "cells")
    print(f"{mutants} mutants and {neutrals} changes that must not matter of {tried - options.cells}, "
          f"{sum(o.verdicts for o in outcomes) - cells} verdicts in {seconds:.0f} s: "
          f"{counts['wrongly verified']} wrongly verified, {counts['wrongly refused']} wrongly refused, "
          f"cause right in {right} of {causes} ({100 * share:.1f} %); {cells} cells sought, "
          f"{counts['cell not in the record']} tables lack some; "
          + ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())
                      if kind not in ("wrongly verified", "wrongly refused", "cell not in the record")))
    is_bad = sum(counts[kind] for kind in counts if kind not in ("wrong cause", "no figures", "place not named")) or share < 0.97 or trial.troubles
    return 1 if is_bad else 0
