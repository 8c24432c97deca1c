#include "engine.h"

#include "base/error.h"

namespace continuo::parity {

namespace {

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& part) {
  return folder / "parity" / (part + ".safetensors");
}

}  // namespace

Reference::Reference(const std::filesystem::path& folder, const std::string& part)
    : part_(part), file_(Safetensors::open(file_of(folder, part))) {}

bool Reference::exists(const std::filesystem::path& folder, const std::string& part) {
  return std::filesystem::exists(file_of(folder, part));
}

std::vector<int32_t> Reference::integers(const std::string& name) const {
  const std::vector<int64_t> read = file_.integers(name);
  return {read.begin(), read.end()};
}

Tensor Reference::tensor(const std::string& name) const {
  Tensor found = file_.find(name);
  if (found.empty()) fail(ErrorKind::kInput, "parity", "{}: expected a tensor {}.", part_, name);
  return found;
}

const musicgen::MusicGen& Engine::model() {
  if (!model_) {
    model_.emplace(musicgen::MusicGen::load(
        folder_, {.linear = DType::kF32, .text = DType::kF32, .pool = pool_}));
  }
  return *model_;
}

const encodec::Encodec& Engine::codec() {
  if (!codec_) codec_.emplace(encodec::Encodec::load(folder_, {.pool = pool_}));
  return *codec_;
}

DelayPattern Engine::pattern() {
  const auto& decoder = model().config().decoder;
  return {musicgen_delays(static_cast<int>(decoder.num_codebooks), channels()),
          decoder.special_code()};
}

int Engine::channels() { return static_cast<int>(model().config().decoder.audio_channels); }

void Engine::release() {
  model_.reset();
  codec_.reset();
}

}  // namespace continuo::parity
