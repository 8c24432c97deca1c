"""Measures our decoder step beside its peers', in rounds, and says what part of the memory's speed each reaches.

compare.py --out RESULTS.json [--rounds 5] [--setting small,q8_0,2,500 ...] [--bandwidth PROGRAM] [--continuo PROGRAM]
           [--ours COMMAND] [--ggml NAME=PROGRAM ...] [--python PYTHON] [--published]
compare.py --table RESULTS.json
compare.py --bars RESULTS.json --model small --batch 2 --context 500 [--placement together|apart] > BARS.json

A round asks every contestant for some dozens of steps, in another order each time, with a probe of the memory before and
after each. Peers stay loaded between rounds and sleep; ours is started anew. A setting is MODEL,FORMAT,BATCH,CONTEXT; its
results replace those of the same setting in RESULTS.json. Every peer runs in all the ways below, and the table and the
picture show the fastest of each.

Virtual machines move: the probe's handover between cores tells whether they share a core complex, and with it one link to
memory ("together", half the bandwidth), or not ("apart"). Figures are given for each, from slices that did not move; slices beside which anything else ran count for
nothing.
"""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
APART_NS = 110

GGML = {"q8_0": ["q8_0"], "q4_0": ["q4_0", "q4_k"], "bf16": ["bf16"], "f32": ["f32"]}
TORCH = {
    "q8_0": [("int8", "eager"), ("int8-dynamic", "eager")],
    "q4_0": [("int4", "eager")],
    "bf16": [("bf16", "packed")],
    "f32": [("f32", "packed")],
}


class Kept:
    """A program that measures once for every line it reads."""

    def __init__(self, command):
        # Long enough a spin for OpenMP's threads to be awake at the next operation, and no longer.
        environment = os.environ | {"GOMP_SPINCOUNT": "1000000"}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.DEVNULL, env=environment)
        self.facts = self.read()  # the first measurement warms up, and is not counted

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"compare: {shlex.join(self.process.args)} ended without an answer")
        return json.loads(line)

    def measure(self):
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Started:
    """A command that measures once and ends: `continuo bench --json`."""

    def __init__(self, command):
        self.command = command

    def measure(self):
        report = json.loads(subprocess.run(self.command, check=True, capture_output=True, text=True).stdout)
        size = report["step_bytes"]
        return {"median_ms": report["step_ms_median"], "p99_ms": report["step_ms_p99"],
                "weight_bytes": size["weights"],
                "past_bytes": size["keys_values_read"] + size.get("keys_values_written", 0),
                "gb_s": report["machine_bytes_per_s"] / 1e9}

    def close(self):
        pass


def probe(program):
    time.sleep(0.05)  # until the threads of whoever was measured sleep
    others = int(Path("/proc/loadavg").read_text().split()[3].split("/")[0]) - 1  # runnable, but for ourselves
    report = json.loads(subprocess.run([program, "--quick", "--seconds", "0.08", "--megabytes", "512"], check=True,
                                       capture_output=True, text=True).stdout)
    rate = next(iter(report["gb_s"].values()))["median"]
    return {"gb_s": rate, "handover_ns": report.get("handover_ns", 0), "others": others}


def contestants(setting, arguments):
    """(name, variant, ours, how to make it), those of one name being ways of one peer."""
    model, weights, batch, context = (setting[key] for key in ("model", "weights", "batch", "context"))
    common = ["--batch", str(batch), "--context", str(context), "--steps", str(arguments.steps), "--serve"]
    common += ["--medium"] if model == "medium" else []
    if arguments.ours or arguments.continuo:
        template = arguments.ours or (shlex.quote(arguments.continuo) + " bench musicgen-{model} --random-weights --json"
                                      " --dtype {weights} --batch {batch} --context {context} --steps {steps}")
        command = shlex.split(template.format(**setting, steps=2 * arguments.steps))
        yield "Continuo", weights, True, lambda: Started(command)
    for build in arguments.ggml:
        name, _, program = build.rpartition("=")
        for kind in GGML[weights]:
            command = [program, "--weights", kind, *common]
            yield "ggml", f"{kind} {name}".strip(), False, lambda command=command: Kept(command)
    if arguments.python:
        script = [arguments.python, str(HERE / "torch_step.py")]
        for kind, how in TORCH[weights]:
            command = [*script, "--weights", kind, "--how", how, *common]
            yield "PyTorch", f"{kind} {how}", False, lambda command=command: Kept(command)
        if arguments.published and weights == "bf16":
            command = [*script, "--weights", "bf16", "--how", "transformers", *common]
            yield "transformers", "bf16", False, lambda: Kept(command)


def placement(before, after):
    if before["others"] + after["others"] > 0:
        return "disturbed"
    sides = {probe["handover_ns"] >= APART_NS for probe in (before, after)}
    rates = [before["gb_s"], after["gb_s"]]
    if len(sides) > 1 or max(rates) > 1.25 * min(rates):
        return "moved"
    return "apart" if sides.pop() else "together"


def summary(slices):
    times = sorted(part["median_ms"] for part in slices)
    share = statistics.median((part["weight_bytes"] + part["past_bytes"]) / part["median_ms"] / 1e6 / part["gb_s"]
                              for part in slices)
    return {"ms": round(statistics.median(times), 3), "low_ms": times[0], "high_ms": times[-1],
            "p99_ms": round(statistics.median(part["p99_ms"] for part in slices), 3), "slices": len(slices),
            "gb_s": round(statistics.median(part["gb_s"] for part in slices), 1), "bandwidth_share": round(share, 3)}


