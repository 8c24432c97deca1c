#include "measure/courses.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/files.h"
#include "base/json_fields.h"
#include "dsp/loudness.h"

namespace continuo {

namespace {

constexpr const char* kPrompts = "prompts";
constexpr size_t kMostPrompts = 10'000;
constexpr size_t kMostLevels = 64;
constexpr double kHighestLevel = 7;
constexpr double kSilence_lufs = -70;
constexpr double kMoment_s = 0.4;
constexpr int kBootstrapDraws = 2000;

// Ranks from 0; equal values share the mean of theirs.
std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t first = 0; first < order.size();) {
    size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    const double shared = static_cast<double>(first + last) / 2;
    for (size_t i = first; i <= last; ++i) ranks[order[i]] = shared;
    first = last + 1;
  }
  return ranks;
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// Another prompt's levels, read at as many places.
std::vector<double> resampled(const std::vector<double>& levels, size_t count) {
  std::vector<double> result(count);
  for (size_t i = 0; i < count; ++i) {
    const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    result[i] = levels[static_cast<size_t>(place * static_cast<double>(levels.size()))];
  }
  return result;
}

CourseSummary summary_of(const std::vector<CourseResult>& results, double CourseResult::*field,
                         uint64_t seed) {
  std::vector<double> values;
  for (const CourseResult& result : results) values.push_back(result.*field);
  CourseSummary summary;
  summary.mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  summary.median = median_of(values);
  summary.interval = bootstrap_mean_interval(values, kBootstrapDraws, seed);
  return summary;
}

}  // namespace

std::vector<CoursePrompt> parse_course_prompts(std::string_view text) {
  const Json json = parse_json(text, kPrompts);
  const JsonFields file(json, kPrompts, "", {"version", "prompts"});
  (void)file.integer("version", 1, 1);
  std::vector<CoursePrompt> prompts;
  std::set<std::string> ids;
  const Json& list = file.list("prompts", kMostPrompts);
  for (size_t i = 0; i < list.size(); ++i) {
    const JsonFields fields(list[i], kPrompts, fmt::format("prompts[{}]", i),
                            {"id", "text", "levels"});
    CoursePrompt prompt{fields.text("id"), fields.text("text"), {}};
    if (!ids.insert(prompt.id).second)
      fail(ErrorKind::kInput, kPrompts, "{}: \"{}\" stands twice.", fields.path("id"), prompt.id);
    for (const Json& level : fields.list("levels", kMostLevels)) {
      if (!level.is_number() || level.get<double>() < 0 || level.get<double>() > kHighestLevel)
        fail(ErrorKind::kInput, kPrompts, "{}: expected numbers from 0 to {}.",
             fields.path("levels"), kHighestLevel);
      prompt.levels.push_back(level.get<double>());
    }
    const auto [low, high] = std::minmax_element(prompt.levels.begin(), prompt.levels.end());
    if (prompt.levels.size() < 2 || *low == *high)
      fail(ErrorKind::kInput, kPrompts, "{}: expected two levels at least that differ.",
           fields.path("levels"));
    prompts.push_back(std::move(prompt));
  }
  if (prompts.size() < 2)
    fail(ErrorKind::kInput, kPrompts, "prompts: expected two at least, found {}.", prompts.size());
  return prompts;
}

std::vector<CoursePrompt> read_course_prompts(const std::filesystem::path& path) {
  return parse_course_prompts(read_text(path));
}

double rank_correlation(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size() || a.size() < 2)
    fail(ErrorKind::kInternal, "courses", "expected two lists of one size, found {} and {}.",
         a.size(), b.size());
  const std::vector<double> x = ranks_of(a);
  const std::vector<double> y = ranks_of(b);
  const double mean = static_cast<double>(a.size() - 1) / 2;
  double xx = 0, yy = 0, xy = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
    xy += (x[i] - mean) * (y[i] - mean);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

