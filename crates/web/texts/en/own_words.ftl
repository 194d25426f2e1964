# What somebody writes themself for others to read, and what in it stops it.
briefing-kept = words that are kept
    .label = Do these words name nobody?
    .missing = Tick the words that name nobody, or change them
briefing-kept-yes = “{ $words }” names nobody
briefing-stops-known = “{ $words }” tells who somebody is: a name, an address, a number or a date of birth. Take it out
briefing-stops-asked = “{ $words }” reads like a name. Take it out, or tick below that it names nobody
briefing-stops-withheld = “{ $words }” tells who somebody is, or is on record here. Take it out, or say it in other words
rule-briefing-title-identifies = The title tells who somebody is: a name, an address, a number or a date of birth. Enter another
rule-finding-identifies = These words name somebody, or hold an address or a number of somebody. Take that out
rule-ended-why-identifies = These words tell who somebody is: a name, an address, a number or a date of birth. Give roles instead, and leave that out
finding-names = { $words }: this names somebody whom a review is about, or is their date of birth, address or number. Take it out
document-names = { $words }: this names somebody whom one of your reviews is about, or is their date of birth, address or number. Only what was published without it can be added
rule-words-tried-often = Words of yours were refused too often today because they tell who somebody is. Whatever you write now is not looked at today: ask a colleague who may write here to look at it, or try again tomorrow
refused-words_identify = Words for others were refused because they tell who somebody is
did-words_identify = Words for others were looked at
today-document-removed = A published document that you took out was removed on { $day }: do not use your copy
document-removed-told = { $count ->
    [0] Nobody had taken it out.
    [one] 1 person had taken it out and is told. Copies that were taken cannot be undone.
   *[other] { $count } people had taken it out and are told. Copies that were taken cannot be undone.
}
did-take_out_document = A published document was taken out
did-know_document_removed = Somebody saw that a document which they took out was removed
