"""Makes tests/fixtures/text: a small SentencePiece model with T5's special ids, and what sentencepiece makes of some texts.

    python train/parity/make_tokenizer_fixture.py        (sentencepiece 0.2.3)
"""

import io
import json
from pathlib import Path

import sentencepiece

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "text"
STYLES = ["ragtime piano", "slow blues guitar", "fast baroque strings", "gentle jazz waltz", "bright disco bass"]
TEXTS = [
    "upbeat ragtime piano in 7/4, fast, playful",
    "",
    "   two  spaces   and\ttabs\n",
    "a Größe ñandú 日本 🎹 ½ ﬁn",
    "slow blues guitar in a minor at 60 bpm",
]


def main():
    print("sentencepiece", sentencepiece.__version__)
    FOLDER.mkdir(parents=True, exist_ok=True)
    corpus = [f"{style} in {n}/4 at {60 + n * 7} bpm, playful, upbeat, {key} minor" for style in STYLES
              for n in range(2, 9) for key in "abcdefg"]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus), model_writer=model, vocab_size=120, hard_vocab_limit=False, model_type="unigram", num_threads=1,
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2,
    )
    (FOLDER / "spiece.model").write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    cases = [{"text": text, "ids": processor.encode(text) + [processor.eos_id()]} for text in TEXTS]
    (FOLDER / "tokens.json").write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n")
    print(len(model.getvalue()), "bytes", cases)


if __name__ == "__main__":
    main()
