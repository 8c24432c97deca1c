#include "listen/picture_mood.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"

namespace continuo {

namespace {

// Under this, a picture is grey: its hues are noise.
constexpr double kGreySaturation = 0.06;
// A leap of luma between neighbours of the copy that the eye takes for an edge.
constexpr double kEdgeLeap = 0.08;
// A mood nearer to the middle than this says nothing.
constexpr double kUndecided = 0.12;

struct Hue {
  double until;  // degrees
  std::string_view name;
};
constexpr std::array<Hue, 9> kHues = {{{15, "red"},
                                       {42, "orange"},
                                       {68, "yellow"},
                                       {160, "green"},
                                       {195, "turquoise"},
                                       {255, "blue"},
                                       {290, "violet"},
                                       {345, "pink"},
                                       {360, "red"}}};

struct Pixel {
  double red, green, blue;
  double luma() const { return 0.299 * red + 0.587 * green + 0.114 * blue; }
  double chroma() const { return std::max({red, green, blue}) - std::min({red, green, blue}); }
  // Of a pixel with some chroma, in degrees.
  double hue() const {
    const double c = chroma();
    const double most = std::max({red, green, blue});
    const double sixth = most == red     ? std::fmod((green - blue) / c + 6, 6)
                         : most == green ? (blue - red) / c + 2
                                         : (red - green) / c + 4;
    return 60 * sixth;
  }
};

Pixel pixel_of(const Picture& picture, int x, int y) {
  const size_t at =
      3 * (static_cast<size_t>(y) * static_cast<size_t>(picture.width) + static_cast<size_t>(x));
  return {picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]};
}

double limited(double value) { return std::clamp(value, -1.0, 1.0); }

// How much of a scale of eight levels to add: whole levels, two at most.
int levels(double share) { return static_cast<int>(std::lround(2 * share)); }

// Moves a level; true where that changed it.
bool move_level(int& level, double share) {
  const int moved = std::clamp(level + levels(share), 0, kLevelCount - 1);
  return std::exchange(level, moved) != moved;
}

}  // namespace

PictureTraits measure_picture(const Picture& picture) {
  if (picture.width <= 0 || picture.height <= 0)
    fail(ErrorKind::kInternal, "picture", "expected pixels, found none.");
  PictureTraits traits;
  std::array<double, kHues.size()> weights{};
  double luma_sum = 0, luma_squares = 0, chroma_sum = 0, warm_sum = 0, leaps = 0, places = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const Pixel pixel = pixel_of(picture, x, y);
      const double luma = pixel.luma(), chroma = pixel.chroma();
      luma_sum += luma;
      luma_squares += luma * luma;
      chroma_sum += chroma;
      warm_sum += pixel.red - pixel.blue;
      if (chroma > 0.02) {
        const double hue = pixel.hue();
        const auto at = std::find_if(kHues.begin(), kHues.end(),
                                     [&](const Hue& each) { return hue < each.until; });
        const auto index = std::min<size_t>(static_cast<size_t>(at - kHues.begin()), 8);
        weights[index == 8 ? 0 : index] += chroma;  // red lies on both ends
      }
      const double right = x + 1 < picture.width ? pixel_of(picture, x + 1, y).luma() : luma;
      const double below = y + 1 < picture.height ? pixel_of(picture, x, y + 1).luma() : luma;
      leaps += std::max(std::abs(right - luma), std::abs(below - luma)) > kEdgeLeap ? 1 : 0;
      ++places;
    }
  }
  traits.brightness = luma_sum / places;
  const double variance = luma_squares / places - traits.brightness * traits.brightness;
  traits.contrast = std::min(1.0, 2 * std::sqrt(std::max(variance, 0.0)));
  traits.saturation = chroma_sum / places;
  // Half of the primaries apart is as warm as a picture gets.
  traits.warmth = limited(2 * warm_sum / places);
  traits.edges = leaps / places;
  const auto strongest = std::max_element(weights.begin(), weights.end()) - weights.begin();
  traits.colour =
      traits.saturation < kGreySaturation ? "grey" : kHues[static_cast<size_t>(strongest)].name;
  return traits;
}

PictureTraits together(std::span<const PictureTraits> pictures) {
  if (pictures.empty()) fail(ErrorKind::kInternal, "picture", "expected pictures, found none.");
  PictureTraits sum;
  const PictureTraits* most = &pictures.front();
  for (const PictureTraits& each : pictures) {
    sum.brightness += each.brightness;
    sum.contrast += each.contrast;
    sum.saturation += each.saturation;
    sum.warmth += each.warmth;
    sum.edges += each.edges;
    if (each.saturation > most->saturation) most = &each;
  }
  const auto count = static_cast<double>(pictures.size());
  for (double* value : {&sum.brightness, &sum.contrast, &sum.saturation, &sum.warmth, &sum.edges})
    *value /= count;
  sum.colour = most->colour;
  return sum;
}

