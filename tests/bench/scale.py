#!/usr/bin/env python3
"""How siasn-sync would bear the whole nation: a model in steps of an hour, fed with measured costs.

    scale.py [BENCH_DIR [DOCUMENT]]

Costs come from BENCH_DIR (build/bench) as far as they were measured there; otherwise from COSTS. With DOCUMENT the tables
between its marks <!-- begin NAME --> and <!-- end NAME --> are written anew; without, they are printed.
"""
import json
import os
import random
import re
import sys

# What was measured, and with which benchmark (file, how to find it). The value, from a run of these on two busy cores (load
# average 2 to 8), is used when the file is not there.
COSTS = {
    # name: (value, unit, file, picker)
    "siasnd_us": (250, "us of CPU a record, the daemon", "peers.json", lambda d: of(d, who="siasnd", pause_ms=0)["own_us"]),
    "postgres_us": (687, "us of CPU a record, PostgreSQL", "fleet.json", lambda d: of(d, part="many", daemons=4)["postgres_us"]),
    "outbox_bytes": (929, "bytes a record, outbox with indexes", "fleet.json", lambda d: bytes_of(d, "after", "outbox") / queue_rows(d)),
    "link_bytes": (277, "bytes a record, link with indexes", "fleet.json", lambda d: bytes_of(d, "after", "link") / deliveries(d)),
    "event_bytes": (765, "bytes a delivery, event log with indexes", "fleet.json", lambda d: bytes_of(d, "after", "event_log") / deliveries(d)),
    "claim_ms": (0.28, "ms, a claim of 16 persons at 10 million rows", "fleet.json", lambda d: of(d, part="queue", rows=10000000, due="all")["claim_ms"]),
    "statements_us": (396, "us a record, all statements of one session, one after the other", "fleet.json", lambda d: 1e6 * of(d, part="bloat")["seconds"] / deliveries(d)),
    "collect_us": (258, "us a row, read, mapped and written to the outbox (machine busy)", "memory.json", lambda d: collect_us(d)),
    "daemon_kib": (18896, "KiB, peak of a daemon", "memory.json", lambda d: max(r["peak_kib"] for r in d if r["part"] == "sync")),
}

# What was not measured, since nobody but the agencies knows: change it, run it again.
NATION = {
    "employees": (5_000_000, "civil servants"),
    "agencies": (514, "regencies and cities, each with its own credentials"),
    "records": (35, "records a person: positions, courses, appraisals and so on"),
    "at_siasn": (0.4, "share of them that SIASN has already: adopted, not written"),
    "reads": (15, "reads a person and session: the main record and a list a kind"),
    "changes": (6, "records a person and year that are new or change"),
    "reads_changed": (3, "reads for a session that writes a change"),
    "reconcile_days": (30, "each person is read back once in so many days ([reconcile] days)"),
    "office": (0.8, "share of the changes between 08 and 16 o'clock, Monday to Friday"),
}
LIMITS = (10, 100, 1000)


def of(rows, /, **wanted):
    return next(r for r in rows if all(r.get(k) == v for k, v in wanted.items()))


def bytes_of(rows, when, table):
    size = of(rows, part="bloat")[when][table]
    return (size["table_mib"] + size["index_mib"]) * 1048576


def queue_rows(rows):
    return max(r["rows"] for r in rows if r["part"] == "queue")


def deliveries(rows):
    return of(rows, part="bloat")["deliveries"]


def collect_us(rows):
    """Only from a machine that had nothing else to do."""
    run = next(r for r in rows if r.get("employees") == 100000 and r["load_average"] < 3)
    return 1e6 * run["collect_s"] / (run["rows"] + run["employees"])


def load_costs(folder):
    costs, sources = {}, {}
    for name, (value, _, file, pick) in COSTS.items():
        costs[name], sources[name] = value, "default"
        try:
            with open(os.path.join(folder, file), encoding="utf-8") as f:
                costs[name], sources[name] = pick(json.load(f)), file
        except (OSError, StopIteration, KeyError, ValueError):
            pass
    return costs, sources


