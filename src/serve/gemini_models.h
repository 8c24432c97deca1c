// The models by Google's names that we stand in for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "serve/http.h"

namespace continuo::gemini {

struct Model {
  enum class Kind { kLive, kClip, kSong };
  std::string_view name;  // without "models/"
  std::string_view title;
  std::string_view description;
  Kind kind;
};

const std::vector<Model>& models();
// "models/lyria-3.5" or "lyria-3.5"; null where there is none.
const Model* find_model(std::string_view name);
std::string unknown_model_text(std::string_view name, std::string_view version,
                               std::string_view method);
// "v1", "v1beta", "v1alpha", ...
bool is_api_version(std::string_view version);
// Of a request's path. Throws ApiError(kNotFound).
void check_api_version(const Request& request);

Response list_models(const Request& request);
Response get_model(const Request& request);

// A page of a list: where it begins, and where the next does, by ?pageSize= and ?pageToken=.
struct Page {
  size_t begin = 0;
  size_t end = 0;
  std::string next;  // empty at the end
};
// Throws ApiError for a token that is none of ours.
Page page_of(const Request& request, size_t count);

}  // namespace continuo::gemini
