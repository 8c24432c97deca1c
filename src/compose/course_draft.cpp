#include "compose/course_draft.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "compose/course_marks.h"

namespace continuo {

namespace {

constexpr size_t kLongestText_bytes = 4000;
constexpr size_t kMostSteps = 40;
constexpr double kMiddleLevel = 3.7;
// Levels that lie so far apart cannot be one moment's.
constexpr double kContradiction = 2.6;

// Lays marks into steps.
class Reader {
 public:
  CourseDrafts read(const std::vector<Mark>& marks) {
    const auto times = std::count_if(marks.begin(), marks.end(),
                                     [](const Mark& mark) { return mark.time.has_value(); });
    for (size_t i = 0; i < marks.size(); ++i) {
      const Mark& mark = marks[i];
      // What the players named here are about to do.
      size_t verb = i;
      while (verb < marks.size() && !marks[verb].players.empty() &&
             (verb == i || marks[verb].gap == Gap::kNone))
        ++verb;
      const bool acts = verb > i && verb < marks.size() && marks[verb].gap == Gap::kNone &&
                        !marks[verb].joined && moves(marks[verb]);
      if ((mark.colon || begins_course(marks, i)) && !draft_.ordered && !draft_.begins) forget();
      if (mark.stamp) {
        // "Ends at 1:10."
        const bool end = i > 0 && marks[i - 1].cue && marks[i - 1].cue->cue == Cue::kEnd;
        if (end && !mark.stamp->end_s) {
          drafts_.length = CourseTime{mark.stamp->begin_s, false};
        } else {
          take_stamp(*mark.stamp);
        }
        continue;
      }
      if (mark.time) {
        const bool last = i + 1 == marks.size();
        const bool parted = mark.gap != Gap::kNone && (last || marks[i + 1].gap != Gap::kNone);
        take_time(mark, parted && (last || times == 1 || nothing_placed()));
        continue;
      }
      if (mark.cue && (mark.cue->cue == Cue::kNext || mark.cue->cue == Cue::kTo)) {
        connect(*mark.cue);
        continue;
      }
      if (wants_step(mark, acts, clause_moves(marks, i))) next_step();
      bare_ = false;
      if (mark.cue) {
        take_cue(*mark.cue, mark);
      } else {
        take_players(mark.players);
      }
    }
    close();
    return std::move(drafts_);
  }

 private:
  static constexpr std::array kMoves = {Cue::kRise,   Cue::kFall,  Cue::kMore,  Cue::kLess,
                                        Cue::kKind,   Cue::kEnter, Cue::kLeave, Cue::kBegin,
                                        Cue::kMiddle, Cue::kEnd,   Cue::kWaves, Cue::kBack};

  bool moves(const Mark& mark) const {
    return mark.cue && std::find(kMoves.begin(), kMoves.end(), mark.cue->cue) != kMoves.end();
  }

  bool contradicts(const Mark& mark) const {
    return mark.cue && mark.cue->cue == Cue::kLevel && draft_.level && !target_ &&
           std::abs(*draft_.level - mark.cue->value) >= kContradiction;
  }

  // Whether something has its place in the words from a mark to the next comma: "quiet bridge",
  // "loud at the end".
  static bool clause_moves(const std::vector<Mark>& marks, size_t at) {
    for (size_t i = at; i < marks.size() && (i == at || marks[i].gap == Gap::kNone); ++i) {
      const bool placed =
          marks[i].cue && (marks[i].cue->cue == Cue::kKind || marks[i].cue->cue == Cue::kBegin ||
                           marks[i].cue->cue == Cue::kMiddle || marks[i].cue->cue == Cue::kEnd);
      if (placed) return true;
    }
    return false;
  }

