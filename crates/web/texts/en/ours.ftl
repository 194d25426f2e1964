# What is shared within a partnership: who it is for, its page, sharing it more widely, taking it back.
share-to-partnership = Our partnership
share-audience-partnership = Our partnership
share-release-by-one_other = One person who did not write it: the business manager, a delegated safeguarding partner or the information governance lead
ours-release-explain = Read what your partnership would read, word for word. Nobody who wrote any of it can release it. One person is enough, because it stays within your partnership.
ours-read-yes = I have read what was written and what our partnership would read. It tells of nobody, and our partnership may read it.
ours-out-waiting = On its way to our partnership
ours-out-out = Our partnership can read it
ours-out-taking_back = Taken back, not yet gone everywhere
ours-out-taken_back = Taken back and gone
ours-heading = In our partnership
ours-only = Only our partnership can read this
ours-more = { $count ->
    [one] One more piece of learning is read by our partnership alone. Ask or narrow to find it.
   *[other] { $count } more pieces of learning are read by our partnership alone. Ask or narrow to find them.
}
ours-item-title = Learning in our partnership: one item
ours-origin = A review of our partnership, { $year }
ours-who = Our partnership, and nobody else
ours-number-key = Its number
ours-cite = { $name }, { $year }. { $condition }. Learning in our partnership { $id }, read by the partnership alone. { $address }
ours-cite-ended = { $name }, { $year }. Learning in our partnership { $id }, read by the partnership alone. { $address }
ours-ended = This was taken back on { $day }. Its words are no longer here. Please do not use it any more.
ours-wider-heading = For others too
ours-wider-hint = It is checked again from the beginning, and more people have to release it.
ours-wider-title = Share it more widely
ours-wider-explain = These are the words that your partnership can read. Choose who else is to read them, and change what would tell others something that everybody in your partnership knows. The whole is checked and released again. What your partnership reads stays as it is.
ours-end-title = Take it back from our partnership
ours-end-explain = Its words go at once and cannot be brought back here. Whoever opened it is told. The kind of reason stands on the page of the item; your words are for those who may take it back. What was shared more widely of it stays, unless it is taken back in its review: there both can be taken back at once.
ours-end-button = Take it back
ours-end-told = In words, for those who may take it back: { $why }
today-ours-taken-back = Learning in our partnership that you opened was taken back on { $day }
rule-sharing-wider = Your partnership can read this already. Select others who are to read it.
did-read_partnership_item = Learning that only the partnership reads was read
refused-read_partnership_item = Reading learning that only the partnership reads was refused
did-open_partnership_item = Learning that only the partnership reads was opened
refused-open_partnership_item = Opening learning that only the partnership reads was refused
did-end_partnership_item = Learning that only the partnership reads was taken back
refused-end_partnership_item = Taking back learning that only the partnership reads was refused
