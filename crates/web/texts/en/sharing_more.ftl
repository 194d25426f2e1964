# More of the check before sharing, of what is taken back, and of what becomes of it elsewhere.
share-undecided-here = [not decided yet]
found-place = Number { $number } of { $many } found. { $open ->
    [0] Everything is decided.
    [one] 1 waits for a decision.
   *[other] { $open } wait for a decision.
}
found-decided-meanwhile = { $who } has decided on this since you opened the page.
found-next = Go to the next one that is not decided
share-stops-sharing-family-agency = The family does not know, and the reason for sharing it all the same is from the agency of those who wrote it. Ask a safeguarding partner of another agency to answer whether the family knows.
rule-sharing-family-agency = Somebody of your agency wrote some of this, so a safeguarding partner of another agency has to give the reason. Ask one of them to answer this.

share-lines-all = Answer all of them on one page
share-lines-explain = Each line is about what would leave now, as you have read it. Answer as many as you can and save: the others stay as they are, and anybody who may release it can go on later.
share-lines-progress = { $done } of { $many } are answered for what would leave now.
share-lines-button = Save what is answered
share-line-note = Why it does not apply, or why it stops the release (optional when it is done)
share-line-note-wrong = Enter at most 2,000 characters, without special signs
share-line-open = Select what is said of this line, or empty the note
share-line-meanwhile = Somebody else answered this while you had the page open. Now it says: { $now }. Look at both, and save again if yours is to stand.
share-line-says-done = Done
share-line-says-does_not_apply = Does not apply
share-line-says-stops = Stops the release
rule-release-lines-none = Answer at least one line that is not answered yet, or change an answer

share-readers-people = { $many ->
    [one] 1 person
   *[other] { $many } people
}
share-readers-others = { $people } of { $many ->
    [one] 1 other organisation
   *[other] { $many } other organisations
}
briefings-withdrawn = Withdrawn: something that it draws on was taken back

told-ended = It was taken back on { $day }. { $many ->
    [0] Nobody had told what they did with it.
    [one] One area had told what it did with it. Its words are shown no longer; it keeps its own decision, hears that the learning was taken back, and is asked what becomes of what it changed.
   *[other] { $many } areas had told what they did with it. Their words are shown no longer; each keeps its own decision, hears that the learning was taken back, and is asked what becomes of what it changed.
}
others-ended = What others told of it is shown no longer, because it was taken back or taken down.
uptake-item-back = The learning that this is about was taken back on { $day }.
uptake-item-down = The learning that this is about was taken down on { $day }.
uptake-after-asks = What becomes of what you changed because of it? Nobody has said yet.
uptake-after-title = Say what becomes of what we changed
uptake-after-again = Change what becomes of what we changed
uptake-after-explain = Your decision and its reasons stay readable for your organisation. Think of what was changed because of the learning: a procedure, a form, a training. It stays in your organisation; nothing of it is told others.
uptake-after-key = After it ended
uptake-after-stays = What we changed stays, for reasons of our own
uptake-after-changed_back = We change it back
uptake-after-looked_at = We look at it once more before we decide
uptake-after-nothing = Nothing was changed because of it
uptake-after-becomes = what becomes of it
    .label = What becomes of what we changed?
    .missing = Select what becomes of what you changed
uptake-after-why = reasons
    .label = Why?
    .missing = Enter why
rule-uptake-after-why = Enter why
rule-uptake-after-stands = The learning that this is about still stands, so there is nothing to say about its end

journey-sideways = Scroll sideways to see all. The same stands in the table below.

share-themes-title = Themes
share-themes-explain = The list of themes is the same in reviews, in what is shared from them and in the library. Nothing is accepted for you: select each theme that fits, and leave out what does not.
themes-none-yet = No theme was accepted yet.
themes-accepted = Accepted: { $themes }
themes-look = { $many ->
    [0] Look at the themes
    [one] Look at 1 theme that the words suggest
   *[other] Look at { $many } themes that the words suggest
}
themes-suggested = { $many ->
    [one] The words suggest 1 more.
   *[other] The words suggest { $many } more.
}
rule-sharing-theme = Select themes from the list that is in force
rule-learning-theme = Select themes from the list that is in force
learning-themes = themes
    .label = Which themes does it belong to? (optional)
    .hint = Select all that apply
    .missing = Select the themes
learning-themes-title = Themes of a learning point
learning-themes-explain = The list of themes is the same in reviews, in what is shared from them and in the library. Select each theme that fits.
learning-themes-key = Themes
learning-themes-link = Themes
