"""What the scripts that prove MusicGen share: random weights, what Hugging Face computes between words and codes, and what
its `generate` picks greedily.

T tokens, S steps, K codebooks, V codes, P steps before the codes of a melody model. MusicgenForConditionalGeneration and
MusicgenMelodyForConditionalGeneration alike.
"""

import contextlib
import json
import types

import torch
import transformers
from safetensors.torch import save_file


def weight_of(name, noise):
    """A tensor of this name from unit noise: large enough that every part matters, norms away from identity."""
    if "norm" in name:
        return noise * 0.2 + (0.0 if name.endswith("bias") else 1.0)
    if name.endswith("bias") or "relative_attention_bias" in name:
        return noise * 0.5
    if "embed_tokens" in name or "shared" in name:
        return noise * 0.7
    if "lm_heads" in name:
        return noise * 2.0 / noise.shape[1] ** 0.5
    if any(part in name for part in (".q.", ".k.")):
        return noise * 0.6 / (noise.shape[1] ** 0.5)
    return noise / max(noise[0].numel(), 1) ** 0.5


def randomise(model, dtype, generator):
    """Weights rounded to what the file will hold."""
    for name, weight in model.named_parameters():
        value = weight_of(name, torch.randn(weight.shape, generator=generator))
        with torch.no_grad():
            weight.copy_(value.to(dtype).float())


@contextlib.contextmanager
def listening(golden, outputs, inputs=()):
    """While it lasts, what modules give, and what some are given, is kept by name: of the first row."""
    def keep(name, value):
        golden[name] = value[0].detach().clone()

    def hook_of(name):
        return lambda _, __, output: keep(name, output[0] if isinstance(output, tuple) else output)

    def input_hook_of(name):
        return lambda _, given, kwargs: keep(name, given[0] if given else kwargs["hidden_states"])

    hooks = [module.register_forward_hook(hook_of(name)) for name, module in outputs]
    hooks += [module.register_forward_pre_hook(input_hook_of(name), with_kwargs=True) for name, module in inputs]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def record_text(model, tokens):
    """Every named intermediate from words to what the decoder is given of them."""
    stack, golden = model.text_encoder.encoder, {}
    outputs = [("text.norm", stack.final_layer_norm)]
    for i, block in enumerate(stack.block):
        outputs += [(f"text.layers.{i}.self_attn", block.layer[0].SelfAttention),
                    (f"text.layers.{i}.mlp", block.layer[1].DenseReluDense), (f"text.layers.{i}.out", block)]
    with listening(golden, outputs):
        words = model.text_encoder(input_ids=tokens[None]).last_hidden_state
    if hasattr(model, "enc_to_dec_proj"):
        words = model.enc_to_dec_proj(words)
    return golden | {"condition": words[0].detach().clone()}


def one_hot(classes):
    return torch.nn.functional.one_hot(classes.long(), 12).float()[None]


def heard(model, tokens, chroma=None):
    """What the decoder is given, [1,T,D] or [1,P,D]: caught on the way of the model's own forward."""
    caught = {}

    def listen(_, __, kwargs):
        caught["states"] = kwargs["encoder_hidden_states"]
        raise StopIteration

    hook = model.decoder.register_forward_pre_hook(listen, with_kwargs=True)
    codes = torch.full((model.decoder.num_codebooks, 1), model.config.decoder.vocab_size)
    melody = {"input_features": chroma} if hasattr(model, "audio_enc_to_dec_proj") else {}
    with contextlib.suppress(StopIteration):
        model(input_ids=tokens[None], attention_mask=torch.ones(1, len(tokens), dtype=torch.long), decoder_input_ids=codes,
              **melody)
    hook.remove()
    return caught["states"]


def unheard(model, length):
    """The unconditional row beside words of `length` tokens: zeros, after a C throughout in a melody model."""
    words = torch.zeros(length, model.decoder.config.hidden_size)
    if not hasattr(model, "audio_enc_to_dec_proj"):
        return words[None]
    chroma = model.audio_enc_to_dec_proj(one_hot(torch.zeros(1)))[0].repeat(model.config.chroma_length, 1)
    return torch.cat([chroma, words])[None]


def logits_of(model, states, codes):
    """Teacher-forced over codes [S,K] -> [S,K,V]."""
    K = codes.shape[1]
    logits = model.decoder(input_ids=codes.T.contiguous(), encoder_hidden_states=states, use_cache=False).logits
    return logits.reshape(K, -1, logits.shape[-1]).transpose(0, 1)[-len(codes):]


