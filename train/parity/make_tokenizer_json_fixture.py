"""Makes tests/fixtures/text/t5: a tokenizer.json of T5's kind, and what transformers makes of hard texts with it.

    python train/parity/make_tokenizer_json_fixture.py        (transformers 5.23.0, tokenizers 0.23.3, sentencepiece 0.2.3)

tokenizer.json is T5Tokenizer's own file. layouts.json holds, for other layouts that published files have, what differs from it;
the table of characters is named in them, not repeated.
"""

import io
import json
import random
from pathlib import Path

import sentencepiece
import tokenizers
import transformers

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "text" / "t5"
EXTRA_IDS = 3
LINES = [
    "ragtime piano in 7/4", "slow blues guitar in a minor", "Größe façade señor Ångström café", "日本の音楽 東京 三味線", "음악 한국어 노래",
    "музыка для фортепиано", "🎹 🎵🎶 piano 🎸", "1/2 1/4 fi ff km (1) ABC", "موسيقى هادئة", "नमस्ते संगीत",
]
HARD = [
    "", " ", "   ", "\t\n\r ", "a", "▁", "▁▁a▁", "upbeat ragtime piano in 7/4, fast, playful", "   two  spaces   and\ttabs\n", "a\u00a0b\u3000c\u2003d\u200be\ufefff",
    "cafe\u0301 naive\u0308 A\u030angstro\u0308m", "e\u0301\u0302x", "\u0301a", "o\u0308\u0304", "½ ¼ ﬁ ﬀ ㎞ ⑴ ＡＢＣ ① ℡ ™", "ｶﾞｷﾞｸﾞ", "日本の音楽", "한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8",
    "🎹 🎵🎶", "👨\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3 🇩🇪", "a\u200db", "x\ufe0f", "\x00\x01\x02a\x07b\x7f\x1b[31m", "a\x00b", "\u0085x\u2028y\u2029z", "\r\n\r\nline", "نَص بِالتَّشكيل", "नमस्ते", "ก็ำ",
    "</s>", "a</s>b", "<pad><unk>", "x <extra_id_0> y", "<extra_id_0><extra_id_1>", "  <extra_id_2>  ", "<extra_id_9> <s>", "<unk", "\ufffd", "\U0010ffff\ue000", "ﷺ ﷽", "Ǆ ǅ ǆ", "\u212b \u2126 \u1e9b\u0323",
    "z" * 60, "zq" * 30, "piano" * 20, "日" * 20, "🎹" * 12, "e\u0301" * 8, "ſ ß ẞ İ ı", "－ ー ― ~ 〜 ～", "a" + " " * 40 + "b ", "\u202eabc\u202c \u2066x\u2069", "𝔭𝔦𝔞𝔫𝔬 𝟟/𝟜", "‐‑‒–—", "''‘’“”…",
]
ALPHABET = list("abc piano  <>/_") + list("éßſ½ﬁ①ＡｶﾞÅ") + ["e", "o", "A", "\u0301", "\u0308", "\u030a", "\u0323", "\u20d7", "\u200d", "\ufe0f", "\u0600", "\u0e33", "\u093f", "न", "ß"] + [
    "日", "음", "\u1112", "\u1161", "\u11ab", "🎹", "👩", "🏽", "🇩", "🇪", "\r", "\n", "\t", "\x00", "\x03", "\u00ad", "\u00a0", "\u3000", "\u200b", "▁", "</s>", "<extra_id_1>", "м", "й", "и", "\u0306", "م", "\u064e"]


def proto_fields(message):
    """(field, value) of the length-delimited fields of a protobuf message; others are skipped."""
    at = 0

    def varint():
        nonlocal at
        value, shift = 0, 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        kind = key & 7
        if kind == 0:
            varint()
        elif kind == 2:
            size = varint()
            yield key >> 3, message[at : at + size]
            at += size
        else:
            at += 8 if kind == 1 else 4


