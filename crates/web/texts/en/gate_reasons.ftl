## Check before sharing: why something was found, by what it is
gate-why-known_letters = Its letters are a name on record in this review: taken apart, run together, inside a longer word or hashtag, with figures among them, or backwards.
gate-why-from_birthday = It tells when somebody has a birthday to whoever knows the other day.
gate-why-recognised-practitioner = It reads like the name of somebody who works with families.
gate-why-recognised-role = It reads like a job or an office that few people hold.
gate-why-recognised-organisation = It reads like the name of an organisation.
gate-why-recognised-place = It reads like the name of a place.
gate-why-recognised-address = It reads like an address.
gate-why-recognised-date = It reads like a date, or a time of year that gives one away.
gate-why-recognised-age = It reads like an age.
gate-why-recognised-amount = It reads like an amount or a measure.
gate-why-recognised-group = It reads like a nationality, an ethnicity, a language or a faith.
gate-why-recognised-reference = It reads like a number or code of something.
gate-why-recognised-phone = It reads like a way to reach somebody.
gate-why-recognised-other = It reads like something that could be looked up.
gate-why-form_fits-address = It has the form of an address or of a point on the map.

## Everything that is shared in an organisation
share-line = { $reference }: { $words }
share-line-cut = { $reference }: { $words }…
