"""Crops and heads of the data set as decoder inputs and targets.

A data set is a folder that continuo-dataset wrote: frames.u16 ([frames, 5] codes) and pieces.jsonl. The layout of frames
is in src/score/frames.h.
"""

import json
import re
from pathlib import Path

import numpy as np
import torch

FIELDS = ("part", "position", "pitch", "duration", "velocity")
K = len(FIELDS)
# A row says who plays when, and what the frame before it played; see src/compose/frame_rows.h.
DELAYS = (0, 0, 1, 1, 1)
VOCABULARY = 384
SPECIAL = VOCABULARY
IGNORE = -100
END, GENRE, TEMPO, METRE, KEY, PART, DENSITY, BRIGHTNESS, SECTION, BAR, CHORD = range(129, 140)
HEAD = {GENRE: "genre", TEMPO: "tempo", METRE: "metre", KEY: "key", PART: "part", DENSITY: "density",
        BRIGHTNESS: "brightness", SECTION: "section"}


NAMED_KEY = re.compile(
    r"\b[A-Ga-g](?:[b#♭♯]|[ -](?:flat|sharp))?(?:m\b| (?:major|minor|dorian|phrygian|lydian|mixolydian|blues|harmonic))(?! key)"
)
A = 9  # the tonic whose name is also a word


class Pieces:
    """The pieces of one split of one or more data sets, each with a sampling weight."""

    def __init__(self, folders, split, weights=None):
        self.frames, self.pieces, mass = [], [], []
        for i, folder in enumerate(map(Path, folders)):
            self.frames.append(np.fromfile(folder / "frames.u16", dtype="<u2").reshape(-1, K))
            lines = [json.loads(line) for line in open(folder / "pieces.jsonl", encoding="utf-8")]
            chosen = [p for p in lines if p["split"] == split and p["captions"]]
            total = sum(p["frames"] for p in chosen) or 1
            share = 1.0 if weights is None else weights[i]
            for piece in chosen:
                self.pieces.append((i, piece))
                mass.append(share * piece["frames"] / total)
        if not self.pieces:
            raise SystemExit(f"data: expected pieces of split {split!r} in {list(map(str, folders))}, found none")
        self.mass = np.cumsum(mass) / np.sum(mass)

    def draw(self, rng):
        """(frames [N,K], piece) by mass."""
        at = min(int(np.searchsorted(self.mass, rng.random())), len(self.pieces) - 1)
        return self.at(at)

    def at(self, index):
        folder, piece = self.pieces[index]
        start = piece["offset"]
        return self.frames[folder][start : start + piece["frames"]], piece

    def __len__(self):
        return len(self.pieces)


def reorder_head(head, rng):
    """A user's forced fields come first: half of all heads have a random subset moved to the front, and some lack
    fields, so that each field can be given, left to the model, or unknown."""
    if rng.random() < 0.5:
        return head
    codes = sorted(set(head[:, 0].tolist()))
    given = {code for code in codes if rng.random() < 0.35}
    absent = {code for code in (GENRE, DENSITY, BRIGHTNESS) if rng.random() < 0.15}
    first = [row for row in head if row[0] in given - absent]
    rest = [row for row in head if row[0] not in given | absent]
    return np.array(first + rest, dtype=head.dtype).reshape(-1, K)


def head_of(frames, piece):
    """The plan: changes of tempo, metre or key that stand between it and the first bar line are the body's."""
    before = frames[: piece["head"]]
    return before[: int(np.flatnonzero(before[:, 0] == SECTION)[-1]) + 1]


def crop(frames, piece, steps, rng):
    """Head plus whole bars, at most `steps` frames; from the first bar in a third of all draws."""
    whole_head = head_of(frames, piece)
    head = reorder_head(whole_head, rng)
    room = steps - len(head)
    bars = piece["bars"]
    if rng.random() < 0.33 or len(frames) - len(whole_head) <= room:
        start = len(whole_head)
    else:
        start = bars[int(rng.integers(len(bars)))]
        # A crop from near the end would be short; start as early as still reaches it.
        latest = max((b for b in bars if len(frames) - b >= room), default=bars[0])
        start = min(start, latest)
        while frames[start - 1, 0] in (TEMPO, METRE, KEY) and start > len(whole_head):
            start -= 1
    return np.concatenate([head, frames[start : start + room]]), len(head)


