"""Makes tests/fixtures/chroma: a short tune, and the chroma that Hugging Face's MusicgenMelodyFeatureExtractor hears in it.

    python train/parity/make_chroma_fixture.py    (torch 2.15, torchaudio 2.11, of which its Python alone is needed,
                                                    transformers 5.23, numpy 2.4)
"""

import json
import wave
from pathlib import Path

import numpy
import torch
import torchaudio
import transformers
from transformers import MusicgenMelodyFeatureExtractor

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "chroma"
RATE_HZ = 32000
NOTES_HZ = [261.63, 329.63, 440.0, 1244.5, 92.5, 739.99]
SAMPLES = 50000


def tune():
    """Notes with three overtones and a second voice, and a little noise; 16 bits."""
    generator = numpy.random.default_rng(20)
    t = numpy.arange(SAMPLES) / RATE_HZ
    sound = 0.01 * generator.standard_normal(SAMPLES)
    each = SAMPLES // len(NOTES_HZ)
    for i, note in enumerate(NOTES_HZ):
        inside = (numpy.arange(SAMPLES) // each == i).astype(float)
        for overtone in (1, 2, 3):
            sound += inside * 0.3 / overtone**2 * numpy.sin(2 * numpy.pi * note * overtone * t + overtone)
        sound += inside * 0.1 * numpy.sin(2 * numpy.pi * note * 1.4983 * t)
    return numpy.round(sound * 30000).astype("<i2")


def chroma(extractor, samples):
    """What the extractor picks, and what it picks from: chroma [moments, 12] whose largest is 1."""
    picked = extractor(samples, sampling_rate=RATE_HZ)["input_features"][0]
    caught = {}
    normalise = torch.nn.functional.normalize

    def keep(values, **options):
        caught["chroma"] = normalise(values, **options)[0].T.clone()
        return normalise(values, **options)

    torch.nn.functional.normalize = keep
    extractor(samples, sampling_rate=RATE_HZ)
    torch.nn.functional.normalize = normalise
    classes = picked.argmax(-1)
    assert picked.sum() == len(picked)
    two = caught["chroma"].topk(2, dim=-1).values
    return caught["chroma"], classes, (two[:, 0] - two[:, 1]).min().item()


def main():
    print("torch", torch.__version__, "torchaudio", torchaudio.__version__, "transformers", transformers.__version__)
    FOLDER.mkdir(parents=True, exist_ok=True)
    pcm = tune()
    with wave.open(str(FOLDER / "tune.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(pcm.tobytes())
    samples = (pcm / 32768.0).astype(numpy.float32)
    extractor = MusicgenMelodyFeatureExtractor()
    bins = list(range(6)) + list(range(6, 8193, 97)) + [8192]
    golden = {"bins": bins,
              "filters": [[float(f"{v:.7g}") for v in extractor.chroma_filters[:, b]] for b in bins], "sounds": {}}
    # The whole; what is shorter than a window; exactly a window; the whole and a frame.
    for count in (SAMPLES, 5001, 16384, 32768 + 4096):
        values, classes, margin = chroma(extractor, samples[:count])
        golden["sounds"][str(count)] = {"chroma": [[float(f"{v:.6g}") for v in row] for row in values.tolist()],
                                        "classes": classes.tolist()}
        print(count, classes.tolist(), f"margin {margin:.4f}")
        assert margin > 1e-3, "choose another tune"
    (FOLDER / "golden.json").write_text(json.dumps(golden) + "\n")
    print({file.name: file.stat().st_size for file in sorted(FOLDER.iterdir())})


if __name__ == "__main__":
    main()
