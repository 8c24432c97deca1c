#include "synth/soundfont.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <queue>
#include <system_error>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "dsp/denormals.h"
#include "dsp/mix_bus.h"
#include "score/fades.h"
#include "score/instrument.h"
#include "synth/fluid.h"
#include "synth/mix.h"

namespace continuo {

namespace fs = std::filesystem;

namespace {

constexpr size_t kBlock = kFluidBlockFrames;
constexpr size_t kTailBlocks = 4 * kSampleRateHz / kBlock;
constexpr size_t kFadeBlocks = 3 * kSampleRateHz / 2 / kBlock;  // the last 1.5 s of the tail
constexpr float kInaudible = 1e-5f;  // -100 dB: under the last bit of a CD
constexpr size_t kQuietBlocks = kSampleRateHz / 20 / kBlock;
constexpr int kNobody = -1;

// Played in this order, which depends on nothing but the notes: by block, ends before beginnings.
struct Event {
  size_t block;
  bool on;
  int program;
  int key;
  int start;     // of the note, ticks
  int duration;  // likewise
  int velocity;
  auto order() const { return std::tie(block, on, program, key, start, duration, velocity); }
  bool operator>(const Event& other) const { return order() > other.order(); }
};

size_t block_at(const Score& score, int tick) {
  const double frames = score.seconds_at(tick) * kSampleRateHz;
  return static_cast<size_t>(std::lround(std::max(0.0, frames) / static_cast<double>(kBlock)));
}

}  // namespace

fs::path find_soundfont(const fs::path& given) {
  std::error_code ignored;
  if (!given.empty()) {
    if (fs::is_regular_file(given, ignored)) return given;
    fail(ErrorKind::kMissing, "soundfont", "{}: no such file.", given.string());
  }
  static constexpr std::array kPlaces{"/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
                                      "/usr/share/sounds/sf3/MuseScore_General.sf3",
                                      "/usr/share/sounds/sf3/default-GM.sf3",
                                      "/usr/share/sounds/sf2/default-GM.sf2"};
  for (const char* place : kPlaces) {
    if (fs::is_regular_file(place, ignored)) return place;
  }
  fail(ErrorKind::kMissing, "soundfont",
       "no soundfont in /usr/share/sounds: install Debian's musescore-general-soundfont-small "
       "(apt install musescore-general-soundfont-small), or name a .sf2 or .sf3 file.");
}

struct SoundfontRenderer::State {
  explicit State(std::shared_ptr<SoundfontBank> bank) : fluid(std::move(bank)) {}
  State(std::shared_ptr<SoundfontBank> bank, int alone, const std::vector<int>& programs)
      : fluid(std::move(bank), alone, programs), rings_out(true) {}

  Fluid fluid;
  MixBus bus{kMixGain_db};
  // To the end of the longest tail: one part's silence is not the end of all.
  bool rings_out = false;
  int genre = 0;
  std::array<bool, kProgramCount> seated{};
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events;
  std::vector<std::pair<int, Note>>
      held;  // program and note: fed, but their ends are beyond what is known
  // The start of the note that a key plays: its end counts only while no later note has taken the
  // key.
  std::vector<int> owner = std::vector<int>(kProgramCount * 128, kNobody);
  int fed_tick = 0;
  size_t known_blocks = 0;  // everything before this block has its events
  size_t end_block = 0;     // the last note's end
  bool finished = false;
  bool over = false;
  size_t next_block = 0;
  size_t quiet_blocks = 0;
  // Fades of the plan, in blocks.
  struct BlockFade {
    size_t from, to;
    Fade fade;
  };
  std::vector<BlockFade> fades;
  std::array<float, 2 * kBlock> block{};
  size_t block_at = kBlock;  // how much of `block` has been pulled

  size_t limit_blocks() const { return finished ? end_block + kTailBlocks : known_blocks; }

  void sit(const Seat& seat) {
    fluid.seat(seat, drum_kit_for(genre));
    seated[static_cast<size_t>(seat.program)] = true;
  }

