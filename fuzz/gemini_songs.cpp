// Requests for clips and songs: bodies of generateContent and of interactions, and the form that a
// prompt asks for.
#include "oracle.h"
#include "serve/gemini_interaction_messages.h"
#include "serve/gemini_json.h"
#include "serve/gemini_song_form.h"

using namespace continuo;
using namespace continuo::fuzz;
using namespace continuo::gemini;

namespace {

void check(const SongRequest& song) {
  expect(song.pictures.size() <= kMostPictures, "few pictures");
  expect(song.prompt.size() <= kLongestSongPrompt_bytes, "a prompt that ends");
  expect(is_mp3_rate(song.rate_hz), "a rate");
  expect(song.format.kbps >= 8 && song.format.kbps <= 320, "a rate of bits");
}

void check_form(std::string_view prompt) {
  const SongForm form = read_song_form(prompt);
  expect(!form.seconds || (*form.seconds > 0 && *form.seconds < 1e12), "a length");
  expect(form.sections.size() <= 64, "sections");
  for (const double bar_s : {0.4, 2.0, 8.0}) {
    const double seconds = std::min(form.seconds.value_or(60), 180.0);
    const std::vector<Section> sections = sections_in_bars(form.sections, seconds, bar_s);
    int bars = 0;
    for (const Section& section : sections) {
      expect(section.bars >= 1 && section.bars <= kMaxSectionBars, "bars of a section");
      expect(section.intensity >= 0 && section.intensity < kLevelCount, "a level");
      bars += section.bars;
    }
    expect(bars <= kMaxPlanBars, "bars of a plan");
  }
}

template <typename Parse>
void answered_or_taken(Parse parse) {
  accepted([&] {
    try {
      parse();
    } catch (const ApiError& error) {
      expect(http_status(error.status()) >= 400 && http_status(error.status()) < 500,
             "the client's fault");
      const Json json = Json::parse(content_error_json(error));
      expect(json["error"]["code"].is_number(), "an error in Google's form");
    }
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  const FindFile no_files = [](std::string_view) -> std::shared_ptr<const std::string> {
    throw ApiError(Status::kInvalidArgument, "there are no files.");
  };
  answered_or_taken([&] {
    const ContentRequest request =
        parse_content_request(text, *find_model("lyria-3.5"), 1, no_files);
    check(request.song);
    check_form(request.song.prompt);
  });
  answered_or_taken([&] {
    const InteractionRequest request = parse_interaction_request(text, 1, no_files);
    check(request.content.song);
    expect(request.model != nullptr, "a model");
    Interaction interaction;
    interaction.input = request.input;
    interaction.job = std::make_shared<SongJob>(request.content.song);
    for (const bool with_input : {false, true})
      expect(Json::accept(interaction_answer(interaction, with_input)), "JSON");
    for (const Event& event : opening_events(interaction)) expect(Json::accept(event.data), "JSON");
  });
  check_form(text);
  return 0;
}
