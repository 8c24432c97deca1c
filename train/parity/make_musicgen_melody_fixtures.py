"""Makes tests/fixtures/musicgen_melody: tiny MusicGen melody checkpoints with random weights, and what Hugging Face computes.

As make_musicgen_fixtures.py, with a melody beside the words: golden.safetensors holds every named intermediate of the
decoder over prefix and codes together, teacher-forced, for two rows (words of two lengths; melodies that are shorter and
longer than chroma_length), for the words alone, and for the unconditional row that stands beside row 0; and the codes that
`generate` picks greedily with guidance.

    python train/parity/make_musicgen_melody_fixtures.py    (torch 2.15, transformers 5.23, safetensors 0.8)
"""

import shutil
from pathlib import Path

import safetensors
import torch
import transformers
from musicgen_reference import (generate, heard, margins, one_hot, random_steps, randomise, record, save_checkpoint,
                                save_golden, unheard)
from transformers import (EncodecConfig, MusicgenMelodyConfig, MusicgenMelodyDecoderConfig,
                          MusicgenMelodyForConditionalGeneration, T5Config)

ROOT = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "musicgen_melody"
STEPS = 11
GREEDY_ROWS = 61
FIXTURES = {
    # No size is a multiple of a vector.
    "odd": dict(
        seed=51, dtype=torch.float32, guidance=3.0, chroma_length=9, lengths=(7, 3), melodies=(4, 13),
        text=dict(vocab_size=41, d_model=20, d_kv=12, d_ff=28, num_layers=1, num_heads=3, feed_forward_proj="relu",
                  relative_attention_num_buckets=8, relative_attention_max_distance=12),
        decoder=dict(vocab_size=37, hidden_size=36, num_hidden_layers=2, num_attention_heads=3, ffn_dim=50,
                     num_codebooks=5, max_position_embeddings=80),
    ),
    # A prefix longer than what is read together, no projection of the words, bf16.
    "long": dict(
        seed=52, dtype=torch.bfloat16, guidance=2.0, chroma_length=70, lengths=(12, 5), melodies=(31, 70),
        text=dict(vocab_size=41, d_model=16, d_kv=4, d_ff=24, num_layers=1, num_heads=4, feed_forward_proj="relu",
                  relative_attention_num_buckets=8, relative_attention_max_distance=12),
        decoder=dict(vocab_size=32, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, ffn_dim=32,
                     num_codebooks=4, max_position_embeddings=80),
    ),
}


def build(spec):
    special = spec["decoder"]["vocab_size"]
    audio = EncodecConfig(num_filters=2, hidden_size=4, codebook_size=16, codebook_dim=4, upsampling_ratios=[2, 2],
                          num_lstm_layers=1, sampling_rate=32000, target_bandwidths=[2.2])
    config = MusicgenMelodyConfig(
        text_encoder=T5Config(tie_word_embeddings=False, **spec["text"]).to_dict(), audio_encoder=audio.to_dict(),
        decoder=MusicgenMelodyDecoderConfig(activation_function="gelu", pad_token_id=special, bos_token_id=special,
                                            **spec["decoder"]).to_dict(),
        chroma_length=spec["chroma_length"])
    model = MusicgenMelodyForConditionalGeneration(config).eval().float()
    randomise(model, spec["dtype"], torch.Generator().manual_seed(spec["seed"]))
    return model


@torch.no_grad()
def main():
    print("torch", torch.__version__, "transformers", transformers.__version__, "safetensors", safetensors.__version__)
    torch.use_deterministic_algorithms(True)
    for name, spec in FIXTURES.items():
        folder = ROOT / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        model = build(spec)
        generator = torch.Generator().manual_seed(spec["seed"] + 100)
        codes = random_steps(STEPS, spec["decoder"]["num_codebooks"], spec["decoder"]["vocab_size"], generator)
        golden = {"codes": codes.int(), "guidance": torch.tensor([spec["guidance"]])}
        given = {}
        for row, (length, frames) in enumerate(zip(spec["lengths"], spec["melodies"])):
            tokens = torch.randint(2, spec["text"]["vocab_size"], (length,), generator=generator)
            tokens[-1] = 1
            classes = torch.randint(0, 12, (frames,), generator=generator)
            golden |= {f"row{row}.tokens": tokens.int(), f"row{row}.classes": classes.int()}
            given[f"row{row}"] = (tokens, one_hot(classes))
        tokens, chroma = given["row0"]
        states = {row: heard(model, *both) for row, both in given.items()}
        states |= {"words": heard(model, tokens), "null": unheard(model, len(tokens))}
        for row, prefix in states.items():
            parts = record(model, prefix, codes) | {"prefix": prefix[0]}
            golden |= {f"{row}.{key}": value for key, value in parts.items()}
        save_checkpoint(model, folder, spec["dtype"], codec=False)
        frames, _ = generate(model, tokens, spec["guidance"], GREEDY_ROWS, sound=False, input_features=chroma)
        margin = margins(model, states["row0"], states["null"], frames, spec["guidance"]).min().item()
        assert margin > 1e-3, f"{name}: greedy margin {margin}; choose another seed"
        golden["greedy.frames"] = frames
        save_golden(golden, folder / "golden.safetensors")
        sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
        print(f"{name}: {len(golden)} golden tensors over {STEPS} steps, greedy {tuple(frames.shape)} "
              f"{len(torch.unique(frames))} distinct codes, margin {margin:.4f}, {sizes}")
        assert max(sizes.values()) <= 1 << 20


if __name__ == "__main__":
    main()
