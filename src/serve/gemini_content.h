// generateContent and streamGenerateContent: their requests and answers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_fields.h"
#include "serve/gemini_song_jobs.h"

namespace continuo::gemini {

inline constexpr size_t kMostRequest_bytes = size_t{64} << 20;

// Bytes of an uploaded file by its URI; throws ApiError where there is none.
using FindFile = std::function<std::shared_ptr<const std::string>(std::string_view uri)>;

struct ContentRequest {
  SongRequest song;
  bool with_text = true;  // false where the client asked for sound alone
};

// Of a body for a model. `drawn_seed` serves where the client names none. Throws Error(kInput) or
// ApiError.
ContentRequest parse_content_request(std::string_view body, const Model& model, uint64_t drawn_seed,
                                     const FindFile& find_file);

// A part of the words or pictures of a request, of this interface or the other.
void add_text(SongRequest& song, std::string_view text);
void add_picture(SongRequest& song, std::string bytes, std::string_view mime_type,
                 const std::string& path);
// "audio/wav", "audio/mpeg", "audio/mp3", ...; throws Error(kInput) for others.
SoundFormat format_named(std::string_view mime_type, const std::string& path);
// Words or a picture, and not too much of either.
void check_song_request(const SongRequest& song);

// Answers: whole, or an event each for the text and the sound.
std::string content_answer(const ContentRequest& request, const Song& song, std::string_view model,
                           std::string_view id);
std::string content_text_event(const SongJob& job, std::string_view model, std::string_view id);
std::string content_audio_event(const ContentRequest& request, const Song& song,
                                std::string_view model, std::string_view id);
std::string blocked_answer(std::string_view model, std::string_view id);

}  // namespace continuo::gemini
