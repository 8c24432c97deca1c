#include "ggml_decoder.h"

#include <sys/mman.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace peers {

namespace {

constexpr size_t kMostNodes = 8192;

ggml_context_ptr new_context(size_t tensors) {
  return ggml_context_ptr(
      ggml_init({tensors * ggml_tensor_overhead() + ggml_graph_overhead_custom(kMostNodes, false),
                 nullptr, true}));
}

bool contains(const std::string& name, const char* part) {
  return name.find(part) != std::string::npos;
}

// Numbers of a size that keeps activations near one, from the name alone. K is the length of a row.
std::vector<float> make_values(const std::string& name, int64_t count, int64_t K) {
  float scale = std::sqrt(3.0f / static_cast<float>(K));
  float middle = 0;
  if (contains(name, "norm")) {
    scale = 0.2f;
    middle = contains(name, "weight") ? 1.0f : 0.0f;
  } else if (contains(name, "keys") || contains(name, "values") || contains(name, "embed") ||
             name == "position") {
    scale = 1;
  }
  uint64_t state = 1469598103934665603u;
  for (const char letter : name) state = (state ^ static_cast<uint8_t>(letter)) * 1099511628211u;
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    value = middle + scale * (static_cast<float>(state >> 40) / 8388608.0f - 1.0f);
  }
  return values;
}

std::vector<uint8_t> in_format(ggml_type type, const std::vector<float>& values, int64_t K) {
  const auto rows = static_cast<int64_t>(values.size()) / K;
  std::vector<uint8_t> bytes(ggml_row_size(type, K) * static_cast<size_t>(rows));
  ggml_quantize_chunk(type, values.data(), bytes.data(), 0, rows, K, nullptr);
  return bytes;
}

void use_huge_pages(ggml_backend_buffer_t buffer) {
  constexpr uintptr_t kHuge = uintptr_t{2} << 20;
  const auto base = reinterpret_cast<uintptr_t>(ggml_backend_buffer_get_base(buffer));
  const uintptr_t from = (base + kHuge - 1) / kHuge * kHuge;
  const uintptr_t to = (base + ggml_backend_buffer_get_size(buffer)) / kHuge * kHuge;
  if (to > from) madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);
}

}  // namespace

GgmlDecoder::GgmlDecoder(const StepSize& size, const GgmlSettings& settings, bool distinct)
    : size_(size), settings_(settings) {
  ggml_cpu_init();
  make_tensors();
  fill_tensors(distinct);
  build_graph();
}

GgmlDecoder::~GgmlDecoder() { ggml_threadpool_free(pool_); }

// The first of the CPU's own buffer types that can multiply by this format; plain memory where none can.
ggml_backend_buffer_type_t GgmlDecoder::matrix_buffer_type() const {
  ggml_backend_reg_t cpu = ggml_backend_cpu_reg();
  ggml_backend_dev_t device = ggml_backend_reg_dev_get(cpu, 0);
  const auto extra = reinterpret_cast<ggml_backend_dev_get_extra_bufts_t>(
      ggml_backend_reg_get_proc_address(cpu, "ggml_backend_dev_get_extra_bufts"));
  if (settings_.repack && extra) {
    for (ggml_backend_buffer_type_t* type = extra(device); type && *type; ++type) {
      const ggml_context_ptr trial = new_context(4);
      ggml_tensor* weight = ggml_new_tensor_2d(trial.get(), settings_.weights, 256, 256);
      const ggml_backend_buffer_ptr memory(
          ggml_backend_alloc_ctx_tensors_from_buft(trial.get(), *type));
      ggml_tensor* x = ggml_new_tensor_2d(trial.get(), GGML_TYPE_F32, 256, 1);
      if (memory && ggml_backend_dev_supports_op(device, ggml_mul_mat(trial.get(), weight, x)))
        return *type;
    }
  }
  return ggml_backend_cpu_buffer_type();
}

void GgmlDecoder::allocate(ggml_context* context, ggml_backend_buffer_type_t type) {
  ggml_backend_buffer_t buffer = ggml_backend_alloc_ctx_tensors_from_buft(context, type);
  if (!buffer) {
    std::fprintf(stderr, "ggml_step: no memory for the tensors\n");
    std::exit(1);
  }
  if (settings_.huge_pages) use_huge_pages(buffer);
  buffers_.emplace_back(buffer);
}

