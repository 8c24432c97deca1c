"""Makes tests/fixtures/musicgen: tiny MusicGen checkpoints with random weights, and what Hugging Face computes from them.

Each folder holds a checkpoint in the published layout (config.json, model.safetensors or shards) and golden.safetensors:
every named intermediate of the text encoder and the decoder, teacher-forced over one sequence, for two prompts of
different length and for the unconditional row; and the codes that `generate` picks greedily with guidance.
Weights are rounded to the stored type first, so the golden values are those of the stored weights in float32.

    python train/parity/make_musicgen_fixtures.py        (torch 2.15, transformers 5.23, safetensors 0.8)
"""

import json
import shutil
from pathlib import Path

import safetensors
import torch
import transformers
from safetensors.torch import save_file
from transformers import EncodecConfig, MusicgenConfig, MusicgenDecoderConfig, MusicgenForConditionalGeneration, T5Config
from transformers.models.t5.modeling_t5 import T5Attention

ROOT = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "musicgen"
STEPS = 11
GREEDY_STEPS = 100

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


def randomise(model, dtype, generator):
    """Weights large enough that every part matters, norms away from identity, rounded to what the file will hold."""
    for name, weight in model.named_parameters():
        noise = torch.randn(weight.shape, generator=generator)
        if "norm" in name:
            value = noise * 0.2 + (0.0 if name.endswith("bias") else 1.0)
        elif name.endswith("bias") or "relative_attention_bias" in name:
            value = noise * 0.5
        elif "embed_tokens" in name or "shared" in name:
            value = noise * 0.7
        elif "lm_heads" in name:
            value = noise * 2.0 / weight.shape[1] ** 0.5
        elif any(part in name for part in (".q.", ".k.")):
            value = noise * 0.6 / (weight.shape[1] ** 0.5)
        else:
            value = noise / max(weight[0].numel(), 1) ** 0.5
        with torch.no_grad():
            weight.copy_(value.to(dtype).float())


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


def record(model, tokens, codes):
    """Every named intermediate of one row; tokens None is the unconditional row."""
    golden, hooks = {}, []

    def keep(module, name):
        def hook(_, __, output):
            golden[name] = (output[0] if isinstance(output, tuple) else output)[0].detach().clone()

        hooks.append(module.register_forward_hook(hook))

    def keep_input(module, name):
        def hook(_, inputs, kwargs):
            golden[name] = (inputs[0] if inputs else kwargs["hidden_states"])[0].detach().clone()

        hooks.append(module.register_forward_pre_hook(hook, with_kwargs=True))

    decoder = model.decoder.model.decoder
    if tokens is None:
        memory = torch.zeros(1, 3, decoder.config.hidden_size)
    else:
        stack = model.text_encoder.encoder
        for i, block in enumerate(stack.block):
            keep(block.layer[0].SelfAttention, f"text.layers.{i}.self_attn")
            keep(block.layer[1].DenseReluDense, f"text.layers.{i}.mlp")
            keep(block, f"text.layers.{i}.out")
        keep(stack.final_layer_norm, "text.norm")
        memory = model.text_encoder(input_ids=tokens[None]).last_hidden_state
        if hasattr(model, "enc_to_dec_proj"):
            memory = model.enc_to_dec_proj(memory)
        golden["condition"] = memory[0].detach().clone()

    keep_input(decoder.layers[0], "embed")
    for i, layer in enumerate(decoder.layers):
        keep(layer.self_attn, f"layers.{i}.self_attn")
        keep(layer.encoder_attn, f"layers.{i}.cross_attn")
        keep(layer.fc2, f"layers.{i}.mlp")
        keep(layer, f"layers.{i}.out")
    keep(decoder.layer_norm, "norm")
    logits = model.decoder(input_ids=codes.T.contiguous(), encoder_hidden_states=memory, use_cache=False).logits
    golden["logits"] = logits.transpose(0, 1).detach().clone()  # [K,S,V] -> [S,K,V]
    for hook in hooks:
        hook.remove()
    if tokens is None:
        assert all(golden[f"layers.{i}.cross_attn"].abs().max() == 0 for i in range(len(decoder.layers)))
    return golden


def delayed_codes(spec, generator):
    """[S,K]: random codes in the delay pattern, the special code where a codebook has not begun."""
    K, V = spec["decoder"]["num_codebooks"], spec["decoder"]["vocab_size"]
    codes = torch.randint(0, V, (STEPS, K), generator=generator)
    for k in range(K):
        codes[: k + 1, k] = V
    return codes


