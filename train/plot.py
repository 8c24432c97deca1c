"""Draws a training run's curves: the losses while learning and on held-out pieces."""

import argparse
import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()

    lines = [json.loads(line) for line in open(Path(options.run) / "log.jsonl", encoding="utf-8")]
    learning = [line for line in lines if "music" in line]
    held_out = [line for line in lines if "valid" in line]
    figure, axes = plt.subplots(1, 3, figsize=(15, 4.5), constrained_layout=True)
    frames = [line["frames"] / 1e6 for line in learning]
    axes[0].plot(frames, [line["music"] for line in learning], label="music crops")
    axes[0].plot(frames, [line["plan"] for line in learning], label="plan heads")
    axes[0].set_title("While learning")
    held = [line["frames"] / 1e6 for line in held_out]
    for name in ("part", "position", "pitch", "duration", "velocity"):
        axes[1].plot(held, [line["valid"][f"note/{name}"] for line in held_out], marker=".", label=name)
    axes[1].set_title("Held out: fields of a note")
    for name in ("genre", "tempo", "metre", "key", "part", "section"):
        (drawn,) = axes[2].plot(held, [line["valid"][f"plan/{name}"] for line in held_out], marker=".", label=name)
        shuffled = [line["valid"][f"plan/{name}/shuffled"] for line in held_out]
        axes[2].plot(held, shuffled, linestyle=":", color=drawn.get_color())
    axes[2].set_title("Held out: fields of the plan (dotted: shuffled captions)")
    for axis in axes:
        axis.set_xlabel("million frames")
        axis.set_ylabel("nats a code")
        axis.grid(alpha=0.3)
        axis.legend(fontsize=8)
        axis.set_ylim(bottom=0)
    figure.savefig(options.out, dpi=110)


if __name__ == "__main__":
    main()
