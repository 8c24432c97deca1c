"""Times one MusicGen decoder step in PyTorch, after checking a tiny one against transformers' own decoder.

torch_step.py --weights bf16 --batch 2 --context 500 [--medium] [--how eager|packed|compile|transformers|transformers-static]
              [--threads 2] [--steps 50] [--warm 10] [--serve]

--weights: f32, bf16, int8-dynamic (torch.ao), int8 and int4 (weights only, the operations that torchao calls).
--how: `eager`, `packed` (oneDNN's own order for f32 and bf16) and `compile` are a lean decoder written for this one
purpose; `transformers` is MusicgenForCausalLM as
published, with its default or a static cache. Prints a line of JSON; with --serve one more for every line that it reads,
so that rounds of several programs can be interleaved without loading anything again.
"""

import argparse
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

TEXT = 20


class Size:
    def __init__(self, medium=False, **changes):
        self.layers, self.hidden, self.heads, self.feed = (48, 1536, 24, 6144) if medium else (24, 1024, 16, 4096)
        self.codebooks, self.vocabulary = 4, 2048
        self.batch, self.conditioned, self.context, self.text = 2, 1, 500, TEXT
        for name, value in changes.items():
            setattr(self, name, value)

    def weights(self):
        D, F_ = self.hidden, self.feed
        return self.layers * (6 * D * D + 2 * D * F_) + self.codebooks * self.vocabulary * D


