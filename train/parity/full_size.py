"""Makes a MusicGen checkpoint of a published one's true sizes with random weights, and what Hugging Face computes with it:
the references that tools/parity compares the engine with. docs/parity.md says what came of it.

    python train/parity/full_size.py make VARIANT FOLDER [--layers N] [--tokenizer FILE]
    python train/parity/full_size.py run [--frames N] FOLDER [PART ...]
                                        (torch 2.15, transformers 5.23, safetensors 0.8, sentencepiece 0.2.3; torchaudio 2.11
                                        for melody models)

VARIANT is facebook's name without "musicgen-": small, medium, large, melody, melody-large, and each of them after stereo-.
`run` writes FOLDER/parity/PART.safetensors, each a few minutes at most:

text     every named intermediate of the text encoder over tokens of the whole vocabulary
steps    every named intermediate of the decoder over 64 steps, under words (and a tune) and under none
text64, steps64    the same computed in float64, for who is nearer
words    what generate picks greedily over N (200) frames under guidance, and its sound
plain    the same without guidance
begun    going on from a sound
tune     melody models: the same words under a tune in a file
window   going on from 29.8 s into the second window, which keeps 12 of the first one's 30 s
codec    EnCodec: a sound's codes, and their sound

Large models are written and read in place: making one takes little memory, running it as much as its file.
"""

import argparse
import json
import shutil
import struct
import wave
from pathlib import Path

import numpy
import safetensors
import sentencepiece
import torch
import transformers
from make_encodec_fixtures import PUBLISHED, closest_call, codebook_of
from make_encodec_fixtures import weight_of as codec_weight_of
from musicgen_reference import (generate, heard, margins, one_hot, random_steps, record, record_text, save_golden, unheard,
                                weight_of, write_config)
from transformers import (EncodecConfig, MusicgenConfig, MusicgenDecoderConfig, MusicgenForConditionalGeneration,
                          MusicgenMelodyConfig, MusicgenMelodyDecoderConfig, MusicgenMelodyForConditionalGeneration,
                          T5Config)

SEED = 77
PROMPT = "slow ragtime piano in 3/4"
GUIDANCE = 3.0
STEPS, FRAMES = 64, 200
WINDOW, KEPT, BEFORE, AFTER = 1500, 600, 1490, 10  # frames: of a window, kept of it, known, new in the second
CODEC_RATE = 32000
BEGUN_SECONDS = 1.02  # whole frames of codes, and whole samples at 44.1 kHz
TOKENIZER = Path(__file__).resolve().parents[2] / "assets" / "nano" / "spiece.model"
SIZES = {  # hidden_size, num_hidden_layers, num_attention_heads
    "small": (1024, 24, 16), "medium": (1536, 48, 24), "large": (2048, 48, 32),
}
ONE_FILE = 10_000_000_000  # bytes, as the published files are split
SHARDS = {"stereo-small": 1_000_000_000}
OLDER_NAMES = {"small"}  # those of files from 2023


def describe(variant, layers):
    words = variant.split("-")
    melody, channels = "melody" in words, 2 if words[0] == "stereo" else 1
    size = words[-1] if words[-1] in SIZES else "medium"
    width, depth, heads = SIZES[size]
    sizes = dict(vocab_size=2048, hidden_size=width, num_hidden_layers=layers or depth, num_attention_heads=heads,
                 ffn_dim=4 * width, num_codebooks=4 * channels, audio_channels=channels, max_position_embeddings=2048,
                 activation_function="gelu", pad_token_id=2048, bos_token_id=2048)
    text = T5Config(vocab_size=32128, d_model=768, d_kv=64, d_ff=3072, num_layers=12, num_heads=12,
                    feed_forward_proj="relu").to_dict()  # t5-base
    codec = EncodecConfig(**PUBLISHED).to_dict()
    if melody:
        return MusicgenMelodyForConditionalGeneration, MusicgenMelodyConfig(
            text_encoder=text, audio_encoder=codec, decoder=MusicgenMelodyDecoderConfig(**sizes).to_dict(),
            num_chroma=12, chroma_length=235)
    return MusicgenForConditionalGeneration, MusicgenConfig(
        text_encoder=text, audio_encoder=codec, decoder=MusicgenDecoderConfig(**sizes).to_dict())


