"""Trains the text tokeniser on the captions: a sentencepiece unigram model in T5's layout, numbers as whole pieces."""

import argparse
import json
import random

import sentencepiece


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", nargs="+", required=True, help="folders that continuo-dataset wrote")
    parser.add_argument("--out", required=True, help="prefix of the .model file")
    parser.add_argument("--vocabulary", type=int, default=3000)
    parser.add_argument("--sentences", type=int, default=300_000)
    options = parser.parse_args()

    captions = []
    for folder in options.data:
        for line in open(f"{folder}/pieces.jsonl", encoding="utf-8"):
            piece = json.loads(line)
            if piece["split"] == "train":
                captions += piece["captions"]
    random.Random(1).shuffle(captions)
    # A tempo or a metre is one thing to say, so it is one piece: 132 must not share its digits with 32.
    numbers = [str(n) for n in range(30, 301)]
    metres = [f"{beats}/{unit}" for unit in (2, 4, 8) for beats in range(2, 16)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(captions[: options.sentences]),
        model_prefix=options.out,
        vocab_size=options.vocabulary,
        model_type="unigram",
        normalization_rule_name="nmt_nfkc_cf",
        byte_fallback=True,
        user_defined_symbols=numbers[::-1] + metres,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        character_coverage=0.9999,
        hard_vocab_limit=False,
    )


if __name__ == "__main__":
    main()
