#include "live/audio_stream.h"

#include <RtAudio.h>
#include <sched.h>

#include <chrono>
#include <thread>

#include "base/error.h"
#include "base/stopwatch.h"
#include "base/text.h"
#include "dsp/stereo.h"
#include "live/audio_side_rt.h"
#include "live/rate_feed.h"
#include "live/sound_libraries.h"
#include "rt/sample_ring.h"

namespace continuo {

namespace {

constexpr unsigned kBuffers = 4;       // of a block each, between the audio thread and the device
constexpr double kStalledAfter_s = 5;  // PulseAudio's own null sink thinks for two
// A device that is gone refuses each block, at once.
constexpr uint64_t kFewestTroubles = 8;
// Below what JACK's own threads have.
constexpr int kAudioPriority = 60;
constexpr double kTrustedAfter_s = 1;
constexpr double kFill_s = 0.5;  // more than any device takes at first

// RtAudio calls this on the thread that has just played a block, or on the one that controls it,
// which has named its stream before.
void on_error(RtAudioError::Type, const std::string& text) {
  if (AudioSide* side = side_of_this_thread()) note_trouble(*side, text.data(), text.size());
}

RtAudio::Api api_of(const AudioDevice& device) { return RtAudio::getCompiledApiByName(device.api); }

std::string told(std::string text) {
  // "RtApiAlsa::probeDeviceOpen: ..." says nothing to a musician.
  if (text.starts_with("RtApi")) {
    if (const size_t colon = text.find(": "); colon != std::string::npos)
      text = text.substr(colon + 2);
  }
  while (text.ends_with('.') || text.ends_with(' ') || text.ends_with('!')) text.pop_back();
  return printable(text, 200);
}

int rate_of(const AudioDevice& device) {
  int best_hz = 0;
  for (const int rate_hz : device.rates_hz) {
    if (rate_hz == kSampleRateHz) return rate_hz;
    // The nearest above, or else the highest below.
    const bool better =
        best_hz < kSampleRateHz ? rate_hz > best_hz : rate_hz > kSampleRateHz && rate_hz < best_hz;
    if (better) best_hz = rate_hz;
  }
  return best_hz > 0 ? best_hz : kSampleRateHz;
}

}  // namespace

struct AudioStream::Impl {
  AudioSide side;
  std::unique_ptr<RateFeed> feed;
  std::unique_ptr<RtAudio> audio;  // ends before what it plays from
  AudioDevice device;
  unsigned block_frames = 0;
  int rate_hz = 0;
  // Of lost():
  Stopwatch since_start;
  Stopwatch since_progress;
  uint64_t blocks_seen = 0;
  uint64_t troubles_seen = 0;
  bool first_in_line = false;

