# Signing in with the sign-in of one's organisation.
sign-in-with = Sign in with { $name }

away-title = Go on to { $name }
away-explain = You are asked to sign in there now, also if { $name } knows you already. Then you come back here. You have 10 minutes.
away-go = Go on to { $name }
away-leave = Stay here

sessions-links = The sign-in of your organisation
links-title = The sign-in of your organisation
links-explain = Once it is linked, you can sign in here with the account of your organisation, without password and code. Your other ways keep working beside it. We ask for no name and no email address there, and keep none.
links-none = You have linked none.
links-linked = Linked on { $day }
links-remove = Remove
links-add = Link { $name }
links-add-another = Link another account of { $name }
links-not-fresh = To link one, you have to have signed in within the last 15 minutes. Sign out, sign in again and come back to this page.
links-sign-out = Sign out
link-gone = A sign-in that is no longer offered here

invitation-with = Set up with { $name }
invitation-or = Or choose a password and set up codes
invitation-with-explain = If you have an account of one of these organisations, you can sign in here with it. You then need no password and no authenticator app for this service.

signed-out-organisation = If you signed in with your organisation, you may still be signed in there. On a shared computer, sign out there too.

# Why it did not work: heading, reason, what to do.
not-stopped = You are not signed in
not-failed = The sign-in at { $name } did not work
not-late = This sign-in cannot be finished
not-not-linked = This sign-in is not linked to anyone here
not-two-factors = { $name } did not say that you used two factors
not-taken = This sign-in cannot be linked
not-gone = This invitation cannot be used
not-because-stopped = You stopped at { $name }, or it did not let you in.
not-because-failed = { $name } could not be reached, or its answer could not be trusted. Nothing was changed.
not-because-late = It took longer than 10 minutes, it was finished already, or it was begun in another browser.
not-because-not-linked = { $name } knows you, but nobody here has said that it is them.
not-because-two-factors = This service needs a second factor at every sign-in, such as a code or a passkey.
not-because-taken = The account that you used at { $name } is linked to somebody here already.
not-because-gone = It has been used already, it is too old, or a newer one was sent.
not-next-stopped = Try again, or sign in another way. If { $name } does not let you in, ask the people who run its sign-ins.
not-next-failed = Try again in a few minutes, or sign in another way. If it happens again, tell the people who run this service.
not-next-late = Begin again. If you were using an invitation, open its link again.
not-next-not-linked = If you have a password and codes or a passkey here, sign in with them, open “Where you are signed in” and link it there. If you have an invitation, open its link and choose { $name } there. If you have neither, ask the administrator of your organisation for an invitation.
not-next-two-factors = Set up a second factor at { $name } and try again. If you used one, ask the people who run its sign-ins to let this service know.
not-next-taken = Check that you used your own account at { $name }. If you did, tell the administrator of your organisation.
not-next-gone = Ask whoever sent it for a new one.
not-to-sign-in = Go to the sign-in page
not-to-links = Go back to the sign-in of your organisation
