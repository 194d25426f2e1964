# One chronology of a review, and what one agency knew on one day.
chronology-title = Chronology
chronology-home = Every account that agencies signed off, and what one agency knew on one day
chronology-caption = Accounts of the agencies, in the order of time
chronology-summary = { $count ->
    [0] No agency has signed off an entry yet.
    [one] 1 account, as its agency signed it off.
   *[other] { $count } accounts, as their agencies signed them off.
    }
as-known-title = As known on
as-known-lead = Stand where one agency stood: what it knew then, what stood in another agency's record at that time, and what only came later. Choose an agency and a day, or leave both empty for everything.
as-known-agency = agency
    .label = Which agency?
    .missing = Select an agency
as-known-on = day
    .label = At the end of which day?
as-known-everything = Every account, as known today
as-known-show = Show
as-known-both = Choose both an agency and a day, or neither
as-known-sentence = As known to { $agency } at the end of { $on }
as-known-known = What it knew then
as-known-explain-known = In its own record by then, or shared with it by then, as somebody has confirmed.
as-known-if_shared = Known if a sharing that nobody has confirmed took place
as-known-explain-if_shared = A source suggests that it was shared. Nobody has confirmed it.
as-known-elsewhere = Recorded elsewhere at the time
as-known-explain-elsewhere = Whether somebody of this agency could have reached it then is not yet asked: that depends on the system, permission, a reason to ask and time. Only somebody who was there can say.
as-known-not_said = It had happened, and nobody says when it was written down
as-known-explain-not_said = It may have been known then, or written down later.
as-known-later = Only came later
as-known-explain-later = Written down, or happened, after that day.
as-known-restricted = You may not read these entries, so it is not said here how they stood.
as-known-nothing = Nothing.
as-known-may-be = A date is not exact, so this may be otherwise.
entry-recorded-line = Written down { $on }
