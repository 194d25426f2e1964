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
as-known-lead = Stand where one agency stood, or one role in it: what it knew then, what stood elsewhere at that time, and what only came later. Choose an agency and a day, or leave both empty for everything.
as-known-agency = agency
    .label = Which agency?
    .missing = Select an agency
as-known-on = day
    .label = At the end of which day?
as-known-everything = Every account, as known today
as-known-show = Show
as-known-later = The day must be today or in the past.
as-known-both = Choose both an agency and a day, or neither
as-known-sentence = As known to { $agency } at the end of { $on }
as-known-restricted = You may not read these entries, so it is not said here how they stood.
as-known-nothing = Nothing.
as-known-may-be = A date is not exact, so this may be otherwise.
entry-recorded-line = Written down { $on }