void GgmlDecoder::make_tensors() {
  const auto& s = size_;
  const int64_t D = s.hidden, E = s.head_size(), C = (s.context + 1 + 31) / 32 * 32;
  const auto layer_tensors = static_cast<size_t>(s.layers) * 24;
  matrices_ = new_context(layer_tensors + 8);
  numbers_ = new_context(layer_tensors + 32);
  ggml_context* m = matrices_.get();
  ggml_context* n = numbers_.get();
  const auto matrix = [&](int64_t N, int64_t K) {
    return ggml_new_tensor_2d(m, settings_.weights, K, N);
  };
  const auto vectors = [&](ggml_tensor*(&parts)[2]) {
    for (ggml_tensor*& part : parts) part = ggml_new_tensor_1d(n, GGML_TYPE_F32, D);
  };
  const auto keys = [&](int64_t positions, int64_t rows) {
    return ggml_new_tensor_4d(n, settings_.past, E, positions, s.heads, rows);
  };
  const auto values = [&](int64_t positions, int64_t rows) {
    return settings_.flash ? keys(positions, rows)
                           : ggml_new_tensor_4d(n, settings_.past, positions, E, s.heads, rows);
  };
  for (int64_t i = 0; i < s.layers; ++i) {
    Layer& layer = layers_.emplace_back();
    layer.qkv = matrix(3 * D, D);
    layer.out = matrix(D, D);
    layer.cross_q = matrix(D, D);
    layer.cross_out = matrix(D, D);
    layer.up = matrix(s.feed, D);
    layer.down = matrix(D, s.feed);
    vectors(layer.self_norm);
    vectors(layer.cross_norm);
    vectors(layer.mlp_norm);
    layer.past_keys = keys(C, s.batch);
    layer.past_values = values(C, s.batch);
    layer.cross_keys = keys(s.text, s.conditioned);
    layer.cross_values = values(s.text, s.conditioned);
  }
  heads_ = matrix(s.codebooks * s.vocabulary, D);
  vectors(norm_);
  for (int64_t k = 0; k < s.codebooks; ++k)
    embed_.push_back(ggml_new_tensor_2d(n, GGML_TYPE_F32, D, s.vocabulary + 1));
  position_ = ggml_new_tensor_1d(n, GGML_TYPE_F32, D);
  codes_ = ggml_new_tensor_1d(n, GGML_TYPE_I32, s.codebooks);
  allocate(m, matrix_buffer_type());
  allocate(n, ggml_backend_cpu_buffer_type());
}

void GgmlDecoder::fill(ggml_tensor* tensor, const std::string& name) {
  if (name != last_name_) {
    last_bytes_ = in_format(tensor->type, make_values(name, ggml_nelements(tensor), tensor->ne[0]),
                            tensor->ne[0]);
    last_name_ = name;
  }
  ggml_backend_tensor_set(tensor, last_bytes_.data(), 0, last_bytes_.size());
}

// Numbers [rows, H, positions, E], laid out as the attention wants them; room after the positions stays zero.
void GgmlDecoder::fill_past(ggml_tensor* tensor, const std::string& name, int64_t positions,
                            bool transposed) {
  if (name != last_name_) {
    const int64_t E = size_.head_size(), heads = tensor->ne[2] * tensor->ne[3];
    const auto rows = in_format(tensor->type, make_values(name, heads * positions * E, E), E);
    const size_t row = ggml_row_size(tensor->type, E), one = ggml_type_size(tensor->type);
    last_bytes_.assign(ggml_nbytes(tensor), 0);
    for (int64_t h = 0; h < heads; ++h) {
      uint8_t* head = last_bytes_.data() + static_cast<size_t>(h) * tensor->nb[2];
      for (int64_t s = 0; s < positions; ++s) {
        const uint8_t* from = rows.data() + static_cast<size_t>(h * positions + s) * row;
        if (!transposed) std::memcpy(head + static_cast<size_t>(s) * tensor->nb[1], from, row);
        for (int64_t i = 0; transposed && i < E; ++i) {
          std::memcpy(head + static_cast<size_t>(i) * tensor->nb[1] + static_cast<size_t>(s) * one,
                      from + static_cast<size_t>(i) * one, one);
        }
      }
    }
    last_name_ = name;
  }
  ggml_backend_tensor_set(tensor, last_bytes_.data(), 0, last_bytes_.size());
}

