// Pictures: PNG and JPEG of strangers.
#include "listen/picture.h"

#include "listen/picture_mood.h"
#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  accepted([&] {
    const Picture picture = read_picture(text_of(data, size));
    expect(picture.width >= 1 && picture.width <= kPictureSide, "a width");
    expect(picture.height >= 1 && picture.height <= kPictureSide, "a height");
    expect(picture.rgb.size() == 3 * static_cast<size_t>(picture.width * picture.height),
           "all pixels");
    for (const float value : picture.rgb) expect(value >= 0 && value <= 1, "a colour");
    const PictureTraits traits = measure_picture(picture);
    const PictureMood mood = mood_of(traits);
    for (const double value : {mood.valence, mood.arousal, mood.density, mood.register_})
      expect(value >= -1 && value <= 1, "a mood");
    expect(!describe(traits, 1).empty(), "a description");
  });
  return 0;
}