  void add_end(const Score& score, int program, const Note& note) {
    const size_t on = continuo::block_at(score, note.start);
    const size_t off = std::max(continuo::block_at(score, note.start + note.duration), on + 1);
    events.push({off, false, program, note.pitch, note.start, note.duration, note.velocity});
    end_block = std::max(end_block, off);
  }

  void take(const Score& score, int until_tick) {
    fades.clear();
    for (const Fade& fade : fades_of(score)) {
      fades.push_back(
          {continuo::block_at(score, fade.from), continuo::block_at(score, fade.to), fade});
    }
    std::erase_if(held, [&](const auto& item) {
      const auto& [program, note] = item;
      if (note.start + note.duration > until_tick) return false;
      add_end(score, program, note);
      return true;
    });
    for (const Part& part : score.parts) {
      auto note = std::lower_bound(part.notes.begin(), part.notes.end(), fed_tick,
                                   [](const Note& a, int tick) { return a.start < tick; });
      if (note == part.notes.end() || note->start >= until_tick) continue;
      if (!seated.at(static_cast<size_t>(part.program)))
        sit(seats({{part.program, part.role}}, genre).front());
      for (; note != part.notes.end() && note->start < until_tick; ++note) {
        fluid.prepare(part.program, note->pitch, note->velocity);
        events.push({continuo::block_at(score, note->start), true, part.program, note->pitch,
                     note->start, note->duration, note->velocity});
        if (note->start + note->duration <= until_tick) {
          add_end(score, part.program, *note);
        } else {
          held.emplace_back(part.program, *note);
        }
      }
    }
    fed_tick = until_tick;
    known_blocks = std::max(known_blocks, continuo::block_at(score, until_tick));
  }

  void play(const Event& event) {
    int& key = owner[static_cast<size_t>(event.program * 128 + event.key)];
    if (event.on) {
      fluid.note_on(event.program, event.key, event.velocity);
      key = event.start;
    } else if (key == event.start) {
      fluid.note_off(event.program, event.key);
      key = kNobody;
    }
  }

  void fade() {
    const size_t end = end_block + kTailBlocks;
    if (!finished || next_block + kFadeBlocks < end) return;
    const double first = static_cast<double>((next_block + kFadeBlocks - end) * kBlock);
    for (size_t i = 0; i < kBlock; ++i) {
      const double done =
          (first + static_cast<double>(i)) / static_cast<double>(kFadeBlocks * kBlock);
      const auto gain = static_cast<float>(0.5 + 0.5 * std::cos(std::numbers::pi * done));
      block[2 * i] *= gain;
      block[2 * i + 1] *= gain;
    }
  }

  double fade_gain(double at_block) const {
    for (const BlockFade& each : fades) {
      const auto from = static_cast<double>(each.from);
      const auto to = static_cast<double>(each.to);
      if (at_block < from || (at_block >= to && !each.fade.last)) continue;
      const double done = to > from ? std::clamp((at_block - from) / (to - from), 0.0, 1.0) : 1.0;
      return gain_of_expression(each.fade.before + (each.fade.after - each.fade.before) * done);
    }
    return 1;
  }

  void fade_section() {
    if (fades.empty()) return;
    const auto at = static_cast<double>(next_block);
    const double before = fade_gain(at);
    const double after = fade_gain(at + 1);
    if (before == 1 && after == 1) return;
    for (size_t i = 0; i < kBlock; ++i) {
      const double part = static_cast<double>(i) / static_cast<double>(kBlock);
      const auto gain = static_cast<float>(before + (after - before) * part);
      block[2 * i] *= gain;
      block[2 * i + 1] *= gain;
    }
  }