  // "epic trailer, starting soft", "rock from a whisper to a roar": what stands before that is about
  // the whole piece.
  bool begins_course(const std::vector<Mark>& marks, size_t at) const {
    if (!drafts_.steps.empty() || !marks[at].cue || at + 1 == marks.size()) return false;
    const Mark& next = marks[at + 1];
    if (next.gap != Gap::kNone) return false;
    const bool level = next.cue && next.cue->cue == Cue::kLevel;
    if (marks[at].cue->cue == Cue::kBegin)
      return marks[at].gap != Gap::kNone && (level || !next.players.empty());
    return marks[at].cue->cue == Cue::kFrom && level &&
           std::any_of(marks.begin() + static_cast<std::ptrdiff_t>(at), marks.end(),
                       [](const Mark& mark) { return mark.cue && mark.cue->cue == Cue::kTo; });
  }

  void forget() {
    full_ = false;
    next_step();
  }

  bool wants_step(const Mark& mark, bool acts, bool clause) {
    if (!full_) return false;
    if (pending_) return true;
    if (contradicts(mark)) {
      contrast_next_ = true;
      return true;
    }
    if (draft_.step.begin && stamped_) return false;
    if (mark.gap == Gap::kStop) return true;
    if (mark.gap == Gap::kComma && clause && settled_) return true;
    if (mark.joined && clause && draft_.rise > 0) return true;
    const bool parted = mark.gap == Gap::kComma || mark.joined;
    if (mark.cue && mark.cue->cue == Cue::kKind)
      return has_kind_ || target_ || (parted && (moved_ || settled_ || draft_.rise > 0));
    if (parted && moves(mark)) return settled_;
    if (parted && !mark.players.empty()) {
      const bool listed = !waiting_.empty() && (mark.joined || !settled_);
      return acts ? !listed : moved_ && entered_;
    }
    if (parted && mark.cue && mark.cue->cue == Cue::kHit) return settled_;
    if (parted && mark.cue && mark.cue->cue == Cue::kAll) return entered_;
    // A rise leads to what stands out.
    const bool height = mark.cue && ((mark.cue->cue == Cue::kLevel && mark.cue->value >= 6.5) ||
                                     mark.cue->cue == Cue::kGesture);
    return parted && height && draft_.rise > 0;
  }

  void next_step() {
    close();
    // What a rise leads to has the level that was named for it.
    const std::optional<double> reached = pending_ ? std::nullopt : draft_.target;
    draft_ = {};
    draft_.level = reached;
    draft_.ordered = pending_;
    draft_.then = then_;
    then_ = false;
    draft_.contrast = contrast_next_;
    inherits_ = pending_ && entering_;
    full_ = moved_ = settled_ = entered_ = has_kind_ = stamped_ = target_ = false;
    pending_ = contrast_next_ = false;
    waiting_.clear();
    alone_ = entering_ = slowly_ = leaving_players_ = false;
  }

  void close() {
    // "then guitar, then bass": they come in as who stood before them did.
    if (inherits_ && !entered_ && !alone_ && !waiting_.empty() && !draft_.level) {
      draft_.step.enters = waiting_;
      entering_ = true;
    }
    if (full_ && drafts_.steps.size() < kMostSteps) {
      draft_.step.enters.insert(draft_.step.enters.end(), waiting_.begin(), waiting_.end());
      drafts_.steps.push_back(draft_);
    }
    waiting_.clear();
    full_ = false;
  }

  void take_stamp(const TimeStamp& stamp) {
    next_step();
    draft_.step.begin = CourseTime{stamp.begin_s, false};
    if (stamp.end_s) draft_.step.length = CourseTime{*stamp.end_s - stamp.begin_s, false};
    draft_.ordered = true;
    full_ = stamped_ = bare_ = true;
    drafts_.timed = true;
  }

  void connect(const CueWord& cue) {
    if (cue.cue == Cue::kTo) {
      target_ = draft_.from || draft_.rise > 0 || draft_.fall > 0;
      return;
    }
    // "[0:20] then drums enter": that is the step that the time began.
    if (full_ && !bare_) pending_ = true;
    then_ = then_ || (full_ && cue.value > 0);
  }

