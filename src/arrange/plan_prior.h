// How plans are drawn: what musicians of a genre usually choose, and often enough what they rarely
// do.
#pragma once

#include "arrange/genre.h"
#include "base/rng.h"
#include "score/plan.h"

namespace continuo {

// A genre's code: a family, then its plain row or one of its kinds.
int draw_genre(Rng& rng);
Metre draw_metre(const Genre& genre, Rng& rng);
int draw_bpm(const Genre& genre, Rng& rng);
Key draw_key(const Genre& genre, Rng& rng);
// Ascending programs, each once, one to ten.
std::vector<PlanPart> draw_parts(const Genre& genre, Rng& rng);
// The density that so many players usually make of such a form.
int draw_density(const Plan& plan, const Genre& genre, Rng& rng);

}  // namespace continuo
