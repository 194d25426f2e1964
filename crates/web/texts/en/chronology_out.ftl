# The chronology taken out as a file, and what was taken out.
chronology-out-link = Take the chronology out
chronology-out-title = Take the chronology out
chronology-out-lead = You get a file with the entries that you may read. Entries that you may not read are not in it: the file says how many were withheld.
chronology-out-kept = The file says on every page whom it is for and the day. That you made it, for whom and what for, is kept with the review. The file itself is not kept.
chronology-out-to = who it is for
    .label = Who is it for?
    .missing = Enter who it is for
    .hint = A name or a role, and the organisation. It stands on every page.
chronology-out-purpose = what it is for
    .label = What is it for?
    .missing = Enter what it is for
    .hint = In a few words. It stands at the top of the file.
chronology-out-format = kind of file
    .label = What kind of file?
    .missing = Select what kind of file
chronology-format-docx = Word document
chronology-format-pdf = PDF, to read and print
chronology-format-xlsx = Excel workbook
chronology-format-csv = CSV, for other programs
chronology-out-names = named or pseudonymous
    .label = Should people be named?
    .missing = Select whether people are named
chronology-out-are-named = Named, as recorded
chronology-out-are-pseudonymous = Pseudonymous: Child A, Mother, Adult 1 in the place of names
chronology-out-only = Only names on record are replaced: those of the children and adults of the review with their other names and spellings, and whoever an entry says it is about. A word that is also a name is replaced as well. Agencies, places and dates stay. Somebody must read the file before it goes anywhere.
chronology-out-whose = agency
    .label = Whose account?
    .missing = Select whose account
chronology-out-every = Every agency with a return that it signed off
chronology-out-from = first day
    .label = From which day? (optional)
    .hint = Entries with a date that is not exact are in it when they may lie within the period.
chronology-out-until = last day
    .label = Until which day? (optional)
chronology-out-known = As known on a day (optional)
chronology-out-known-to = agency
    .label = As known to which agency?
    .missing = Select an agency
chronology-out-today = Every account, as known today
chronology-out-known-on = day
    .label = At the end of which day?
    .hint = Only what this agency knew then is in the file. It says how much is not.
chronology-out-known-both = Choose both an agency and a day, or neither
chronology-out-button = Make the file
rule-chronology-out-to = Enter who it is for.
rule-chronology-out-purpose = Enter what it is for.
rule-chronology-out-period = The last day must not be before the first.
rule-chronology-out-agency = Select an agency with a return that it signed off.
rule-chronology-out-later = The day must be today or in the past.
rule-chronology-out-many = There are more entries than this kind of file takes. Choose another kind of file, one agency or a shorter period.
did-take_out_chronology = The chronology was taken out as a file
refused-take_out_chronology = Taking out the chronology was refused

chronology-taken-link = See [what was taken out before].
chronology-taken-title = What was taken out of the chronology
chronology-taken-lead = Each time that somebody made a file of this chronology. The files themselves are not kept here.
chronology-taken-caption = Files made of this chronology, the latest first
chronology-taken-nothing = Nothing was taken out yet.
chronology-taken-when = When
chronology-taken-by = By whom
chronology-taken-to = For whom
chronology-taken-purpose = What for
chronology-taken-what = What
chronology-taken-from = From { $day }
chronology-taken-until = Until { $day }
chronology-taken-entries = { $count ->
    [one] 1 entry
   *[other] { $count } entries
    }
chronology-taken-withheld = { $count ->
    [one] 1 entry withheld
   *[other] { $count } entries withheld
    }

chronology-column-when = When it happened
chronology-column-agency = Whose account
chronology-column-date = Date for programs
chronology-column-date_words = Date as the source says it
chronology-column-kind = Kind
chronology-column-text = What happened
chronology-column-about = Whom it is about
chronology-column-present = Who was there
chronology-column-response = Response
chronology-column-outcome = Outcome
chronology-column-seen = Child seen
chronology-column-seen_alone = Child seen alone
chronology-column-voice = What the child said or showed
chronology-column-key_episode = Key practice episode
chronology-column-significance = How the agency sees it
chronology-column-comment = Comment of the agency
chronology-column-restriction = Who may read it
chronology-column-recorded_on = Written down on
chronology-column-recorded_by = Written down by
chronology-column-recorded_in = Written down in
chronology-column-shared = Shared with
chronology-column-about_known = Person on record
chronology-column-source_file = Source
chronology-column-source_place = Place in the source
chronology-column-source_words = Words of the source

pack-chronology = chronology
    .label = Should the chronology be in it?
    .missing = Select whether the chronology is in it
pack-with-none = No
pack-with-named = Yes, with names as recorded
pack-with-pseudonymous = Yes, with Child A, Mother, Adult 1 in the place of names on record
pack-chronology-explain = Everybody on the review can fetch this document again, so entries that some may not read are left out of it for all. It says how many were withheld.
