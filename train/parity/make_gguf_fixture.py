"""Fixtures of GGUF, both ways: a file that the gguf package writes, with the numbers that it reads back, and what it reads of
a file that Continuo wrote.

    python make_gguf_fixture.py path/to/continuo tests/fixtures

Writes gguf/python.gguf and gguf/python.safetensors (metadata of every kind; tensors of every format, seed 5), and
gguf/mono_q4_0.json: for each tensor of musicgen_audio/mono, quantised to q4_0 by Continuo, its shape, its format and the
SHA-256 of its numbers as f32, as the package dequantises them. Made with gguf 0.19.0, numpy 2.4.6, safetensors 0.8.0.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import gguf
import numpy as np
from gguf.quants import dequantize, quantize
from safetensors.numpy import save_file

SEED = 5
TENSORS = {
    "plain": ((3, 5), gguf.GGMLQuantizationType.F32),
    "vector": ((7,), gguf.GGMLQuantizationType.F32),
    "halves": ((2, 3, 4), gguf.GGMLQuantizationType.F16),
    "brain": ((4, 6), gguf.GGMLQuantizationType.BF16),
    "eight": ((5, 64), gguf.GGMLQuantizationType.Q8_0),
    "four": ((3, 96), gguf.GGMLQuantizationType.Q4_0),
    "deep": ((2, 2, 2, 32), gguf.GGMLQuantizationType.Q8_0),
}


def write_python_file(folder: pathlib.Path) -> None:
    writer = gguf.GGUFWriter(folder / "python.gguf", "musicgen")
    writer.add_uint8("kind.uint8", 200)
    writer.add_int8("kind.int8", -100)
    writer.add_uint16("kind.uint16", 60000)
    writer.add_int16("kind.int16", -30000)
    writer.add_uint32("kind.uint32", 4000000000)
    writer.add_int32("kind.int32", -2000000000)
    writer.add_uint64("kind.uint64", 2**63 + 1)
    writer.add_int64("kind.int64", -(2**62))
    writer.add_float32("kind.float32", 0.5)
    writer.add_float64("kind.float64", -2.25)
    writer.add_bool("kind.bool", True)
    writer.add_string("kind.string", "Ünïcode")
    writer.add_array("kind.texts", ["a", "", "longer text"])
    writer.add_array("kind.numbers", [1, -2, 3])
    writer.add_array("kind.bytes", bytes(range(256)))
    numbers = {}
    rng = np.random.default_rng(SEED)
    for name, (shape, kind) in TENSORS.items():
        values = rng.standard_normal(shape).astype(np.float32)
        if kind == gguf.GGMLQuantizationType.F32:
            data = values
        elif kind == gguf.GGMLQuantizationType.F16:
            data = values.astype(np.float16)
        else:
            data = quantize(values, kind)
        writer.add_tensor(name, data, raw_dtype=kind)
        numbers[name] = np.ascontiguousarray(dequantize(data, kind).astype(np.float32).reshape(shape))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_file(numbers, folder / "python.safetensors")


def read_ours(path: pathlib.Path, source: pathlib.Path) -> dict:
    reader = gguf.GGUFReader(path)
    fields = reader.fields
    assert fields["general.architecture"].contents() == "musicgen"
    assert fields["general.file_type"].contents() == gguf.LlamaFileType.MOSTLY_Q4_0
    assert fields["general.quantization_version"].contents() == gguf.GGML_QUANT_VERSION
    assert fields["continuo.config"].contents() == (source / "config.json").read_text()
    assert bytes(fields["continuo.tokenizer.spiece"].contents()) == (source / "spiece.model").read_bytes()
    names = fields["continuo.long_names"].contents()
    found = {}
    for tensor in reader.tensors:
        assert len(tensor.name) < 64, tensor.name
        name = tensor.name
        if name.startswith("long_name."):
            name = names[int(name.removeprefix("long_name."))]
        values = dequantize(tensor.data, tensor.tensor_type).astype("<f4")
        shape = [int(size) for size in reversed(tensor.shape)]
        digest = hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()
        found[name] = {"shape": shape, "format": tensor.tensor_type.name.lower(), "sum": digest}
    return found


def main() -> None:
    continuo, fixtures = sys.argv[1], pathlib.Path(sys.argv[2])
    folder = fixtures / "gguf"
    folder.mkdir(exist_ok=True)
    write_python_file(folder)
    source = fixtures / "musicgen_audio/mono"
    with tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place) / "mono.gguf"
        subprocess.run([continuo, "quantise", source, "--to", "q4_0", "--output", path], check=True)
        found = read_ours(path, source)
    lines = [f"  {json.dumps(name)}: {json.dumps(what)}" for name, what in sorted(found.items())]
    (folder / "mono_q4_0.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{len(found)} tensors")


if __name__ == "__main__":
    main()
