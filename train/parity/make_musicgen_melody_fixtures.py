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
from make_musicgen_fixtures import STEPS, delayed_codes, randomise, save_checkpoint
from safetensors.torch import save_file
from transformers import (EncodecConfig, MusicgenMelodyConfig, MusicgenMelodyDecoderConfig,
                          MusicgenMelodyForConditionalGeneration, T5Config)

ROOT = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "musicgen_melody"
GREEDY_STEPS = 60
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


def one_hot(classes):
    return torch.nn.functional.one_hot(classes.long(), 12).float()[None]


def prefix(model, tokens, classes):
    """The states that stand before the codes; `classes` None is the words alone. The way of the model's own forward."""
    caught = {}
    hook = model.decoder.register_forward_pre_hook(
        lambda _, __, kwargs: caught.__setitem__("states", kwargs["encoder_hidden_states"]), with_kwargs=True)
    codes = torch.full((model.decoder.num_codebooks, 1), model.config.decoder.vocab_size)
    model(input_ids=tokens[None], attention_mask=torch.ones(1, len(tokens), dtype=torch.long), decoder_input_ids=codes,
          input_features=None if classes is None else one_hot(classes))
    hook.remove()
    return caught["states"]


def null_prefix(model, length):
    chroma = model.audio_enc_to_dec_proj(one_hot(torch.zeros(1)))[0].repeat(model.config.chroma_length, 1)
    return torch.cat([chroma, torch.zeros(length, chroma.shape[1])])[None]


def record(model, states, codes):
    """Every named intermediate of one row over prefix and codes, [P + S, ...]; logits of the codes' steps."""
    golden, hooks = {}, []

    def keep(module, name):
        def hook(_, __, output):
            golden[name] = (output[0] if isinstance(output, tuple) else output)[0].detach().clone()

        hooks.append(module.register_forward_hook(hook))

    decoder = model.decoder.model.decoder
    hooks.append(decoder.layers[0].register_forward_pre_hook(
        lambda _, inputs, kwargs: golden.__setitem__(
            "embed", (inputs[0] if inputs else kwargs["hidden_states"])[0].detach().clone()), with_kwargs=True))
    for i, layer in enumerate(decoder.layers):
        keep(layer.self_attn, f"layers.{i}.self_attn")
        keep(layer.fc2, f"layers.{i}.mlp")
        keep(layer, f"layers.{i}.out")
    keep(decoder.layer_norm, "norm")
    logits = model.decoder(input_ids=codes.T.contiguous(), encoder_hidden_states=states, use_cache=False).logits
    for hook in hooks:
        hook.remove()
    K = codes.shape[1]
    golden["logits"] = logits.reshape(K, -1, logits.shape[-1]).transpose(0, 1)[-len(codes):].contiguous()
    golden["norm"] = golden["norm"][-len(codes):]
    golden["prefix"] = states[0]
    return golden


def greedy(model, spec, tokens, classes):
    """Frames [T,K] that Hugging Face's own generate picks, caught where it would hand them to the audio decoder."""
    caught = {}

    def decode(audio_codes, **_):
        caught["codes"] = audio_codes
        raise StopIteration

    model.audio_encoder.decode = decode
    V = spec["decoder"]["vocab_size"]
    generation = transformers.GenerationConfig(
        do_sample=False, guidance_scale=spec["guidance"], max_length=GREEDY_STEPS, decoder_start_token_id=V,
        bos_token_id=V, pad_token_id=V, eos_token_id=None)
    try:
        model.generate(input_ids=tokens[None], attention_mask=torch.ones(1, len(tokens), dtype=torch.long),
                       input_features=one_hot(classes), generation_config=generation)
    except StopIteration:
        pass
    return caught["codes"][0, 0].T.contiguous()


def smallest_margin(model, spec, states, null, frames):
    """The closest call among the greedy choices, so that the test cannot turn on the last bit of a float."""
    K, V = spec["decoder"]["num_codebooks"], spec["decoder"]["vocab_size"]
    codes = torch.full((len(frames) + K, K), V)
    for k in range(K):
        codes[k + 1 : k + 1 + len(frames), k] = frames[:, k]
    given, without = record(model, states, codes)["logits"], record(model, null, codes)["logits"]
    best = (without + spec["guidance"] * (given - without)).topk(2, dim=-1)
    for k in range(K):
        assert torch.equal(best.indices[k : k + len(frames), k, 0], frames[:, k]), "generate is not what stepping picks"
    gap = best.values[..., 0] - best.values[..., 1]
    return min(gap[k : k + len(frames), k].min().item() for k in range(K))


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
        codes = delayed_codes(spec, generator)
        golden = {"codes": codes.int(), "guidance": torch.tensor([spec["guidance"]])}
        given = []
        for row, (length, frames) in enumerate(zip(spec["lengths"], spec["melodies"])):
            tokens = torch.randint(2, spec["text"]["vocab_size"], (length,), generator=generator)
            tokens[-1] = 1
            classes = torch.randint(0, 12, (frames,), generator=generator)
            golden |= {f"row{row}.tokens": tokens.int(), f"row{row}.classes": classes.int()}
            states = prefix(model, tokens, classes)
            golden |= {f"row{row}.{key}": value for key, value in record(model, states, codes).items()}
            given.append((tokens, classes, states))
        tokens, classes, states = given[0]
        golden |= {f"words.{key}": value for key, value in record(model, prefix(model, tokens, None), codes).items()}
        null = null_prefix(model, len(tokens))
        golden |= {f"null.{key}": value for key, value in record(model, null, codes).items()}
        save_checkpoint(model, spec, folder)
        frames = greedy(model, spec, tokens, classes)
        margin = smallest_margin(model, spec, states, null, frames)
        assert margin > 1e-3, f"{name}: greedy margin {margin}; choose another seed"
        golden["greedy.frames"] = frames.int()
        save_file({key: value.contiguous().clone() for key, value in golden.items()}, folder / "golden.safetensors")
        sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
        print(f"{name}: {len(golden)} golden tensors over {STEPS} steps, greedy {tuple(frames.shape)} "
              f"{len(torch.unique(frames))} distinct codes, margin {margin:.4f}, {sizes}")
        assert max(sizes.values()) <= 1 << 20


if __name__ == "__main__":
    main()
