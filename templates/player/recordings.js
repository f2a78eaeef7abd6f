// Sound and video: captions are fetched when a learner plays, and one recording at a time is heard.

function setUpRecordings() {
  const recordings = all("video, audio");
  const hush = (but) => recordings.forEach((each) => { if (each !== but) each.pause(); });
  for (const recording of recordings) {
    recording.addEventListener("play", () => {
      hush(recording);
      const track = one("track[data-src]", recording);
      if (!track || track.src || location.protocol === "file:") return; // from a disk browsers refuse captions
      track.src = track.dataset.src;
      track.track.mode = "showing";
    });
  }
  window.addEventListener("hashchange", () => hush(null));
}
