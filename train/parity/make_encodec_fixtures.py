"""Makes tests/fixtures/encodec: tiny EnCodec checkpoints with random weights, and what Hugging Face's EncodecModel
computes with them.

Run with torch and transformers installed (made with torch 2.15.0, transformers 5.23.0, safetensors 0.8.0); the seeds
are below, so a run makes the same files. The tests that read them need no Python.

    python train/parity/make_encodec_fixtures.py                 the fixtures
    python train/parity/make_encodec_fixtures.py --full FOLDER   a checkpoint of encodec_32khz's sizes with random
                                                                 weights, a golden sound, and PyTorch's times

causal    like encodec_24khz, small: causal, reflect, convolutions as shortcuts, weight norm under PyTorch 2's names.
music     like encodec_32khz inside a MusicGen: not causal, reflect, identity shortcuts, tensors under "audio_encoder.",
          weight norm under the older names.
odd       sizes that no vector divides, constant padding, stereo, two residual layers, odd ratios, half of the surplus
          cut on the left, bf16 file.
chunks    like encodec_48khz: stereo in chunks that overlap, each at unit loudness, norms over time.
"""

import argparse
import json
import shutil
import time
from pathlib import Path

import safetensors
import torch
import transformers
from safetensors.torch import save_file
from transformers import EncodecConfig, EncodecModel

ROOT = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "encodec"
COMMON = dict(normalize=False, chunk_length_s=None, overlap=None, trim_right_ratio=1.0, kernel_size=7,
              last_kernel_size=7, residual_kernel_size=3, dilation_growth_rate=2, compress=2, num_lstm_layers=2,
              num_residual_layers=1, norm_type="weight_norm", pad_mode="reflect")
PUBLISHED = dict(COMMON, sampling_rate=32000, audio_channels=1, num_filters=64, hidden_size=128, codebook_size=2048,
                 upsampling_ratios=[8, 5, 4, 4], use_causal_conv=False, use_conv_shortcut=False,
                 target_bandwidths=[2.2])  # encodec_32khz
FIXTURES = {
    "causal": dict(
        seed=11, samples=(200, 3), dtype=torch.float32, bandwidth=None,
        config=dict(COMMON, sampling_rate=24000, audio_channels=1, num_filters=4, hidden_size=16, codebook_size=32,
                    upsampling_ratios=[4, 3, 2], use_causal_conv=True, use_conv_shortcut=True,
                    target_bandwidths=[5.0, 20.0]),
    ),
    "music": dict(
        seed=12, samples=(330, 50), dtype=torch.float32, bandwidth=None, musicgen=True,
        config=dict(COMMON, sampling_rate=32000, audio_channels=1, num_filters=4, hidden_size=16, codebook_size=64,
                    upsampling_ratios=[4, 5, 2], use_causal_conv=False, use_conv_shortcut=False,
                    target_bandwidths=[19.2]),
    ),
    "odd": dict(
        seed=13, samples=(200, 8), dtype=torch.bfloat16, bandwidth=None,
        config=dict(COMMON, sampling_rate=16000, audio_channels=2, num_filters=6, hidden_size=11, codebook_size=32,
                    upsampling_ratios=[3, 5], use_causal_conv=True, use_conv_shortcut=True, pad_mode="constant",
                    trim_right_ratio=0.5, num_residual_layers=2, kernel_size=5, last_kernel_size=3, compress=3,
                    num_lstm_layers=1, dilation_growth_rate=3, target_bandwidths=[10.7]),
    ),
    "chunks": dict(
        seed=14, samples=(450, 130), dtype=torch.float32, bandwidth=None,
        config=dict(COMMON, sampling_rate=8000, audio_channels=2, num_filters=4, hidden_size=8, codebook_size=16,
                    upsampling_ratios=[4, 2], use_causal_conv=False, use_conv_shortcut=True, normalize=True,
                    norm_type="time_group_norm", chunk_length_s=0.03, overlap=0.1, num_lstm_layers=1,
                    target_bandwidths=[8.0]),
    ),
}


def weight_of(name, noise):
    """A tensor of this name from unit noise: values stay near 1 through the net."""
    if name.endswith("original0"):  # lengths: about what random directions of unit variance would have
        return 1.0 + 0.2 * noise
    if name.endswith("norm.weight"):
        return 1.0 + 0.2 * noise
    if name.endswith("bias") or "bias_" in name:
        return 0.2 * noise
    if "lstm" in name:
        return noise / noise.shape[1] ** 0.5
    return noise / max(noise[0].numel(), 1) ** 0.5


def codebook_of(k, noise):
    return noise * 0.5 * 0.7**k


