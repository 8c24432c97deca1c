// Sound files that we write: 24-bit WAV, whole or not at all.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "dsp/stereo.h"

namespace continuo {

// A 24-bit stereo WAV file in the making. Until commit() there is only a temporary beside it; a
// writer that goes away before removes that. Samples beyond full scale are clipped. Throws
// Error(kIo) where the disk is full or unwritable.
class WavWriter {
 public:
  explicit WavWriter(std::filesystem::path path, int rate_hz = kSampleRateHz);
  ~WavWriter();
  WavWriter(const WavWriter&) = delete;
  WavWriter& operator=(const WavWriter&) = delete;

  // Says that these many frames are a loop (a 'smpl' chunk); before the first write.
  void mark_loop(size_t frames);
  void write(std::span<const float> interleaved);
  void commit();

 private:
  [[noreturn]] void abandon(const std::string& reason);

  struct Closer {
    void operator()(void* file) const;
  };
  std::filesystem::path path_;
  std::filesystem::path temporary_;
  std::unique_ptr<void, Closer> file_;  // SNDFILE
  size_t frames_ = 0;
};

void write_wav(const Stereo& sound, const std::filesystem::path& path, bool loop = false);

}  // namespace continuo