def run_setting(setting, arguments):
    field = [[name, variant, ours, make(), []] for name, variant, ours, make in contestants(setting, arguments)]
    for number in range(arguments.rounds):
        shift = number % len(field)
        before = probe(arguments.bandwidth)
        for name, variant, ours, program, slices in field[shift:] + field[:shift]:
            found = program.measure()
            after = probe(arguments.bandwidth)
            # A program that probes by itself, between its steps, knows better than we do around it.
            rate = found.pop("gb_s", None) or (before["gb_s"] + after["gb_s"]) / 2
            slices.append({"placement": placement(before, after), "gb_s": rate, "before": before, "after": after} |
                          {key: found[key] for key in ("median_ms", "p99_ms", "weight_bytes", "past_bytes")})
            before = after
    results = []
    for name, variant, ours, program, slices in field:
        program.close()
        facts = getattr(program, "facts", {})
        quiet = [part for part in slices if part["placement"] != "disturbed"]
        result = {"name": name, "variant": variant, "ours": ours, "version": facts.get("peer", ""),
                  "error": facts.get("error"), "weight_bytes": slices[0]["weight_bytes"],
                  "past_bytes": slices[0]["past_bytes"], "disturbed": len(slices) - len(quiet), "all": summary(quiet or slices)}
        for where in ("together", "apart"):
            chosen = [part for part in quiet if part["placement"] == where]
            if chosen:
                result[where] = summary(chosen)
        results.append(result | {"slices": slices})
    return {"setting": setting, "rounds": arguments.rounds, "results": results}


def best_of_each(entry, where="all"):
    best = {}
    for result in entry["results"]:
        if where in result and result[where]["ms"] < best.get(result["name"], result)[where]["ms"] + 1e-9:
            best[result["name"]] = result
    return sorted(best.values(), key=lambda result: (not result["ours"], result[where]["ms"]))


def words_of(setting):
    return "{model} {weights} batch {batch} context {context}".format(**setting)


def table(entries, everything=False):
    for entry in entries:
        print("\n" + words_of(entry["setting"]))
        chosen = entry["results"] if everything else best_of_each(entry)
        ours = next((result for result in chosen if result["ours"]), None)
        for result in chosen:
            cells = []
            for where in ("all", "together", "apart"):
                if where not in result:
                    cells.append(f"{where}: -")
                    continue
                part = result[where]
                ratio = f" x{part['ms'] / ours[where]['ms']:.2f}" if ours and where in ours else ""
                cells.append(f"{where}: {part['ms']:.2f} [{part['low_ms']:.2f}-{part['high_ms']:.2f}] p99 "
                             f"{part['p99_ms']:.1f} {100 * part['bandwidth_share']:.0f} % of {part['gb_s']:.0f}"
                             f" n{part['slices']}{ratio}")
            print(f"  {result['name']:13}{result['variant']:20}" + " | ".join(cells))


def bars(entries, arguments):
    wanted = {"model": arguments.model, "batch": arguments.batch, "context": arguments.context}
    groups, where = [], arguments.placement
    for entry in entries:
        setting = entry["setting"]
        if any(setting[key] != value for key, value in wanted.items()):
            continue
        chosen = best_of_each(entry, where)
        if not chosen:
            continue
        rates = [result[where]["gb_s"] for result in chosen]
        read = min(result["weight_bytes"] + result["past_bytes"] for result in chosen)
        groups.append({
            "name": setting["weights"], "bound": round(read / statistics.median(rates) / 1e6, 2),
            "bars": [{"name": result["name"], "detail": "" if result["ours"] else result["variant"],
                      "value": result[where]["ms"], "low": result[where]["low_ms"], "high": result[where]["high_ms"],
                      "ours": result["ours"]} for result in chosen]})
    if not groups:
        sys.exit("compare: no results of that setting")
    guidance = "with guidance" if arguments.batch == 2 else f"batch {arguments.batch}"
    return {"title": f"One step of MusicGen {arguments.model}, {guidance}",
            "subtitle": f"{arguments.context} steps of context, same machine, interleaved rounds; shorter is faster",
            "unit": "ms", "bound": "reading the weights, keys and values once, at the speed of this machine's memory", "groups": groups}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--setting", action="append", default=[])
    parser.add_argument("--bandwidth", default="build/peers/bandwidth")
    parser.add_argument("--continuo")
    parser.add_argument("--ours", help="a command with {model} {weights} {batch} {context} {steps}")
    parser.add_argument("--ggml", action="append", default=[])
    parser.add_argument("--python")
    parser.add_argument("--published", action="store_true")
    parser.add_argument("--table")
    parser.add_argument("--everything", action="store_true", help="in the table: every way, not the fastest alone")
    parser.add_argument("--bars")
    parser.add_argument("--model", default="small")
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--context", type=int, default=500)
    parser.add_argument("--placement", default="all", choices=("all", "together", "apart"))
    arguments = parser.parse_args()
    if arguments.table:
        table(json.loads(Path(arguments.table).read_text()), arguments.everything)
        return
    if arguments.bars:
        print(json.dumps(bars(json.loads(Path(arguments.bars).read_text()), arguments), indent=1))
        return
    if not arguments.out:
        parser.error("--out, --table or --bars is needed")
    out = Path(arguments.out)
    entries = json.loads(out.read_text()) if out.exists() else []
    for text in arguments.setting or ["small,q8_0,2,500"]:
        model, weights, batch, context = text.split(",")
        setting = {"model": model, "weights": weights, "batch": int(batch), "context": int(context)}
        entry = run_setting(setting, arguments)
        entries = [other for other in entries if other["setting"] != setting] + [entry]
        out.write_text(json.dumps(entries, indent=1))
        table([entry], True)


if __name__ == "__main__":
    main()
