passage-text = In the chronology
passage-row-own-empty = The column “{ $column }” is empty, and has to say something.
event-said-nothing = Nothing that the child said or showed
significance-not_said = Not said
gap-any-whether-seen-day = Accounts of { $from } imply that { $child } was seen, since they tell of a treatment, an examination or an injury, and do not say it. Was { $child } seen?
gap-any-whether-seen = Accounts between { $from } and { $to } imply that { $child } was seen, since they tell of a treatment, an examination or an injury, and do not say it. Was { $child } seen?