  bool nothing_placed() const {
    return drafts_.steps.empty() && !draft_.ordered && !draft_.begins && !pending_;
  }

  // `aside`: it stands by itself, and is the only one, or before all that has a place, or behind it:
  // "jazz, 24 bars, ...".
  void take_time(const Mark& mark, bool aside) {
    bare_ = false;
    const bool of_piece = mark.after == "long" || mark.after == "piece" || mark.after == "song" ||
                          mark.after == "loop" || mark.after == "clip" || mark.after == "track" ||
                          mark.after == "total" || mark.after == "in";
    const bool every = mark.before == "every" || mark.before == "each";
    if (every) return;
    const bool after = mark.before == "after" || mark.before == "at";
    const bool part = mark.before == "for" || mark.before == "next" || mark.before == "first" ||
                      mark.before == "last" || mark.after == "of" || mark.after == "later";
    const bool opens = !full_ && drafts_.steps.empty() && !part && !after && !mark.time->in_bars &&
                       mark.after != "of";
    if (of_piece || (aside && !part && !after) || (opens && mark.gap == Gap::kStop)) {
      drafts_.length = mark.time;
      return;
    }
    if (after) {
      // "after 8 bars the drums drop out", not "strings join after 30 seconds".
      const bool leads = mark.gap != Gap::kNone || mark.joined || draft_.step.begin.has_value();
      if (full_ && (leads || pending_)) next_step();
      draft_.step.begin = mark.time;
    } else {
      const bool ahead = mark.gap != Gap::kNone || mark.joined || pending_;
      if (full_ && draft_.step.length && (ahead || !part)) pending_ = true;
      if (full_ && ahead && mark.before != "for" && mark.before != "next" && mark.before != "last")
        pending_ = true;
      if (pending_ && full_) next_step();
      draft_.step.length = mark.time;
    }
    // "2 minutes of rain" may be all there is.
    drafts_.timed = drafts_.timed || mark.after != "of";
    draft_.ordered = true;
    full_ = true;
  }

  void take_level(double level) {
    std::optional<double>& held = target_ ? draft_.target : draft_.level;
    if (!held || std::abs(level - kMiddleLevel) > std::abs(*held - kMiddleLevel)) held = level;
    settled_ = true;
  }

