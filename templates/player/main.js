// Starts everything, once the LMS is found or is known not to be there.

waitForApi((found) => {
  session.start(found);
  document.addEventListener("click", once, true);
  setUpTerms();
  all(".activity").forEach(setUpActivity);
  all(".story").forEach(setUpStory);
  setUpRecordings();
  all("form.question").forEach(setUpQuestion);
  all("form.survey").forEach(setUpSurvey);
  quizPages().forEach(setUpQuiz);
  setUpRooms();
  setUpMenu();
  setUpLook();
  setUpPaper();
  setUpMyData();
  session.listen(refreshStanding);
  privateTexts();
  window.addEventListener("hashchange", route);
  // The same place again, also if its address stands in the location bar already.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) route();
  });
  const first = wanted() ? pageOf(wanted()) : lastPlace();
  nameFirstPlace(first);
  go(first, null, false);
  sendAgain();
  document.body.classList.add("ready");
  session.flush();
}, 2000);

/** The second half of a double click is not meant for the button that has meanwhile come to stand there. */
function once(event) {
  const button = event.target.closest(".check, .again, .hand-in, .take-again, .turns button, .debrief, .restart, .replay, .rate button, .remove, .onward, .earlier");
  if (!button || event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Answers that the device kept while the LMS could not be reached. */
function sendAgain() {
  if (!session.remote) return;
  for (const form of all("form.question")) {
    const [mine, theirs] = [state.answers[form.dataset.key], session.remote.answers[form.dataset.key]];
    if (mine && mine.done && !(theirs && theirs.done && theirs.response === mine.response)) interactions.record(form, true);
  }
  for (const field of all("textarea[data-wire]")) {
    const key = textKey(field);
    if (state.texts[key] && state.texts[key] !== session.remote.texts[key]) interactions.recordText(field, true);
  }
}