void GgmlDecoder::fill_tensors(bool distinct) {
  const auto every_layer = [&](const char* name, auto&& action) {
    for (size_t i = 0; i < layers_.size(); ++i)
      action(layers_[i], "layers." + std::to_string(distinct ? i : 0) + "." + name);
  };
  const auto matrix = [&](const char* name, ggml_tensor* Layer::*part) {
    every_layer(name, [&](Layer& layer, const std::string& full) { fill(layer.*part, full); });
  };
  const auto pair = [&](ggml_tensor* const(&parts)[2], const std::string& name) {
    fill(parts[0], name + ".weight");
    fill(parts[1], name + ".bias");
  };
  const auto past = [&](const char* name, ggml_tensor* Layer::*part, int64_t positions,
                        bool transposed) {
    every_layer(name, [&](Layer& layer, const std::string& full) {
      fill_past(layer.*part, full, positions, transposed);
    });
  };
  matrix("qkv", &Layer::qkv);
  matrix("out", &Layer::out);
  matrix("cross_q", &Layer::cross_q);
  matrix("cross_out", &Layer::cross_out);
  matrix("up", &Layer::up);
  matrix("down", &Layer::down);
  every_layer("self_norm",
              [&](Layer& layer, const std::string& name) { pair(layer.self_norm, name); });
  every_layer("cross_norm",
              [&](Layer& layer, const std::string& name) { pair(layer.cross_norm, name); });
  every_layer("mlp_norm",
              [&](Layer& layer, const std::string& name) { pair(layer.mlp_norm, name); });
  past("past_keys", &Layer::past_keys, size_.context, false);
  past("past_values", &Layer::past_values, size_.context, !settings_.flash);
  past("cross_keys", &Layer::cross_keys, size_.text, false);
  past("cross_values", &Layer::cross_values, size_.text, !settings_.flash);
  fill(heads_, "heads");
  pair(norm_, "norm");
  for (size_t k = 0; k < embed_.size(); ++k) fill(embed_[k], "embed." + std::to_string(k));
  fill(position_, "position");
  last_bytes_ = {};
}

ggml_tensor* GgmlDecoder::norm(ggml_tensor* x, ggml_tensor* const (&parts)[2]) {
  ggml_context* g = graph_context_.get();
  return ggml_add(g, ggml_mul(g, ggml_norm(g, x, 1e-5f), parts[0]), parts[1]);
}

// q [E,1,H,rows] over the first `positions` of keys and values -> [D,rows].
ggml_tensor* GgmlDecoder::attend(ggml_tensor* q, ggml_tensor* keys, ggml_tensor* values,
                                 int64_t positions) {
  ggml_context* g = graph_context_.get();
  const int64_t E = size_.head_size(), H = size_.heads, rows = q->ne[3];
  const float scale = 1.0f / std::sqrt(static_cast<float>(E));
  const auto seen = [&](ggml_tensor* past, int64_t ne0, int64_t ne1) {
    return ggml_view_4d(g, past, ne0, ne1, H, rows, past->nb[1], past->nb[2], past->nb[3], 0);
  };
  ggml_tensor* out;
  if (settings_.flash) {
    out = ggml_flash_attn_ext(g, q, seen(keys, E, positions), seen(values, E, positions), nullptr,
                              scale, 0, 0);
  } else {
    ggml_tensor* scores = ggml_mul_mat(g, seen(keys, E, positions), q);
    out = ggml_mul_mat(g, seen(values, positions, E),
                       ggml_soft_max_ext(g, scores, nullptr, scale, 0));
  }
  return ggml_reshape_2d(g, out, size_.hidden, rows);
}

ggml_tensor* GgmlDecoder::self_attention(ggml_tensor* qkv, const Layer& layer) {
  ggml_context* g = graph_context_.get();
  const int64_t E = size_.head_size(), H = size_.heads, B = size_.batch;
  const auto part = [&](size_t index, int64_t ne0, int64_t ne1) {
    const size_t width = static_cast<size_t>(E) * sizeof(float);
    return ggml_view_4d(g, qkv, ne0, ne1, H, B, ne0 == 1 ? sizeof(float) : width, width, qkv->nb[1],
                        index * static_cast<size_t>(H) * width);
  };
  const auto slot = [&](ggml_tensor* past, int64_t ne0, int64_t ne1) {
    const auto at = static_cast<size_t>(size_.context) * past->nb[ne0 == 1 ? 0 : 1];
    return ggml_view_4d(g, past, ne0, ne1, H, B, past->nb[1], past->nb[2], past->nb[3], at);
  };
  ggml_build_forward_expand(graph_, ggml_cpy(g, part(1, E, 1), slot(layer.past_keys, E, 1)));
  const int64_t ne0 = settings_.flash ? E : 1, ne1 = settings_.flash ? 1 : E;
  ggml_build_forward_expand(graph_,
                            ggml_cpy(g, part(2, ne0, ne1), slot(layer.past_values, ne0, ne1)));
  return attend(part(0, E, 1), layer.past_keys, layer.past_values, size_.context + 1);
}

// q [D,G] -> [D,G].
ggml_tensor* GgmlDecoder::cross_attention(ggml_tensor* q, const Layer& layer) {
  ggml_tensor* heads = ggml_reshape_4d(graph_context_.get(), q, size_.head_size(), 1, size_.heads,
                                       size_.conditioned);
  return attend(heads, layer.cross_keys, layer.cross_values, size_.text);
}

