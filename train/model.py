"""The embedded model in PyTorch: MusicGen's decoder over event frames, conditioned on a small T5 encoder, with a depth
decoder that writes the fields of a frame one after the other.

B batch, S frames, T text tokens, K codes a frame, D decoder width, V codes a field, F width inside the depth decoder.
Parameter names are those of Hugging Face's MusicgenForConditionalGeneration, and decoder.depth beside them, so that
export is a plain copy.
References: Copet et al., "Simple and Controllable Music Generation", 2023; Raffel et al., "Exploring the Limits of
Transfer Learning with a Unified Text-to-Text Transformer", 2020.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class TextConfig:
    vocab_size: int
    d_model: int
    d_kv: int
    d_ff: int
    num_layers: int
    num_heads: int
    relative_attention_num_buckets: int = 32
    relative_attention_max_distance: int = 128


@dataclass(frozen=True)
class DecoderConfig:
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    ffn_dim: int
    vocab_size: int
    num_codebooks: int
    max_position_embeddings: int
    depth_ffn_dim: int


@dataclass(frozen=True)
class Config:
    text: TextConfig
    decoder: DecoderConfig


def linear(inputs, outputs, bias=False, std=0.02):
    layer = nn.Linear(inputs, outputs, bias=bias)
    nn.init.normal_(layer.weight, std=std)
    if bias:
        nn.init.zeros_(layer.bias)
    return layer


class RmsNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        x = x.float()
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-6) * self.weight


def attend(q, k, v, bias=None, scale=1.0):
    """q [B,H,S,d], k and v [B,H,T,d], bias broadcast to [B,H,S,T] -> [B,H,S,d].

    Plain products: on a CPU, forward and backward take half the time of the fused kernel.
    """
    scores = (q * scale) @ k.transpose(-1, -2)
    if bias is not None:
        scores = scores + bias.to(scores.dtype)
    return scores.softmax(-1).to(v.dtype) @ v


def attend_causally(q, k, v, scale, block=160):
    """As attend, position s sees positions up to s; by blocks of queries, which leaves out most of what is masked."""
    S = q.shape[2]
    parts = []
    for begin in range(0, S, block):
        end = min(S, begin + block)
        ahead = torch.full((end - begin, end), -1e4).triu(begin + 1)
        parts.append(attend(q[:, :, begin:end], k[:, :, :end], v[:, :, :end], ahead.to(q.device), scale))
    return torch.cat(parts, dim=2)


class T5Attention(nn.Module):
    def __init__(self, config, relative_bias):
        super().__init__()
        inner = config.num_heads * config.d_kv
        self.heads = config.num_heads
        self.q = linear(config.d_model, inner, std=(config.d_model * config.d_kv) ** -0.5)
        self.k = linear(config.d_model, inner, std=config.d_model**-0.5)
        self.v = linear(config.d_model, inner, std=config.d_model**-0.5)
        self.o = linear(inner, config.d_model, std=0.3 * inner**-0.5)
        if relative_bias:
            self.relative_attention_bias = nn.Embedding(config.relative_attention_num_buckets, self.heads)
            nn.init.normal_(self.relative_attention_bias.weight, std=0.1)

    def forward(self, x, bias):
        B, T, _ = x.shape
        q, k, v = (p(x).view(B, T, self.heads, -1).transpose(1, 2) for p in (self.q, self.k, self.v))
        y = attend(q, k, v, bias)
        return self.o(y.transpose(1, 2).reshape(B, T, -1))


class T5SelfAttentionLayer(nn.Module):
    def __init__(self, config, relative_bias):
        super().__init__()
        self.SelfAttention = T5Attention(config, relative_bias)
        self.layer_norm = RmsNorm(config.d_model)

    def forward(self, x, bias):
        return x + self.SelfAttention(self.layer_norm(x), bias)


class T5FeedForward(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.wi = linear(config.d_model, config.d_ff, std=config.d_model**-0.5)
        self.wo = linear(config.d_ff, config.d_model, std=0.3 * config.d_ff**-0.5)

    def forward(self, x):
        return self.wo(F.relu(self.wi(x)))


class T5FeedForwardLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.DenseReluDense = T5FeedForward(config)
        self.layer_norm = RmsNorm(config.d_model)

    def forward(self, x):
        return x + self.DenseReluDense(self.layer_norm(x))


class T5Block(nn.Module):
    def __init__(self, config, relative_bias):
        super().__init__()
        self.layer = nn.ModuleList([T5SelfAttentionLayer(config, relative_bias), T5FeedForwardLayer(config)])

    def forward(self, x, bias):
        return self.layer[1](self.layer[0](x, bias))


def relative_buckets(length, buckets, max_distance):
    """[T, T] bucket of key minus query, T5's bidirectional scheme: half the buckets a sign, then exact, then log."""
    position = torch.arange(length)
    offset = position[None, :] - position[:, None]
    half = buckets // 2
    exact = half // 2
    distance = offset.abs()
    log = exact + (
        torch.log(distance.clamp(min=1).float() / exact) / math.log(max_distance / exact) * (half - exact)
    ).long()
    bucket = torch.where(distance < exact, distance, log.clamp(max=half - 1))
    return bucket + (offset > 0).long() * half


