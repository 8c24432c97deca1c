"""Trains the embedded model: music crops and plan heads under captions, by wall clock, resumable.

The matrices learn by Muon (Jordan et al., 2024), the rest by AdamW. The learning rate is constant, then falls to zero
over the last part of --minutes, so a run fits the time there is whatever the machine.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import sentencepiece
import torch
import torch.nn.functional as F

from data import BAR, DELAYS, FIELDS, HEAD, IGNORE, KEY, Batcher, Pieces
from init import initialise
from model import Nano, nano_config


def loss_of(model, batch, device):
    """(weighted mean loss, per-code loss [B,K,S])."""
    batch = {name: value.to(device) for name, value in batch.items()}
    with torch.autocast(device.type, torch.bfloat16):
        logits = model(batch["codes"], batch["tokens"], batch["mask"], batch["given"], batch["target"])
    loss = F.cross_entropy(
        logits.float().permute(0, 3, 1, 2), batch["target"], ignore_index=IGNORE, reduction="none"
    )
    weight = batch["weight"]
    return (loss * weight).sum() / weight.sum().clamp(min=1), loss


def optimizers_of(model, matrix_rate, other_rate, word_rate):
    words = model.text_encoder.shared.weight
    matrices, others = [], []
    for name, parameter in model.named_parameters():
        if parameter is words:
            continue
        hidden = parameter.ndim == 2 and ".layers." in name or ".block." in name and "Dense" in name
        hidden = hidden or ("SelfAttention." in name and "relative" not in name)
        (matrices if hidden else others).append(parameter)
    return [
        torch.optim.Muon(matrices, lr=matrix_rate, momentum=0.95, weight_decay=0.02, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(
            [{"params": others, "lr": other_rate}, {"params": [words], "lr": word_rate}],
            betas=(0.9, 0.98), weight_decay=0.0,
        ),
    ]


def rate_at(progress, warm, decay):
    """Share of the full learning rate: linear warm-up over the first `warm`, linear fall over the last `decay`."""
    return min(1.0, progress / warm, max(0.0, 1.0 - progress) / decay)


@torch.no_grad()
def evaluate(model, pieces, tokenizer, device, batches=6, size=8):
    """Held-out loss (nats a code) by field of notes, by field of the plan, and of the plan under shuffled captions."""
    model.eval()
    sums = {}

    def add(name, loss, where):
        total, count = sums.get(name, (0.0, 0))
        sums[name] = (total + loss[where].sum().item(), count + where.sum().item())

    for shuffled in (False, True):
        batcher = Batcher(pieces, tokenizer, seed=7)
        for index in range(batches * 2):
            heads = index % 2 == 1
            batch = batcher.batch(size * (6 if heads else 1), heads, drop_caption=0.0)
            if shuffled:
                for name in ("tokens", "mask"):
                    batch[name] = batch[name].roll(1, 0)
            _, loss = loss_of(model, batch, device)
            loss, target = loss.cpu(), batch["target"]
            # part[b,k,s] is the part of the frame whose field k is predicted at row s.
            part = torch.stack([F.pad(target[:, 0], (d, 0), value=IGNORE)[:, : target.shape[2]] for d in DELAYS], 1)
            valid = batch["weight"] > 0
            for k, field in enumerate(FIELDS):
                if not heads and not shuffled:
                    add(f"note/{field}", loss[:, k], valid[:, k] & (part[:, k] <= 128) & (part[:, k] >= 0))
            for code, name in HEAD.items():
                label = f"plan/{name}" + ("/shuffled" if shuffled else "")
                if heads:
                    add(label, loss[:, 1], valid[:, 1] & (part[:, 1] == code))
                    if code == KEY:
                        add(label.replace("key", "tonic"), loss[:, 2], valid[:, 2] & (part[:, 2] == code))
            if not heads:
                add("music/all" + ("/shuffled" if shuffled else ""), loss, valid & (part != BAR))
    model.train()
    return {name: total / max(count, 1) for name, (total, count) in sums.items()}


def save(path, content):
    temporary = path.with_suffix(".part")
    torch.save(content, temporary)
    temporary.rename(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", nargs="+", required=True)
    parser.add_argument("--weights", nargs="+", type=float, help="share of the crops by data set")
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--run", required=True, help="folder of checkpoints and the log; an old run is continued")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--music", type=int, default=6, help="crops a step")
    parser.add_argument("--heads", type=int, default=96, help="plan heads a step")
    parser.add_argument("--steps", type=int, default=640, help="frames a crop")
    parser.add_argument("--matrix-rate", type=float, default=3e-3)
    parser.add_argument("--other-rate", type=float, default=2e-3)
    parser.add_argument("--word-rate", type=float, default=1e-2, help="learning rate of the word vectors")
    parser.add_argument("--warm", help="checkpoint whose weights a new run starts from, where they fit")
    parser.add_argument("--decay", type=float, default=0.4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=options.tokenizer)
    config = nano_config(tokenizer.vocab_size())
    model = Nano(config)
    initialise(model, tokenizer, options.seed)
    model.to(device)
    optimizers = optimizers_of(model, options.matrix_rate, options.other_rate, options.word_rate)
    rates = [[group["lr"] for group in optimizer.param_groups] for optimizer in optimizers]
    train = Pieces(options.data, "train", options.weights)
    valid = Pieces(options.data, "valid", options.weights)
    run = Path(options.run)
    run.mkdir(parents=True, exist_ok=True)
    checkpoint = run / "checkpoint.pt"
    step, frames, elapsed = 0, 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        for optimizer, old in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(old)
        step, frames, elapsed = state["step"], state["frames"], state["elapsed"]
        print(f"continues at step {step}, {frames / 1e6:.1f} M frames, {elapsed / 60:.1f} min")
    elif options.warm:
        old = torch.load(options.warm, map_location=device, weights_only=True)["model"]
        missing, unknown = model.load_state_dict(old, strict=False)
        print(f"starts from {options.warm}; new: {len(missing)}, left behind: {len(unknown)}")
    batcher = Batcher(train, tokenizer, seed=options.seed + step, steps=options.steps)
    parameters = sum(p.numel() for p in model.parameters())
    print(f"{parameters / 1e6:.2f} M parameters, {len(train)} pieces, {len(valid)} held out, on {device}", flush=True)

    log = open(run / "log.jsonl", "a", encoding="utf-8")
    started, last_save, last_eval = time.time() - elapsed, time.time(), time.time()
    smooth = {}

    def keep():
        save(checkpoint, {
            "model": model.state_dict(), "optimizers": [o.state_dict() for o in optimizers],
            "step": step, "frames": frames, "elapsed": elapsed,
        })

    def judge():
        losses = evaluate(model, valid, tokenizer, device)
        log.write(json.dumps({"step": step, "frames": frames, "minutes": elapsed / 60, "valid": losses}) + "\n")
        log.flush()
        print("  held out: " + " ".join(f"{k} {v:.3f}" for k, v in losses.items()), flush=True)

    while elapsed < options.minutes * 60:
        share = rate_at(elapsed / (options.minutes * 60), 0.01, options.decay)
        for optimizer, base in zip(optimizers, rates):
            for group, rate in zip(optimizer.param_groups, base):
                group["lr"] = rate * share
        music = batcher.batch(options.music, heads_only=False, drop_caption=0.15)
        heads = batcher.batch(options.heads, heads_only=True, drop_caption=0.05, lessons=True)
        music_loss, _ = loss_of(model, music, device)
        music_loss.backward()
        head_loss, _ = loss_of(model, heads, device)
        head_loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        step += 1
        frames += music["codes"].shape[0] * music["codes"].shape[2]
        elapsed = time.time() - started
        for name, value in (("music", music_loss.item()), ("plan", head_loss.item())):
            smooth[name] = 0.95 * smooth.get(name, value) + 0.05 * value
        if step % 20 == 0:
            log.write(json.dumps({"step": step, "frames": frames, "minutes": elapsed / 60, **smooth}) + "\n")
            log.flush()
            left = options.minutes - elapsed / 60
            print(f"step {step}: music {smooth['music']:.3f}, plan {smooth['plan']:.3f}, "
                  f"{frames / elapsed:.0f} frames/s, {left:.1f} min left", flush=True)
        if time.time() - last_save > 120:
            keep()
            last_save = time.time()
        if time.time() - last_eval > 600:
            judge()
            last_eval = time.time()
    keep()
    judge()


if __name__ == "__main__":
    main()