  void take_cue(const CueWord& cue, const Mark& mark) {
    CourseStep& step = draft_.step;
    const bool order = moves(mark);
    draft_.ordered = draft_.ordered || order;
    full_ = true;
    switch (cue.cue) {
      case Cue::kLevel:
        return take_level(cue.value);
      case Cue::kRise:
        draft_.rise = std::max(draft_.rise, slowly_ ? 2 : cue.value);
        break;
      case Cue::kFall:
        draft_.fall = std::max(draft_.fall, slowly_ ? 2 : cue.value);
        break;
      case Cue::kMore:
        draft_.more += cue.value;
        break;
      case Cue::kLess:
        draft_.more -= cue.value;
        break;
      case Cue::kMost:
        draft_.most = true;
        break;
      case Cue::kBack:
        draft_.back = true;
        break;
      case Cue::kHit:
        step.length = CourseTime{1, true};
        return take_level(cue.value);
      case Cue::kFrom:
        draft_.from = true;
        return;
      case Cue::kKind:
        step.kind = static_cast<SectionKind>(static_cast<int>(cue.value));
        has_kind_ = true;
        break;
      case Cue::kEnter:
        entered_ = entering_ = true;
        // "They come back": who left.
        if (waiting_.empty() && cue.text.find("back") != std::string_view::npos) waiting_ = gone_;
        step.enters.insert(step.enters.end(), waiting_.begin(), waiting_.end());
        waiting_.clear();
        break;
      case Cue::kLeave:
        // "The beat disappears": the cue says itself who does.
        if (waiting_.empty()) {
          const AnyOf who = players_named(std::string(cue.text.substr(0, cue.text.find(' '))));
          if (!who.empty()) waiting_.push_back(who);
        }
        step.leaves.insert(step.leaves.end(), waiting_.begin(), waiting_.end());
        if (!waiting_.empty()) gone_ = waiting_;
        leaving_players_ = waiting_.empty();
        waiting_.clear();
        break;
      case Cue::kAlone:
        alone_ = true;
        step.alone.insert(step.alone.end(), waiting_.begin(), waiting_.end());
        waiting_.clear();
        break;
      case Cue::kAll:
        if (target_) {
          take_level(6.8);
        } else {
          step.everybody = true;
        }
        break;
      case Cue::kTempo:
        if (step.tempo_to == step.tempo) step.tempo = step.tempo_to = cue.value;
        settled_ = true;
        return;
      case Cue::kQuicken:
        step.tempo_to = cue.value;
        draft_.rise = cue.value > 1 ? std::max(draft_.rise, 2.0) : draft_.rise;
        draft_.ordered = true;
        break;
      case Cue::kGesture:
        take_gesture(static_cast<Gesture>(static_cast<int>(cue.value)));
        break;
      case Cue::kBegin:
        draft_.begins = true;
        step.share = std::max(step.share, cue.value);
        return;
      case Cue::kMiddle:
        step.middle = true;
        break;
      case Cue::kEnd:
        draft_.ends = true;
        step.share = std::max(step.share, cue.value);
        return;
      case Cue::kWaves:
        draft_.waves = true;
        break;
      case Cue::kSlowly:
        if (draft_.rise > 0) draft_.rise = 2;
        if (draft_.fall > 0) draft_.fall = 2;
        slowly_ = true;
        return;
      case Cue::kNext:
      case Cue::kTo:
      case Cue::kNothing:
        return;
    }
    moved_ = settled_ = true;
  }

  void take_gesture(Gesture gesture) {
    if (gesture == Gesture::kCut || gesture == Gesture::kRing) {
      drafts_.ending.push_back(gesture);
      draft_.ends = true;
      return;
    }
    draft_.step.gestures.push_back(gesture);
    if (gesture == Gesture::kFadeOut) draft_.fall = std::max(draft_.fall, 2.0);
    if (gesture == Gesture::kFadeIn) draft_.rise = std::max(draft_.rise, 2.0);
    if (gesture == Gesture::kCrash) draft_.level = std::max(draft_.level.value_or(0), 6.5);
    draft_.ordered = true;
  }

  // Whom a verb that follows may be about.
  void take_players(const AnyOf& players) {
    full_ = true;
    if (alone_) {
      draft_.step.alone.push_back(players);
    } else if (leaving_players_) {
      draft_.step.leaves.push_back(players);
      gone_ = {players};
    } else {
      waiting_.push_back(players);
    }
  }

  CourseDrafts drafts_;
  CourseDraft draft_;
  std::vector<AnyOf> waiting_;
  bool full_ = false;     // the step holds something
  bool moved_ = false;    // it has its move
  bool settled_ = false;  // it has a level or a move
  bool entered_ = false;
  bool entering_ = false;  // the step before brought players in
  bool inherits_ = false;
  bool has_kind_ = false;
  bool stamped_ = false;
  bool bare_ = false;     // it holds nothing yet but the time at which it begins
  bool target_ = false;   // levels are where a rise or fall ends
  bool pending_ = false;  // a new step begins with the next mark
  bool contrast_next_ = false;
  bool then_ = false;
  bool slowly_ = false;
  std::vector<AnyOf> gone_;  // who fell silent last
  bool alone_ = false;
  bool leaving_players_ = false;
};

}  // namespace

CourseDrafts draft_course(std::string_view words) {
  return Reader().read(marks_of(words.substr(0, kLongestText_bytes)));
}

}  // namespace continuo