# How much larger weights are than those of the small fixtures: codes count for more and attention is sharper, or what is the
# same at every step would drown the rest and greedy decoding soon repeat itself.
EMPHASIS = {"decoder.embed_tokens": 4.0, "attn.q_proj": 2.0, "attn.k_proj": 2.0, "self_attn.out_proj": 0.7,
            "encoder_attn.out_proj": 0.2, "self_attn_layer_norm.bias": 0.3, "final_layer_norm.bias": 0.3}


def value_of(name, like, seed, generator):
    if ".codebook." not in name:
        noise = torch.randn(like.shape, generator=generator)
        if name.startswith("audio_encoder."):
            return codec_weight_of(name, noise)
        value = weight_of(name, noise)
        for part, factor in EMPHASIS.items():
            if name.startswith("decoder.") and part in name:
                value *= factor
        return value
    if not name.endswith(("embed", "embed_avg")):
        return torch.ones(like.shape, dtype=like.dtype)
    k = int(name.split(".layers.")[1].split(".")[0])
    return codebook_of(k, torch.randn(like.shape, generator=torch.Generator().manual_seed(1000 * seed + k)))


def older_name(name):
    return name.replace("parametrizations.weight.original0", "weight_g").replace("parametrizations.weight.original1",
                                                                                 "weight_v")


