# The rapid review: its report, its meetings, the three sign-offs, sending it.
rapid-review-title = Rapid review
rapid-review-due = Due
rapid-review-report = The report
rapid-review-meetings = Meetings
rapid-review-no-meeting = No meeting is on record yet.
rapid-review-from-records = Taken into the report from the records
rapid-review-learning = { $points ->
    [0] No learning points yet
    [one] 1 learning point
   *[other] { $points } learning points
    }, { $actions ->
    [0] no actions yet
    [one] 1 action
   *[other] { $actions } actions
    }
rapid-review-undecided = It has not been decided yet whether there will be a local review
rapid-review-yes = There will be a local review, decided { $day }
rapid-review-no = There will be no local review, decided { $day }
rapid-review-lacks = What the report still lacks
rapid-review-lacks-nothing = Nothing that can be seen from here. Whether it explains why things happened, only people can judge.
rapid-review-advice = This is advice. It stops nothing.
rapid-review-signed = Signed off
rapid-review-document = Document
rapid-review-wording = The report has wording that nobody has compared with its source. Somebody of the partnership confirms it before a document can be made and before the report can be sent.
rapid-review-wording-link = See which wording it is
rapid-review-pdf = Report as PDF
rapid-review-docx = Report as a Word document
pack-heading = For the Panel
pack-what = One document with the report, the decision on a local review, the sign-offs and the list of files that go with it. It carries its day, whom it is for and what was withheld.
pack-title = Put together what goes to the Panel
pack-explain = The document is made of what is on record now, and kept as it is. Making it sends nothing.
pack-to = whom it is for
    .label = Who is it for?
    .missing = Enter who it is for
pack-files = files that go with it
    .label = Which files go with it? (optional)
    .hint = The document names them. Send the files themselves with it
pack-button = Make the document
pack-made = For { $to }, made { $when } by { $who }
pack-pdf = Fetch it as PDF
pack-docx = Fetch it as a Word document
rule-pack-to = Enter who it is for.
rule-pack-files = One of these files is not, or no longer, among the files of this review. Open the page again.
report-says-nothing = This says no more than “not applicable”
report-words = what this part says
    .label = What does this part say?
    .missing = Enter what this part says
report-help-facts = In a few sentences. What is in the incident and in the list of people need not be repeated.
report-help-agencies = Which agencies gave what they know, which had none, and which have not answered.
report-help-episodes = The few moments that mattered most. For each: what happened, why it made sense at the time, which conditions of work lay behind it. Roles, no names.
report-help-safety_action = What was done at once for this child, for brothers and sisters and for other children, and by whom.
report-help-inequality = How racism and other inequality, disability included, shaped the child's life, what was seen and what was not, and what was done. Say also what nobody asked. “Not applicable” alone is not enough: the report cannot be sent with it.
report-help-voice = What an ordinary day was like for the child, what the child and the family have said so far, how that is known, and who has not been asked yet.
report-help-adults = What is known of fathers, partners and other adults in or near the home, and what nobody asked.
report-help-already_known = Earlier reviews here and elsewhere that found the same, what was done then, and whether it made a difference.
report-help-good_practice = What helped the child or the family, and what made it possible.
report-help-national = What cannot be changed here, and who could change it.
report-help-scrutineer = In the scrutineer's own words.
report-help-publication = Whether it is published, in which form, and why.
meeting-title = Meeting
meeting-add = Add a meeting
meeting-on = date of the meeting
    .label = When was it?
    .hint = As you know it, for example 3 February 2026
    .missing = Enter when it was
meeting-kind = kind of meeting
    .label = What was it for?
    .missing = Select what it was for
meeting-is-considers = Rapid review meeting, which considers everything
meeting-is-on_the_way = A meeting on the way, such as one about which agencies are missing
meeting-short-considers = Rapid review meeting
meeting-short-on_the_way = Meeting on the way
meeting-attended = who was there
    .label = Who was there?
    .hint = Name, role and agency, each on a line
    .missing = Enter who was there
meeting-apologies = apologies
    .label = Who was asked and could not come? (optional)
    .hint = Name, role and agency, each on a line
meeting-papers = papers
    .label = Which files of the review were its papers? (optional)
    .hint = Select all that apply
meeting-minutes = minutes
    .label = What was said and agreed? (optional)
meeting-attended-key = There
meeting-apologies-key = Apologies
meeting-papers-key = Papers
meeting-minutes-key = Minutes
sign-title = Sign off for your agency
sign-for-title = Enter a sign-off that a partner gave in another way
sign-explain = You sign the report as it stands now. When it changes after that, it is signed again. A different view is kept and goes out with the report.
sign-button = Save
sign-confirm = Confirm the sign-off that was entered for you
sign-signs = whether it is signed off
    .label = Is the report signed off?
    .missing = Select whether the report is signed off
sign-is-yes = Yes, it is signed off
sign-is-no = No, not as it stands
sign-words = comment
    .label = What is seen differently, or why is it not signed off? (optional when it is signed off)
sign-by = who signs
    .label = Who signs?
    .hint = Name and role
    .missing = Enter who signs
sign-cover = for whom
    .label = For whom, when a deputy or out-of-hours cover signs? (optional)
    .hint = Name and role
sign-on = date
    .label = When?
    .hint = As you know it, for example 3 February 2026
    .missing = Enter when it was signed off
sign-of = version of the report
    .label = Version of the report
sign-partner = partner
    .label = For which partner?
    .missing = Select for which partner
sign-channel = way it came
    .label = How did it come?
    .missing = Select how it came
