// Forms that hold together: where the model's own does not, one is drawn in its place.
#pragma once

#include "arrange/genre.h"
#include "base/rng.h"
#include "compose/wish.h"
#include "score/plan.h"

namespace continuo {

// Whether a piece may go like this: introductions come first and outros last, no section is a
// fragment or goes on for more than sixteen bars, and nothing comes four times in a row that is not
// varied in this genre.
bool is_sound_form(const std::vector<Section>& sections, const Genre& genre);

// The plan with sections of as many bars around the same levels, drawn from its genre's forms, where
// its own are not sound or where it is long: the model learnt forms of a minute. Sections that were
// given stay.
Plan with_sound_form(Plan plan, const Wish& wish, Rng rng);

}  // namespace continuo