def write_shard(path, names, tensors, seed, generator):
    """A safetensors file, tensor by tensor: the whole never stands in memory."""
    types = {torch.float32: "F32", torch.bool: "BOOL", torch.int64: "I64"}
    header, end = {"__metadata__": {"format": "pt"}}, 0
    for name in names:
        begin, end = end, end + tensors[name].numel() * tensors[name].element_size()
        header[name] = {"dtype": types[tensors[name].dtype], "shape": list(tensors[name].shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in names:
            tensor = tensors[name]
            value = tensor if tensor.device.type != "meta" else value_of(name, tensor, seed, generator)
            file.write(value.to(tensor.dtype).contiguous().numpy().tobytes())


def make(variant, folder, layers, tokenizer):
    folder.mkdir(parents=True, exist_ok=True)
    kind, config = describe(variant, layers)
    with torch.device("meta"):
        model = kind(config)
    tensors = {name: value for name, value in model.state_dict().items()
               if name != "text_encoder.encoder.embed_tokens.weight"}  # tied
    if variant in OLDER_NAMES:
        positions = model.decoder.model.decoder.embed_positions
        tensors = {older_name(name): value for name, value in tensors.items()}
        tensors["decoder.model.decoder.embed_positions.weights"] = positions.get_embedding(2048, config.decoder.hidden_size)
    limit, shards, held = SHARDS.get(variant, ONE_FILE), [[]], 0
    for name, tensor in tensors.items():
        size = tensor.numel() * tensor.element_size()
        if held + size > limit:
            shards.append([])
            held = 0
        shards[-1].append(name)
        held += size
    generator = torch.Generator().manual_seed(SEED)
    files = (["model.safetensors"] if len(shards) == 1 else
             [f"model-{i + 1:05}-of-{len(shards):05}.safetensors" for i in range(len(shards))])
    for file, names in zip(files, shards):
        write_shard(folder / file, names, tensors, SEED, generator)
    if len(shards) > 1:
        total = sum(tensor.numel() * tensor.element_size() for tensor in tensors.values())
        index = {"metadata": {"total_size": total},
                 "weight_map": {name: file for file, names in zip(files, shards) for name in names}}
        (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n")
    write_config(model, folder, architectures=[kind.__name__])
    shutil.copyfile(tokenizer, folder / "spiece.model")
    print(f"{variant}: {len(tensors)} tensors, {sum(t.numel() for t in tensors.values())} values, {files}")


def load(folder):
    model_type = json.loads((folder / "config.json").read_text())["model_type"]
    kind = MusicgenMelodyForConditionalGeneration if model_type == "musicgen_melody" else MusicgenForConditionalGeneration
    model, found = kind.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    unknown = [name for name in found["unexpected_keys"] if "embed_positions" not in name]
    assert not found["missing_keys"] and not found["mismatched_keys"] and not unknown, found
    return model.eval()


def tones(seconds, rate, channels, seed):
    """[n,C]: gliding tones that begin and end in silence; the same sound at any rate."""
    generator = torch.Generator().manual_seed(seed)
    t = torch.arange(round(seconds * rate), dtype=torch.float64) / rate
    rows = []
    for _ in range(channels):
        draw = torch.rand(8, 3, 1, generator=generator, dtype=torch.float64)
        hz, glide, loudness = 110 * 32 ** draw[:, 0], 0.4 * draw[:, 1] - 0.2, draw[:, 2]
        rows.append((loudness * torch.sin(2 * torch.pi * hz * (t + glide * t * t / 2))).sum(0) * 0.15)
    fade = (torch.minimum(t, seconds - t) / 0.05).clamp(0, 1)
    return (torch.stack(rows, dim=1) * (0.5 - 0.5 * torch.cos(torch.pi * fade))[:, None]).float()


def write_tune(path):
    """Twelve seconds of a tune with overtones, 16 bits."""
    generator, rate = torch.Generator().manual_seed(SEED), CODEC_RATE
    notes = []
    for step in torch.randint(0, 12, (41,), generator=generator).tolist():
        t = torch.arange(int(0.3 * rate), dtype=torch.float64) / rate
        hz = 261.625565 * 2 ** (step / 12)
        notes.append(sum(torch.sin(2 * torch.pi * hz * h * t) / h**1.5 for h in range(1, 6)) * torch.exp(-2 * t))
    pcm = (torch.cat(notes) * 9000).round().to(torch.int16).numpy()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm.tobytes())
    return (pcm / 32768.0).astype(numpy.float32)


class References:
    """What the parts share. Each part is a method that returns its tensors."""

    def __init__(self, folder, frames):
        self.folder, self.frames = folder, frames
        self.model = load(folder)
        config = self.model.config.decoder
        self.K, self.V, self.channels = config.num_codebooks, config.vocab_size, config.audio_channels
        self.melody = hasattr(self.model, "audio_enc_to_dec_proj")
        self.delay = self.K // self.channels - 1
        processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))
        self.prompt = torch.tensor(processor.encode(PROMPT) + [processor.eos_id()])

    def rows(self, frames):
        return frames + 1 + self.delay

    def random_tokens(self, length):
        tokens = torch.randint(2, 32100, (length,), generator=torch.Generator().manual_seed(SEED + length))
        tokens[-1] = 1
        return tokens

    def chroma(self):
        tune = write_tune(self.folder / "parity" / "tune.wav")
        return transformers.MusicgenMelodyFeatureExtractor()(tune, sampling_rate=CODEC_RATE)["input_features"]

    def text(self):
        tokens = self.random_tokens(140)  # past the longest distance that T5 tells apart
        golden = {"tokens": tokens.int()} | record_text(self.model, tokens)
        return golden | ({"prefix": heard(self.model, tokens)[0]} if self.melody else {})

    def steps(self):
        tokens = self.random_tokens(24)
        codes = random_steps(STEPS, self.K, self.V, torch.Generator().manual_seed(SEED))
        golden = {"tokens": tokens.int(), "codes": codes.int(), "guidance": torch.tensor([GUIDANCE])}
        chroma = None
        if self.melody:
            classes = torch.randint(0, 12, (200,), generator=torch.Generator().manual_seed(SEED))
            golden["classes"], chroma = classes.int(), one_hot(classes).to(torch.get_default_dtype())
        states = {"words": heard(self.model, tokens, chroma), "null": unheard(self.model, len(tokens))}
        for row, prefix in states.items():
            golden |= {f"{row}.{name}": value for name, value in record(self.model, prefix, codes).items()}
        return golden

    def in_float64(self, part):
        torch.set_default_dtype(torch.float64)
        self.model.double()
        golden = {name: value.float() if value.is_floating_point() else value for name, value in part().items()}
        torch.set_default_dtype(torch.float32)
        self.model.float()  # back to the same values: all were float32
        return golden

    def text64(self):
        return self.in_float64(self.text)

    def steps64(self):
        return self.in_float64(self.steps)

    def take(self, guidance, frames=None, begin=0, chroma=None, sound=True, **inputs):
        if chroma is not None:
            inputs["input_features"] = chroma
        frames = frames or self.frames
        codes, values = generate(self.model, self.prompt, guidance, self.rows(frames), sound, **inputs)
        null = unheard(self.model, len(self.prompt)) if guidance > 1 else None
        gaps = margins(self.model, heard(self.model, self.prompt, chroma), null, codes, guidance, begin)
        chosen = codes[begin:]
        print(f"  {tuple(chosen.shape)} chosen, {len(torch.unique(chosen))} distinct, margins: least {gaps.min():.1e}, median "
              f"{gaps.median():.2f}, below 1e-4 {(gaps < 1e-4).sum().item()}, below 1e-3 {(gaps < 1e-3).sum().item()}")
        golden = {"tokens": self.prompt.int(), "guidance": torch.tensor([guidance]), "frames": codes, "margins": gaps,
                  "begin": torch.tensor([begin]).int()}
        return golden | ({"sound": values} if sound else {})

    def words(self):
        return self.take(GUIDANCE)

    def plain(self):
        return self.take(1.0)

    def encode(self, channel):
        return self.model.audio_encoder.encode(channel[None, None]).audio_codes[0, 0]

    def begun(self):
        samples = tones(BEGUN_SECONDS, CODEC_RATE, self.channels, SEED)
        codes = torch.stack([self.encode(channel) for channel in samples.T], dim=1).reshape(self.K, -1)
        # A melody model's generate takes no sound, but codes.
        inputs = {"decoder_input_ids": codes} if self.melody else {"input_values": samples.T[None].contiguous()}
        golden = self.take(GUIDANCE, begin=codes.shape[1], **inputs)
        assert torch.equal(golden["frames"][: codes.shape[1]].T, codes.int())
        return golden | {"samples": samples, "samples_44100": tones(BEGUN_SECONDS, 44100, self.channels, SEED)}

    def tune(self):
        if not self.melody:
            return None
        chroma = self.chroma()
        return self.take(GUIDANCE, chroma=chroma) | {"classes": chroma[0].argmax(-1).int()}

    def window(self):
        known = torch.randint(0, self.V, (BEFORE, self.K), generator=torch.Generator().manual_seed(SEED))
        first = self.take(GUIDANCE, WINDOW, BEFORE, sound=False, decoder_input_ids=known.T.contiguous())
        kept = first["frames"][-KEPT:].long()
        second = self.take(GUIDANCE, KEPT + AFTER, KEPT, sound=False, decoder_input_ids=kept.T.contiguous())
        return first | {"frames": torch.cat([first["frames"], second["frames"][KEPT:]]),
                        "margins": torch.cat([first["margins"], second["margins"]]),
                        "window": torch.tensor([WINDOW, KEPT]).int()}

    def codec(self):
        samples = tones(2.0, CODEC_RATE, 1, SEED + 1)[:-77, 0]  # the last frame is not whole
        codec = self.model.audio_encoder
        embedded, codes = codec.encoder(samples[None, None])[0].T, self.encode(samples)
        margin = closest_call(codec, embedded, codes)
        print(f"  {len(torch.unique(codes))} codes, nearest to another {margin:.1e}")
        return {"samples": samples, "embedded": embedded, "codes": codes.T.contiguous().int(),
                "sound": codec.decode(codes[None, None], [None]).audio_values[0, 0]}