def rows_of(values, length, fill):
    """values [N,K] of frames -> [K, length+1]: row s holds field k of frame s-1-DELAYS[k], `fill` where there is none."""
    rows = np.full((K, length + 1), fill, dtype=np.int64 if isinstance(fill, int) else np.float32)
    for k, delay in enumerate(DELAYS):
        rows[k, 1 + delay : 1 + delay + len(values)] = values[:, k]
    return rows


def weights_of(frames, head):
    """Loss weight of each code [N,K]: what the sampler forces (a bar's fields, unused fields) is not learnt."""
    part = frames[:, 0]
    weight = np.ones((len(frames), K), dtype=np.float32)
    note = part <= 128
    weight[note, 4] = 0.5
    weight[part == BAR, 1:] = 0
    weight[part == END, 1:] = 0
    for code in (GENRE, TEMPO, METRE, DENSITY, BRIGHTNESS):
        weight[part == code, 2:] = 0
    for code in (KEY, PART):
        weight[part == code, 3:] = 0
    weight[:head] *= 2.0
    return weight


def pad_text(ids, limit):
    ids = [i if len(i) <= limit else i[: limit - 1] + i[-1:] for i in ids]  # </s> stays
    width = max(map(len, ids))
    tokens = torch.zeros(len(ids), width, dtype=torch.long)
    mask = torch.zeros(len(ids), width, dtype=torch.bool)
    for row, i in enumerate(ids):
        tokens[row, : len(i)] = torch.tensor(i)
        mask[row, : len(i)] = True
    return tokens, mask


class Batcher:
    """Batches of music crops and of heads alone (a head costs a dozen frames and teaches the words)."""

    def __init__(self, pieces, tokenizer, seed, steps=640, text_limit=128):
        self.pieces, self.tokenizer, self.steps, self.text_limit = pieces, tokenizer, steps, text_limit
        self.rng = np.random.default_rng(seed)

    def encode(self, text):
        return self.tokenizer.encode(text) + [self.tokenizer.eos_id()]

    def draw_head(self):
        """A piece and a caption of it. Keys are the hardest words (a "Gb", an "A" that is no article): a third of the
        captions name one where the piece has such a caption, half of those in A."""
        lesson = self.rng.random()
        for _ in range(16):
            frames, piece = self.pieces.draw(self.rng)
            if lesson > 1 / 3:
                return frames, piece, self.caption(piece, wordy=True)
            if lesson > 1 / 6 or frames[np.flatnonzero(frames[:, 0] == KEY)[0], 2] == A:
                named = [c for c in piece["captions"] if NAMED_KEY.search(c)]
                if named:
                    return frames, piece, named[int(self.rng.integers(len(named)))]
        return frames, piece, self.caption(piece, wordy=True)

    def caption(self, piece, wordy=False):
        """One at random; where words are the lesson, half the time the longer of two."""
        drawn = self.rng.integers(len(piece["captions"]), size=2 if wordy and self.rng.random() < 0.5 else 1)
        return max((piece["captions"][i] for i in drawn), key=len)

    def batch(self, size, heads_only, drop_caption, lessons=False):
        """dict of codes [B,K,S], target [B,K,S], weight [B,K,S], tokens [B,T], mask [B,T], given [B]."""
        rows, texts = [], []
        for _ in range(size):
            if heads_only and lessons:
                frames, piece, caption = self.draw_head()
            else:
                frames, piece = self.pieces.draw(self.rng)
                caption = self.caption(piece)
            if heads_only:
                # One frame more than the head: the first bar line, so that the list of sections learns to end.
                head = reorder_head(head_of(frames, piece), self.rng)
                row = np.concatenate([head, frames[piece["head"] : piece["head"] + 1]]), len(head)
            else:
                row = crop(frames, piece, self.steps, self.rng)
            rows.append(row)
            texts.append(self.encode(caption))
        length = max(len(f) for f, _ in rows) + max(DELAYS)
        codes = np.stack([rows_of(f, length, SPECIAL) for f, _ in rows])
        weight = np.stack([rows_of(weights_of(f, head), length, 0.0) for f, head in rows])
        tokens, mask = pad_text(texts, self.text_limit)
        given = torch.from_numpy((self.rng.random(size) >= drop_caption).astype(np.float32))
        codes = torch.from_numpy(codes)
        target = torch.where(codes[:, :, 1:] == SPECIAL, IGNORE, codes[:, :, 1:])
        return {
            "codes": codes[:, :, :-1],
            "target": target,
            "weight": torch.from_numpy(weight[:, :, 1:]),
            "tokens": tokens,
            "mask": mask,
            "given": given,
        }