def train():
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES * 20), model_writer=model, vocab_size=230, hard_vocab_limit=False, model_type="unigram", num_threads=1,
        character_coverage=1.0, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2,
    )
    normalizer = next(value for field, value in proto_fields(model.getvalue()) if field == 3)
    charsmap = next(value for field, value in proto_fields(normalizer) if field == 2)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return [(processor.id_to_piece(i), processor.get_score(i)) for i in range(processor.get_piece_size())], charsmap


def random_texts(count):
    generator = random.Random(7)
    return ["".join(generator.choice(ALPHABET) for _ in range(generator.randint(1, 14))) for _ in range(count)]


def main():
    print("transformers", transformers.__version__, "tokenizers", tokenizers.__version__, "sentencepiece", sentencepiece.__version__)
    FOLDER.mkdir(parents=True, exist_ok=True)
    pieces, charsmap = train()
    vocabulary = pieces + [(f"<extra_id_{i}>", 0.0) for i in range(EXTRA_IDS - 1, -1, -1)]
    reference = transformers.T5TokenizerFast(vocab=vocabulary, extra_ids=EXTRA_IDS, _spm_precompiled_charsmap=charsmap)
    file = json.loads(reference.backend_tokenizer.to_str())
    (FOLDER / "tokenizer.json").write_text(json.dumps(file, ensure_ascii=False, separators=(",", ":")) + "\n")

    table = file["normalizer"]
    assert table["type"] == "Precompiled"
    strip = {"type": "Strip", "strip_left": False, "strip_right": True}
    spaces = {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"}
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    token = {"single_word": False, "normalized": False, "special": True}
    stripping = [{**old, "lstrip": "extra" in old["content"], "rstrip": "extra" in old["content"], **token} for old in file["added_tokens"]]
    layouts = {
        "own": {},
        "converted": {"normalizer": {"type": "Sequence", "normalizers": [table, strip, spaces]}, "pre_tokenizer": metaspace},
        "older": {"normalizer": {"type": "Sequence", "normalizers": [table]},
                  "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True}},
        "first": {"normalizer": {"type": "Sequence", "normalizers": [table, {"type": "Replace", "pattern": {"String": "ia"}, "content": "ai"}]},
                  "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {**metaspace, "prepend_scheme": "first"}]}},
        "whole": {"pre_tokenizer": {**metaspace, "split": False}, "added_tokens": stripping},
        "never": {"normalizer": None, "pre_tokenizer": {**metaspace, "prepend_scheme": "never"}},
    }
    # Bytes for what is unknown: pieces of their own at the end of the vocabulary.
    with_bytes = {**file["model"], "byte_fallback": True, "vocab": file["model"]["vocab"] + [[f"<0x{i:02X}>", -30.0] for i in range(256) if i != 0xC3]}
    layouts["bytes"] = {"model": with_bytes}

    texts = HARD + random_texts(160)
    ids = {}
    for name, changes in layouts.items():
        tokenizer = tokenizers.Tokenizer.from_str(json.dumps({**file, **changes}))
        ids[name] = [tokenizer.encode(text).ids for text in texts]
        changes.pop("model", None)
    assert ids["own"] == [reference(text)["input_ids"] for text in texts]
    named = json.dumps(layouts, ensure_ascii=False).replace(json.dumps(table, ensure_ascii=False), '"TABLE"')
    rows = ",\n".join(json.dumps(text) + ":" + json.dumps([ids[name][i] for name in layouts], separators=(",", ":")) for i, text in enumerate(texts))
    (FOLDER / "layouts.json").write_text(named + "\n")
    (FOLDER / "tokens.json").write_text("{" + rows + "}\n")
    print(len(pieces), "pieces,", len(texts), "texts;", sum(f.stat().st_size for f in FOLDER.iterdir()), "bytes;",
          sum(2 in row for row in ids["own"]), "texts with unknown characters")


if __name__ == "__main__":
    main()
