# Gaps in the record, as questions.
gaps-title = Gaps in the record
gaps-lead = Times of which no account that we hold says something. These are questions, not findings: a gap may mean that nothing happened, that it was not recorded, or that nobody was asked for it.
gaps-ask = What is asked about
gaps-ours = The numbers in the boxes are this service’s own starting point. No guidance sets them; what is usual differs by age, plan and agency. Choose your own.
gaps-questions = Questions
gaps-summary = { $count ->
    [0] No question for { $from } to { $to }.
    [one] 1 question for { $from } to { $to }.
   *[other] { $count } questions for { $from } to { $to }.
    }
gaps-nothing = There is nothing to ask about: no entry has a date, or the last day is before the first.
gaps-withheld = They may fill a gap that is asked about here.
gap-seen-days = days without being seen
    .label = Days without an entry that says that the child was seen
    .missing = Enter a number of days
gap-alone-days = days without being seen alone
    .label = Days without an entry that says that the child was seen alone
    .missing = Enter a number of days
gap-in-a-row = times in a row
    .label = How many times in a row the child was not brought
    .missing = Enter how many times
gap-entry-days = days without an entry
    .label = Days without any entry of an agency that was involved
    .missing = Enter a number of days
gap-child = the child
gap-days = { $from } to { $to }, { $days ->
    [one] 1 day
   *[other] { $days } days
    }
gap-any-seen = No account that we hold says that { $child } was seen between { $from } and { $to }.
gap-any-seen-alone = No account that we hold says that { $child } was seen alone between { $from } and { $to }.
gap-agency-seen = No account of { $agency } that we hold says that { $child } was seen between { $from } and { $to }.
gap-agency-seen-alone = No account of { $agency } that we hold says that { $child } was seen alone between { $from } and { $to }.
gap-agency-brought = { $agency } says { $count } times in a row that { $child } was not brought, between { $from } and { $to }, and nothing in between says otherwise. What stood in the way?
gap-any-brought = Several agencies say, one after the other, that { $child } was not brought, between { $from } and { $to }, and none says in between that { $child } came to an appointment. What stood in the way?
gap-agency-entry-exact = We hold no entry of { $agency } with an exact day between { $from } and { $to }. Those below lie somewhere in that time.
gap-agency-entry = We hold no entry of { $agency } between { $from } and { $to }.
gap-not-recorded = It may not have been recorded.
gap-after = The entry before:
gap-before = The entry after:
gap-evidence = It rests on these entries:
gap-could-fill = These entries could fill it: they do not say, or not of whom, or not exactly when.
gap-more = and { $count } more
gap-timeline = See this time on the timeline
