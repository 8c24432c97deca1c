"""Starting values that know what codes are: numbers near each other, positions by the beat, pitches by the octave.

A fresh table of 384 positions or 271 tempos has to learn from data alone that 60 and 61 are neighbours, or that positions
0 and 48 are both beats. Fourier features at musical periods say so from the first step; what is learnt after that is free.
"""

import math

import torch

TEMPOS = range(30, 301)
SHARE = 0.8  # of a row's variance that is structure; the rest is noise, so that no two rows are alike


def waves(values, periods):
    """[N, 2 * periods] of unit mean square."""
    angle = 2 * math.pi * torch.tensor(list(values), dtype=torch.float32)[:, None] / torch.tensor(periods).float()
    return torch.cat([angle.sin(), angle.cos()], dim=1) * math.sqrt(2)


def structured(features, width, std, generator):
    """[N, width] of standard deviation std: features under a random projection, and noise."""
    projection = torch.randn(features.shape[1], width, generator=generator) / math.sqrt(features.shape[1])
    noise = torch.randn(features.shape[0], width, generator=generator)
    return std * (math.sqrt(SHARE) * features @ projection + math.sqrt(1 - SHARE) * noise)


@torch.no_grad()
def initialise(model, tokenizer, seed=0):
    generator = torch.Generator().manual_seed(seed)
    codes = range(model.config.decoder.vocab_size)
    by_field = {
        1: waves(codes, [3, 6, 12, 16, 24, 48, 96, 144, 192, 288, 384]),  # position in ticks, tempo in bpm
        2: waves(codes, [12, 12 / 5, 12 / 7, 6, 4, 3, 24, 48, 128, 256]),  # pitch: chroma, fifths, height
        3: waves(codes, [2, 4, 8, 16, 32, 64, 128]),
        4: waves(codes, [8, 16, 32, 64]),
    }
    decoder = model.decoder.model.decoder
    for field, features in by_field.items():
        for table in (decoder.embed_tokens[field].weight, model.decoder.lm_heads[field].weight):
            rows = structured(features, table.shape[1], 0.02, generator)
            table[: len(rows)] = rows
    for field, table in enumerate(model.decoder.depth.embed_tokens):
        if field in by_field:
            table.weight[:] = structured(by_field[field], table.weight.shape[1], 0.5, generator)

    # Every number shares a direction (this is a number) beside its place among the numbers.
    table = model.text_encoder.shared.weight
    features = waves(TEMPOS, [2, 4, 8, 16, 32, 64, 128, 256, 512, 5, 10, 20, 100])
    rows = structured(features, table.shape[1], table.std().item(), generator)
    rows = (rows + torch.randn(table.shape[1], generator=generator) * table.std()) / math.sqrt(2)
    for tempo, row in zip(TEMPOS, rows):
        table[tokenizer.piece_to_id(str(tempo))] = row