void GgmlDecoder::build_graph() {
  const auto& s = size_;
  graph_context_ = new_context(kMostNodes);
  ggml_context* g = graph_context_.get();
  graph_ = ggml_new_graph_custom(g, kMostNodes, false);
  ggml_tensor* sum = position_;
  for (size_t k = 0; k < embed_.size(); ++k) {
    ggml_tensor* code = ggml_view_1d(g, codes_, 1, k * sizeof(int32_t));
    sum = ggml_add(g, ggml_get_rows(g, embed_[k], code), sum);
  }
  ggml_tensor* x = s.batch > 1 ? ggml_repeat_4d(g, sum, s.hidden, s.batch, 1, 1) : sum;
  for (const Layer& layer : layers_) {
    ggml_tensor* heard =
        self_attention(ggml_mul_mat(g, layer.qkv, norm(x, layer.self_norm)), layer);
    x = ggml_add(g, x, ggml_mul_mat(g, layer.out, heard));
    if (s.conditioned > 0) {
      ggml_tensor* given = ggml_view_2d(g, x, s.hidden, s.conditioned, x->nb[1], 0);
      ggml_tensor* q = ggml_mul_mat(g, layer.cross_q, norm(given, layer.cross_norm));
      ggml_tensor* read = ggml_mul_mat(g, layer.cross_out, cross_attention(q, layer));
      x = s.conditioned == s.batch ? ggml_add(g, x, read)
                                   : ggml_acc_inplace(g, x, read, x->nb[1], x->nb[2], x->nb[3], 0);
    }
    ggml_tensor* wide = ggml_mul_mat(g, layer.up, norm(x, layer.mlp_norm));
    ggml_tensor* inner =
        settings_.exact_gelu ? ggml_gelu_erf_inplace(g, wide) : ggml_gelu_inplace(g, wide);
    x = ggml_add(g, x, ggml_mul_mat(g, layer.down, inner));
  }
  logits_ = ggml_mul_mat(g, heads_, norm(x, norm_));
  ggml_set_output(logits_);
  ggml_build_forward_expand(graph_, logits_);
  graph_memory_.reset(ggml_gallocr_new(ggml_backend_cpu_buffer_type()));
  ggml_gallocr_alloc_graph(graph_memory_.get(), graph_);

  ggml_threadpool_params parameters = ggml_threadpool_params_default(settings_.threads);
  parameters.poll = settings_.poll;
  pool_ = ggml_threadpool_new(&parameters);
  plan_ = ggml_graph_plan(graph_, settings_.threads, pool_);
  work_.resize(plan_.work_size + 64);
  plan_.work_data = work_.data() + (64 - reinterpret_cast<uintptr_t>(work_.data()) % 64);
}

void GgmlDecoder::step(const std::vector<int32_t>& codes) {
  if (paused_) ggml_threadpool_resume(pool_);
  paused_ = false;
  ggml_backend_tensor_set(codes_, codes.data(), 0, ggml_nbytes(codes_));
  if (ggml_graph_compute(graph_, &plan_) != GGML_STATUS_SUCCESS) {
    std::fprintf(stderr, "ggml_step: the graph failed\n");
    std::exit(1);
  }
}

void GgmlDecoder::pause() {
  ggml_threadpool_pause(pool_);
  paused_ = true;
}

std::vector<float> GgmlDecoder::logits() const {
  std::vector<float> values(static_cast<size_t>(ggml_nelements(logits_)));
  ggml_backend_tensor_get(logits_, values.data(), 0, values.size() * sizeof(float));
  return values;
}

std::vector<float> GgmlDecoder::rounded(const std::string& name, int64_t count) const {
  const bool past = contains(name, "keys") || contains(name, "values");
  const bool plain = contains(name, "norm") || contains(name, "embed") || name == "position";
  const ggml_type type = plain ? GGML_TYPE_F32 : past ? settings_.past : settings_.weights;
  const int64_t K = past ? size_.head_size() : contains(name, "down") ? size_.feed : size_.hidden;
  std::vector<float> values = make_values(name, count, K);
  if (type == GGML_TYPE_F32) return values;
  const std::vector<uint8_t> bytes = in_format(type, values, K);
  ggml_get_type_traits(type)->to_float(bytes.data(), values.data(), count);
  return values;
}

const char* GgmlDecoder::buffer_name() const { return ggml_backend_buffer_name(buffers_[0].get()); }

size_t GgmlDecoder::weight_bytes() const {
  return ggml_row_size(settings_.weights, size_.hidden) *
         static_cast<size_t>(size_.weights() / size_.hidden);
}

size_t GgmlDecoder::past_bytes() const {
  return ggml_row_size(settings_.past, size_.head_size()) *
         static_cast<size_t>(size_.past() / size_.head_size());
}

}  // namespace peers
