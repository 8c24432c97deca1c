#include "serve/gemini_song.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "listen/test_pictures.h"
#include "serve/gemini_fakes_test.h"
#include "serve/gemini_song_jobs.h"

namespace continuo::gemini {
namespace {

SongRequest request_of(const std::string& prompt, Model::Kind kind = Model::Kind::kSong) {
  SongRequest request;
  request.kind = kind;
  request.prompt = prompt;
  request.seed = 11;
  request.format.format = SoundFormat::kWav;
  return request;
}

Song made(FakeBand& band, const SongRequest& request) {
  return play_song(band, request, plan_song(band, request), [] { return false; });
}

TEST(Song, AClipLastsThirtySeconds) {
  FakeBand band;
  for (const char* prompt : {"calm piano", "a 2 minute song", "[0:00 - 1:00] Intro: piano"}) {
    const Song song = made(band, request_of(prompt, Model::Kind::kClip));
    EXPECT_EQ(song.seconds, 30) << prompt;
    EXPECT_EQ(song.audio.size(), 44u + 30 * 48000 * 4) << prompt;
    EXPECT_EQ(song.mime_type, "audio/wav");
    EXPECT_LE(song.plan.seconds(), 30) << prompt;
  }
}

TEST(Song, ASongLastsAsItsWordsSay) {
  FakeBand band;
  EXPECT_EQ(plan_song(band, request_of("a song")).seconds, 120);
  EXPECT_EQ(plan_song(band, request_of("a 90 second song")).seconds, 90);
  EXPECT_EQ(plan_song(band, request_of("a 10 minute song")).seconds, 180);
  const PlannedSong stamped =
      plan_song(band, request_of("[0:00 - 0:20] Intro: x\n[0:20 - 1:00] Verse: y"));
  EXPECT_EQ(stamped.seconds, 60);
  ASSERT_EQ(stamped.score.plan.sections.size(), 2u);
  EXPECT_EQ(stamped.score.plan.sections[0].bars, 10);
}

TEST(Song, ThePlanLeavesTimeToRingOut) {
  FakeBand band;
  for (const char* prompt : {"a 31 second song", "a 60 second song", "a song"}) {
    const PlannedSong planned = plan_song(band, request_of(prompt));
    EXPECT_LE(planned.score.plan.seconds(), planned.seconds - 1);
    EXPECT_GT(planned.score.plan.seconds(), planned.seconds - 1 - 2.0 - 1e-9);
  }
}

TEST(Song, TheTextIsThePlanInTime) {
  FakeBand band;
  const Song song =
      made(band, request_of("[0:00 - 0:10] Intro: soft piano\n[0:10 - 0:20] Chorus: loud"));
  EXPECT_EQ(song.text,
            "Lo-fi in C major, 4/4 at 120 bpm, 20.0 seconds; seed 11.\n"
            "[0.0:10.0] Intro, very quiet: acoustic grand piano (soft piano)\n"
            "[10.0:20.0] Chorus, loud: silence (loud)\n");
}

TEST(Song, SeedsAndSamplingReachTheBand) {
  FakeBand band;
  SongRequest request = request_of("x");
  request.seed = 0xFFFFFFFF;
  (void)plan_song(band, request);
  EXPECT_EQ(band.seeds.front(), 0xFFFFFFFFu);
}

TEST(Song, OtherRatesAndMp3) {
  FakeBand band;
  SongRequest request = request_of("x", Model::Kind::kClip);
  request.rate_hz = 24000;
  const Song song = made(band, request);
  EXPECT_EQ(song.audio.size(), 44u + 30 * 24000 * 4);
  EXPECT_EQ(song.rate_hz, 24000);
  request.format.format = SoundFormat::kMp3;
  EXPECT_EQ(made(band, request).mime_type, "audio/mpeg");
}

TEST(Song, LyricsAreNotReadAndThatIsSaid) {
  FakeBand band;
  const PlannedSong planned =
      plan_song(band, request_of("folk\n[Verse]\nI am lost in the metal\n"));
  EXPECT_EQ(band.wishes.front().prompt, "folk");
  EXPECT_NE(planned.text.find("instrumental"), std::string::npos);
}

std::string picture(uint8_t red, uint8_t green, uint8_t blue) {
  return drawn_png(16, 16, [=](int, int) { return Colour{red, green, blue, 255}; });
}

TEST(Song, APictureMovesThePlanAndSaysSo) {
  FakeBand band;
  SongRequest dark = request_of("");
  dark.pictures = {picture(10, 15, 60)};
  SongRequest bright = request_of("");
  bright.pictures = {picture(255, 200, 60)};
  const PlannedSong night = plan_song(band, dark), noon = plan_song(band, bright);
  EXPECT_TRUE(night.score.plan.key.is_minor());
  EXPECT_FALSE(noon.score.plan.key.is_minor());
  EXPECT_LT(night.score.plan.bpm, noon.score.plan.bpm);
  EXPECT_LT(night.score.plan.brightness, noon.score.plan.brightness);
  EXPECT_NE(night.text.find("The picture is dark and blue with soft contrast and few edges: minor"),
            std::string::npos)
      << night.text;
  EXPECT_NE(band.wishes.front().prompt.find("minor"), std::string::npos);
  EXPECT_EQ(plan_song(band, dark).text, night.text);
}

TEST(Song, WordsWinOverPictures) {
  FakeBand band;
  SongRequest request = request_of("a fast bright dense loud happy song in C major at 120 bpm");
  const PlannedSong alone = plan_song(band, request);
  request.pictures = {picture(5, 5, 40)};
  const PlannedSong seen = plan_song(band, request);
  EXPECT_EQ(seen.score.plan.bpm, alone.score.plan.bpm);
  EXPECT_EQ(seen.score.plan.key, alone.score.plan.key);
  EXPECT_EQ(seen.score.plan.density, alone.score.plan.density);
  EXPECT_EQ(seen.score.plan.brightness, alone.score.plan.brightness);
  EXPECT_EQ(band.wishes.back().prompt, alone.text.empty() ? "" : band.wishes.front().prompt);
}

TEST(Song, APictureThatIsNoneIsAnError) {
  FakeBand band;
  SongRequest request = request_of("x");
  request.pictures = {"GIF89a"};
  EXPECT_THROW(plan_song(band, request), Error);
}

TEST(MakeLast, CutsWithAFadeAndFillsWithSilence) {
  Stereo sound;
  sound.samples.assign(2 * 48000, 1.0f);
  make_last(sound, 0.5);
  ASSERT_EQ(sound.frames(), 24000u);
  EXPECT_EQ(sound.samples[0], 1.0f);
  EXPECT_EQ(sound.samples.back(), 0.0f);
  EXPECT_NEAR(sound.samples[2 * (24000 - 6000)], 0.5, 0.51);
  make_last(sound, 2);
  ASSERT_EQ(sound.frames(), 96000u);
  EXPECT_EQ(sound.samples.back(), 0.0f);
}

Gone never() {
  return [] { return false; };
}

template <typename Condition>
void wait_until(Condition condition) {
  const auto end = Clock::now() + std::chrono::seconds(20);
  while (!condition() && Clock::now() < end) std::this_thread::yield();
  ASSERT_TRUE(condition());
}

TEST(SongJobs, ATextIsThereBeforeTheSound) {
  FakeBand band;
  band.held = true;
  SongJobs jobs(band, {});
  const auto job = jobs.begin(request_of("x"));
  ASSERT_TRUE(job->wait_planned(never()));
  EXPECT_FALSE(job->text().empty());
  EXPECT_EQ(job->song(), nullptr);
  band.held = false;
  ASSERT_TRUE(job->wait_over(never()));
  EXPECT_EQ(job->state(), JobState::kDone);
  EXPECT_EQ(job->song()->text, job->text());
}

TEST(SongJobs, CancellingStopsTheWork) {
  FakeBand band;
  band.held = true;
  SongJobs jobs(band, {});
  const auto job = jobs.begin(request_of("x"));
  const auto second = jobs.begin(request_of("y"));
  wait_until([&] { return band.playing == 1; });
  job->cancel();
  EXPECT_EQ(job->state(), JobState::kCancelled);
  wait_until([&] { return band.cancels == 1; });
  wait_until([&] { return band.playing == 2; });  // the next has its turn
  EXPECT_EQ(job->song(), nullptr);
  EXPECT_EQ(job->error().status(), Status::kCancelled);
  second->cancel();
}

TEST(SongJobs, CancellingStopsTheNotesToo) {
  FakeBand band;
  band.held_notes = true;
  SongJobs jobs(band, {});
  const auto job = jobs.begin(request_of("x"));
  wait_until([&] { return band.composing == 1; });
  job->cancel();
  wait_until([&] { return band.cancels == 1; });
  EXPECT_EQ(job->state(), JobState::kCancelled);
  EXPECT_EQ(band.playing, 0);
}

TEST(SongJobs, QueuedOnesThatAreCancelledNeverBegin) {
  FakeBand band;
  band.held = true;
  SongJobs jobs(band, {.at_once = 1, .waiting = 2});
  const auto first = jobs.begin(request_of("x"));
  wait_until([&] { return band.playing == 1; });
  const auto second = jobs.begin(request_of("y"));
  second->cancel();
  first->cancel();
  const auto third = jobs.begin(request_of("z"));
  wait_until([&] { return band.playing == 2; });
  EXPECT_EQ(band.cancels, 1);
  third->cancel();
}

TEST(SongJobs, MoreThanMayWaitAreRefused) {
  FakeBand band;
  band.held = true;
  SongJobs jobs(band, {.at_once = 1, .waiting = 2});
  std::vector<std::shared_ptr<SongJob>> begun = {jobs.begin(request_of("x"))};
  wait_until([&] { return band.playing == 1; });
  begun.push_back(jobs.begin(request_of("y")));
  begun.push_back(jobs.begin(request_of("z")));
  try {
    jobs.begin(request_of("one too many"));
    FAIL();
  } catch (const ApiError& error) {
    EXPECT_EQ(error.status(), Status::kResourceExhausted);
  }
  begun[1]->cancel();
  EXPECT_NO_THROW(begun.push_back(jobs.begin(request_of("now there is room"))));
}

TEST(SongJobs, WhatFailsSaysWhy) {
  FakeBand band;
  band.broken = true;
  SongJobs jobs(band, {});
  const auto job = jobs.begin(request_of("x"));
  ASSERT_TRUE(job->wait_over(never()));
  EXPECT_EQ(job->state(), JobState::kFailed);
  EXPECT_EQ(job->error().status(), Status::kInternal);
  EXPECT_NE(std::string(job->error().what()).find("soundfont"), std::string::npos);
}

TEST(SongJobs, WhoLeavesIsNotWaitedFor) {
  FakeBand band;
  band.held = true;
  SongJobs jobs(band, {});
  const auto job = jobs.begin(request_of("x"));
  EXPECT_FALSE(job->wait_over([] { return true; }));
}

}  // namespace
}  // namespace continuo::gemini