class Int8(nn.Module):
    """8 bits a weight, a scale for each output."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.float().abs().amax(1) / 127
        self.register_buffer("weight", (weight.float() / scale[:, None]).round().clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale.bfloat16())

    def forward(self, x):
        return torch.ops.aten._weight_int8pack_mm(x.view(-1, x.shape[-1]), self.weight, self.scale)

    def bytes(self):
        return self.weight.numel() + 2 * self.scale.numel()

    @staticmethod
    def rounded(weight):
        held = Int8(weight)
        return held.weight * held.scale.float()[:, None]


class Int4(nn.Module):
    """4 bits a weight, a scale and a zero for each 32."""

    group = 32

    def __init__(self, weight):
        super().__init__()
        scale, q = self.blocks(weight)
        codes = q.view(weight.shape).to(torch.int32) + 8
        self.register_buffer("packed", torch.ops.aten._convert_weight_to_int4pack_for_cpu(codes, 1))
        both = torch.stack([scale, torch.zeros_like(scale)], 2)  # [N, K/32, 2]
        self.register_buffer("scales", both.transpose(0, 1).contiguous().bfloat16())

    def forward(self, x):
        return torch.ops.aten._weight_int4pack_mm_for_cpu(
            x.view(-1, x.shape[-1]), self.packed, self.group, self.scales)

    def bytes(self):
        return self.packed.numel() * self.packed.element_size() + 2 * self.scales.numel()

    @staticmethod
    def rounded(weight):
        scale, q = Int4.blocks(weight)
        return (q * scale[..., None]).view(weight.shape)

    @classmethod
    def blocks(cls, weight):
        blocks = weight.float().view(weight.shape[0], -1, cls.group)
        scale = (blocks.abs().amax(2) / 7).bfloat16().float()
        return scale, (blocks / scale[..., None]).round().clamp(-8, 7)


class Packed(nn.Module):
    """f32 or bf16 in the order that oneDNN wants: twice to four times as fast as nn.Linear at two rows."""

    def __init__(self, weight):
        super().__init__()
        self.packed = torch.ops.mkldnn._reorder_linear_weight(weight, 2)

    def forward(self, x):
        return torch.ops.mkldnn._linear_pointwise(x, self.packed, None, "none", [], "")


WEIGHT_ONLY = {"int8": Int8, "int4": Int4}


def linear(weight, kind, packed):
    if kind in WEIGHT_ONLY:
        return WEIGHT_ONLY[kind](weight)
    if packed:
        return Packed(weight)
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=False, dtype=weight.dtype, device="meta")
    layer.weight = nn.Parameter(weight, requires_grad=False)
    return layer


class Layer(nn.Module):
    def __init__(self, size, kind, dtype, packed, tensor):
        super().__init__()
        D = size.hidden
        self.norms = nn.ModuleList(nn.LayerNorm(D, dtype=dtype) for _ in range(3))
        for norm, name in zip(self.norms, ("self_attn_layer_norm", "encoder_attn_layer_norm", "final_layer_norm")):
            norm.weight.data, norm.bias.data = tensor(name + ".weight", D), tensor(name + ".bias", D)
        qkv = torch.cat([tensor(f"self_attn.{part}_proj.weight", D, D) for part in "qkv"])
        self.qkv = linear(qkv, kind, packed)
        self.out = linear(tensor("self_attn.out_proj.weight", D, D), kind, packed)
        self.cross_q = linear(tensor("encoder_attn.q_proj.weight", D, D), kind, packed)
        self.cross_out = linear(tensor("encoder_attn.out_proj.weight", D, D), kind, packed)
        self.up = linear(tensor("fc1.weight", size.feed, D), kind, packed)
        self.down = linear(tensor("fc2.weight", D, size.feed), kind, packed)
        # Keys are held transposed and attention is two products: three to four times as fast here as the fused
        # attention is for one query a row.
        past = torch.float32 if kind == "f32" else torch.bfloat16
        E, C = D // size.heads, (size.context + 32) // 32 * 32
        random = lambda *shape: torch.randn(shape).to(past)
        self.register_buffer("keys", random(size.batch, size.heads, E, C))
        self.register_buffer("values", random(size.batch, size.heads, C, E))
        self.register_buffer("cross_keys", random(size.conditioned, size.heads, E, size.text))
        self.register_buffer("cross_values", random(size.conditioned, size.heads, size.text, E))

    def attend(self, q, keys, values):
        scores = torch.matmul(q.to(keys.dtype) * q.shape[-1] ** -0.5, keys)
        return torch.matmul(scores.softmax(-1), values).reshape(q.shape[0], -1).to(q.dtype)

    def forward(self, x, at):
        B, (_, H, E, _) = x.shape[0], self.keys.shape
        q, k, v = self.qkv(self.norms[0](x)).view(B, 3, H, 1, E).unbind(1)
        self.keys[:, :, :, at] = k[:, :, 0]
        self.values[:, :, at] = v[:, :, 0]
        x = x + self.out(self.attend(q, self.keys[:, :, :, : at + 1], self.values[:, :, : at + 1]))
        G = self.cross_keys.shape[0]
        if G > 0:
            q = self.cross_q(self.norms[1](x[:G])).view(G, H, 1, E)
            given = x[:G] + self.cross_out(self.attend(q, self.cross_keys, self.cross_values))
            x = given if G == B else torch.cat([given, x[G:]])
        return x + self.down(F.gelu(self.up(self.norms[2](x))))


class Lean(nn.Module):
    """The decoder with nothing that one step does not need. `tensor(name, *shape)` gives its numbers."""

    def __init__(self, size, kind, packed, tensor):
        super().__init__()
        self.size = size
        dtype = torch.float32 if kind in ("f32", "int8-dynamic") else torch.bfloat16
        shaped = lambda name, *shape: tensor(name, *shape).to(dtype)
        self.embed = nn.ModuleList()
        for k in range(size.codebooks):
            table = shaped(f"embed_tokens.{k}.weight", size.vocabulary + 1, size.hidden)
            self.embed.append(nn.Embedding.from_pretrained(table))
        self.register_buffer("positions", shaped("embed_positions.weights", size.context + 32, size.hidden))
        self.layers = nn.ModuleList(
            Layer(size, kind, dtype, packed, lambda name, *shape, i=i: shaped(f"layers.{i}.{name}", *shape))
            for i in range(size.layers))
        self.norm = nn.LayerNorm(size.hidden, dtype=dtype)
        self.norm.weight.data = shaped("layer_norm.weight", size.hidden)
        self.norm.bias.data = shaped("layer_norm.bias", size.hidden)
        heads = [shaped(f"lm_heads.{k}.weight", size.vocabulary, size.hidden) for k in range(size.codebooks)]
        self.heads = linear(torch.cat(heads), kind, packed)

    def forward(self, codes, at):
        x = self.positions[at]
        for k, table in enumerate(self.embed):
            x = x + table(codes[k])
        x = x.expand(self.size.batch, -1)
        for layer in self.layers:
            x = layer(x, at)
        return self.heads(self.norm(x))


def weight_bytes(model, size, kind):
    if kind in WEIGHT_ONLY:
        return sum(part.bytes() for part in model.modules() if isinstance(part, WEIGHT_ONLY[kind]))
    return size.weights() * {"f32": 4, "bf16": 2, "int8-dynamic": 1}[kind]


def dynamic(model):
    from torch.ao.quantization import quantize_dynamic

    return quantize_dynamic(model, {nn.Linear}, dtype=torch.qint8)


def published(size, dtype, attention="sdpa"):
    from transformers import MusicgenForCausalLM
    from transformers.models.musicgen.configuration_musicgen import MusicgenDecoderConfig

    config = MusicgenDecoderConfig(
        vocab_size=size.vocabulary, max_position_embeddings=2048, num_hidden_layers=size.layers, ffn_dim=size.feed,
        num_attention_heads=size.heads, hidden_size=size.hidden, num_codebooks=size.codebooks, dropout=0.0,
        audio_channels=1, pad_token_id=0, bos_token_id=0)
    config._attn_implementation = attention
    torch.set_default_dtype(dtype)
    model = MusicgenForCausalLM(config).eval()
    torch.set_default_dtype(torch.float32)
    return model


def verify(kind, packed):
    """The relative error of a tiny lean step against the published decoder, after a few steps of its own."""
    torch.manual_seed(1)
    size = Size(layers=2, hidden=64, heads=4, feed=128, vocabulary=40, context=9, text=5)
    model = published(size, torch.float32)
    known = {name.removeprefix("model.decoder."): value for name, value in model.state_dict().items()}
    for name, value in known.items():  # as published they are ones and zeros, or too small to tell
        if "norm" in name:
            value += 0.2 * torch.randn(value.shape)
        elif "embed" not in name:
            value.copy_(torch.randn(value.shape) / value.shape[-1] ** 0.5)
            if kind in WEIGHT_ONLY and not any(part in name for part in ("encoder_attn.k", "encoder_attn.v")):
                value.copy_(WEIGHT_ONLY[kind].rounded(value))  # so that what differs is the arithmetic alone
    positions = model.model.decoder.embed_positions
    known["embed_positions.weights"] = positions.weights[: size.context + 32]

    lean = Lean(size, kind, packed, lambda name, *shape: known[name])
    text = torch.randn(size.conditioned, size.text, size.hidden)
    for layer, theirs in zip(lean.layers, model.model.decoder.layers):
        for buffer, part in ((layer.cross_keys, "k_proj"), (layer.cross_values, "v_proj")):
            rows = getattr(theirs.encoder_attn, part)(text).view(size.conditioned, size.text, size.heads, -1)
            buffer.copy_(rows.permute(0, 2, 3, 1) if part == "k_proj" else rows.transpose(1, 2))
    if kind == "int8-dynamic":
        lean = dynamic(lean)
    codes = torch.randint(0, size.vocabulary, (size.codebooks, size.context + 1))
    for at in range(size.context + 1):
        found = lean(codes[:, at], at).float()
    # A row without a condition listens to zeros there.
    heard = torch.cat([text, torch.zeros(size.batch - size.conditioned, size.text, size.hidden)])
    logits = model(codes.repeat(size.batch, 1), encoder_hidden_states=heard).logits[:, -1]  # [B*K, V]
    expected = logits.reshape(size.batch, -1)
    error = ((found - expected).norm() / expected.norm()).item()
    if not error < {"f32": 1e-5, "int8-dynamic": 6e-2}.get(kind, 3e-2):
        sys.exit(f"torch_step: relative error {error:.1e}: not the same step")
    return error


def lean_step(size, arguments):
    scale = {"embed": 1.0, "positions": 1.0}
    numbers = torch.randn(1 << 22)

    def tensor(name, *shape):
        if "norm" in name:
            return torch.ones(shape) if name.endswith("weight") else torch.zeros(shape)
        count = torch.Size(shape).numel()
        value = numbers.repeat(-(-count // numbers.numel()))[:count].view(shape)
        return value if any(part in name for part in scale) else value / shape[-1] ** 0.5

    model = Lean(size, arguments.weights, arguments.how == "packed", tensor).eval()
    bytes_ = weight_bytes(model, size, arguments.weights)
    if arguments.weights == "int8-dynamic":
        model = dynamic(model)
    if arguments.how == "compile":
        import torch._inductor.config as inductor

        inductor.freezing = True  # weights become constants, packed for the product
        inductor.cpp_wrapper = True  # no Python between the kernels
        model = torch.compile(model, fullgraph=True, dynamic=False, mode=arguments.mode)
    return lambda codes: model(codes, size.context), bytes_


def published_step(size, arguments):
    from transformers import DynamicCache, EncoderDecoderCache, StaticCache

    dtype = {"f32": torch.float32, "bf16": torch.bfloat16}[arguments.weights]
    model = published(size, dtype)
    text = torch.randn(size.batch, size.text, size.hidden, dtype=dtype)
    mask = torch.ones(size.batch, size.text, dtype=torch.long)
    past = None
    if arguments.how == "transformers-static" and size.context > 0:
        past = EncoderDecoderCache(StaticCache(model.config, max_cache_len=size.context + 32), DynamicCache())
    if size.context > 0:
        codes = torch.randint(0, size.vocabulary, (size.batch * size.codebooks, size.context))
        past = model(codes, encoder_hidden_states=text, encoder_attention_mask=mask, past_key_values=past,
                     use_cache=True).past_key_values

    def step(codes):
        nonlocal past
        if past is not None and arguments.how == "transformers" and past.get_seq_length() > size.context:
            past.self_attention_cache.crop(-1)
        out = model(codes.repeat(size.batch)[:, None], encoder_hidden_states=text, encoder_attention_mask=mask,
                    past_key_values=past, use_cache=True)
        past = out.past_key_values if size.context > 0 else None
        if arguments.how == "transformers-static":
            for layer in past.self_attention_cache.layers:
                layer.cumulative_length.sub_(1)
        return out.logits

    return step, weight_bytes(model, size, arguments.weights)


def measure(step, size, arguments, facts):
    times = []
    for i in range(arguments.warm + arguments.steps):
        codes = torch.tensor([(i * 977 + k * 131) % size.vocabulary for k in range(size.codebooks)])
        begin = time.perf_counter()
        step(codes)
        times.append((time.perf_counter() - begin) * 1e3)
    times = sorted(times[arguments.warm :])
    print(json.dumps(facts | {
        "steps": len(times), "best_ms": round(times[0], 3), "median_ms": round(times[len(times) // 2], 3),
        "p99_ms": round(times[len(times) * 99 // 100], 3), "worst_ms": round(times[-1], 3)}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default="bf16", choices=("f32", "bf16", "int8-dynamic", "int8", "int4"))
    parser.add_argument("--how", default="eager",
                        choices=("eager", "packed", "compile", "transformers", "transformers-static"))
    parser.add_argument("--mode", default="default", help="of torch.compile")
    parser.add_argument("--engine", default=None, help="of torch.backends.quantized, for int8-dynamic")
    parser.add_argument("--medium", action="store_true")
    for name, value in (("batch", 2), ("context", 500), ("threads", 2), ("steps", 50), ("warm", 10)):
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.engine:
        torch.backends.quantized.engine = arguments.engine
    size = Size(arguments.medium, batch=arguments.batch, conditioned=(arguments.batch + 1) // 2,
                context=arguments.context)
    with torch.inference_mode():
        lean = not arguments.how.startswith("transformers")
        error = verify(arguments.weights, arguments.how == "packed") if lean else 0.0
        step, weights = (lean_step if lean else published_step)(size, arguments)
        past = 2 * size.layers * size.batch * (size.context + 1) * size.hidden
        facts = {
            "peer": f"PyTorch {torch.__version__}", "how": arguments.how,
            "model": "medium" if arguments.medium else "small", "weights": arguments.weights, "batch": size.batch,
            "conditioned": size.conditioned if lean else size.batch, "context": size.context,
            "threads": arguments.threads, "weight_bytes": weights,
            "past_bytes": past * (4 if arguments.weights == "f32" else 2), "error": error}
        if not lean:
            import transformers

            facts["peer"] += f", transformers {transformers.__version__}"
        measure(step, size, arguments, facts)
        if arguments.serve:
            for _ in sys.stdin:
                measure(step, size, arguments, facts)


if __name__ == "__main__":
    main()