std::vector<double> loudness_curve(const Stereo& sound, double seconds, size_t parts) {
  // Moments as BS.1770 has them, each as loud as a listener says: twice for ten LU more.
  const auto moment = static_cast<size_t>(kMoment_s * sound.rate_hz);
  const auto frames =
      static_cast<size_t>(std::min(seconds * sound.rate_hz, static_cast<double>(sound.frames())));
  std::vector<double> sones(parts, 0);
  std::vector<size_t> counts(parts, 0);
  for (size_t at = 0; at + moment <= frames; at += moment) {
    const auto begin = sound.samples.begin() + static_cast<std::ptrdiff_t>(2 * at);
    const Stereo slice{{begin, begin + static_cast<std::ptrdiff_t>(2 * moment)}, sound.rate_hz};
    const double lufs = std::max(kSilence_lufs, momentary_loudness(slice));
    const size_t part = std::min(parts - 1, (at + moment / 2) * parts / frames);
    sones[part] += std::exp2(lufs / 10);
    ++counts[part];
  }
  std::vector<double> curve;
  for (size_t i = 0; i < parts; ++i) {
    curve.push_back(counts[i] == 0 ? kSilence_lufs
                                   : 10 * std::log2(sones[i] / static_cast<double>(counts[i])));
  }
  return curve;
}

std::vector<double> note_curve(const Score& score, size_t parts) {
  std::vector<double> curve(parts, 0);
  const double whole = score.seconds_at(score.end());
  if (whole <= 0) return curve;
  for (const Part& part : score.parts) {
    for (const Note& note : part.notes) {
      const double place = score.seconds_at(note.start) / whole;
      const auto at = static_cast<size_t>(std::clamp(place, 0.0, 1.0) * static_cast<double>(parts));
      curve[std::min(at, parts - 1)] += note.velocity;
    }
  }
  for (double& sum : curve) sum *= static_cast<double>(parts) / whole;
  return curve;
}

CourseReport measure_courses(const std::vector<CoursePrompt>& prompts, const MakeCourse& make,
                             int seeds, uint64_t first_seed) {
  CourseReport report;
  report.seeds = seeds;
  const std::vector<size_t> other = derangement(prompts.size(), first_seed);
  for (size_t i = 0; i < prompts.size(); ++i) {
    const CoursePrompt& prompt = prompts[i];
    CourseResult result;
    result.id = prompt.id;
    const std::vector<double> shuffled = resampled(prompts[other[i]].levels, prompt.levels.size());
    for (int k = 0; k < seeds; ++k) {
      const HeardCourse heard = make(prompt, first_seed + static_cast<uint64_t>(k));
      result.heard += rank_correlation(prompt.levels, heard.loudness) / seeds;
      result.notes += rank_correlation(prompt.levels, heard.notes) / seeds;
      result.shuffled += rank_correlation(shuffled, heard.loudness) / seeds;
    }
    report.prompts.push_back(std::move(result));
  }
  report.heard = summary_of(report.prompts, &CourseResult::heard, first_seed);
  report.notes = summary_of(report.prompts, &CourseResult::notes, first_seed);
  report.shuffled = summary_of(report.prompts, &CourseResult::shuffled, first_seed);
  return report;
}

std::string courses_table(const CourseReport& report) {
  std::string text = fmt::format("{:24} {:>6} {:>6}\n", "", "heard", "notes");
  for (const CourseResult& result : report.prompts)
    text += fmt::format("{:24} {:6.2f} {:6.2f}\n", result.id, result.heard, result.notes);
  const auto line = [&](const char* name, const CourseSummary& summary) {
    text += fmt::format("{:24} mean {:.2f} ({:.2f} to {:.2f}), median {:.2f}\n", name, summary.mean,
                        summary.interval.low, summary.interval.high, summary.median);
  };
  line("heard", report.heard);
  line("notes", report.notes);
  line("heard, shuffled levels", report.shuffled);
  return text;
}

std::string courses_json(const CourseReport& report) {
  Json json;
  json["seeds"] = report.seeds;
  const auto add = [&](const char* name, const CourseSummary& summary) {
    json[name] = {{"mean", summary.mean},
                  {"median", summary.median},
                  {"low", summary.interval.low},
                  {"high", summary.interval.high}};
  };
  add("heard", report.heard);
  add("notes", report.notes);
  add("shuffled", report.shuffled);
  json["prompts"] = Json::array();
  for (const CourseResult& result : report.prompts) {
    json["prompts"].push_back(Json{{"id", result.id},
                                   {"heard", result.heard},
                                   {"notes", result.notes},
                                   {"shuffled", result.shuffled}});
  }
  return json.dump(1) + "\n";
}

}  // namespace continuo