  void make_block() {
    while (!events.empty() && events.top().block <= next_block) {
      play(events.top());
      events.pop();
    }
    fluid.block(block);
    bus.process(block);
    fade_section();
    fade();
    block_at = 0;
    ++next_block;
    if (!finished || next_block <= end_block) return;
    const float peak = std::abs(*std::max_element(
        block.begin(), block.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }));
    quiet_blocks = peak < kInaudible ? quiet_blocks + 1 : 0;
    over = (quiet_blocks >= kQuietBlocks && !rings_out) || next_block == limit_blocks();
  }
};

SoundfontRenderer::SoundfontRenderer(const fs::path& soundfont)
    : state_(std::make_unique<State>(std::make_shared<SoundfontBank>(find_soundfont(soundfont)))) {}
SoundfontRenderer::~SoundfontRenderer() = default;
SoundfontRenderer::SoundfontRenderer(SoundfontRenderer&&) noexcept = default;
SoundfontRenderer& SoundfontRenderer::operator=(SoundfontRenderer&&) noexcept = default;

void SoundfontRenderer::begin(const Plan& plan, std::optional<int> alone) {
  // A new synthesiser, for one that has sounded keeps phases of its effects that no reset clears.
  // What was decoded stays in the bank.
  std::vector<int> programs;
  for (const PlanPart& part : plan.parts) programs.push_back(part.program);
  const auto& bank = state_->fluid.bank();
  auto fresh =
      alone ? std::make_unique<State>(bank, *alone, programs) : std::make_unique<State>(bank);
  fresh->genre = plan.genre;
  fresh->fluid.room(room_for(plan.genre));
  for (const Seat& seat : seats(plan.parts, plan.genre)) fresh->sit(seat);
  state_ = std::move(fresh);
}

void SoundfontRenderer::feed(const Score& score, int until_tick) {
  if (state_->finished) fail(ErrorKind::kInternal, "soundfont", "fed after it was finished.");
  if (until_tick > state_->fed_tick) state_->take(score, until_tick);
}

void SoundfontRenderer::finish(const Score& score) {
  State& state = *state_;
  if (state.finished) return;
  int last = std::max(score.end(), state.fed_tick);
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) last = std::max(last, note.start + note.duration);
  }
  if (last > state.fed_tick) state.take(score, last);
  state.end_block = std::max(state.end_block, state.known_blocks);
  state.finished = true;
}

size_t SoundfontRenderer::ready() const {
  const State& state = *state_;
  if (state.over) return kBlock - state.block_at;
  const size_t limit = state.limit_blocks();
  return (limit > state.next_block ? limit - state.next_block : 0) * kBlock +
         (kBlock - state.block_at);
}

size_t SoundfontRenderer::pull(std::span<float> interleaved) {
  const FlushDenormals guard;
  State& state = *state_;
  const size_t wanted = interleaved.size() / 2;
  size_t written = 0;
  while (written < wanted) {
    if (state.block_at == kBlock) {
      if (state.over || state.next_block >= state.limit_blocks()) break;
      state.make_block();
    }
    const size_t count = std::min(wanted - written, kBlock - state.block_at);
    std::copy_n(state.block.data() + 2 * state.block_at, 2 * count,
                interleaved.data() + 2 * written);
    state.block_at += count;
    written += count;
  }
  return written;
}

bool SoundfontRenderer::done() const { return state_->over && state_->block_at == kBlock; }

size_t SoundfontRenderer::position() const {
  return state_->next_block * kBlock - (kBlock - state_->block_at);
}

Stereo render(const Score& score, SoundfontRenderer& renderer, const std::atomic<bool>* cancel) {
  renderer.begin(score.plan);
  renderer.finish(score);
  Stereo sound;
  constexpr size_t kPiece = 32 * 1024;
  while (!renderer.done()) {
    if (cancel && cancel->load(std::memory_order_relaxed))
      fail(ErrorKind::kCancelled, "soundfont", "cancelled.");
    const size_t before = sound.samples.size();
    sound.samples.resize(before + 2 * kPiece);
    const size_t got = renderer.pull(std::span(sound.samples).subspan(before));
    sound.samples.resize(before + 2 * got);
  }
  return sound;
}

}  // namespace continuo
