// One MusicGen decoder step as a ggml graph, in every way that ggml offers to run it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ggml-alloc.h"
#include "ggml-backend.h"
#include "ggml-cpp.h"
#include "ggml-cpu.h"
#include "ggml.h"
#include "step_size.h"

namespace peers {

struct GgmlSettings {
  ggml_type weights = GGML_TYPE_Q8_0;
  ggml_type past = GGML_TYPE_F16;
  int threads = 2;
  uint32_t poll = 100;  // of ggml's own threads: 0 sleeps between operations, 100 spins
  bool flash =
      true;  // ggml_flash_attn_ext; else two products and a softmax, with transposed values
  bool repack = true;       // the CPU backend's buffer type for this format, where it has one
  bool exact_gelu = false;  // erf; else ggml's table of the tanh form, which is faster
  bool huge_pages = true;
};

class GgmlDecoder {
 public:
  // With `distinct` every layer has numbers of its own; else layers are copies, which are as far apart in memory and take
  // less time to make.
  GgmlDecoder(const StepSize& size, const GgmlSettings& settings, bool distinct);
  ~GgmlDecoder();

  // The step after `context` steps: it appends its keys and values there, so it can be run again and again.
  void step(const std::vector<int32_t>& codes);
  std::vector<float> logits() const;  // [B, K*V]
  // Lets ggml's threads sleep until the next step.
  void pause();

  // The numbers that `name` was made of, rounded to the format it is held in.
  std::vector<float> rounded(const std::string& name, int64_t count) const;

  const char* buffer_name() const;  // of the matrices
  size_t weight_bytes() const;
  size_t past_bytes() const;  // read by a step

 private:
  struct Layer {
    ggml_tensor *self_norm[2], *cross_norm[2], *mlp_norm[2];
    ggml_tensor *qkv, *out, *cross_q, *cross_out, *up, *down;
    ggml_tensor *past_keys, *past_values, *cross_keys, *cross_values;
  };

  ggml_backend_buffer_type_t matrix_buffer_type() const;
  void allocate(ggml_context* context, ggml_backend_buffer_type_t type);
  void fill(ggml_tensor* tensor, const std::string& name);
  void fill_past(ggml_tensor* tensor, const std::string& name, int64_t positions, bool transposed);
  void make_tensors();
  void fill_tensors(bool distinct);
  void build_graph();
  ggml_tensor* norm(ggml_tensor* x, ggml_tensor* const (&parts)[2]);
  ggml_tensor* self_attention(ggml_tensor* qkv, const Layer& layer);
  ggml_tensor* cross_attention(ggml_tensor* q, const Layer& layer);
  ggml_tensor* attend(ggml_tensor* q, ggml_tensor* keys, ggml_tensor* values, int64_t positions);

  StepSize size_;
  GgmlSettings settings_;
  std::vector<Layer> layers_;
  ggml_context_ptr matrices_, numbers_, graph_context_;
  std::vector<ggml_backend_buffer_ptr> buffers_;
  ggml_gallocr_ptr graph_memory_;
  std::vector<ggml_tensor*> embed_;
  ggml_tensor *position_ = nullptr, *codes_ = nullptr, *norm_[2] = {}, *heads_ = nullptr,
              *logits_ = nullptr;
  ggml_cgraph* graph_ = nullptr;
  ggml_threadpool* pool_ = nullptr;
  ggml_cplan plan_{};
  std::vector<uint8_t> work_;
  bool paused_ = false;
  std::vector<uint8_t> last_bytes_;  // of the tensor filled last: the next layer's may be a copy
  std::string last_name_;
};

}  // namespace peers
