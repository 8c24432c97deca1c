// A model from a config.json, a zero byte, and a safetensors file: what is allocated follows the
// tensors that are there, never the config alone.
#include <algorithm>
#include <cstring>

#include "checkpoint/safetensors_header.h"
#include "models/encodec/encodec.h"
#include "models/musicgen/musicgen.h"
#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

ThreadPool& pool() {
  static ThreadPool one(1);
  return one;
}

TensorMap tensors_of(std::span<const uint8_t> file) {
  TensorMap tensors;
  for (const StoredTensor& stored : parse_safetensors(file, "model.safetensors")) {
    const bool f32 = stored.type == StoredType::kF32;
    if (!f32 && stored.type != StoredType::kBf16) continue;
    Tensor tensor = Tensor::zeros(Shape{std::span<const int64_t>(stored.shape)},
                                  f32 ? DType::kF32 : DType::kBf16);
    if (tensor.bytes() > 0)
      std::memcpy(tensor.mutable_data(), file.data() + stored.begin, tensor.bytes());
    tensors.set(stored.name, tensor);
  }
  return tensors;
}

void write_a_step(const musicgen::MusicGen& model) {
  const musicgen::DecoderConfig& decoder = model.config().decoder;
  const std::vector<int32_t> words = {0};
  const auto condition = model.encode(words);
  musicgen::State state = model.start({condition, model.null()}, 1);
  const std::vector<int32_t> codes(static_cast<size_t>(decoder.num_codebooks),
                                   decoder.special_code());
  if (model.has_depth()) {
    model.begin_step(state, codes);
    expect(static_cast<int64_t>(model.code_logits(state).size()) == 2 * decoder.vocab_size,
           "logits of a code");
  } else {
    expect(static_cast<int64_t>(model.advance(state, codes).size()) ==
               2 * decoder.num_codebooks * decoder.vocab_size,
           "logits of a step");
  }
}

void say_frames(const encodec::Encodec& codec) {
  const encodec::Config& config = codec.config();
  if (config.chunk_length > 0) return;  // by the chunk, which is as long as the config says
  encodec::Coded coded{1, {{std::vector<int32_t>{0, 1, 0}, 1.0f}}};
  const size_t samples = static_cast<size_t>(3 * config.hop() * config.audio_channels);
  expect(codec.decode(coded).size() == samples, "a hop of samples for each frame");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const uint8_t* end = std::find(data, data + size, uint8_t{0});
  if (end == data + size) return 0;
  const std::string_view text = text_of(data, static_cast<size_t>(end - data));
  accepted([&] {
    const TensorMap tensors = tensors_of({end + 1, data + size});
    const HfConfig config = HfConfig::parse(text, "config.json");
    accepted([&] { write_a_step(musicgen::MusicGen::load(config, tensors, {.pool = pool()})); });
    accepted([&] { say_frames(encodec::Encodec::load(config, tensors, {.pool = pool()})); });
  });
  return 0;
}