PARTS = ["text", "steps", "words", "plain", "begun", "tune", "window", "codec"]
FLOAT64_PARTS = ["text64", "steps64"]  # on demand: they take twice the memory


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("variant")
    making.add_argument("folder", type=Path)
    making.add_argument("--layers", type=int, help="fewer than the published model has")
    making.add_argument("--tokenizer", type=Path, default=TOKENIZER)
    running = commands.add_parser("run")
    running.add_argument("--frames", type=int, default=FRAMES, help="of each take, those of its beginning included")
    running.add_argument("folder", type=Path)
    running.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS + FLOAT64_PARTS))
    arguments = parser.parse_args()
    print("torch", torch.__version__, "transformers", transformers.__version__, "safetensors", safetensors.__version__)
    torch.set_num_threads(2)
    if arguments.command == "make":
        make(arguments.variant, arguments.folder, arguments.layers, arguments.tokenizer)
        return
    (arguments.folder / "parity").mkdir(exist_ok=True)
    references = References(arguments.folder, arguments.frames)
    for part in arguments.parts or PARTS:
        golden = getattr(references, part)() if part in PARTS + FLOAT64_PARTS else parser.error(f"no part {part}")
        if golden is not None:
            save_golden(golden, arguments.folder / "parity" / f"{part}.safetensors")
            print(f"{part}: {len(golden)} tensors")


if __name__ == "__main__":
    main()
