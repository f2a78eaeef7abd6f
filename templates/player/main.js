// Starts everything, once the LMS is found or is known not to be there.

waitForApi((api) => {
  session.start(api);
  all(".activity").forEach(setUpActivity);
  all(".story").forEach(setUpStory);
  all("form.question").forEach(setUpQuestion);
  quizPages().forEach(setUpQuiz);
  setUpMenu();
  session.listen(refreshStanding);
  window.addEventListener("hashchange", route);
  // The same place again, also if its address stands in the location bar already.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) route();
  });
  window.addEventListener("beforeprint", () => all("details").forEach((each) => { each.open = true; }));
  const first = wanted() ? pageOf(wanted()) : lastPlace();
  nameFirstPlace(first);
  go(first, null, false);
  sendAgain();
  document.body.classList.add("ready");
  session.flush();
}, 2000);

/** Answers that the device kept while the LMS could not be reached. */
function sendAgain() {
  if (!session.remote) return;
  for (const form of all("form.question")) {
    const [mine, theirs] = [state.answers[form.dataset.key], session.remote.answers[form.dataset.key]];
    if (mine && mine.done && !(theirs && theirs.done && theirs.response === mine.response)) interactions.record(form);
  }
}
