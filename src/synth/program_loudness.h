// How loud each instrument of the soundfont is, as `continuo-sound fonts` measured it, and what
// makes them alike.
#pragma once

namespace continuo {

// What to add to a program so that at one velocity it is as loud as any other; for the drum kit,
// `kit` is which.
double loudness_trim_db(int program, int kit);

}  // namespace continuo
