"""Writes a training run as a Hugging Face MusicGen folder: config.json, model.safetensors (bf16), spiece.model."""

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import sentencepiece
import torch
from safetensors.torch import save_file

from model import DEPTH_ORDER, Nano, nano_config


def hugging_face_config(config):
    text, decoder = asdict(config.text), asdict(config.decoder)
    return {
        "architectures": ["MusicgenForConditionalGeneration"],
        "model_type": "musicgen",
        "is_encoder_decoder": True,
        "text_encoder": {
            "model_type": "t5",
            **text,
            "feed_forward_proj": "relu",
            "layer_norm_epsilon": 1e-6,
            "dropout_rate": 0.0,
            "pad_token_id": 0,
            "eos_token_id": 1,
            "is_encoder_decoder": False,
            "use_cache": False,
        },
        "decoder": {
            "model_type": "musicgen_decoder",
            **decoder,
            "depth_order": list(DEPTH_ORDER),
            "activation_function": "gelu",
            "audio_channels": 1,
            "scale_embedding": False,
            "dropout": 0.0,
            "attention_dropout": 0.0,
            "activation_dropout": 0.0,
            "layerdrop": 0.0,
            "pad_token_id": decoder["vocab_size"],
            "bos_token_id": decoder["vocab_size"],
            "tie_word_embeddings": False,
        },
        "audio_encoder": {"model_type": "continuo_events"},
        "torch_dtype": "bfloat16",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()

    tokenizer = sentencepiece.SentencePieceProcessor(model_file=options.tokenizer)
    config = nano_config(tokenizer.vocab_size())
    model = Nano(config)
    state = torch.load(Path(options.run) / "checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.to(torch.bfloat16).contiguous() for name, value in model.state_dict().items()}
    temporary = out / "model.safetensors.part"
    save_file(tensors, temporary, metadata={"format": "pt", "steps": str(state["step"]), "frames": str(state["frames"])})
    temporary.chmod(0o644)
    temporary.rename(out / "model.safetensors")
    (out / "config.json").write_text(json.dumps(hugging_face_config(config), indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(options.tokenizer, out / "spiece.model")
    print(f"{out}: step {state['step']}, {sum(t.numel() for t in tensors.values()) / 1e6:.2f} M parameters")


if __name__ == "__main__":
    main()
