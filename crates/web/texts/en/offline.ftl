# The whole return as one Word document: taken along, filled in elsewhere, brought back.
offline-title = The whole return as one Word document
offline-explain = You can write your agency’s return in Word instead of here, or some of it there and some here. Take the document along, fill it in, and bring it back. Nothing is taken over without you: you see each answer beside what stands here.
offline-take-title = Take it along
offline-take-explain = The document holds what your agency has written here so far, and a place for everything that is asked. Keep it as safe as the records that it comes from.
offline-take = Make the document
offline-back-title = Bring it back
offline-back-explain = Choose the Word document (.docx) that you filled in. Up to 50 MB. The file itself is not kept, only the words that stand in it.
offline-back = Bring it back
offline-file = document
    .label = Choose the document
    .missing = Choose the document that you filled in
offline-files = Documents that came back
offline-files-none = No document came back yet.
offline-col-name = Document
offline-col-came = When it came back
offline-col-left = What is left
offline-left = { $count ->
    [0] Nothing left to decide
    [one] 1 answer or question to decide
   *[other] { $count } answers and questions to decide
    }
offline-handed-in = Handed in by { $by } for { $author }. Received on { $date } { $how }.

offline-file-title = What came back
offline-handed-out = The document was made on { $when }
offline-came-back = It came back on { $when }
offline-older = A newer document was made after this one. Check that this is the file you want to use.
offline-changed-since = { $count ->
    [one] 1 answer has changed here since the document was made.
   *[other] { $count } answers have changed here since the document was made.
    }
offline-summary = The same here already: { $same }. New: { $new }. Different: { $different }. Changed in both places: { $both }. With something to put right first: { $asks }.
offline-file-explain = Take each answer over, or keep what stands here. What stands here does not change until you do. A cell that could not be read holds up nothing else: it is asked by itself, and the rest of its answer can be taken over without it. What was written stays with the document.
offline-new-entries = See the new entries of the chronology
offline-take-all-parts = { $count ->
    [one] Take over the 1 part that asks nothing
   *[other] Take over the { $count } parts that ask nothing
    }
offline-take-all-staff = { $count ->
    [one] Take over the 1 line about staff that asks nothing
   *[other] Take over the { $count } lines about staff that ask nothing
    }
offline-take-all-entries = { $count ->
    [one] Take over the 1 changed entry that asks nothing
   *[other] Take over the { $count } changed entries that ask nothing
    }
offline-asks-title = To look at in the document
offline-answers-title = Answers that differ
offline-answers-none = Every answer in the document stands here already.
offline-col-what = What is asked
offline-col-file = In the document
offline-col-now = Here now
offline-nothing = Nothing
offline-online-since = Changed here since the document was made, and not in the document. What stands here stays.
offline-both-changed = Changed here and in the document since it was made. You decide which stands.
offline-staff-of = Staff: { $role }
offline-entry-of = Entry: { $date }
offline-take-over = Take over what is in the document
offline-unread = Could not be read. What stands here stays until you say what it should be.
offline-asked-above = { $count ->
    [one] 1 thing of this is asked above. The rest can be taken over without it.
   *[other] { $count } things of this are asked above. The rest can be taken over without them.
    }
offline-asked-first = { $count ->
    [one] One thing of this is asked above. Answer it first: nothing of this can be taken over before.
   *[other] { $count } things of this are asked above. Answer them first: nothing of this can be taken over before.
}
offline-asks-beside = words beside the answer
offline-asks-of = { $answer }: { $place }
offline-say = Use this
offline-say-label = What { $place } should say
offline-say-choose = Choose an answer
offline-was-said = { $name } said on { $when } that this is “{ $words }”. It is in the answer below.
offline-leave = Keep what stands here
offline-looked-at = This has been looked at
offline-stands-same = The same here
offline-stands-new = New
offline-stands-different = Different
offline-stands-both = Changed in both places
offline-stands-asks = To put right first
offline-stands-question = Question
offline-stands-said = Answered
offline-stands-looked_at = Looked at
offline-outcome-taken = { $name } took it over on { $when }.
offline-outcome-left = { $name } looked at it on { $when }. What stood here was kept.

offline-asks-outside = Words outside of the answers
offline-asks-twice = An answer that stands there twice
offline-asks-unknown = A row whose code we do not know
offline-asks-missing = An answer that is missing
offline-asks-no-staff = The table about staff is missing
offline-asks-no-entries = The chronology is missing
offline-asks-line-missing = A line that is missing
offline-ask-outside = These words stand outside of the places for answers: “{ $words }”. If they belong to an answer, add them to it here.
offline-ask-twice = The answer { $place } stands in the document twice. This is the second: “{ $words }”. Only the first was read.
offline-ask-torn = The row was joined, split or has words beside its answer: “{ $words }”. Only what stands in the answer’s own place is read. Check it, and add what is missing here.
offline-ask-choice = “{ $words }” at { $place } is none of the answers that can be given. Choose the one that is meant.
offline-ask-empty = The line does not say whom it is about. Enter their role at { $place }.
offline-ask-long = The answer at { $place } is longer than 40,000 characters. Shorten it, and type it in here.
offline-ask-unknown = The row “{ $words }” has no code, or one that is none of this request. Type what belongs to the return in here.
offline-ask-missing = The answer { $place } is not in the document any more. What stands here stays.
offline-ask-copied = The line was copied together with the code { $place }. It is read as a new line.
offline-ask-date = “{ $words }” at { $place } could not be read as a date. Write it as, for example, 3 February 2026.
offline-ask-column = “{ $words }” at { $place } could not be read. Say what is meant.
offline-ask-no-staff = The document came back without the table about telling and supporting staff. What stands here stays.
offline-ask-no-entries = The document came back without the table of the chronology. What stands here stays.
offline-ask-line-missing = The line { $place } is not in the document any more. It was not taken away here. If it should go, take it away here.

