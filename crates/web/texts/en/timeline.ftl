# The chronology along time, and which accounts are shown.
chronology-way-list = Every account in a list
chronology-way-timeline = Timeline
chronology-way-events = One event, several accounts
chronology-way-gaps = Gaps in the record
chronology-filter = Choose which accounts are shown
chronology-of = agency whose accounts are shown
    .label = Accounts of which agency?
    .missing = Select an agency
chronology-of-all = Every agency
chronology-person = person
    .label = About whom?
    .missing = Select a person
chronology-person-all = Everybody
chronology-kind = kind of thing that happened
    .label = What kind of thing?
    .missing = Select a kind
chronology-kind-all = Every kind
chronology-from = first day
    .label = From which day?
    .missing = Enter the first day
chronology-to = last day
    .label = Until which day?
    .missing = Enter the last day
chronology-reads = readers
    .label = Who may read it?
    .missing = Select who may read it
chronology-reads-all = Everything that you may read
chronology-key = key practice episodes
    .label = Key practice episodes
    .missing = Select key practice episodes
chronology-key-yes = Only what its agency takes for part of a key practice episode
chronology-no-day = The address does not name a day: enter one
chronology-reversed = The last day must be on or after the first
chronology-shown = Shown: only { $parts }.
chronology-shown-of = accounts of { $agency }
chronology-shown-person = about { $name }
chronology-shown-gone = somebody who is no longer on record
chronology-shown-kind = of this kind: { $kind }
chronology-shown-from = what may have happened on { $day } or later
chronology-shown-to = what may have happened on { $day } or before
chronology-shown-reads = read under this: { $reads }
chronology-shown-key = key practice episodes
chronology-shown-count = { $count ->
    [one] 1 of them is shown.
   *[other] { $count } of them are shown.
    }
chronology-show-all = Show everything
chronology-withheld-unsorted = Whether they would fit what you chose is not said.
timeline-title = Timeline
timeline-lead = What agencies say happened, along time. Each mark leads to its entry in the table. A date that is not exact is drawn as wide as it may be.
timeline-rows = rows
    .label = A row for each
    .missing = Select what each row stands for
timeline-rows-agency = Agency
timeline-rows-people = Person
timeline-somebody = Somebody who is no longer in the review
timeline-nobody = About nobody who is identified
timeline-nothing = There is nothing to draw: no entry that is shown here has a date.
timeline-none-here = No entry lies within this time.
timeline-withheld = Restricted entries are not drawn.
timeline-window = From { $from } to { $to }: { $count ->
    [one] 1 entry
   *[other] { $count } entries
    }
timeline-label = Timeline from { $from } to { $to }
timeline-moment = { $date } at { $time }
timeline-in = Look closer
timeline-out = See more time
timeline-earlier = Go earlier
timeline-later = Go later
timeline-all = See all of it
timeline-closer = Look at { $from } to { $to }
timeline-mark = { $date }, { $agency }: { $kind } · { $letter }
timeline-cluster = { $count } entries, { $from } to { $to }; look closer
timeline-row = { $number }: { $row }
timeline-are-earlier = { $count ->
    [one] 1 entry is earlier
   *[other] { $count } entries are earlier
    }
timeline-are-later = { $count ->
    [one] 1 entry is later
   *[other] { $count } entries are later
    }
timeline-are-undated = { $count ->
    [one] 1 entry has no date
   *[other] { $count } entries have no date
    }: last in the list of every account
timeline-signs = What the marks mean
timeline-shapes = A circle is a moment or a day. A bar went on for a time, or happened somewhere within it. An arrow points to where its beginning or end is not known. A broken outline says that the date is not exact. A dark shape with a number stands for that many entries. The letters say what kind of thing it is:
timeline-gap-agency = A pale band is a time of 90 days or more of which we hold no entry of that agency. It may not have been recorded.
timeline-gap-child = A pale band is a time of 42 days or more in which no account that we hold says that the child was seen. It may not have been recorded.
timeline-entries = Entries in this time
timeline-letter-contact = C
timeline-letter-not_brought = NB
timeline-letter-not_seen = NS
timeline-letter-attendance = A
timeline-letter-injury = I
timeline-letter-disclosure = D
timeline-letter-police_attendance = P
timeline-letter-concern = W
timeline-letter-referral = R
timeline-letter-information_shared = S
timeline-letter-meeting = M
timeline-letter-assessment = E
timeline-letter-decision = X
timeline-letter-oversight = O
timeline-letter-family_event = F
timeline-letter-attempted_contact = T
timeline-letter-other = +
