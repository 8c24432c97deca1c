// Every named intermediate of text encoder and decoder, as a probe sees it, beside the reference's.
//
// S steps of codes, P steps before them, K codebooks, V codes.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/error.h"
#include "checks.h"

namespace continuo::parity {

namespace {

// "layers.17.mlp" -> "layers.*.mlp", 17
std::pair<std::string, int> kind_of(const std::string& name) {
  const size_t begin = name.find("layers.");
  if (begin == std::string::npos) return {name, -1};
  const size_t number = begin + 7, end = name.find('.', number);
  return {name.substr(0, number) + "*" + name.substr(end),
          std::stoi(name.substr(number, end - number))};
}

struct Found {
  Distance reference, exact, reference_from_exact;
};

// Compares what a probe sees of one row, block after block, with the golden tensors of `prefix`.
class Watch {
 public:
  // `exact` may be null.
  Watch(const Reference& golden, const Reference* exact, std::string prefix, int64_t row)
      : golden_(golden), exact_(exact), prefix_(std::move(prefix)), row_(row) {}

  // A new sequence.
  void begin(int64_t steps_before_codes) { begin_ = end_ = 0, before_ = steps_before_codes; }

  Tensor operator()(const std::string& name, const Tensor& tensor) {
    if (name == "embed") begin_ = end_, end_ += tensor[1];
    const bool of_last_step = name == "norm" || name == "logits";
    // Rows without a condition have no part in cross-attention, and what stands before the codes
    // has no logits.
    if (of_last_step ? end_ <= before_ : tensor.shape().rank() == 3 && row_ >= tensor[0])
      return tensor;
    const bool by_row = of_last_step || tensor.shape().rank() == 3;
    const Tensor mine = by_row ? tensor.slice(row_, 1) : tensor;
    const auto part_of = [&](const Reference& reference) {
      const Tensor whole = reference.tensor(prefix_ + name);
      if (of_last_step) return whole.slice(end_ - before_ - 1, 1);
      return end_ > 0 ? whole.slice(begin_, end_ - begin_) : whole;
    };
    const Tensor golden = part_of(golden_);
    Found& found = seen_[name];
    found.reference.add(mine.values(), golden.values());
    if (exact_ != nullptr) {
      const Tensor exact = part_of(*exact_);
      found.exact.add(mine.values(), exact.values());
      found.reference_from_exact.add(golden.values(), exact.values());
    }
    return tensor;
  }

  // A line for each kind of intermediate, its worst layer's. Throws where a golden tensor was never
  // seen, but the cross-attention of a row without a condition, which must be nothing.
  void tell(const std::string& part, Report& report) const {
    for (const std::string& name : golden_.names()) {
      if (!name.starts_with(prefix_) || is_input(name)) continue;
      if (seen_.contains(name.substr(prefix_.size()))) continue;
      Distance nothing;
      const Tensor golden = golden_.tensor(name);
      const std::vector<float> zeros(golden.values().size());
      nothing.add(zeros, golden.values());
      if (nothing.worst > 0)
        fail(ErrorKind::kInternal, "parity", "{}: the engine has no such intermediate.", name);
    }
    std::map<std::string, std::vector<std::pair<int, const Found*>>> kinds;
    for (const auto& [name, found] : seen_) {
      const auto [kind, layer] = kind_of(name);
      kinds[kind].emplace_back(layer, &found);
    }
    for (const auto& [kind, layers] : kinds) {
      const auto worst = *std::max_element(layers.begin(), layers.end(), [](auto& a, auto& b) {
        return a.second->reference.share() < b.second->reference.share();
      });
      const double error = worst.second->reference.share();
      Line line{.part = part, .name = prefix_ + kind, .error = error, .passed = error <= kBound};
      if (worst.first >= 0)
        line.note = fmt::format("worst of {}: layer {}", layers.size(), worst.first);
      if (exact_ != nullptr) {
        line.from_exact = worst.second->exact.share();
        line.reference_from_exact = worst.second->reference_from_exact.share();
      }
      report.add(line);
    }
  }

 private:
  static bool is_input(const std::string& name) {
    return name == "tokens" || name == "codes" || name == "classes" || name == "guidance";
  }

  const Reference& golden_;
  const Reference* exact_;
  std::string prefix_;
  int64_t row_;
  int64_t begin_ = 0, end_ = 0;  // of the block, in steps
  int64_t before_ = 0;
  std::map<std::string, Found> seen_;
};

std::unique_ptr<Reference> exact_of(const Engine& engine, const std::string& part) {
  if (!Reference::exists(engine.folder(), part + "64")) return nullptr;
  return std::make_unique<Reference>(engine.folder(), part + "64");
}

}  // namespace

void check_text(Engine& engine, Report& report) {
  const Reference golden(engine.folder(), "text");
  const auto exact = exact_of(engine, "text");
  Watch watch(golden, exact.get(), "", 0);
  const Probe::Observer observer = std::ref(watch);
  engine.model().encode(golden.integers("tokens"), Probe(observer));
  watch.tell("text", report);
}

void check_steps(Engine& engine, Report& report) {
  const Reference golden(engine.folder(), "steps");
  const auto exact = exact_of(engine, "steps");
  const auto& model = engine.model();
  const auto codes = golden.integers("codes");
  const auto K = static_cast<size_t>(model.config().decoder.num_codebooks);
  const std::vector<int32_t> classes =
      model.config().follows_melody() ? golden.integers("classes") : std::vector<int32_t>{};
  const std::vector<musicgen::Condition> rows = {
      model.encode_with_melody(golden.integers("tokens"), classes), model.null()};
  Watch words(golden, exact.get(), "words.", 0), null(golden, exact.get(), "null.", 1);
  const Probe::Observer observer = [&](const std::string& name, const Tensor& tensor) {
    words(name, tensor);
    return null(name, tensor);
  };
  const int64_t before = model.config().follows_melody() ? rows[0].hidden()[0] : 0;
  for (const size_t steps_at_once : {codes.size() / K, size_t{1}}) {
    words.begin(before);
    null.begin(before);
    musicgen::State state =
        model.start(rows, static_cast<int64_t>(codes.size() / K), Probe(observer));
    for (size_t i = 0; i < codes.size(); i += steps_at_once * K)
      model.advance(state, std::span(codes).subspan(i, steps_at_once * K), Probe(observer));
  }
  words.tell("steps", report);
  null.tell("steps", report);
}

}  // namespace continuo::parity
