#include "serve/gemini_song.h"

#include <algorithm>
#include <cmath>

#include "arrange/words.h"
#include "base/error.h"
#include "compose/take.h"
#include "dsp/resample.h"
#include "listen/picture.h"
#include "listen/picture_mood.h"
#include "score/instrument.h"
#include "score/words.h"
#include "serve/gemini_song_form.h"
#include "serve/gemini_words.h"

namespace continuo::gemini {

namespace {

constexpr size_t kMostModelWords_bytes = 4000;
// Of the end, left for the last notes to ring out.
constexpr double kRing_s = 1.0;
constexpr double kFade_s = 0.25;

// The words that a model of short prompts reads: the first of them, cut at a space.
std::string model_words(const std::string& words) {
  if (words.size() <= kMostModelWords_bytes) return words;
  const size_t space = words.rfind(' ', kMostModelWords_bytes);
  return words.substr(0, space == std::string::npos ? 0 : space);
}

template <typename Words>
bool says_any(const std::string& plain, const Words& table) {
  return std::any_of(table.begin(), table.end(), [&](const auto& word) {
    return (" " + plain + " ").find(" " + plain_words(word.text) + " ") != std::string::npos;
  });
}

bool says(const std::string& plain, std::string_view word) {
  return (" " + plain + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

// What the words speak of themselves: a picture does not touch it.
OpenFields open_fields(const std::string& words) {
  const std::string plain = plain_words(words);
  OpenFields open;
  open.tempo = !says_any(plain, tempo_words()) && !says(plain, "bpm");
  open.density = !says_any(plain, density_words());
  open.brightness = !says_any(plain, brightness_words());
  open.dynamics = !says_any(plain, dynamics_words());
  open.mode = !says(plain, "major") && !says(plain, "minor") && !says(plain, "dorian") &&
              !says(plain, "blues");
  for (const MoodWord& mood : mood_words()) {
    if (!says(plain, plain_words(mood.text))) continue;
    open.mode &= mood.when.tonality == Tonality::kAny;
    open.tempo &= mood.arousal == 0;
    open.dynamics &= mood.arousal == 0;
  }
  return open;
}

struct PictureReading {
  PictureMood mood;
  std::string text;
};

std::optional<PictureReading> read_pictures(const std::vector<std::string>& pictures,
                                            const Cancelled& cancelled) {
  if (pictures.empty()) return std::nullopt;
  std::vector<PictureTraits> traits;
  for (const std::string& bytes : pictures) {
    if (cancelled && cancelled()) fail(ErrorKind::kCancelled, "song", "cancelled.");
    traits.push_back(measure_picture(read_picture(bytes)));
  }
  const PictureTraits all = together(traits);
  return PictureReading{mood_of(all), describe(all, traits.size())};
}

double bar_seconds(const Plan& plan) {
  return plan.metre.bar_ticks() * 60.0 / (kTicksPerQuarter * plan.bpm);
}

double length_of(Model::Kind kind, const SongForm& form) {
  if (kind == Model::Kind::kClip) return kClip_s;
  return std::clamp(form.seconds.value_or(kUnaskedSong_s), kShortestSong_s, kLongestSong_s);
}

// The sections as the model sees them fit, in as many bars as the length has room for.
std::vector<Section> sections_of_length(Band& band, const Wish& wish,
                                        const ComposeSettings& settings, const Plan& plan,
                                        int bars) {
  if (plan.bars() == bars) return plan.sections;
  Wish again = wish;
  again.given = {plan.genre, plan.bpm,     plan.metre,      plan.key,
                 plan.parts, plan.density, plan.brightness, {}};
  if (plan.genre == 0) again.given.genre.reset();
  again.instruments.clear();
  again.seconds.reset();
  again.bars = bars;
  return band.plan(again, settings).sections;
}

std::string family_names(const Score& score, double from, double until) {
  std::vector<std::string_view> names;
  for (const Part& part : score.parts) {
    const bool plays = std::any_of(part.notes.begin(), part.notes.end(), [&](const Note& note) {
      const double at = score.seconds_at(note.start);
      return at >= from && at < until;
    });
    if (plays) names.push_back(instrument(part.program).name);
  }
  return names.empty() ? "silence" : fmt::format("{}", fmt::join(names, ", "));
}

std::string_view loudness_word(int dynamics) {
  constexpr std::array<std::string_view, kLevelCount> kWords = {
      "hardly heard", "very quiet",  "quiet", "rather quiet",
      "moderate",     "rather loud", "loud",  "very loud"};
  return kWords.at(static_cast<size_t>(dynamics));
}

std::string capitalised(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z')
    result[0] = static_cast<char>(result[0] - ('a' - 'A'));
  return result;
}

// One line a section of the plan, in seconds: "[0.0:8.2] Intro, quiet: acoustic grand piano".
std::string timed_lines(const Score& score, double seconds,
                        const std::vector<AskedSection>& asked) {
  const Plan& plan = score.plan;
  std::string text;
  size_t bar = 0;
  for (size_t i = 0; i < plan.sections.size(); ++i) {
    const Section& section = plan.sections[i];
    const size_t end = std::min(bar + static_cast<size_t>(section.bars), score.bars.size());
    if (bar >= end) break;
    const bool last = i + 1 == plan.sections.size();
    const double from = score.seconds_at(score.bars[bar].start);
    const double until = score.seconds_at(score.bars[end - 1].end());
    const bool same = asked.size() == plan.sections.size();
    const std::string name = same && !asked[i].name.empty()
                                 ? asked[i].name
                                 : capitalised(section_kind_name(section.kind));
    text += fmt::format("[{:.1f}:{:.1f}] {}, {}: {}", from, last ? seconds : until, name,
                        loudness_word(section.dynamics), family_names(score, from, until));
    if (same && !asked[i].words.empty()) text += " (" + plain_words(asked[i].words) + ")";
    text += '\n';
    bar = end;
  }
  return text;
}

std::string summary(const Plan& plan, double seconds, uint64_t seed) {
  const std::string genre =
      plan.genre == 0 ? "Music" : capitalised(genre_names()[static_cast<size_t>(plan.genre)]);
  return fmt::format("{} in {}, {} at {} bpm, {:.1f} seconds; seed {}.\n", genre, plan.key.name(),
                     plan.metre.name(), plan.bpm, seconds, static_cast<int32_t>(seed));
}

ComposeSettings settings_of(const SongRequest& request) {
  ComposeSettings settings;
  settings.seed = request.seed;
  Sampling& plan = settings.plan_sampling;
  if (request.temperature) plan.temperature *= std::clamp(*request.temperature, 0.0, 2.0);
  if (request.top_p) plan.top_p = std::clamp(*request.top_p, 0.01, 1.0);
  if (request.top_k) plan.top_k = std::clamp(*request.top_k, 0, kMostTopK);
  return settings;
}

}  // namespace

PlannedSong plan_song(Band& band, const SongRequest& request, const Cancelled& cancelled) {
  const SongForm form = read_song_form(request.prompt);
  const ComposeSettings settings = settings_of(request);
  const std::optional<PictureReading> reading = read_pictures(request.pictures, cancelled);
  const OpenFields open = open_fields(form.words);
  const double seconds = length_of(request.kind, form);

  Wish wish;
  wish.prompt = model_words(without_vocals(form.words));
  if (reading) {
    for (const std::string& word : mood_words_of(reading->mood, open))
      wish.prompt += (wish.prompt.empty() ? "" : ", ") + word;
  }
  wish.seconds = seconds;
  Plan plan = band.plan(wish, settings);
  std::vector<std::string> moved;
  if (reading) moved = move_plan(plan, reading->mood, open);
  const double bar_s = bar_seconds(plan);
  const double music_s = std::max(seconds - kRing_s, bar_s);
  if (form.sections.empty()) {
    const int bars = std::clamp(static_cast<int>(music_s / bar_s), 1, kMaxPlanBars);
    const std::vector<Section> before = plan.sections;
    plan.sections = sections_of_length(band, wish, settings, plan, bars);
    if (reading && plan.sections != before) {
      Plan sections_alone = plan;
      move_plan(sections_alone, reading->mood, {false, false, open.density, false, open.dynamics});
      plan.sections = sections_alone.sections;
    }
  } else {
    plan.sections = sections_in_bars(form.sections, music_s, bar_s);
  }
  check_plan(plan);

  PlannedSong planned;
  planned.score = band.compose(wish.prompt, plan, settings, cancelled);
  planned.seconds = seconds;
  planned.text = summary(plan, seconds, request.seed);
  if (reading) {
    planned.text += reading->text;
    if (!moved.empty()) planned.text += fmt::format(": {}", fmt::join(moved, ", "));
    planned.text += ".\n";
  }
  if (form.has_lyrics)
    planned.text += "The music is instrumental: lyrics shape its form, and are not sung.\n";
  planned.text += timed_lines(planned.score, seconds, form.sections);
  return planned;
}

void make_last(Stereo& sound, double seconds) {
  const auto frames = static_cast<size_t>(std::lround(seconds * sound.rate_hz));
  const size_t had = sound.frames();
  sound.samples.resize(2 * frames, 0.0f);
  if (had <= frames) return;
  const size_t fade = std::min(frames, static_cast<size_t>(kFade_s * sound.rate_hz));
  for (size_t i = 0; i < fade; ++i) {
    const auto gain = static_cast<float>(i) / static_cast<float>(fade);
    sound.samples[2 * (frames - 1 - i)] *= gain;
    sound.samples[2 * (frames - 1 - i) + 1] *= gain;
  }
}

Song play_song(Band& band, const SongRequest& request, const PlannedSong& planned,
               const Cancelled& cancelled) {
  Stereo sound = band.play(planned.score, cancelled);
  make_last(sound, planned.seconds);
  if (request.rate_hz != sound.rate_hz) {
    sound.samples = resampled(sound.samples, 2, sound.rate_hz, request.rate_hz);
    sound.rate_hz = request.rate_hz;
  }
  Song song;
  song.text = planned.text;
  song.plan = planned.score.plan;
  song.rate_hz = sound.rate_hz;
  song.seconds = sound.seconds();
  song.audio = sound_bytes(sound, request.format, [&] { return !cancelled(); });
  song.mime_type = request.format.format == SoundFormat::kMp3 ? "audio/mpeg" : "audio/wav";
  return song;
}

int input_tokens(const SongRequest& request) {
  return static_cast<int>((request.prompt.size() + 3) / 4 + 258 * request.pictures.size());
}

int output_tokens(const Song& song) {
  return static_cast<int>(std::lround(25 * song.seconds) +
                          static_cast<long>((song.text.size() + 3) / 4));
}

}  // namespace continuo::gemini
