#include "compose/composer.h"

#include <algorithm>
#include <cmath>

#include "arrange/band.h"
#include "base/error.h"
#include "compose/course_plan.h"
#include "compose/frame_grammar.h"
#include "compose/frame_rows.h"
#include "compose/frame_window.h"
#include "compose/frame_writer.h"
#include "compose/loop.h"
#include "compose/model_tokenizer.h"
#include "compose/named_wish.h"
#include "compose/sound_form.h"
#include "prompt/languages.h"

namespace continuo {

namespace {

// Independent streams of one seed, so that a plan given by the user leaves the notes as they were.
enum Stream : uint64_t { kPlanStream = 1, kNoteStream = 2, kFormStream = 4 };

// Asked of the config, before gigabytes of other weights are read. Returns the checkpoint.
const Checkpoint& of_event_frames(const Checkpoint& checkpoint) {
  const HfConfig& config = checkpoint.config();
  const std::string family = config.text("model_type");
  std::string found = "a model of the family " + family;
  if (family == "musicgen") {
    const musicgen::DecoderConfig decoder = musicgen::read_config(config).decoder;
    if (decoder.num_codebooks == kFrameFields && decoder.vocab_size == kFrameVocabulary &&
        std::equal(kRowOrder.begin(), kRowOrder.end(), decoder.depth_order.begin(),
                   decoder.depth_order.end()))
      return checkpoint;
    found =
        fmt::format("{} codebooks of {}, side by side", decoder.num_codebooks, decoder.vocab_size);
  }
  fail(ErrorKind::kInput, "composer",
       "{}: expected a model of event frames ({} codes of {}, one after the other), as nano is, "
       "found {}. It cannot compose notes.",
       checkpoint.path().string(), kFrameFields, kFrameVocabulary, found);
}

// The plan of a piece that ended after `bars` bars.
Plan shortened(Plan plan, int bars) {
  std::vector<Section> sections;
  for (Section section : plan.sections) {
    section.bars = std::min(section.bars, bars);
    if (section.bars > 0) sections.push_back(section);
    bars -= section.bars;
  }
  plan.sections = std::move(sections);
  return plan;
}

}  // namespace

std::string_view writer_name(Writer writer) { return writer == Writer::kBand ? "band" : "model"; }

Writer parse_writer(std::string_view name) {
  for (const Writer writer : {Writer::kBand, Writer::kModel}) {
    if (name == writer_name(writer)) return writer;
  }
  fail(ErrorKind::kInput, "notes", "expected band or model, found {}.", name);
}

Composer::Composer(const Checkpoint& checkpoint, ThreadPool& pool)
    : checkpoint_(of_event_frames(checkpoint)),
      tokenizer_(std::make_shared<const Tokenizer>(tokenizer_of(checkpoint))),
      model_(musicgen::MusicGen::load(
          checkpoint.config(), checkpoint.tensors(),
          {.linear = checkpoint.block_format().value_or(DType::kQ8_0), .pool = pool})) {}

Composer Composer::on(ThreadPool& pool) const {
  Composer same = *this;
  same.model_ = model_.on(pool);
  return same;
}

std::vector<musicgen::Condition> Composer::conditions(std::string_view prompt,
                                                      const Sampling& sampling) const {
  std::vector<musicgen::Condition> rows = {model_.encode(tokenizer_->encode(in_english(prompt)))};
  if (sampling.guidance != 1.0) rows.push_back(model_.null());
  return rows;
}

Plan Composer::plan(const Wish& wish, const ComposeSettings& settings) const {
  Wish wished = with_named(wish);
  wished.prompt = in_english(wish.prompt);
  HeadGrammar grammar(wished);
  Rng rng = Rng(settings.seed).fork(kPlanStream);
  const Sampling& sampling = settings.plan_sampling;
  FrameWindow window(model_, conditions(wished.prompt, sampling), {});
  const std::vector<Frame> head =
      write_frames(window, grammar, sampling, rng, [](auto) { return true; });
  // Its frames know nothing of what a section says beside its levels.
  const Plan read = wished.given.over(decode_head(head));
  // "Piano alone for 8 bars, then drums" is longer than that: the course itself knows how long.
  Wish told = wished;
  told.bars = wish.bars;
  told.seconds = wish.seconds;
  const Plan plan =
      settings.loop
          ? as_loop(read, wished)
          : with_course(with_sound_form(read, wished, Rng(settings.seed).fork(kFormStream)), told);
  check_plan(plan);
  return plan;
}

Score Composer::compose(std::string_view prompt, const Plan& plan, const ComposeSettings& settings,
                        const OnBar& on_bar) const {
  check_plan(plan);
  if (settings.loop && settings.notes == Writer::kModel)
    fail(ErrorKind::kUsage, "compose", "loop: loops are written by the band, not by the model.");
  if (settings.notes == Writer::kModel) return write_notes(prompt, plan, settings, on_bar);
  // The band writes a whole piece in milliseconds: there is nothing to interrupt.
  const uint64_t seed = Rng(settings.seed).fork(kNoteStream).next();
  const Score score = quantised(settings.loop ? arrange_loop(plan, seed) : arrange(plan, seed));
  on_bar({plan.bars(), plan.bars(), plan.seconds(), score.note_count()});
  return score;
}

Score Composer::write_notes(std::string_view prompt, const Plan& plan,
                            const ComposeSettings& settings, const OnBar& on_bar) const {
  BodyGrammar grammar(plan);
  Rng rng = Rng(settings.seed).fork(kNoteStream);
  FrameWindow window(model_, conditions(prompt, settings.sampling),
                     encode_head(without_details(plan)));
  const double bar_seconds = plan.seconds() / plan.bars();
  int bars_done = 0;
  size_t whole = 0;  // frames of whole bars
  bool stopped = false;
  std::vector<Frame> body =
      write_frames(window, grammar, settings.sampling, rng, [&](std::span<const Frame> frames) {
        if (frames.back()[kFieldPart] != kBar || frames.size() == 1) return true;
        ++bars_done;
        whole = frames.size() - 1;
        stopped = !on_bar({bars_done, plan.bars(), bars_done * bar_seconds, frames.size()});
        return !stopped;
      });
  Plan done = plan;
  if (stopped) {
    body.resize(whole);
    done = shortened(plan, bars_done);
  } else {
    on_bar({plan.bars(), plan.bars(), plan.seconds(), body.size()});
  }
  std::vector<Frame> frames = encode_head(done);
  frames.insert(frames.end(), body.begin(), body.end());
  frames.push_back({kEnd, 0, 0, 0, 0});
  Score score = decode(frames);
  const std::vector<BarLevels> levels = bar_levels(score.plan);
  for (size_t i = 0; i < score.bars.size() && i < levels.size(); ++i)
    score.bars[i].bpm = static_cast<int>(std::lround(levels[i].bpm));
  return score;
}

}  // namespace continuo
