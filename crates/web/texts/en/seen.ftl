# What a file was filtered by; more about an entry in the list; what waits about returns.
chronology-out-filtered = Filtered by: { $parts }. The agency and the days can be changed below.
chronology-out-all = [Take all entries instead]
chronology-taken-person = Only what is about one person of the review
chronology-taken-kind = Only of this kind: { $kind }
chronology-taken-reads = Only what is read under this: { $reads }
chronology-taken-key = Only key practice episodes
look-request_unsent = A request to an agency is not sent yet
look-return_late = Not yet received from an agency
look-return_added = Somebody was added after an agency signed off: it has not said how it searched for them
look-return_signed = An agency signed its return off: read it
look-query_answered = An agency answered your question
entry-more = More about this entry
entry-written-by-key = Written down by
entry-source-see = See the source
entry-ask = Ask the agency about this entry
chronology-column-event = One event, several accounts
request-suggested-pick = suggested agencies
    .label = What is known suggests these agencies. Which do you ask? (optional)
    .hint = Each that you tick gets a request of its own, with the right, people, period and day below
    .missing = Select an agency
request-suggested-gone = Select agencies from the list: one of those that you ticked is no longer suggested
request-suggested-asked = These were asked already, or had a request that was taken back. Who had one taken back can be asked again:
request-suggested-gp = surgery in the register of this review
request-suggested-hospital = hospital in the register of this review
request-suggested-service = service in the register of this review
request-suggested-home_authority = local authority where a child of this review normally lives: it is not of this partnership
request-suggested-area = local authority of another area in which a child of this review lives or was placed
request-suggested-practitioner = agency of a practitioner of this review
request-suggested-meeting = named among those who came to a meeting of the rapid review
request-suggested-raised = agency that raised it
request-suggested-local_authority = local authority of this partnership
request-suggested-police = police of this partnership
request-suggested-health = health body of this partnership
request-queried = Queried: a question is open
request-col-chased = Reminders
request-reminded = { $count ->
    [one] 1 reminder
   *[other] { $count } reminders
    }, the last on { $day }
request-escalated = Told on { $day }: { $who }
request-not-chased = none
columns-reused = The columns were read as your agency said of an earlier table with the same headings.
columns-reused-change = The columns were read as your agency said of an earlier table with the same headings. [Change what the columns hold]
passage-before = The same row came with another document, and is an entry already. Leave it out, or take it in again.
rows-leave-same = { $count ->
    [one] Leave out the 1 row that came with another document
   *[other] Leave out the { $count } rows that came with another document
    }
rows-left-same-why = The same row came with another document.
rule-rows-none-before = There is no row that came with another document.
agencies-none-but-asked = No agency is named as involved beside those that were asked.
rule-file-picture = The file is a picture. The words in a picture cannot be read here: choose a Word document, an Excel workbook, a CSV file, plain text or a PDF with text, or type what it says.