// The middle of each scale is what photographs have on average: luma 0.45, spread 0.45, chroma
// 0.25, a leap at a sixth of the places.
PictureMood mood_of(const PictureTraits& traits) {
  const double light = limited((traits.brightness - 0.45) / 0.35);
  const double contrast = limited((traits.contrast - 0.45) / 0.35);
  const double colour = limited((traits.saturation - 0.25) / 0.30);
  const double edges = limited((traits.edges - 0.17) / 0.20);
  PictureMood mood;
  mood.valence = limited(0.6 * light + 0.6 * traits.warmth + 0.15 * colour);
  mood.arousal =
      limited(0.45 * light + 0.3 * colour + 0.25 * contrast + 0.2 * edges + 0.1 * traits.warmth);
  mood.density = limited(0.65 * edges + 0.35 * contrast + 0.1 * light);
  mood.register_ = limited(0.85 * light - 0.15 * traits.warmth);
  return mood;
}

std::vector<std::string> mood_words_of(const PictureMood& mood, const OpenFields& open) {
  std::vector<std::string> words;
  const bool major = mood.valence > 0, calm = mood.arousal < 0;
  if (open.mode && std::abs(mood.valence) > kUndecided) {
    words.emplace_back(major ? (calm ? "peaceful" : "happy") : (calm ? "melancholic" : "tense"));
    words.emplace_back(major ? "major" : "minor");
  }
  if (open.tempo && std::abs(mood.arousal) > kUndecided)
    words.emplace_back(calm ? "slow" : "lively");
  if (open.density && std::abs(mood.density) > kUndecided)
    words.emplace_back(mood.density < 0 ? "sparse" : "busy");
  if (open.brightness && std::abs(mood.register_) > kUndecided)
    words.emplace_back(mood.register_ < 0 ? "dark" : "bright");
  if (open.dynamics && std::abs(mood.arousal) > kUndecided)
    words.emplace_back(calm ? "soft" : "powerful");
  return words;
}

std::vector<std::string> move_plan(Plan& plan, const PictureMood& mood, const OpenFields& open) {
  std::vector<std::string> done;
  if (open.mode && std::abs(mood.valence) > kUndecided) {
    const bool minor = mood.valence < 0;
    if (plan.key.is_minor() != minor) plan.key.mode = minor ? Mode::kMinor : Mode::kMajor;
    done.emplace_back(minor ? "minor" : "major");
  }
  if (open.tempo && std::abs(mood.arousal) > kUndecided) {
    // A quarter up or down at most: the genre that the words named is still itself.
    const double factor = std::pow(2.0, 0.33 * mood.arousal);
    plan.bpm = std::clamp(static_cast<int>(std::lround(plan.bpm * factor)), kMinBpm, kMaxBpm);
    done.emplace_back(mood.arousal < 0 ? "slow" : "fast");
  }
  if (open.density && move_level(plan.density, mood.density))
    done.emplace_back(mood.density < 0 ? "sparse" : "busy");
  if (open.brightness && move_level(plan.brightness, mood.register_))
    done.emplace_back(mood.register_ < 0 ? "low" : "high");
  bool moved = false;
  for (Section& section : plan.sections) {
    if (open.dynamics) moved |= move_level(section.dynamics, mood.arousal);
    if (open.density) move_level(section.intensity, 0.5 * (mood.density + mood.arousal));
  }
  if (moved) done.emplace_back(mood.arousal < 0 ? "soft" : "loud");
  return done;
}

std::string describe(const PictureTraits& traits, size_t count) {
  const auto step = [](double value, double low, double high, const char* under,
                       const char* between, const char* over) {
    return value < low ? under : value > high ? over : between;
  };
  const std::string subject =
      count == 1 ? "The picture is" : fmt::format("The {} pictures together are", count);
  return fmt::format("{} {} and {} with {} contrast and {} edges", subject,
                     step(traits.brightness, 0.3, 0.6, "dark", "half light", "bright"),
                     traits.colour, step(traits.contrast, 0.3, 0.6, "soft", "medium", "strong"),
                     step(traits.edges, 0.08, 0.25, "few", "some", "many"));
}

}  // namespace continuo