def change_share(hour):
    """Share of a week's changes that fall into this hour."""
    office = NATION["office"][0]
    busy = hour % 168 < 120 and 8 <= hour % 24 < 16
    return office / 40 if busy else (1 - office) / 128


def simulate(people, limit, reconcile_days, years=3):
    """One agency, or all of them: a queue served at `limit` requests a second; in the order in which work came, reading back
    with what is left. Gives hours until the first synchronisation is through (None: not in that time), the age of the
    oldest change in the last year (hours), the share of the capacity used then, and what is left undone at the end."""
    n = {k: v[0] for k, v in NATION.items()}
    capacity = limit * 3600
    first = people * (n["reads"] + n["records"] * (1 - n["at_siasn"]))
    weekly = people * n["changes"] * 7 / 365 * (1 + n["reads_changed"])
    hourly_back = people * n["reads"] / reconcile_days / 24 if reconcile_days else 0
    queue, head, back, done_at, oldest, used = [[0, first]], 0, 0.0, None, 0, 0.0
    hours = int(years * 365 * 24)
    for hour in range(hours):
        queue.append([hour, weekly * change_share(hour)])
        room = capacity
        while head < len(queue) and room > 0:
            take = min(room, queue[head][1])
            queue[head][1] -= take
            room -= take
            if queue[head][1] > 1e-6:
                break
            head += 1
        if done_at is None and head > 0:
            done_at = hour + 1
        if done_at is not None:
            back += hourly_back
        read = min(room, back)
        back -= read
        if hour >= hours - 365 * 24:
            used += (capacity - room + read) / capacity / (365 * 24)
            if head < len(queue):
                oldest = max(oldest, hour - queue[head][0])
    undone = sum(q[1] for q in queue[head:])
    return done_at, oldest, used, undone, back / hourly_back / 24 if hourly_back else 0


def agencies():
    """514 sizes that add up to the nation's: most are small, a few large (log-normal, the same at each run)."""
    rng = random.Random(514)
    weights = [rng.lognormvariate(0, 0.7) for _ in range(NATION["agencies"][0])]
    return sorted(round(w / sum(weights) * NATION["employees"][0]) for w in weights)


def span(hours):
    if hours is None:
        return "over 3 years"
    return f"{hours:.0f} h" if hours < 72 else f"{hours / 24:,.0f} days"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows])


def costs_table(costs, sources):
    return table(("Cost", "Value", "From"), [(COSTS[k][1], f"{v:,.3g}" if v < 100 else f"{v:,.0f}", sources[k]) for k, v in costs.items()]) + "\n\n" + table(
        ("Assumption", "Value"), [(text, f"{v:,}") for v, text in NATION.values()])


