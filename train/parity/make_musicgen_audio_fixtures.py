"""Makes tests/fixtures/musicgen_audio: tiny whole MusicGen checkpoints (tokeniser, text encoder, decoder, EnCodec) with
random weights, and what Hugging Face's generate makes of some words with them, greedily and under guidance.

    python train/parity/make_musicgen_audio_fixtures.py    (torch 2.15, torchaudio 2.11, transformers 5.23,
                                                            safetensors 0.8, sentencepiece 0.2.3)

mono     4 codebooks. Also goes on from a sound.
stereo   8 codebooks for two channels and a codec of one, as facebook/musicgen-stereo-small. Also goes on from a sound.
melody   MusicgenMelodyForConditionalGeneration: words and the tune of tests/fixtures/chroma, and words alone.
"""

import io
import json
import shutil
import wave
from pathlib import Path

import numpy
import safetensors
import sentencepiece
import torch
import torchaudio
import transformers
from make_encodec_fixtures import COMMON, closest_call
from make_encodec_fixtures import randomise as randomise_codec
from make_encodec_fixtures import sound
from make_musicgen_fixtures import randomise
from safetensors.torch import save_file
from transformers import (EncodecConfig, MusicgenConfig, MusicgenDecoderConfig, MusicgenForConditionalGeneration,
                          MusicgenMelodyConfig, MusicgenMelodyDecoderConfig, MusicgenMelodyFeatureExtractor,
                          MusicgenMelodyForConditionalGeneration, T5Config)

FIXTURES_FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures"
ROOT = FIXTURES_FOLDER / "musicgen_audio"
PROMPT = "slow ragtime piano in 3/4"
GUIDANCE = 3.0
CODES = 64
ROWS = 90  # of the delay pattern
PROMPT_SAMPLES = 1111
FIXTURES = {
    "mono": dict(seed=31, codebooks=4, channels=1, melody=False),
    "stereo": dict(seed=62, codebooks=8, channels=2, melody=False),
    "melody": dict(seed=63, codebooks=4, channels=1, melody=True),
}


def train_tokenizer():
    corpus = [f"{pace} {style} in {n}/4 at {60 + n * 7} bpm" for pace in ("slow", "fast", "upbeat")
              for style in ("ragtime piano", "blues guitar", "jazz waltz", "disco bass") for n in range(2, 8)]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus), model_writer=model, vocab_size=80, hard_vocab_limit=False, model_type="unigram",
        num_threads=1, normalization_rule_name="identity", pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2)
    return model.getvalue()


def build(spec, vocabulary):
    # 50 frames of codes a second, as the published models have.
    codec = EncodecConfig(**{**COMMON, "num_lstm_layers": 1}, sampling_rate=1600, audio_channels=1, num_filters=4,
                          hidden_size=16, codebook_size=CODES, upsampling_ratios=[4, 4, 2], use_causal_conv=False,
                          use_conv_shortcut=False, target_bandwidths=[1.2])
    text = T5Config(vocab_size=vocabulary, d_model=16, d_kv=4, d_ff=24, num_layers=2, num_heads=4, feed_forward_proj="relu",
                    tie_word_embeddings=False)
    sizes = dict(vocab_size=CODES, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, ffn_dim=48,
                 num_codebooks=spec["codebooks"], audio_channels=spec["channels"], max_position_embeddings=1600,
                 activation_function="gelu", pad_token_id=CODES, bos_token_id=CODES)
    if spec["melody"]:
        config = MusicgenMelodyConfig(text_encoder=text.to_dict(), audio_encoder=codec.to_dict(), chroma_length=15,
                                      decoder=MusicgenMelodyDecoderConfig(**sizes).to_dict())
        model = MusicgenMelodyForConditionalGeneration(config)
    else:
        config = MusicgenConfig(text_encoder=text.to_dict(), audio_encoder=codec.to_dict(),
                                decoder=MusicgenDecoderConfig(**sizes).to_dict())
        model = MusicgenForConditionalGeneration(config)
    model = model.eval().float()
    generator = torch.Generator().manual_seed(spec["seed"])
    randomise(model, torch.float32, generator)
    randomise_codec(model.audio_encoder, torch.float32, generator)
    return model


def generate(model, tokens, **inputs):
    """Frames [T,K] and sound [n,C] of generate, with the codes caught on their way to the codec."""
    caught, decode = [], model.audio_encoder.decode

    def listen(audio_codes, *args, **options):
        caught.append(audio_codes[0, 0])
        return decode(audio_codes, *args, **options)

    model.audio_encoder.decode = listen
    generation = transformers.GenerationConfig(
        do_sample=False, guidance_scale=GUIDANCE, max_length=ROWS, decoder_start_token_id=CODES, bos_token_id=CODES,
        pad_token_id=CODES, eos_token_id=None)
    values = model.generate(input_ids=tokens[None], attention_mask=torch.ones(1, len(tokens), dtype=torch.long),
                            generation_config=generation, **inputs)
    model.audio_encoder.decode = decode
    codes = torch.stack(caught, dim=1).reshape(-1, caught[0].shape[-1])  # left and right in turn
    return codes.T.contiguous().int(), values[0].T.contiguous()


