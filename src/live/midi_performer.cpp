#include "live/midi_performer.h"

#include <algorithm>
#include <optional>

namespace continuo {

namespace {

// Before all that has a time.
constexpr double kAtOnce_s = -1;
// Some seconds of the busiest music: an instrument that takes no more has stopped listening.
constexpr size_t kMostDue = 4096;

std::chrono::steady_clock::time_point time_point(double time_s) {
  return std::chrono::steady_clock::time_point(
      std::chrono::nanoseconds(static_cast<int64_t>(time_s * 1e9)));
}

}  // namespace

MidiPerformer::MidiPerformer(Send send, const Options& options)
    : send_(std::move(send)), options_(options), thread_([this] { play(); }) {}

MidiPerformer::~MidiPerformer() {
  {
    const std::lock_guard lock(mutex_);
    hush();
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void MidiPerformer::on_chunk(const Chunk& chunk, std::chrono::steady_clock::time_point heard_at) {
  {
    const std::lock_guard lock(mutex_);
    if (due_.size() > kMostDue) forget_all();
    heard_.observe(chunk.position,
                   std::chrono::duration<double>(heard_at.time_since_epoch()).count());
    const size_t frames = chunk.audio.size() / 2;
    timed_.clear();
    // The beat before the notes that lie on it.
    if (options_.clock) clock_.chunk(chunk.position, frames, chunk.bars, timed_);
    if (options_.notes) notes_.chunk(chunk.position, frames, chunk.notes, timed_);
    // The clock's and the notes' messages are in order, and those of one time keep theirs. The
    // estimate of when a chunk is heard moves; what is sent must not change places by it.
    const double not_before_s = last_due_s_;
    for (const TimedMidi& timed : timed_) {
      const double time_s = std::max(heard_.time_of(timed.position), not_before_s);
      due_.emplace(time_s, timed.message);
      last_due_s_ = std::max(last_due_s_, time_s);
    }
    position_ = chunk.position + frames;
  }
  changed_.notify_all();
}

void MidiPerformer::transport(Transport transport) {
  {
    const std::lock_guard lock(mutex_);
    if (transport == Transport::kPlaying) return;
    hush();
    timed_.clear();
    if (transport == Transport::kStopped) {
      clock_.stop(position_, timed_);
    } else {
      clock_.pause(position_, timed_);
    }
    heard_.forget();
  }
  changed_.notify_all();
}

// What waits has become too old; the next chunk goes on from where it is.
void MidiPerformer::forget_all() {
  hush();
  timed_.clear();
  clock_.pause(position_, timed_);
  heard_.forget();
}

// Takes back what is not sent yet, and ends what was.
void MidiPerformer::hush() {
  due_.clear();
  timed_.clear();
  last_due_s_ = 0;
  if (clock_sent_) due_.emplace(kAtOnce_s, midi_message({MidiEvent::Kind::kStop}));
  for (size_t channel = 0; channel < sounding_.size(); ++channel) {
    for (size_t key = 0; key < 128; ++key) {
      if (!sounding_[channel][key]) continue;
      due_.emplace(kAtOnce_s, midi_message({MidiEvent::Kind::kNoteOff, static_cast<int>(channel),
                                            static_cast<int>(key), 0}));
    }
  }
  // Channels that were taken are told to be silent, too: an instrument may have missed a message.
  notes_.silence(position_, timed_);
  for (const TimedMidi& timed : timed_) {
    const std::optional<MidiEvent> event = parse_midi_event(timed.message.span());
    if (event && event->kind == MidiEvent::Kind::kControl) due_.emplace(kAtOnce_s, timed.message);
  }
}

void MidiPerformer::note_sent(const MidiMessage& message) {
  const std::optional<MidiEvent> event = parse_midi_event(message.span());
  if (!event) return;
  switch (event->kind) {
    case MidiEvent::Kind::kNoteOn:
      sounding_[static_cast<size_t>(event->channel)].set(static_cast<size_t>(event->number));
      break;
    case MidiEvent::Kind::kNoteOff:
      sounding_[static_cast<size_t>(event->channel)].reset(static_cast<size_t>(event->number));
      break;
    case MidiEvent::Kind::kStart:
    case MidiEvent::Kind::kContinue:
      clock_sent_ = true;
      break;
    case MidiEvent::Kind::kStop:
      clock_sent_ = false;
      break;
    default:
      break;
  }
}

void MidiPerformer::play() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (due_.empty()) {
      if (ended_) return;
      changed_.wait(lock);
      continue;
    }
    const auto first = due_.begin();
    const auto when = time_point(first->first);
    if (first->first != kAtOnce_s && std::chrono::steady_clock::now() < when) {
      changed_.wait_until(lock, when);
      continue;
    }
    const MidiMessage message = first->second;
    due_.erase(first);
    note_sent(message);
    // A transport that changes meanwhile is sent next.
    lock.unlock();
    send_(message.span());
    lock.lock();
  }
}

}  // namespace continuo
