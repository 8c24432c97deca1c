#include "live/audio_output.h"

#include <chrono>

#include "base/error.h"
#include "base/text.h"
#include "dsp/stereo.h"

namespace continuo {

namespace {

constexpr std::chrono::milliseconds kWatchEvery{200};

}  // namespace

AudioOutput::AudioOutput(SampleRing& ring, const OutputWish& wish) : ring_(ring) {
  use(wish);
  thread_ = std::thread([this] { watch(); });
}

AudioOutput::~AudioOutput() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ended_changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void AudioOutput::use(const OutputWish& wish) {
  if (wish.block_frames < 32 || wish.block_frames > 4096) {
    fail(ErrorKind::kInput, "sound", "block: expected 32 to 4096 sample frames, found {}.",
         wish.block_frames);
  }
  std::vector<AudioDevice> devices = list_audio_devices();
  {
    const std::lock_guard lock(mutex_);
    for (AudioDevice& one : devices) {
      if (stream_ && one.text() == device_.text()) one.busy = false;  // it is let go first
    }
  }
  const AudioDevice device = choose_audio_device(devices, wish.device);
  const std::lock_guard lock(mutex_);
  // The ring has one reader at a time, and some devices have one user at a time.
  stream_.reset();
  null_.reset();
  device_ = device;
  block_frames_ = wish.block_frames;
  trouble_.clear();
  if (device.api == "null") {
    null_ = std::make_unique<NullDevice>(ring_, static_cast<size_t>(block_frames_));
    return;
  }
  try {
    stream_ = std::make_unique<AudioStream>(ring_, device, block_frames_);
  } catch (const Error& error) {
    play_to_nobody(error.message());
    throw;
  }
}

void AudioOutput::play_to_nobody(const std::string& trouble) {
  stream_.reset();
  trouble_ = trouble;
  null_ = std::make_unique<NullDevice>(ring_, static_cast<size_t>(block_frames_));
}

void AudioOutput::watch() {
  std::unique_lock lock(mutex_);
  while (!ended_changed_.wait_for(lock, kWatchEvery, [this] { return ended_; })) {
    if (!stream_) continue;
    if (const std::optional<std::string> why = stream_->lost())
      play_to_nobody(fmt::format("{}: lost: {}.", printable(device_.text()), *why));
  }
}

AudioStatus AudioOutput::status() const {
  const std::lock_guard lock(mutex_);
  AudioStatus status;
  status.trouble = trouble_;
  if (stream_) {
    status.api = device_.api;
    status.name = device_.name;
    status.rate_hz = stream_->rate_hz();
    status.block_frames = stream_->block_frames();
    status.latency_ms = stream_->latency_ms();
    status.xruns = stream_->xruns();
    status.frames = stream_->frames();
  } else {
    status.api = "null";
    status.name = "no sound";
    status.rate_hz = kSampleRateHz;
    status.block_frames = block_frames_;
    status.frames = null_ ? null_->frames() : 0;
  }
  return status;
}

}  // namespace continuo
