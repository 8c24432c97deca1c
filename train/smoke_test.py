"""Runs the whole of training on a handful of pieces: data, tokeniser, learning, going on, export. About a minute.

    python train/smoke_test.py build/release/bin/continuo-dataset
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from safetensors import safe_open

HERE = Path(__file__).parent


def run(*command):
    print("$", *command, flush=True)
    subprocess.run([str(part) for part in command], check=True)


def learning(run_folder):
    return [json.loads(line) for line in open(run_folder / "log.jsonl", encoding="utf-8")]


def main():
    dataset = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        run(dataset, "teacher", "--pieces", 300, "--captions", 4, "--seed", 5, "--out", folder / "data")
        run(sys.executable, HERE / "tokenizer.py", "--data", folder / "data", "--out", folder / "text",
            "--vocabulary", 1200)
        train = [sys.executable, HERE / "train.py", "--data", folder / "data", "--tokenizer", folder / "text.model",
                 "--run", folder / "run", "--music", 2, "--heads", 8, "--steps", 256]
        run(*train, "--minutes", 0.4)
        first = learning(folder / "run")
        run(*train, "--minutes", 0.5)
        second = learning(folder / "run")
        losses = [line["music"] for line in second if "music" in line]
        assert len(second) > len(first), "a finished run with more minutes goes on"
        assert second[-1]["step"] > first[-1]["step"], "steps are counted over both runs"
        assert losses[-1] < 0.8 * losses[0], f"expected the loss to fall by a fifth, found {losses[0]} to {losses[-1]}"

        run(sys.executable, HERE / "export.py", "--run", folder / "run", "--tokenizer", folder / "text.model",
            "--out", folder / "nano")
        config = json.loads((folder / "nano/config.json").read_text(encoding="utf-8"))
        with safe_open(folder / "nano/model.safetensors", "pt") as tensors:
            names = set(tensors.keys())
            heads = [n for n in names if n.startswith("decoder.lm_heads.")]
            shape = tensors.get_slice("decoder.model.decoder.layers.0.fc1.weight").get_shape()
        assert len(heads) == config["decoder"]["num_codebooks"]
        assert shape == [config["decoder"]["ffn_dim"], config["decoder"]["hidden_size"]]
        assert "text_encoder.encoder.block.0.layer.0.SelfAttention.q.weight" in names
        assert (folder / "nano/spiece.model").stat().st_size > 0
    print("training works from data to checkpoint")


if __name__ == "__main__":
    main()
