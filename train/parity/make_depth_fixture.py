"""Makes tests/fixtures/musicgen/depth: a tiny embedded model with random weights, and what train/model.py computes from it.

golden.safetensors holds, teacher-forced over one sequence, the logits of every code of every frame under words and
under none. Weights are rounded to bf16, as they are stored.

    python train/parity/make_depth_fixture.py        (torch 2.15, safetensors 0.8)
"""

import dataclasses
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

TRAIN = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TRAIN))

from export import hugging_face_config
from model import Config, DecoderConfig, Nano, TextConfig

ROOT = TRAIN.parent / "tests" / "fixtures" / "musicgen" / "depth"
SEED, FRAMES, WORDS = 11, 13, 9

CONFIG = Config(
    text=TextConfig(vocab_size=96, d_model=48, d_kv=12, d_ff=72, num_layers=2, num_heads=3),
    decoder=DecoderConfig(hidden_size=40, num_hidden_layers=2, num_attention_heads=2, ffn_dim=100, vocab_size=384,
                          num_codebooks=5, max_position_embeddings=128, depth_ffn_dim=52),
)


@torch.no_grad()
def main():
    torch.manual_seed(SEED)
    model = Nano(CONFIG)
    for name, parameter in model.named_parameters():
        # Every tensor must count: norms away from one, quiet matrices louder.
        noise = torch.randn_like(parameter)
        if "norm" in name:
            parameter.copy_(noise * 0.3 + (1.0 if name.endswith("weight") else 0.0))
        else:
            parameter.copy_(noise * max(parameter.std().item(), 0.1))
        parameter.copy_(parameter.bfloat16().float())
    model.eval()
    codes = torch.randint(0, 384, (1, 5, FRAMES))
    started = torch.cat([torch.full((1, 5, 1), 384), codes[:, :, :-1]], dim=2)
    tokens = torch.randint(2, 96, (1, WORDS))
    mask = torch.ones(1, WORDS, dtype=torch.bool)
    golden = {"codes": codes[0].T.contiguous(), "tokens": tokens[0]}
    for name, given in (("words", 1.0), ("null", 0.0)):
        logits = model(started, tokens, mask, torch.tensor([given]), codes)
        golden[f"{name}.logits"] = logits[0].permute(1, 0, 2).contiguous()  # [S,K,V]

    ROOT.mkdir(parents=True, exist_ok=True)
    save_file({name: value.bfloat16().contiguous() for name, value in model.state_dict().items()},
              ROOT / "model.safetensors")
    save_file(golden, ROOT / "golden.safetensors")
    (ROOT / "config.json").write_text(json.dumps(hugging_face_config(CONFIG), indent=2) + "\n", encoding="utf-8")
    print(f"{ROOT}: {sum(p.numel() for p in model.parameters())} parameters, {dataclasses.asdict(CONFIG.decoder)}")


if __name__ == "__main__":
    main()
