# What a file was filtered by; more about an entry in the list; what waits about returns.
chronology-out-filtered = Filtered by: { $parts }. The agency and the days can be changed below.
chronology-out-all = [Take all entries instead]
chronology-taken-person = Only what is about one person of the review
chronology-taken-kind = Only of this kind: { $kind }
chronology-taken-reads = Only what is read under this: { $reads }
chronology-taken-key = Only key practice episodes
look-return_late = Not yet received from an agency
look-return_signed = An agency signed its return off: read it
look-query_answered = An agency answered your question
entry-more = More about this entry
entry-written-by-key = Written down by
entry-source-see = See the source
entry-ask = Ask the agency about this entry
chronology-column-event = One event, several accounts
