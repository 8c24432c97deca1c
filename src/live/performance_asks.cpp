// What a performance asks of who writes its music, and what it makes of the answers.
#include <algorithm>

#include "live/performance.h"

namespace continuo {

namespace {

constexpr int kAskAhead_bars = 4;
constexpr int kAskAgain_blocks = 750;  // a second
// A model needs this long for its first bar; one that begins sooner is the band's.
constexpr double kModelStart_s = 0.25;

}  // namespace

void Performance::ask(bool follows) {
  RoundRequest request;
  request.id = ++last_id_;
  request.controls = controls_;
  request.follows = follows;
  // What would only begin with the round after is that round already.
  const bool last_bar = round_ && bar_ + 1 >= static_cast<int>(round_->score.bars.size());
  const bool next = follows || (last_bar && asked_when_ == When::kBar);
  if (round_) {
    request.before = round_->style;
    request.round = round_->number + (next ? 1 : 0);
    request.keep_form = !next;
  }
  if (follows) {
    asked_next_ = request.id;
  } else {
    asked_ = request.id;
    asked_next_ = 0;
  }
  if (controls_.writer == Writer::kModel && round_ && !next) {
    const double left = bar_start_ + round_->score.plan.metre.bar_ticks() - tick_at(block_);
    const bool time_enough = left / kTicksPerQuarter * 60 / tempo_ > kModelStart_s;
    const auto bars = static_cast<size_t>(bar_ + (time_enough ? 1 : 2));
    request.played = round_->score;
    request.played.bars.resize(std::min(bars, request.played.bars.size()));
    for (size_t i = 0; i < request.played.bars.size(); ++i) {
      if (i >= model_.size() || !model_[i]) continue;
      const Bar& bar = request.played.bars[i];
      for (Part& part : request.played.parts) {
        std::erase_if(part.notes, [&](const Note& note) {
          return note.start >= bar.start && note.start < bar.end();
        });
      }
      for (const Part& written : *model_[i]) {
        Part& part = request.played.part(written.program, written.role);
        for (Note note : written.notes) {
          note.start += bar.start;
          part.notes.push_back(note);
        }
      }
    }
  }
  source_.ask(std::move(request));
}

void Performance::ask_ahead() {
  if (asked_ != 0 || waiting_) return;
  if (!round_) {
    // The first round came to nothing.
    if (block_ % kAskAgain_blocks == 0) ask(false);
    return;
  }
  const int left = static_cast<int>(round_->score.bars.size()) - bar_;
  if (left <= kAskAhead_bars && !next_ && asked_next_ == 0) ask(true);
}

void Performance::keep_model_bar(ModelBar bar) {
  const auto keep = [&](const Round& round, std::vector<std::optional<std::vector<Part>>>& bars) {
    if (round.id != bar.id) return false;
    const auto index = static_cast<size_t>(bar.bar);
    if (index < round.score.bars.size()) {
      if (bars.size() <= index) bars.resize(index + 1);
      bars[index] = std::move(bar.parts);
    }
    return true;
  };
  if (round_ && keep(*round_, model_)) return;
  if (waiting_ && keep(waiting_->round, waiting_->model)) return;
  if (next_) keep(next_->round, next_->model);
}

void Performance::take_answers() {
  while (std::optional<Written> written = source_.poll()) {
    if (auto* bar = std::get_if<ModelBar>(&*written)) {
      keep_model_bar(std::move(*bar));
      continue;
    }
    if (const auto* failed = std::get_if<NotWritten>(&*written)) {
      warning_ = failed->why;
      if (failed->id == asked_next_) asked_next_ = 0;
      if (failed->id == asked_) asked_ = 0;
      continue;
    }
    Round& round = std::get<Round>(*written);
    warning_ = round.warning;
    if (round.id == asked_next_) {
      asked_next_ = 0;
      next_ = Waiting{std::move(round), When::kBar, {}};
    } else if (round.id == asked_) {
      asked_ = 0;
      if (round_ && round.number < round_->number) {
        ask(false);  // a new round has begun meanwhile
      } else {
        waiting_ = Waiting{std::move(round), asked_when_, {}};
      }
    }
  }
}

}  // namespace continuo