def randomise(model, dtype, generator):
    """Weights rounded to what the file will hold."""
    def put(tensor, value):
        with torch.no_grad():
            tensor.copy_(value.to(dtype).float())

    for name, weight in model.named_parameters():
        put(weight, weight_of(name, torch.randn(weight.shape, generator=generator)))
    for k, layer in enumerate(model.quantizer.layers):
        embed = layer.codebook.embed
        put(embed, codebook_of(k, torch.randn(embed.shape, generator=generator)))
        layer.codebook.embed_avg.copy_(embed)
        layer.codebook.cluster_size.fill_(1.0)


def build(spec):
    model = EncodecModel(EncodecConfig(**spec["config"])).eval().float()
    randomise(model, spec["dtype"], torch.Generator().manual_seed(spec["seed"]))
    return model


def sound(samples, channels, generator):
    """A few gliding tones and noise, [1,C,n]."""
    t = torch.arange(samples) / max(samples, 1)
    rows = []
    for _ in range(channels):
        pitch = 5 + 60 * torch.rand(3, 1, generator=generator)
        rows.append((torch.sin(6.283 * pitch * t * (1 + t)).sum(0) * 0.3)
                    + 0.1 * torch.randn(samples, generator=generator))
    return torch.stack(rows)[None]


def record(part, prefix, golden):
    """Hooks for what each layer of an encoder or decoder gives, but ELU, as [T,C]."""
    hooks = []

    def keep(module, name):
        def hook(_, __, output):
            value = output[0].T.contiguous()
            if name in golden:  # a later chunk
                value = torch.cat([golden[name], value])
            golden[name] = value

        hooks.append(module.register_forward_hook(hook))

    for i, layer in enumerate(part.layers):
        kind = type(layer).__name__
        if kind == "ELU":
            continue
        keep(layer, f"{prefix}.layers.{i}.out")
        if kind == "EncodecResnetBlock":
            keep(layer.block[1], f"{prefix}.layers.{i}.block.1")
            keep(layer.block[3], f"{prefix}.layers.{i}.block.3")
            if not isinstance(layer.shortcut, torch.nn.Identity):
                keep(layer.shortcut, f"{prefix}.layers.{i}.shortcut")
    return hooks


def closest_call(model, embedded, codes):
    """How much nearer the chosen entry is than the next, at worst: no code may turn on the last bit of a float."""
    rest, worst = embedded, float("inf")
    for layer, chosen in zip(model.quantizer.layers, codes):
        table = layer.codebook.embed
        distances = torch.cdist(rest.double(), table.double()).square()
        two = distances.topk(2, dim=-1, largest=False)
        assert torch.equal(two.indices[:, 0], chosen)
        worst = min(worst, (two.values[:, 1] - two.values[:, 0]).min().item())
        rest = rest - table[chosen]
    return worst


def run(model, audio):
    """Every intermediate of encode and decode; codes [T,K] of each chunk, its scale, the sound [n,C]."""
    golden, embedded = {"samples": audio[0].T.contiguous()}, []
    hooks = record(model.encoder, "encoder", golden) + record(model.decoder, "decoder", golden)
    hooks.append(model.encoder.register_forward_hook(lambda _, __, out: embedded.append(out[0].T)))
    hooks.append(model.decoder.register_forward_pre_hook(
        lambda _, inputs: golden.__setitem__(
            "quantizer", torch.cat([golden.get("quantizer", inputs[0][0].T[:0]), inputs[0][0].T]))))
    coded = model.encode(audio, bandwidth=model.config.target_bandwidths[-1])
    margin = float("inf")
    for i, (chunk, scale) in enumerate(zip(coded.audio_codes, coded.audio_scales)):
        frames = len(embedded[i])
        golden[f"codes.{i}"] = chunk[0, :, :frames].T.contiguous().int()
        golden[f"scale.{i}"] = torch.ones(1) if scale is None else scale[0]
        margin = min(margin, closest_call(model, embedded[i], chunk[0, :, :frames]))
    decoded = model.decode(coded.audio_codes, coded.audio_scales, last_frame_pad_length=coded.last_frame_pad_length)
    golden["sound"] = decoded.audio_values[0].T.contiguous()
    for hook in hooks:
        hook.remove()
    return golden, margin


