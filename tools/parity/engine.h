// The engine's parts of one checkpoint in f32, loaded when they are asked for, and the references
// beside them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint/safetensors.h"
#include "compose/delay_pattern.h"
#include "models/encodec/encodec.h"
#include "models/musicgen/musicgen.h"

namespace continuo::parity {

// FOLDER/parity/PART.safetensors of train/parity/full_size.py.
class Reference {
 public:
  Reference(const std::filesystem::path& folder, const std::string& part);

  std::vector<int32_t> integers(const std::string& name) const;
  Tensor tensor(const std::string& name) const;  // throws Error(kInput) where there is none
  bool has(const std::string& name) const { return !file_.find(name).empty(); }
  std::vector<std::string> names() const { return file_.names(); }

  static bool exists(const std::filesystem::path& folder, const std::string& part);

 private:
  std::string part_;
  Safetensors file_;
};

class Engine {
 public:
  Engine(std::filesystem::path folder, int threads) : folder_(std::move(folder)), pool_(threads) {}

  const std::filesystem::path& folder() const { return folder_; }
  ThreadPool& pool() { return pool_; }
  const musicgen::MusicGen& model();
  const encodec::Encodec& codec();
  DelayPattern pattern();
  int channels();
  void release();  // memory, for another that is to be loaded

 private:
  std::filesystem::path folder_;
  ThreadPool pool_;
  std::optional<musicgen::MusicGen> model_;
  std::optional<encodec::Encodec> codec_;
};

}  // namespace continuo::parity