def record(model, states, codes):
    """Every named intermediate of one row over what stands before the codes and codes [S,K]; logits and the final norm of
    the codes' steps alone."""
    decoder, golden = model.decoder.model.decoder, {}
    outputs = [("norm", decoder.layer_norm)]
    for i, layer in enumerate(decoder.layers):
        outputs += [(f"layers.{i}.self_attn", layer.self_attn), (f"layers.{i}.mlp", layer.fc2), (f"layers.{i}.out", layer)]
        if hasattr(layer, "encoder_attn"):
            outputs.append((f"layers.{i}.cross_attn", layer.encoder_attn))
    with listening(golden, outputs, [("embed", decoder.layers[0])]):
        golden["logits"] = logits_of(model, states, codes).contiguous()
    golden["norm"] = golden["norm"][-len(codes):].clone()
    return golden


def random_steps(steps, K, V, generator):
    """[S,K]: random codes in the delay pattern, the special code where a codebook has not begun."""
    codes = torch.randint(0, V, (steps, K), generator=generator)
    for k in range(K):
        codes[: k + 1, k] = V
    return codes


def delays_of(model):
    config = model.config.decoder
    return [k // config.audio_channels for k in range(config.num_codebooks)]


def delayed(model, frames):
    """Frames [T,K] -> rows [T+1+D,K] of the delay pattern."""
    delays, special = delays_of(model), model.config.decoder.vocab_size
    rows = torch.full((len(frames) + delays[-1] + 1, len(delays)), special)
    for k, delay in enumerate(delays):
        rows[1 + delay : 1 + delay + len(frames), k] = frames[:, k]
    return rows


def generate(model, tokens, guidance, rows, sound=True, **inputs):
    """Frames [T,K] that Hugging Face's own generate picks until there are `rows` rows of the delay pattern, caught where it
    hands them to the codec, and their sound [n,C] where that is wanted."""
    caught, decode = [], model.audio_encoder.decode
    special = model.config.decoder.vocab_size

    def listen(audio_codes, *args, **options):
        caught.append(audio_codes[0, 0])
        if sound:
            return decode(audio_codes, *args, **options)
        if len(caught) < model.config.decoder.audio_channels:
            return types.SimpleNamespace(audio_values=None)  # left; right is still to come
        raise StopIteration

    generation = transformers.GenerationConfig(
        do_sample=False, guidance_scale=guidance, decoder_start_token_id=special, bos_token_id=special, pad_token_id=special,
        eos_token_id=None)
    model.audio_encoder.decode = listen
    values = None
    with contextlib.suppress(StopIteration):
        values = model.generate(input_ids=tokens[None], attention_mask=torch.ones(1, len(tokens), dtype=torch.long),
                                generation_config=generation, max_length=rows, **inputs)[0].T.contiguous()
    model.audio_encoder.decode = decode
    codes = torch.stack(caught, dim=1).reshape(-1, caught[0].shape[-1])  # left and right in turn
    return codes.T.contiguous().int(), values


def margins(model, states, null, frames, guidance, begin=0):
    """How much likelier [T - begin,K] each greedy choice from frame `begin` on is than the next, in logits; not above 0
    where stepping picks another. `null` None is no guidance."""
    rows = delayed(model, frames)
    logits = logits_of(model, states, rows)
    if null is not None:
        without = logits_of(model, null, rows)
        logits = without + guidance * (logits - without)
    gaps = []
    for k, delay in enumerate(delays_of(model)):
        of_steps = logits[begin + delay : len(frames) + delay, k]
        chosen = frames[begin:, k, None].long()
        others = of_steps.scatter(1, chosen, -torch.inf).amax(dim=1)
        gaps.append(of_steps.gather(1, chosen)[:, 0] - others)
    return torch.stack(gaps, dim=1)


def write_config(model, folder, **changes):
    config = model.config.to_dict() | changes
    (folder / "config.json").write_text(json.dumps(config, indent=1, default=str, sort_keys=True) + "\n")


def save_shards(tensors, folder, shards):
    """Several files and their index, as Hugging Face names them."""
    names = sorted(tensors)
    index = {"metadata": {"total_size": sum(t.numel() * t.element_size() for t in tensors.values())}, "weight_map": {}}
    for i in range(shards):
        file = f"model-{i + 1:05}-of-{shards:05}.safetensors"
        part = {name: tensors[name] for name in names[i::shards]}
        save_file(part, folder / file, metadata={"format": "pt"})
        index["weight_map"].update({name: file for name in part})
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n")


def save_checkpoint(model, folder, dtype=torch.float32, shards=1, codec=True):
    """The published layout. Without its codec's tensors the checkpoint says that its frames are events."""
    tensors = {name: (value.to(dtype) if value.is_floating_point() else value).contiguous().clone()
               for name, value in model.state_dict().items()
               if name != "text_encoder.encoder.embed_tokens.weight"  # tied
               and (codec or not name.startswith("audio_encoder."))}
    write_config(model, folder, **({} if codec else {"audio_encoder": {"model_type": "continuo_events"}}))
    if shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    else:
        save_shards(tensors, folder, shards)


def save_golden(golden, path):
    save_file({name: value.contiguous().clone() for name, value in golden.items()}, path)
