"""Makes tests/fixtures/musicgen: tiny MusicGen checkpoints with random weights, and what Hugging Face computes from them.

Each folder holds a checkpoint in the published layout (config.json, model.safetensors or shards) and golden.safetensors:
every named intermediate of the text encoder and the decoder, teacher-forced over one sequence, for two prompts of
different length and for the unconditional row; and the codes that `generate` picks greedily with guidance.
Weights are rounded to the stored type first, so the golden values are those of the stored weights in float32.

    python train/parity/make_musicgen_fixtures.py        (torch 2.15, transformers 5.23, safetensors 0.8)
"""

import shutil
from pathlib import Path

import safetensors
import torch
import transformers
from musicgen_reference import (generate, heard, margins, random_steps, randomise, record, record_text, save_checkpoint,
                                save_golden, unheard)
from safetensors.torch import save_file
from transformers import EncodecConfig, MusicgenConfig, MusicgenDecoderConfig, MusicgenForConditionalGeneration, T5Config
from transformers.models.t5.modeling_t5 import T5Attention

ROOT = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "musicgen"
STEPS = 11
GREEDY_ROWS = 101

FIXTURES = {
    # No size is a multiple of a vector; the text encoder's inner width differs from its outer; long distances fall into
    # the logarithmic buckets; the audio encoder's tensors are in the file, as in published checkpoints.
    "odd": dict(
        seed=45,
        dtype=torch.float32,
        guidance=3.0,
        text=dict(vocab_size=41, d_model=20, d_kv=12, d_ff=28, num_layers=2, num_heads=3, feed_forward_proj="relu",
                  relative_attention_num_buckets=8, relative_attention_max_distance=12),
        decoder=dict(vocab_size=37, hidden_size=36, num_hidden_layers=2, num_attention_heads=3, ffn_dim=50,
                     num_codebooks=5, max_position_embeddings=128),
        lengths=(19, 4),
        keep_audio_encoder=True,
    ),
    # T5 1.1's gated feed-forward, no projection between equal widths, half-precision weights in several shards.
    "gated": dict(
        seed=4,
        dtype=torch.float16,
        guidance=1.5,
        text=dict(vocab_size=64, d_model=32, d_kv=8, d_ff=44, num_layers=3, num_heads=4, feed_forward_proj="gated-gelu",
                  relative_attention_num_buckets=32, relative_attention_max_distance=128),
        decoder=dict(vocab_size=64, hidden_size=32, num_hidden_layers=3, num_attention_heads=4, ffn_dim=128,
                     num_codebooks=4, max_position_embeddings=128),
        lengths=(24, 9),
        shards=3,
    ),
    # The embedded model's vocabulary and codebooks.
    "nano": dict(
        seed=2,
        dtype=torch.bfloat16,
        guidance=3.0,
        text=dict(vocab_size=96, d_model=48, d_kv=16, d_ff=96, num_layers=2, num_heads=3, feed_forward_proj="relu",
                  relative_attention_num_buckets=32, relative_attention_max_distance=128),
        decoder=dict(vocab_size=384, hidden_size=64, num_hidden_layers=2, num_attention_heads=4, ffn_dim=160,
                     num_codebooks=5, max_position_embeddings=128),
        lengths=(16, 7),
    ),
}


def build(spec):
    decoder = dict(spec["decoder"])
    special = decoder["vocab_size"]
    audio = EncodecConfig(
        num_filters=2, hidden_size=4, codebook_size=16, codebook_dim=4, upsampling_ratios=[2, 2],
        num_lstm_layers=1, sampling_rate=32000, target_bandwidths=[2.2], norm_type="weight_norm", audio_channels=1,
    )
    config = MusicgenConfig(
        text_encoder=T5Config(tie_word_embeddings=False, **spec["text"]).to_dict(),
        audio_encoder=audio.to_dict(),
        decoder=MusicgenDecoderConfig(
            activation_function="gelu", pad_token_id=special, bos_token_id=special, **decoder
        ).to_dict(),
    )
    model = MusicgenForConditionalGeneration(config).eval().float()
    randomise(model, spec["dtype"], torch.Generator().manual_seed(spec["seed"]))
    return model


def bucket_tables():
    """T5's bucket of every offset from -200 to 200: the published 32 over 128, and two others."""
    offsets = torch.arange(-200, 201)
    return {
        f"{buckets}.{distance}": T5Attention._relative_position_bucket(offsets, True, buckets, distance).int()
        for buckets, distance in ((32, 128), (8, 12), (16, 64))
    }


@torch.no_grad()
def main():
    print("torch", torch.__version__, "transformers", transformers.__version__, "safetensors", safetensors.__version__)
    torch.use_deterministic_algorithms(True)
    ROOT.mkdir(parents=True, exist_ok=True)
    save_file(bucket_tables(), ROOT / "t5_buckets.safetensors")
    for name, spec in FIXTURES.items():
        folder = ROOT / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        model = build(spec)
        generator = torch.Generator().manual_seed(spec["seed"] + 100)
        V = spec["text"]["vocab_size"]
        codes = random_steps(STEPS, spec["decoder"]["num_codebooks"], spec["decoder"]["vocab_size"], generator)
        golden = {"codes": codes.int(), "guidance": torch.tensor([spec["guidance"]])}
        prompts = []
        for row, length in enumerate(spec["lengths"]):
            tokens = torch.randint(2, V, (length,), generator=generator)
            tokens[-1] = 1
            prompts.append(tokens)
            golden[f"row{row}.tokens"] = tokens.int()
            parts = record_text(model, tokens) | record(model, heard(model, tokens), codes)
            golden |= {f"row{row}.{key}": value for key, value in parts.items()}
        tokens = prompts[0]
        null = unheard(model, len(tokens))
        golden |= {f"null.{key}": value for key, value in record(model, null, codes).items()}
        assert all(value.abs().max() == 0 for key, value in golden.items() if key.startswith("null") and "cross" in key)
        save_checkpoint(model, folder, spec["dtype"], spec.get("shards", 1), spec.get("keep_audio_encoder", False))
        frames, _ = generate(model, tokens, spec["guidance"], GREEDY_ROWS, sound=False)
        margin = margins(model, heard(model, tokens), null, frames, spec["guidance"]).min().item()
        assert margin > 1e-3, f"{name}: greedy margin {margin}; choose another seed"
        golden["greedy.frames"] = frames
        save_golden(golden, folder / "golden.safetensors")
        sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
        print(f"{name}: {len(golden)} golden tensors, greedy {tuple(frames.shape)} "
              f"{len(torch.unique(frames))} distinct codes, margin {margin:.4f}, {sizes}")
        assert max(sizes.values()) <= 1 << 20


if __name__ == "__main__":
    main()
