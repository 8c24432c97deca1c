// A MIDI file as a score, and that score as a MIDI file again.
#include "oracle.h"
#include "score/frames.h"
#include "score/instrument.h"
#include "score/midi_file.h"
#include "score/midi_patch.h"

using namespace continuo;
using namespace continuo::fuzz;

namespace {

void expect_sound_score(const Score& score) {
  int at = 0;
  for (const Bar& bar : score.bars) {
    expect(bar.start == at && bar.end() > at, "bars one after the other");
    expect(bar.bpm > 0, "a tempo");
    at = bar.end();
  }
  int last_program = -1;
  for (const Part& part : score.parts) {
    expect(part.program > last_program && part.program < kProgramCount, "one part a program");
    last_program = part.program;
    const Note* before = nullptr;
    for (const Note& note : part.notes) {
      expect(note.start >= 0 && note.start < score.end(), "notes within the bars");
      expect(note.duration >= 1 && note.pitch >= 0 && note.pitch < 128, "notes that sound");
      expect(note.velocity >= 1 && note.velocity < 128, "a velocity");
      if (before != nullptr) {
        expect(before->start < note.start ||
                   (before->start == note.start && before->pitch < note.pitch),
               "notes in order");
      }
      before = &note;
    }
  }
  for (const Chord& chord : score.chords)
    expect(chord.start >= 0 && chord.start < score.end(), "chords within the bars");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  accepted([&] {
    const Score score = score_from_midi({data, size});
    expect_sound_score(score);
    (void)score_from_midi(midi_bytes(score));
    // In the form that files carry without loss.
    const Score form = quantised(score);
    expect_sound_score(form);
    expect(quantised(form) == form, "one form");
    expect(score_from_midi(midi_bytes(form)) == form, "the same score again");
    // With a note less and one more, it is a file still.
    const Score heard = score_from_midi_with_pedals({data, size});
    expect_sound_score(heard);
    Score other = heard;
    for (Part& part : other.parts) {
      if (part.notes.empty()) continue;
      part.notes.front().velocity = 64;
      part.notes.pop_back();
      break;
    }
    expect_sound_score(score_from_midi_with_pedals(patched_midi({data, size}, heard, other, {})));
  });
  return 0;
}