sign-source = source
    .label = Who said so, and when?
    .hint = For example the partner by telephone, 3 February 2026 at 10am
    .missing = Enter who said so, and when
sign-not-yet = Not yet
sign-stands-signed = Signed off
sign-stands-signed-earlier = Signed an earlier version of the report
sign-stands-not-signed = Not signed off
sign-by-cover = { $who }, for { $cover }
sign-came = Entered by { $who }, { $channel }: { $source }. The partner has not confirmed it yet.
sign-came-confirmed = Entered by { $who }, { $channel }: { $source }. Confirmed by { $confirmed }.
send-title = Send the report
send-button = Send
send-practice = This is a practice run: nothing goes to anybody. It is only put on record here that you sent it.
send-here = The national body is on this service. The report and the records of what was learned go to it when you send them.
send-elsewhere = The national body is not on this service. Fetch the document, send it in the way that you use, and record here how it was sent.
send-outside = How it was sent
send-what = The report of the rapid review
send-on = date
    .label = When is it sent, or when was it sent?
    .hint = As you know it, for example 3 February 2026
    .missing = Enter when it was sent
send-despite = reason
    .label = Why is it sent although not every partner has signed it off as it stands?
    .missing = Enter why it is sent although not every partner has signed it off
send-channel = way
    .label = How?
    .missing = Select how it was sent
send-whom = to whom
    .label = To whom exactly?
    .hint = Name or office
    .missing = Enter to whom it was sent
send-by = by whom
    .label = Who sent it?
    .hint = Name and role
    .missing = Enter who sent it
send-received = Sent through this service on { $when }. The national body's service has it.
send-under-way = Sent through this service on { $when }. No receipt yet.
advice-inequality = Nothing is said yet of how racism and other inequality shaped what happened. The report cannot be sent without it.
advice-safety = { $many ->
    [one] The safety of 1 child is still open.
   *[other] The safety of { $many } children is still open.
    }
advice-held = Proceedings beside the review hold back sharing information. Look at them before the report goes out.
advice-meeting = No rapid review meeting is on record.
advice-facts = What happened is not said.
advice-episodes = No key practice episodes are analysed: the report says what happened and not why.
advice-voice = Nothing is said of the child's and the family's perspective.
advice-adults = Nothing is said of fathers, partners and other adults.
advice-points = There are no learning points.
advice-point-episode = { $many ->
    [one] 1 learning point does not say in which episode it was seen.
   *[other] { $many } learning points do not say in which episode they were seen.
    }
advice-point-why = { $many ->
    [one] 1 learning point does not say why it made sense at the time.
   *[other] { $many } learning points do not say why it made sense at the time.
    }
advice-point-condition = { $many ->
    [one] 1 learning point names no condition of work.
   *[other] { $many } learning points name no condition of work.
    }
advice-point-action = { $many ->
    [one] No action answers 1 learning point.
   *[other] No action answers { $many } learning points.
    }
advice-all-weak = Every action is training, a reminder or something else that people have to remember.
advice-local-review = It has not been decided whether there will be a local review.
advice-names = { $many ->
    [one] The name of 1 practitioner seems to stand in it. Write what they do instead.
   *[other] The names of { $many } practitioners seem to stand in it. Write what they do instead.
    }
advice-long = It is long: more than about twelve pages. Somebody has to be able to read it.
advice-late = It is late, and the reason is not on record.
advice-unsigned = { $many ->
    [one] 1 partner has not signed it off as it stands.
   *[other] { $many } partners have not signed it off as it stands.
    }
advice-unconfirmed = { $many ->
    [one] 1 sign-off was entered for a partner who has not confirmed it.
   *[other] { $many } sign-offs were entered for partners who have not confirmed them.
    }
rule-report-words = Enter what this part says.
rule-meeting-attended = Enter who was there.
rule-meeting-later = The date is in the future. Record the meeting when it was.
rule-meeting-papers = One of these files is not among those of this review any more. Select the papers again.
rule-sign-no-partner = You do not act for a safeguarding partner here. Choose for whom you act, or ask the business manager to enter it for you.
rule-sign-changed = The report has changed since you opened this page. Read it again and sign it as it stands now.
rule-sign-by = Enter who signs.
rule-sign-why = Enter why it is not signed off.
rule-sign-later = The date is in the future. Enter when it was signed off.
rule-sign-source = Enter how it came, who said so and when.
rule-sign-no-such-partner = Select for which partner.
rule-sign-given = That partner has signed this report already.
rule-report-later = The date is in the future. Enter when it was sent.
rule-report-despite = Enter why it is sent although not every partner has signed it off.
rule-report-outside = Enter how it was sent, to whom and by whom.
rule-report-inequality = Nothing is said yet of how racism and other inequality shaped what happened. Write that part first: the report cannot be sent without it.
rule-report-changed = The report has changed since you opened this page. Look at it again and then send it.
did-edit_report = Recorded something in the rapid review
refused-edit_report = Was refused recording something in the rapid review
did-sign_report = Signed the rapid review off, or confirmed a sign-off
refused-sign_report = Was refused signing the rapid review off
did-sign_report_for = Entered a sign-off for a partner
refused-sign_report_for = Was refused entering a sign-off for a partner
did-send_report = Sent the rapid review
refused-send_report = Was refused sending the rapid review
look-sign_again = The report of the rapid review has changed since your partner signed: look at it again
look-sign_off = Sign off the report of the rapid review
look-confirm_sign_off = Confirm a sign-off that was entered for you