offline-document-title = Return to a request for information
offline-marking = OFFICIAL-SENSITIVE
offline-document-explain = Fill in the right-hand column of the tables, in any order, and save the document as Word (.docx). Leave the codes on the left as they are: by them each answer is known again. What is written outside of the tables is not read as an answer. When you are finished, bring the document back to the page from which it came, or send it securely to whoever asked you.
offline-head-code = Code
offline-head-question = What is asked
offline-head-answer = Answer
offline-one-of = Write one of:
offline-mark-request = Request that this document belongs to. Leave it as it is.
offline-mark-document = This document. Leave it as it is.
offline-mark-version = How it is read. Leave it as it is.
offline-parts = What your agency knows
offline-parts-explain = Refer to people in your agency by their role, not by name. Leave empty what you have nothing to say to.
offline-staff-explain = Who was told of the review, by role, and how they are supported: a row for each role. Nothing about how somebody worked belongs here. Dates as you know them, for example 3 February 2026. For a new role, leave the code empty.
offline-entries-explain = A row for each thing that happened, with its date as you know it, for example 3 February 2026, summer 2025 or 13 February 2026 at 22:40. For a new entry, leave the code empty. Several people stand on lines of their own. If you need more rows, add them at the end of the table.
offline-entry-date = When it happened
offline-until = to
offline-about = Asked about
offline-yes = Yes
offline-no = No
offline-words = What your agency writes

hand-in-title = Hand in a document for the agency
hand-in-explain = For an agency that cannot sign in. What you hand in goes to the agency’s own return: people of the agency see it there beside what they wrote, decide what is taken over, and sign it off. You do not see the return before that.
hand-in-empty-title = The document to send to the agency
hand-in-empty-explain = It says what is asked, and holds nothing of what the agency may have written already. Send it securely.
hand-in-empty = Make the document
hand-in-of = Hand in what came back
hand-in-person = author
    .label = Who filled it in?
    .missing = Select who filled it in
hand-in-person-other = Somebody else of the agency
hand-in-author = name and role of the author
    .label = Name and role of whoever filled it in
    .hint = As the document or the message that it came with says it
    .missing = Enter the name and role of whoever filled it in
hand-in-received = day on which it was received
    .label = When was it received?
    .missing = Enter the day on which it was received
hand-in-came-by = how it came
    .label = How did it come?
    .missing = Select how it came
came-by-email = by email
came-by-transfer = by secure file transfer
came-by-post = by post
came-by-hand = by hand
hand-in-file = document
    .label = Choose the document
    .missing = Choose the document that came back
hand-in-button = Hand it in
hand-in-before-title = Handed in so far
hand-in-before-none = Nothing was handed in for this agency.
hand-in-before = { $when }: by { $by } for { $author }. Received on { $date } { $how }.

did-hand_in_return = A document was handed in for an agency, taken away again, or made for it to fill in
refused-hand_in_return = Handing in a document for an agency, taking one away, or making one, was refused

rule-file-form-word = This is not a Word document. Save what you filled in as a Word document (.docx) and choose that.
rule-file-form-unmarked = The document does not say which request it belongs to. Choose the document that was made here, with the rows R1, R2 and R3 at its beginning as they were.
rule-file-form-other = The document belongs to another request. Nothing was taken from it. Choose the document that was made for this one.
rule-file-form-version = The document was made by a version of this service whose documents are no longer read. Make a new document, and copy what you filled in into it.
rule-offline-found = Say what your agency found. The document does not.
rule-offline-search = Say of everybody who was asked about what the search found. The document does not.
rule-offline-date = A date could not be read. Type it in here.
rule-offline-day = The day to ask again has to be a day of a certain month and year. Type it in here.
rule-offline-columns = Part of the entry could not be read. Type it in here.
rule-offline-unread = This could not be read either, so nothing was kept. Choose one of the answers, or write a date as, for example, 3 February 2026.
rule-offline-one-day = The day to ask again has to be one day, with its month and year, so nothing was kept. Write it as, for example, 3 March 2026.
rule-offline-asks = Something in this answer has to be put right first. Type it in here, from the document.
rule-offline-changed = Somebody changed this here after you opened the page, so nothing was taken over. Open the document again and look at what stands there now.
rule-offline-same = This stands here already.
rule-offline-none = Nothing is left that can be taken over together.
rule-hand-in-author = Enter the name and role of whoever filled it in.
rule-hand-in-later = The day on which it was received cannot be after today.
rule-answering-unknown = This person does not answer the request any more. Choose again.