def save_checkpoint(model, spec, folder):
    tensors = {name: value.to(spec["dtype"]).contiguous().clone() for name, value in model.state_dict().items()}
    config = model.config.to_dict()
    if spec.get("musicgen"):
        tensors = {"audio_encoder." + name.replace("parametrizations.weight.original0", "weight_g")
                   .replace("parametrizations.weight.original1", "weight_v"): value for name, value in tensors.items()}
        tensors["text_encoder.shared.weight"] = torch.zeros(2, 2)
        tensors["decoder.lm_heads.0.weight"] = torch.zeros(2, 2)
        tensors["enc_to_dec_proj.bias"] = torch.zeros(2)
        config = {"model_type": "musicgen", "audio_encoder": config}
    (folder / "config.json").write_text(json.dumps(config, indent=1, default=str, sort_keys=True) + "\n")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def make_fixtures():
    ROOT.mkdir(parents=True, exist_ok=True)
    for name, spec in FIXTURES.items():
        folder = ROOT / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        model = build(spec)
        generator = torch.Generator().manual_seed(spec["seed"] + 100)
        golden, margins = {}, []
        for i, samples in enumerate(spec["samples"]):
            part, margin = run(model, sound(samples, model.config.audio_channels, generator))
            golden |= {f"take{i}.{key}": value for key, value in part.items()}
            margins.append(margin)
        # Longer than what goes through the nets in one piece; its intermediates are left out.
        part, margin = run(model, sound(67 * model.config.hop_length + 5, model.config.audio_channels, generator))
        golden |= {f"long.{key}": value for key, value in part.items()
                   if key.startswith(("samples", "codes", "scale", "sound"))}
        margins.append(margin)
        # Codes that no sound has been encoded to: what a language model may write.
        K, V = len(model.quantizer.layers), model.config.codebook_size
        frames = 30 if model.config.chunk_length is None else model.config.chunk_length // model.config.hop_length
        codes = torch.randint(0, V, (frames, K), generator=generator)
        golden["free.codes"] = codes.int()
        golden["free.sound"] = model.decode(codes.T[None, None], [None]).audio_values[0].T.contiguous()
        assert min(margins) > 1e-4, f"{name}: margin {min(margins)}; choose another seed"
        save_checkpoint(model, spec, folder)
        save_file({key: value.contiguous().clone() for key, value in golden.items()}, folder / "golden.safetensors")
        sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
        loud = {key: round(value.std().item(), 3) for key, value in golden.items() if key.endswith("sound")}
        print(f"{name}: {K} codebooks of {V}, hop {model.config.hop_length}, {len(golden)} golden tensors, margin "
              f"{min(margins):.5f}, deviations {loud}, {len(torch.unique(golden['take0.codes.0']))} codes, {sizes}")


def make_full(folder):
    """encodec_32khz's sizes: random weights, four seconds of codes and their sound; PyTorch's times, best of five."""
    folder.mkdir(parents=True, exist_ok=True)
    spec = dict(seed=15, dtype=torch.float32, config=PUBLISHED)
    model = build(spec)
    codes = torch.randint(0, 2048, (1, 1, 4, 200), generator=torch.Generator().manual_seed(16))
    sound_of = model.decode(codes, [None]).audio_values
    if not (folder / "model.safetensors").exists():
        save_checkpoint(model, spec, folder)
        save_file({"codes": codes[0, 0].T.contiguous().int(), "sound": sound_of[0].T.contiguous()},
                  folder / "golden.safetensors")
    torch.set_num_threads(2)
    audio = sound_of[..., :32000]

    def best(work, rounds=5):
        times = []
        for _ in range(rounds):
            begin = time.perf_counter()
            work()
            times.append(time.perf_counter() - begin)
        return min(times) * 1e3

    # Norms folded, as in inference: PyTorch would fold them anew at each call.
    for part in (model.encoder, model.decoder):
        for module in part.modules():
            if torch.nn.utils.parametrize.is_parametrized(module, "weight"):
                torch.nn.utils.parametrize.remove_parametrizations(module, "weight")
    for dtype in (torch.float32, torch.bfloat16):
        model = model.to(dtype)
        one = best(lambda: model.decode(codes[..., :50], [None]))
        four = best(lambda: model.decode(codes, [None]))
        encode = best(lambda: model.encode(audio.to(dtype)))
        print(f"torch {torch.__version__} {str(dtype).removeprefix('torch.')}: decode {one:.1f} ms for 1 s, "
              f"{four / 4:.1f} ms/s for 4 s, encode {encode:.1f} ms for 1 s")


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", type=Path)
    arguments = parser.parse_args()
    print("torch", torch.__version__, "transformers", transformers.__version__, "safetensors", safetensors.__version__)
    torch.use_deterministic_algorithms(True)
    if arguments.full:
        make_full(arguments.full)
    else:
        make_fixtures()


if __name__ == "__main__":
    main()
