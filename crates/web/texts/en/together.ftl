# What could be put together: the words that make it up, why, by which numbers, what to do; and who agrees that it stays.
rare-quoted = “{ $words }”
rare-chosen = “{ $label }”, which was selected
rare-one = { $words } may tell who this is.
rare-says = Together, { $others } and { $last } may tell who this is.
rare-count = Of { $of } serious incidents that were notified in England in a year, { $fits } would fit all of this, if its parts had nothing to do with each other. From { $fewest } on it would not be asked. Source of the { $of }: { $source }.
rare-about = about { $many }
rare-fewer-than-one = fewer than 1
rare-share = { $words }: { $share } in 100. Source: { $source }.
rare-share-ours = { $words }: { $share } in 100. This is our own estimate, because no figure is published.
rare-not-checked = Nobody has yet compared these figures with the documents that they come from.
rare-do-few_in_the_country = What to do: say less of one of them. Leave it out, or say it more widely.
rare-do-small_place = What to do: leave out how small the place is, or what is said of the child.
rare-do-in_press = What to do: leave out that it was reported, or say when and where less exactly.
rare-do-one_holder = What to do: say what kind of worker it was, or leave out where.
rare-do-unique = What to do: leave out that there is only one, and say what several have in common.
rare-do-siblings = What to do: say “children of one family”, or leave out the rest.
rare-do-event = What to do: leave out the time or the place. The condition holds without them.
rare-marked = Words marked on the right may tell who this is together. The numbers say with which others.
gate-why-unique = It says that there is only one, so whoever knows the place knows who it is.
gate-why-siblings = Few families have children so. Somebody who knows one of them could think of it.
gate-why-event = What happened, when, and at what kind of place: that can be looked up in what newspapers wrote.

found-together-kept = If it stays, everybody who releases it has to agree to it by name and with a reason of their own. Whoever decides that it stays cannot release it.

share-kept-heading = What stays though it could tell who somebody is
share-kept-explain = Somebody decided that this stays. You release it only if you agree to each.
share-agree-to = Number { $number }: do you agree that it stays?
share-agree-alone = “{ $words }”: { $kind }
share-agree-reason = { $person } decided that it stays: { $why }
share-agree = agreement
    .label = Your agreement
    .missing = Tick that you agree that this may leave
share-agree-yes = I agree that this may leave
share-agree-why = your reason
    .label = Why may it leave?
    .hint = In your own words. They stay with the review
    .missing = Enter why it may leave
share-agree-missing = Tick that you agree that number { $number } may leave. If you do not, ask whoever wrote it to change it.
share-agree-why-missing = Enter why number { $number } may leave
share-agreed = Agrees that number { $number } stays: { $why }

rule-release-agree = Something stays in it that could tell who somebody is. Agree to each, or ask whoever wrote it to change it.
rule-release-agree-why = Enter why each thing that could tell who somebody is may leave.
rule-release-kept-public = Something stays in it that could tell who somebody is. Before everybody may read it, three people have to agree to that.