  void open(SampleRing& ring, int wished_hz, int wished_block);
  void close();
  void go_before_others();
};

void AudioStream::Impl::open(SampleRing& ring, int wished_hz, int wished_block) {
  side.ring = &ring;
  side.channels = device.channels == 1 ? 1 : 2;
  audio = std::make_unique<RtAudio>(api_of(device));
  audio->showWarnings(false);
  audio->getDeviceCount();  // PulseAudio knows its devices only once they were counted
  RtAudio::StreamParameters output{device.index, static_cast<unsigned>(side.channels), 0};
  RtAudio::StreamOptions options;
  options.streamName = "continuo";
  options.numberOfBuffers = kBuffers;
  block_frames = static_cast<unsigned>(wished_block);
  audio->openStream(&output, nullptr, RTAUDIO_FLOAT32, static_cast<unsigned>(wished_hz),
                    &block_frames, play_block, &side, &options, on_error);
  rate_hz = static_cast<int>(audio->getStreamSampleRate());
}

void AudioStream::Impl::close() {
  if (!audio) return;
  try {
    if (audio->isStreamRunning()) audio->abortStream();
    if (audio->isStreamOpen()) audio->closeStream();
  } catch (const RtAudioError&) {  // it is gone already
  }
  audio.reset();
}

AudioStream::AudioStream(SampleRing& ring, const AudioDevice& device, int block_frames)
    : impl_(std::make_unique<Impl>()) {
  silence_sound_libraries();
  impl_->device = device;
  AudioSide*& named = side_of_this_thread();
  AudioSide* const before = named;
  named = &impl_->side;
  try {
    impl_->open(ring, rate_of(device), block_frames);
    if (impl_->rate_hz != kSampleRateHz) {
      impl_->feed = std::make_unique<RateFeed>(ring, impl_->rate_hz, impl_->block_frames);
      impl_->side.ring = &impl_->feed->ring();
    }
    impl_->audio->startStream();
  } catch (const RtAudioError& error) {
    named = before;
    impl_->close();
    fail(ErrorKind::kIo, "sound", "{}: does not open: {}.", printable(device.text()),
         told(error.what()));
  }
  named = before;
  if (!impl_->audio->isStreamRunning()) {
    const std::string why =
        impl_->side.has_trouble ? told(impl_->side.trouble.data()) : "it does not start";
    impl_->close();
    fail(ErrorKind::kIo, "sound", "{}: does not open: {}.", printable(device.text()), why);
  }
  impl_->since_start = Stopwatch();
  impl_->since_progress = Stopwatch();
}

AudioStream::~AudioStream() {
  // Where JACK's server ended, RtAudio closes the stream from a thread of its own: it must be done.
  for (int tries = 0; tries < 100 && impl_->audio && impl_->audio->isStreamOpen() &&
                      !impl_->audio->isStreamRunning();
       ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  impl_->close();
}

int AudioStream::rate_hz() const { return impl_->rate_hz; }
int AudioStream::block_frames() const { return static_cast<int>(impl_->block_frames); }
uint64_t AudioStream::xruns() const { return impl_->side.xruns.load(std::memory_order_relaxed); }
uint64_t AudioStream::frames() const { return impl_->side.frames.load(std::memory_order_relaxed); }

double AudioStream::latency_ms() {
  long frames = 0;
  try {
    if (impl_->audio->isStreamOpen()) frames = impl_->audio->getStreamLatency();
  } catch (const RtAudioError&) {
  }
  // Where the API does not tell, at least the buffers that were asked for.
  if (frames <= 0) frames = static_cast<long>(kBuffers * impl_->block_frames);
  if (impl_->feed) frames += static_cast<long>(impl_->feed->waiting_frames());
  return 1000.0 * static_cast<double>(frames) / impl_->rate_hz;
}

// Without the right to it, it stays as it is.
void AudioStream::Impl::go_before_others() {
  first_in_line = true;
  if (device.api == "jack") return;  // does so by itself
  sched_param parameters{};
  parameters.sched_priority = kAudioPriority;
  pthread_setschedparam(side.thread.load(std::memory_order_relaxed), SCHED_RR, &parameters);
}

std::optional<std::string> AudioStream::lost() {
  Impl& impl = *impl_;
  if (!impl.audio->isStreamRunning()) {
    return impl.device.api == "jack" ? std::string("the JACK server has ended")
                                     : std::string("it has stopped");
  }
  const uint64_t blocks = impl.side.blocks.load(std::memory_order_acquire);
  const uint64_t troubles = impl.side.troubles.load(std::memory_order_relaxed);
  const uint64_t new_blocks = blocks - impl.blocks_seen;
  const uint64_t new_troubles = troubles - impl.troubles_seen;
  impl.blocks_seen = blocks;
  impl.troubles_seen = troubles;
  if (new_blocks > 0) impl.since_progress = Stopwatch();
  if (new_troubles >= kFewestTroubles && 2 * new_troubles >= new_blocks)
    return impl.side.has_trouble ? told(impl.side.trouble.data()) : std::string("it is gone");
  if (impl.since_progress.seconds() > kStalledAfter_s)
    return fmt::format("it has taken no sound for {} s", static_cast<int>(kStalledAfter_s));
  // ALSA's null device takes whatever it is given at once.
  const double seconds = impl.since_start.seconds();
  if (static_cast<double>(frames()) > (kFill_s + 4 * seconds) * impl.rate_hz)
    return std::string("it takes sound faster than time passes");
  if (seconds < kTrustedAfter_s) return std::nullopt;
  if (!impl.first_in_line && troubles == 0) impl.go_before_others();
  return std::nullopt;
}

}  // namespace continuo