def first_sync_table():
    rows, sizes = [], agencies()
    people, median, largest = NATION["employees"][0], sizes[len(sizes) // 2], sizes[-1]
    for limit in LIMITS:
        done, oldest, used, undone, late = simulate(people, limit, NATION["reconcile_days"][0])
        equal = simulate(largest, limit / len(sizes), NATION["reconcile_days"][0])[0]
        fair = simulate(median, limit / len(sizes), NATION["reconcile_days"][0])[0]
        rows.append((f"{limit:,}", span(done), "-" if done is None else span(oldest), f"{used * 100:.0f} %", f"{undone / 1e6:,.1f} million", f"{late:,.0f} days",
                     f"{span(fair)} / {span(equal)}"))
    return table(("Requests/s for the nation", "First synchronisation", "Oldest change, third year", "Used, third year", "Undone after 3 years", "Reading back is behind by",
                  "Median / largest agency with an equal share"), rows)


def own_limit_table():
    sizes = agencies()
    picks = (("smallest", sizes[0]), ("median", sizes[len(sizes) // 2]), ("largest", sizes[-1]))
    rows = []
    for name, people in picks:
        rows.append((f"{name}, {people:,} employees", *(span(simulate(people, limit, NATION["reconcile_days"][0])[0]) for limit in (5,) + LIMITS)))
    return table(("Agency", "5 requests/s (the default)") + tuple(f"{limit:,}" for limit in LIMITS), rows)


def daily_table():
    n = {k: v[0] for k, v in NATION.items()}
    changes = n["employees"] * n["changes"] / 365
    back = n["employees"] * n["reads"] / n["reconcile_days"]
    peak = n["employees"] * n["changes"] * 7 / 365 * n["office"] / 40 * (1 + n["reads_changed"]) / 3600
    rows = [("changes and their reads", f"{changes * (1 + n['reads_changed']):,.0f}", f"{changes * (1 + n['reads_changed']) / 86400:,.1f}", f"{peak:,.1f}"),
            (f"reading back every {n['reconcile_days']} days", f"{back:,.0f}", f"{back / 86400:,.1f}", f"{back / 86400:,.1f}"),
            ("reading back every 90 days", f"{back * n['reconcile_days'] / 90:,.0f}", f"{back * n['reconcile_days'] / 90 / 86400:,.1f}", f"{back * n['reconcile_days'] / 90 / 86400:,.1f}")]
    return table(("Nation, a day", "Requests", "a second, mean", "a second, office hours"), rows)


def storage_table(costs):
    n = {k: v[0] for k, v in NATION.items()}
    records = n["employees"] * n["records"]
    yearly = n["employees"] * n["changes"]
    gib = 1 / 2**30
    state = records * (costs["outbox_bytes"] + costs["link_bytes"])
    log = records * costs["event_bytes"]
    rows = [("outbox and links, after the first synchronisation", state), ("event log of the first synchronisation", log),
            ("event log, each year", yearly * costs["event_bytes"])]
    return table(("Storage", "Nation, GiB", "Median agency, GiB"),
                 [(what, f"{size * gib:,.0f}", f"{size * gib * agencies()[257] / n['employees']:,.2f}") for what, size in rows])


def limits_table(costs):
    n = {k: v[0] for k, v in NATION.items()}
    records = n["employees"] * n["records"]
    cores = 1e6 / (costs["siasnd_us"] + costs["postgres_us"])
    one = 1e6 / costs["statements_us"]
    per_request = (n["reads"] + n["records"] * (1 - n["at_siasn"])) / n["records"]
    rows = [("SIASN's limit, 10 / 100 / 1,000 requests/s", " / ".join(f"{limit / per_request:,.1f}" for limit in LIMITS)),
            ("all statements of a delivery in one session of PostgreSQL", f"{one:,.0f}"), ("CPU, a core for daemon and PostgreSQL", f"{cores:,.0f}"),
            ("CPU, 16 cores", f"{cores * 16:,.0f}"), ("claims of 16 persons (35 records each) at 10 million rows", f"{16 * n['records'] * 1000 / costs['claim_ms']:,.0f}")]
    return table(("What bounds one state database", "Records a second"), rows) + "\n\n" + (
        f"Collecting all {records / 1e6:,.0f} million rows once takes {span(records * costs['collect_us'] / 3.6e9)} in one daemon, "
        f"{costs['daemon_kib'] / 1024:,.0f} MiB at its peak.")


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "build/bench"
    costs, sources = load_costs(folder)
    blocks = {"costs": costs_table(costs, sources), "first": first_sync_table(), "own": own_limit_table(), "daily": daily_table(), "storage": storage_table(costs),
              "bounds": limits_table(costs)}
    if len(sys.argv) < 3:
        for name, text in blocks.items():
            print(f"\n== {name}\n{text}")
        return
    with open(sys.argv[2], encoding="utf-8") as f:
        document = f.read()
    for name, text in blocks.items():
        pattern = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.S)
        if not pattern.search(document):
            sys.exit(f"{sys.argv[2]}: no place for {name}")
        document = pattern.sub(lambda m, t=text: m.group(1) + t + "\n" + m.group(2), document)
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        f.write(document)


main()
