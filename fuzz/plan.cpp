// A plan as JSON.
#include "score/plan.h"

#include "oracle.h"

using namespace continuo;
using namespace continuo::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = text_of(data, size);
  accepted([&] {
    const PartialPlan partial = partial_plan_from_json(text);
    check_ranges(partial.over({}));
  });
  accepted([&] {
    const Plan plan = plan_from_json(text);
    check_plan(plan);
    expect(plan.bars() >= 1 && plan.bars() <= kMaxPlanBars, "a length");
    expect(plan.seconds() > 0, "a duration");
    expect(plan_from_json(plan_to_json(plan)) == plan, "the same plan again");
  });
  return 0;
}