def greedy(model, spec, tokens):
    """Frames [T,K] that Hugging Face's own generate picks, caught where it would hand them to the audio decoder."""
    caught = {}

    def decode(audio_codes, **_):
        caught["codes"] = audio_codes
        raise StopIteration

    model.audio_encoder.decode = decode
    V = spec["decoder"]["vocab_size"]
    generation = transformers.GenerationConfig(
        do_sample=False, guidance_scale=spec["guidance"], max_length=GREEDY_STEPS, decoder_start_token_id=V,
        bos_token_id=V, pad_token_id=V, eos_token_id=None,
    )
    try:
        model.generate(input_ids=tokens[None], attention_mask=torch.ones(1, len(tokens), dtype=torch.long),
                       generation_config=generation)
    except StopIteration:
        pass
    return caught["codes"][0, 0].T.contiguous()


def smallest_margin(model, spec, tokens, frames):
    """The closest call among the greedy choices, so that the test cannot turn on the last bit of a float."""
    K, V = spec["decoder"]["num_codebooks"], spec["decoder"]["vocab_size"]
    codes = torch.full((len(frames) + K, K), V)
    for k in range(K):
        codes[k + 1 : k + 1 + len(frames), k] = frames[:, k]
    given = record(model, tokens, codes)["logits"]
    null = record(model, None, codes)["logits"]
    guided = null + spec["guidance"] * (given - null)
    best = guided.topk(2, dim=-1)
    for k in range(K):
        assert torch.equal(best.indices[k : k + len(frames), k, 0], frames[:, k]), "generate is not what stepping picks"
    gap = best.values[..., 0] - best.values[..., 1]
    return min(gap[k : k + len(frames), k].min().item() for k in range(K))


def save_checkpoint(model, spec, folder):
    tensors = {name: value.to(spec["dtype"]) if value.is_floating_point() else value
               for name, value in model.state_dict().items()}
    config = model.config.to_dict()
    tied = [name for name in tensors if name == "text_encoder.encoder.embed_tokens.weight"]
    for name in tied:
        del tensors[name]
    if not spec.get("keep_audio_encoder"):
        tensors = {name: value for name, value in tensors.items() if not name.startswith("audio_encoder.")}
        config["audio_encoder"] = {"model_type": "continuo_events"}
    tensors = {name: value.contiguous().clone() for name, value in tensors.items()}
    (folder / "config.json").write_text(json.dumps(config, indent=1, default=str, sort_keys=True) + "\n")
    shards = spec.get("shards", 1)
    if shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        return
    names = sorted(tensors)
    index = {"metadata": {"total_size": sum(t.numel() * t.element_size() for t in tensors.values())}, "weight_map": {}}
    for i in range(shards):
        file = f"model-{i + 1:05}-of-{shards:05}.safetensors"
        part = {name: tensors[name] for name in names[i::shards]}
        save_file(part, folder / file, metadata={"format": "pt"})
        index["weight_map"].update({name: file for name in part})
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n")


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
        codes = delayed_codes(spec, generator)
        golden = {"codes": codes.int(), "guidance": torch.tensor([spec["guidance"]])}
        for row, length in enumerate(spec["lengths"]):
            tokens = torch.randint(2, spec["text"]["vocab_size"], (length,), generator=generator)
            tokens[-1] = 1
            golden[f"row{row}.tokens"] = tokens.int()
            golden |= {f"row{row}.{key}": value for key, value in record(model, tokens, codes).items()}
            if row == 0:
                first_tokens = tokens
        golden |= {f"null.{key}": value for key, value in record(model, None, codes).items()}
        save_checkpoint(model, spec, folder)
        frames = greedy(model, spec, first_tokens)
        margin = smallest_margin(model, spec, first_tokens, frames)
        assert margin > 1e-3, f"{name}: greedy margin {margin}; choose another seed"
        golden["greedy.frames"] = frames.int()
        save_file({key: value.contiguous() for key, value in golden.items()}, folder / "golden.safetensors")
        sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
        print(f"{name}: {len(golden)} golden tensors, greedy {tuple(frames.shape)} "
              f"{len(torch.unique(frames))} distinct codes, margin {margin:.4f}, {sizes}")
        assert max(sizes.values()) <= 1 << 20


if __name__ == "__main__":
    main()