def heard(model, tokens, melody):
    """What the decoder is given for the words, and for none: hidden states."""
    text = model.text_encoder(input_ids=tokens[None]).last_hidden_state
    if hasattr(model, "enc_to_dec_proj"):
        text = model.enc_to_dec_proj(text)
    rows = []
    for given in (True, False):
        row = text if given else torch.zeros_like(text)
        if hasattr(model, "audio_enc_to_dec_proj"):
            chroma = torch.zeros(1, 1, 12)
            chroma[:, :, 0] = 1
            if given and melody is not None:
                chroma = melody
            length = model.config.chroma_length
            chroma = model.audio_enc_to_dec_proj(chroma).repeat(1, length, 1)[:, :length]
            row = torch.cat([chroma, row], dim=1)
        rows.append(row)
    return rows


def smallest_margin(model, spec, tokens, frames, begin=0, melody=None):
    """The closest call among the greedy choices from frame `begin` on, which are what stepping picks."""
    K = spec["codebooks"]
    delays = [k // spec["channels"] for k in range(K)]
    codes = torch.full((len(frames) + delays[-1] + 1, K), CODES)
    for k in range(K):
        codes[1 + delays[k] : 1 + delays[k] + len(frames), k] = frames[:, k]
    logits = [model.decoder(input_ids=codes.T.contiguous(), encoder_hidden_states=row, use_cache=False).logits
              .reshape(K, -1, CODES)[:, -len(codes):] for row in heard(model, tokens, melody)]
    best = (logits[1] + GUIDANCE * (logits[0] - logits[1])).topk(2, dim=-1)
    margin = float("inf")
    for k in range(K):
        rows = slice(begin + delays[k], len(frames) + delays[k])
        assert torch.equal(best.indices[k, rows, 0], frames[begin:, k].long()), "generate is not what stepping picks"
        margin = min(margin, (best.values[k, rows, 0] - best.values[k, rows, 1]).min().item())
    return margin


def encoder_margin(codec, audio):
    """How clear the codes of each channel of a prompt are."""
    margin = float("inf")
    for channel in audio[0]:
        embedded = codec.encoder(channel[None, None])[0].T
        codes = codec.encode(channel[None, None]).audio_codes[0, 0]
        margin = min(margin, closest_call(codec, embedded, codes))
    return margin


def the_tune():
    with wave.open(str(FIXTURES_FOLDER / "chroma" / "tune.wav")) as file:
        pcm = numpy.frombuffer(file.readframes(file.getnframes()), "<i2")
    samples = (pcm / 32768.0).astype(numpy.float32)
    return MusicgenMelodyFeatureExtractor()(samples, sampling_rate=32000)["input_features"]


def save(model, spec, tokenizer, golden, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tensors = {name: value for name, value in model.state_dict().items()
               if name != "text_encoder.encoder.embed_tokens.weight"}
    save_file({name: value.contiguous().clone() for name, value in tensors.items()}, folder / "model.safetensors",
              metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(model.config.to_dict(), indent=1, default=str, sort_keys=True) + "\n")
    (folder / "spiece.model").write_bytes(tokenizer)
    (folder / "golden").mkdir()
    save_file({name: value.contiguous() for name, value in golden.items()}, folder / "golden" / "golden.safetensors")


@torch.no_grad()
def main():
    print("torch", torch.__version__, "torchaudio", torchaudio.__version__, "transformers", transformers.__version__,
          "safetensors", safetensors.__version__, "sentencepiece", sentencepiece.__version__)
    torch.use_deterministic_algorithms(True)
    tokenizer = train_tokenizer()
    processor = sentencepiece.SentencePieceProcessor(model_proto=tokenizer)
    tokens = torch.tensor(processor.encode(PROMPT) + [processor.eos_id()])
    for name, spec in FIXTURES.items():
        model = build(spec, processor.get_piece_size())
        golden = {"tokens": tokens.int(), "guidance": torch.tensor([GUIDANCE])}
        golden["words.frames"], golden["words.sound"] = generate(model, tokens)
        margins = [smallest_margin(model, spec, tokens, golden["words.frames"])]
        if spec["melody"]:
            tune = the_tune()
            golden["tune.frames"], golden["tune.sound"] = generate(model, tokens, input_features=tune)
            margins.append(smallest_margin(model, spec, tokens, golden["tune.frames"], melody=tune))
            assert not torch.equal(golden["tune.frames"], golden["words.frames"])
        else:
            audio = sound(PROMPT_SAMPLES, spec["channels"], torch.Generator().manual_seed(spec["seed"] + 100))
            begin = -(-PROMPT_SAMPLES // model.audio_encoder.config.hop_length)
            golden["begun.samples"] = audio[0].T.contiguous()
            golden["begun.frames"], golden["begun.sound"] = generate(model, tokens, input_values=audio)
            golden["begun.prompt"] = torch.tensor([begin]).int()
            margins += [smallest_margin(model, spec, tokens, golden["begun.frames"], begin),
                        encoder_margin(model.audio_encoder, audio)]
        assert min(margins) > 1e-3, f"{name}: margins {margins}; choose another seed"
        save(model, spec, tokenizer, golden, ROOT / name)
        sizes = {file.name: file.stat().st_size for file in sorted((ROOT / name).rglob("*")) if file.is_file()}
        shapes = {key: tuple(value.shape) for key, value in golden.items()}
        loud = {key: round(value.std().item(), 3) for key, value in golden.items() if key.endswith("sound")}
        print(f"{name}: {shapes}, {len(torch.unique(golden['words.frames']))} codes, margins {margins}, {loud}, {sizes}")


if __name__ == "__main__":
    main()
