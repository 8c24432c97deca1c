// Messages of live music, a line each: one by one through the parser, and all of them through a
// session.
#include "serve/gemini_live.h"
#include "oracle.h"
#include "serve/gemini_fakes_test.h"

using namespace continuo;
using namespace continuo::fuzz;
using namespace continuo::gemini;

namespace {

void parse_alone(std::string_view text) {
  accepted([&] {
    const LiveMessage message = parse_live_message(text);
    std::vector<WeightedPrompt> prompts;
    MusicConfig config;
    if (const auto* given = std::get_if<PromptsMessage>(&message)) {
      const AcceptedPrompts fit = accept_prompts(given->prompts, {});
      for (const FilteredPrompt& each : fit.filtered)
        expect(Json::accept(filtered_prompt_message(each.text, each.reason)), "JSON");
      prompts = fit.prompts;
    }
    if (const auto* given = std::get_if<ConfigMessage>(&message)) {
      config = given->config;
      for (const std::string& warning : given->warnings)
        expect(printable(warning, warning.size()) == warning, "a warning in one line");
    }
    Latched latched;
    latched.bpm = config.bpm;
    if (config.scale != 0) latched.key = key_of_scale(config.scale, text.size() % 2 == 0);
    const Controls controls = controls_of(prompts, config, latched, config.seed.value_or(1));
    expect(controls_from_json(controls_to_json(controls), {}, "fuzz") == controls,
           "controls in their ranges");
    // What chunks say of the config is a config that means the same.
    const Json metadata = Json::parse(source_metadata(prompts, config, config.seed.value_or(1)));
    const Json again = {{"musicGenerationConfig", metadata["musicGenerationConfig"]}};
    MusicConfig known = config;
    known.seed = config.seed.value_or(1);
    expect(std::get<ConfigMessage>(parse_live_message(again.dump())).config == known,
           "the same config again");
  });
}

void converse(std::string_view text) {
  static LiveSeats seats(1, std::chrono::hours(1));
  static const LiveOptions options;
  FakeStage stage;
  const auto socket = std::make_shared<FakeSocket>();
  Request request;
  request.parameters["version"] = "v1beta";
  const auto handler = begin_live_music(request, socket, stage, seats, options, 1);
  handler->on_message(R"({"setup":{"model":"lyria-realtime-exp"}})", false);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    handler->on_message(text.substr(0, end), true);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const int code = socket->close_code;
  expect(code == 0 || code == 1007 || code == 1008, "a code that says whose fault it is");
  expect(socket->close_reason.size() <= 123 && is_utf8(socket->close_reason), "a reason that fits");
  for (const Json& message : socket->taken())
    expect(message.is_object() && message.size() == 1, "one field a message");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  parse_alone(text.substr(0, text.find('\n')));
  converse(text);
  return 0;
}
