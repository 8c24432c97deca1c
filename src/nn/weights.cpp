#include "nn/weights.h"

#include <algorithm>
#include <set>

#include "base/error.h"

namespace continuo {

namespace {

// A wrong checkpoint can lack hundreds of tensors; the first few say which it is.
constexpr size_t kMostListed = 12;

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (size_t i = 0; i < std::min(items.size(), kMostListed); ++i)
    text += (i == 0 ? "" : ", ") + items[i];
  if (items.size() > kMostListed) text += fmt::format(" and {} more", items.size() - kMostListed);
  return text;
}

}  // namespace

Tensor TensorSource::make(const std::string&, const Shape&) const { return {}; }

void TensorMap::set(const std::string& name, Tensor tensor) {
  for (auto& [known, held] : tensors_) {
    if (known == name) {
      held = std::move(tensor);
      return;
    }
  }
  tensors_.emplace_back(name, std::move(tensor));
}

std::vector<std::string> TensorMap::names() const {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : tensors_) names.push_back(name);
  return names;
}

Tensor TensorMap::find(const std::string& name) const {
  for (const auto& [known, tensor] : tensors_) {
    if (known == name) return tensor;
  }
  return {};
}

int64_t TensorMap::elements() const {
  int64_t total = 0;
  for (const auto& [name, tensor] : tensors_) total += tensor.shape().elements();
  return total;
}

struct Weights::Ledger {
  const TensorSource* source = nullptr;
  ThreadPool* pool = nullptr;
  std::set<std::string> unused;
  std::set<std::string> names;
  std::vector<std::string> missing;
  std::vector<std::string> misshapen;
};

Weights::Weights(const TensorSource& source, ThreadPool* pool)
    : ledger_(std::make_shared<Ledger>()) {
  ledger_->source = &source;
  ledger_->pool = pool;
  for (std::string& name : source.names()) ledger_->names.insert(std::move(name));
  ledger_->unused = ledger_->names;
}

Weights::Weights(std::shared_ptr<Ledger> ledger, std::string prefix)
    : ledger_(std::move(ledger)), prefix_(std::move(prefix)) {}

Weights Weights::scope(std::string_view name) const {
  return {ledger_, name.empty() ? prefix_ : prefix_ + std::string(name) + '.'};
}

Weights Weights::scope(std::string_view name, int index) const {
  return scope(name).scope(std::to_string(index));
}

ThreadPool* Weights::pool() const { return ledger_->pool; }

bool Weights::has(std::string_view name) const {
  return ledger_->names.contains(prefix_ + std::string(name));
}

Tensor Weights::take(std::string_view name, const Shape& shape) const {
  const std::string full = prefix_ + std::string(name);
  if (!ledger_->names.contains(full)) {
    if (Tensor made = ledger_->source->make(full, shape); !made.empty()) return made;
    ledger_->missing.push_back(full + " " + shape.text());
    return Tensor::zeros(shape);
  }
  ledger_->unused.erase(full);
  Tensor tensor = ledger_->source->find(full);
  if (tensor.shape() != shape) {
    ledger_->misshapen.push_back(
        fmt::format("{} (expected {}, found {})", full, shape.text(), tensor.shape().text()));
    return Tensor::zeros(shape);
  }
  return tensor;
}

void Weights::ignore(std::string_view prefix) const {
  const std::string full = prefix_ + std::string(prefix);
  std::erase_if(ledger_->unused, [&](const std::string& name) { return name.starts_with(full); });
}

void Weights::finish() const {
  const Ledger& ledger = *ledger_;
  if (ledger.missing.empty() && ledger.misshapen.empty() && ledger.unused.empty()) return;
  std::string text = ledger.source->description() + " does not fit this model.";
  if (!ledger.missing.empty())
    text += fmt::format(" Missing {}: {}.", ledger.missing.size(), list(ledger.missing));
  if (!ledger.misshapen.empty()) {
    text +=
        fmt::format(" Of another shape {}: {}.", ledger.misshapen.size(), list(ledger.misshapen));
  }
  if (!ledger.unused.empty()) {
    const std::vector<std::string> unused(ledger.unused.begin(), ledger.unused.end());
    text += fmt::format(" Not used {}: {}.", unused.size(), list(unused));
  }
  throw Error(ErrorKind::kInput, "weights", text);
}

}  // namespace continuo
