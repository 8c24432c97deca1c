"""Makes tests/fixtures/musicgen_audio: tiny whole MusicGen checkpoints (tokeniser, text encoder, decoder, EnCodec) with
random weights, and what Hugging Face's generate makes of some words with them, greedily and under guidance.

    python train/parity/make_musicgen_audio_fixtures.py    (torch 2.15, torchaudio 2.11, transformers 5.23,
                                                            safetensors 0.8, sentencepiece 0.2.3)

mono     4 codebooks. Also goes on from a sound.
stereo   8 codebooks for two channels and a codec of one, as facebook/musicgen-stereo-small. Also goes on from a sound.
melody   MusicgenMelodyForConditionalGeneration: words and the tune of tests/fixtures/chroma, and words alone.
"""

import io
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
from musicgen_reference import generate, heard, margins, randomise, save_checkpoint, save_golden, unheard
from transformers import (EncodecConfig, MusicgenConfig, MusicgenDecoderConfig, MusicgenForConditionalGeneration,
                          MusicgenMelodyConfig, MusicgenMelodyDecoderConfig, MusicgenMelodyFeatureExtractor,
                          MusicgenMelodyForConditionalGeneration, T5Config)

FIXTURES_FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures"
ROOT = FIXTURES_FOLDER / "musicgen_audio"
PROMPT = "slow ragtime piano in 3/4"
GUIDANCE = 3.0
CODES = 64
ROWS = 91  # of the delay pattern, after what is known
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


def save(model, tokenizer, golden, folder):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "golden").mkdir(parents=True)
    save_checkpoint(model, folder)
    (folder / "spiece.model").write_bytes(tokenizer)
    save_golden(golden, folder / "golden" / "golden.safetensors")


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
        null = unheard(model, len(tokens))

        def take(kind, states, begin=0, **inputs):
            frames, golden[f"{kind}.sound"] = generate(model, tokens, GUIDANCE, begin + ROWS, **inputs)
            golden[f"{kind}.frames"] = frames
            return margins(model, states, null, frames, GUIDANCE, begin).min().item()

        found = [take("words", heard(model, tokens))]
        if spec["melody"]:
            tune = the_tune()
            found.append(take("tune", heard(model, tokens, tune), input_features=tune))
            assert not torch.equal(golden["tune.frames"], golden["words.frames"])
        else:
            audio = sound(PROMPT_SAMPLES, spec["channels"], torch.Generator().manual_seed(spec["seed"] + 100))
            begin = -(-PROMPT_SAMPLES // model.audio_encoder.config.hop_length)
            golden["begun.samples"] = audio[0].T.contiguous()
            golden["begun.prompt"] = torch.tensor([begin]).int()
            found += [take("begun", heard(model, tokens), begin, input_values=audio),
                      encoder_margin(model.audio_encoder, audio)]
        assert min(found) > 1e-3, f"{name}: margins {found}; choose another seed"
        save(model, tokenizer, golden, ROOT / name)
        sizes = {file.name: file.stat().st_size for file in sorted((ROOT / name).rglob("*")) if file.is_file()}
        shapes = {key: tuple(value.shape) for key, value in golden.items()}
        loud = {key: round(value.std().item(), 3) for key, value in golden.items() if key.endswith("sound")}
        print(f"{name}: {shapes}, {len(torch.unique(golden['words.frames']))} codes, margins {found}, {loud}, {sizes}")


if __name__ == "__main__":
    main()