class T5Stack(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.block = nn.ModuleList([T5Block(config, i == 0) for i in range(config.num_layers)])
        self.final_layer_norm = RmsNorm(config.d_model)

    def forward(self, x, mask):
        """x [B,T,D], mask [B,T] true where there is a token -> [B,T,D]."""
        table = self.block[0].layer[0].SelfAttention.relative_attention_bias.weight
        buckets = relative_buckets(
            x.shape[1], self.config.relative_attention_num_buckets, self.config.relative_attention_max_distance
        )
        bias = table[buckets].permute(2, 0, 1)[None]
        bias = bias.masked_fill(~mask[:, None, None, :], -1e9)
        for block in self.block:
            x = block(x, bias)
        return self.final_layer_norm(x)


class T5Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.shared = nn.Embedding(config.vocab_size, config.d_model)
        nn.init.normal_(self.shared.weight, std=1.0)
        self.encoder = T5Stack(config)

    def forward(self, tokens, mask):
        return self.encoder(self.shared(tokens), mask)


class Attention(nn.Module):
    def __init__(self, config, std, std_out):
        super().__init__()
        D = config.hidden_size
        self.heads = config.num_attention_heads
        self.q_proj, self.k_proj, self.v_proj = linear(D, D, std=std), linear(D, D, std=std), linear(D, D, std=std)
        self.out_proj = linear(D, D, std=std_out)

    def forward(self, x, memory=None, mask=None):
        """x [B,S,D]; memory [B,T,D] with mask [B,T], or None for causal self-attention."""
        B, S, D = x.shape
        source = x if memory is None else memory
        q, k, v = (
            p(y).view(B, -1, self.heads, D // self.heads).transpose(1, 2)
            for p, y in ((self.q_proj, x), (self.k_proj, source), (self.v_proj, source))
        )
        scale = q.shape[-1] ** -0.5
        if memory is None:
            y = attend_causally(q, k, v, scale)
        else:
            y = attend(q, k, v, (~mask[:, None, None, :]).to(q.dtype) * -1e4, scale)
        return self.out_proj(y.transpose(1, 2).reshape(B, S, D))


class DecoderLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        D = config.hidden_size
        std_out = 0.02 / math.sqrt(3 * config.num_hidden_layers)
        self.self_attn = Attention(config, 0.02, std_out)
        self.self_attn_layer_norm = nn.LayerNorm(D)
        # Loud from the start: at the size of the other layers, the words stay unheard for hundreds of steps.
        self.encoder_attn = Attention(config, D**-0.5, 0.1 * D**-0.5)
        self.encoder_attn_layer_norm = nn.LayerNorm(D)
        self.fc1 = linear(D, config.ffn_dim)
        self.fc2 = linear(config.ffn_dim, D, std=std_out)
        self.final_layer_norm = nn.LayerNorm(D)

    def forward(self, x, memory, mask, given):
        x = x + self.self_attn(self.self_attn_layer_norm(x))
        x = x + self.encoder_attn(self.encoder_attn_layer_norm(x), memory, mask) * given
        return x + self.fc2(F.gelu(self.fc1(self.final_layer_norm(x))))


def sinusoids(steps, width):
    """[steps, width], cosines then sines, as MusicGen has them."""
    half = width // 2
    frequency = torch.exp(torch.arange(half).float() * -(math.log(10000) / (half - 1)))
    angle = torch.arange(steps).float()[:, None] * frequency[None]
    return torch.cat([angle.cos(), angle.sin()], dim=1)


class Decoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        D = config.hidden_size
        self.embed_tokens = nn.ModuleList(
            [nn.Embedding(config.vocab_size + 1, D) for _ in range(config.num_codebooks)]
        )
        for table in self.embed_tokens:
            nn.init.normal_(table.weight, std=0.02)
        self.layers = nn.ModuleList([DecoderLayer(config) for _ in range(config.num_hidden_layers)])
        self.layer_norm = nn.LayerNorm(D)
        self.register_buffer("positions", sinusoids(config.max_position_embeddings, D), persistent=False)


class DepthLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        D, inner = config.hidden_size, config.depth_ffn_dim
        self.input_norm = nn.LayerNorm(D)
        self.fc1 = linear(D, inner)
        self.fc2 = linear(inner, D, std=0.02 / math.sqrt(2))
        self.output_norm = nn.LayerNorm(D)

    def forward(self, z):
        return self.output_norm(z + self.fc2(F.gelu(self.fc1(self.input_norm(z)))))


class Depth(nn.Module):
    """What is known of a frame (the decoder's state and the fields so far) -> what the head of the next field reads."""

    def __init__(self, config):
        super().__init__()
        later = config.num_codebooks - 1
        self.embed_tokens = nn.ModuleList([nn.Embedding(config.vocab_size, config.hidden_size) for _ in range(later)])
        for table in self.embed_tokens:
            nn.init.normal_(table.weight, std=0.5)
        self.layers = nn.ModuleList([DepthLayer(config) for _ in range(later)])

    def forward(self, x, frame):
        """x [B,S,D], frame [B,K,S] of codes -> K states [B,S,D], state k knowing the codes before k."""
        states = [x]
        for k, (table, layer) in enumerate(zip(self.embed_tokens, self.layers)):
            x = x + table(frame[:, k])
            states.append(layer(x))
        return states


class Nano(nn.Module):
    """codes [B,K,S] of frames and text tokens [B,T] -> logits [B,K,S,V] of the fields of each next frame."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        D, V, K = config.decoder.hidden_size, config.decoder.vocab_size, config.decoder.num_codebooks
        self.text_encoder = T5Encoder(config.text)
        self.enc_to_dec_proj = linear(config.text.d_model, D, bias=True, std=config.text.d_model**-0.5)
        self.decoder = nn.Module()
        self.decoder.model = nn.Module()
        self.decoder.model.decoder = Decoder(config.decoder)
        self.decoder.depth = Depth(config.decoder)
        self.decoder.lm_heads = nn.ModuleList([linear(D, V) for _ in range(K)])

    def condition(self, tokens, mask):
        return self.enc_to_dec_proj(self.text_encoder(tokens, mask)) * mask[..., None]

    def forward(self, codes, tokens, mask, given, target):
        """given [B]: 0 where the caption is dropped, which silences cross-attention as guidance's null row does.
        target [B,K,S]: the next frames, of which each field sees those before it; below 0 where there is none."""
        decoder = self.decoder.model.decoder
        memory = self.condition(tokens, mask)
        x = sum(table(codes[:, k]) for k, table in enumerate(decoder.embed_tokens))
        x = x + decoder.positions[: codes.shape[2]]
        given = given.to(x.dtype)[:, None, None]
        for layer in decoder.layers:
            x = layer(x, memory, mask, given)
        states = self.decoder.depth(decoder.layer_norm(x), target.clamp(min=0))
        return torch.stack([head(state) for head, state in zip(self.decoder.lm_heads, states)], dim=1)


def nano_config(text_vocab):
    """The committed model's sizes: 12 M parameters."""
    return Config(
        text=TextConfig(vocab_size=text_vocab, d_model=320, d_kv=64, d_ff=768, num_layers=3, num_heads=4),
        decoder=DecoderConfig(
            hidden_size=256,
            num_hidden_layers=6,
            num_attention_heads=4,
            ffn_dim=1024,
            vocab_size=384,
            num_codebooks=5,
            max_position_embeddings=1024,
            depth_ffn_dim=512,
        ),
    )
