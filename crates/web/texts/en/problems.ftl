# Pages for when something is in the way. Each says what to do next.
problem-not-found = Page not found
problem-not-found-address = If you typed the address, check that it is right. If you pasted it, check that you copied all of it.
problem-not-found-member = If somebody sent you a link, ask them whether you have been given access, and check that you are acting for the right organisation.

problem-refused = You cannot do this
problem-refused-next = Your role does not allow it. If you think that it should, speak to the administrator of your organisation.
problem-refused-review = You cannot open this review
problem-refused-review-next = You have not been given access to it.
problem-ask = Ask for access
problem-emergency = Open in an emergency
problem-emergency-recorded = You will be asked for the reason. It is recorded, and the business manager and the information governance lead are told at once.

problem-rule = This cannot be done now
problem-rule-next = Nothing was changed. Go back to see where the review stands.

problem-too-many = Too many attempts
problem-too-many-next = You can try again after { $time }. This keeps nobody else out.

problem-too-large = That is too large
problem-too-large-next = Go back and send less at once. If it is a file, the page you came from says how large it may be.

problem-unreadable = We could not read what was sent
problem-unreadable-next = Go back, load the page again and send the form once more. What you typed may still be in the page.

problem-other-site = The form came from somewhere else
problem-other-site-next = For your safety, forms are accepted only from pages of this service. Open the page here and send it again.

problem-unavailable = Sorry, the service cannot answer just now
problem-unavailable-next = Nothing was changed. Wait a few minutes, go back and try again.

problem-no-room = Nothing was saved: there is no space left
problem-no-room-nothing = The disk of the service is full. Opening a review is recorded, so reviews cannot be opened either until there is space.
problem-no-room-next = Tell the people who run this service. They can make space while it runs.

problem-store-closed = The case files of your organisation cannot be opened
problem-store-closed-which = It is about the case files of { $organisation }.
problem-store-closed-others = Nothing was changed. Other organisations are not affected.
problem-store-closed-next = Tell the people who run this service, today. The check of the records says what is damaged, and they can put back a backup.

problem-directory-closed = The list of people and organisations cannot be read
problem-directory-closed-what = Nobody can sign in, and nothing was changed. The case files themselves are kept apart from it.
problem-directory-closed-next = Tell the people who run this service, today. They can put back a backup.

problem-again = Send it again
problem-again-explain = What you typed is kept on this page. Leave it open, and send it again when you are told that you can.
problem-again-file = The file was not kept. Go back and choose it again when you are told that you can.

problem-broken = Sorry, there is a problem with the service
problem-broken-next = Try again later. If it happens again, tell the people who run this service.
problem-broken-saved = Unless a page told you that something was saved, it was not.

problem-quote = If you ask for help, give this number. It says nothing about you or the review.
problem-reference = Reference number: { $number }

conflict-heading = Somebody else changed this while you were writing
conflict-explain = Nothing of yours is lost, and nothing of theirs was overwritten. For each of these, choose what to keep, then save.
conflict-shown = What stood there when you began
conflict-current = What stands there now
conflict-mine = What you wrote
conflict-keep-current = Keep what stands there now
conflict-keep-mine = Keep what I wrote
conflict-keep-both = Keep both
conflict-keep-both-hint = As the two stand together in the box below. You can edit it there before you save.
conflict-both = { $field }: both together
conflict-both-current = What stood there
conflict-both-mine = What somebody else wrote at the same time
conflict-save = Save what I chose
conflict-missing = Choose what to keep for { $field }
conflict-nothing = { $field }: the box is empty, so there is nothing to keep. Enter what should stand there, or choose one of the two texts above.
