# Today, and how time limits stand.
today-title = Today
today-safety = Safe now?
today-safety-explain = Somebody still has to find out about these children. This service does not tell social care or the police.
today-safety-line = A child's safety is still open
today-review = Review { $reference }
today-who = seeing to it: { $who }
today-you = you
today-now = now
today-emergency-explain = Somebody opened these reviews in an emergency. A second person reviews each opening by the end of the next working day and records what they found.
today-emergency-line = Review an emergency opening
today-emergency-reviewed = Look at an emergency opening that somebody else has reviewed
today-due = What is due
today-left = Time left
today-what = What
today-by = By the end of
today-holder = Who holds it
today-nothing = Nothing needs you today.
today-practice = Practice, not real
today-practice-explain = These are practice runs with invented incidents. Each has a day of its own, which may not be today’s.
today-practice-run = Practice run { $reference }. Here it is { $day }.
today-raised = raised { $date }
unchecked-mark = length not checked
practice-mark = practice run

clock-due-today = due today
clock-left = { $days ->
    [one] 1 working day left
   *[other] { $days } working days left
    }
clock-late = { $days ->
    [one] 1 working day late
   *[other] { $days } working days late
    }
clock-past = { $days ->
    [one] 1 working day past
   *[other] { $days } working days past
    }
clock-awaited = { $days ->
    [one] not yet received, 1 working day longer than expected
   *[other] not yet received, { $days } working days longer than expected
    }
clock-met = done on { $date }
clock-met-some-day = done before this review was brought in, on a day that is not certain
clock-met-late = done on { $date }, { $days ->
    [one] 1 working day late
   *[other] { $days } working days late
    }
clock-paused = paused
clock-does-not-apply = does not apply
clock-no-calendar = cannot be worked out: the bank-holiday table does not reach that far
clock-waits-incident = waits for the date of the incident
clock-waits-first_agency_knew = waits for when an agency first knew
clock-waits-authority_knew = waits for when the local authority knew
clock-waits-raised = waits for the incident to be raised
clock-waits-notified = waits for the notification
clock-waits-rapid_review_completed = waits for the rapid review
clock-waits-rapid_review_sent = waits for the rapid review to be sent
clock-waits-panel_replied = waits for the reply
clock-waits-local_review_initiated = waits for the decision to begin a local review
clock-waits-local_review_completed = waits for the local review
clock-waits-publication_planned = waits for a planned day of publication
clock-waits-notice_given = waits for the notice of publication
clock-waits-published = waits for publication
clock-uncertain-incident = cannot be worked out: give one certain day for the incident
clock-uncertain-first_agency_knew = cannot be worked out: give one certain day on which an agency first knew
clock-uncertain-authority_knew = cannot be worked out: give one certain day on which the local authority knew
clock-uncertain-raised = cannot be worked out: give one certain day
clock-uncertain-notified = cannot be worked out: give one certain day of the notification
clock-uncertain-rapid_review_completed = cannot be worked out: give one certain day for the rapid review
clock-uncertain-rapid_review_sent = cannot be worked out: give one certain day for sending
clock-uncertain-panel_replied = cannot be worked out: give one certain day for the reply
clock-uncertain-local_review_initiated = cannot be worked out: give one certain day for the decision
clock-uncertain-local_review_completed = cannot be worked out: give one certain day for the local review
clock-uncertain-publication_planned = cannot be worked out: give one certain day for publication
clock-uncertain-notice_given = cannot be worked out: give one certain day for the notice
clock-uncertain-published = cannot be worked out: give one certain day for publication
clock-waits-decided = waits for the decision on notifying
clock-uncertain-decided = cannot be worked out: give one certain day for the decision
clock-waits-partners_told = waits for partners to be told
clock-uncertain-partners_told = cannot be worked out: give one certain day for telling the partners
clock-waits-latest_version_sent = waits for the latest version of the rapid review to be sent
clock-uncertain-latest_version_sent = cannot be worked out: give one certain day for sending the latest version
clock-waits-reviewer_commissioned = waits for a reviewer to be commissioned
clock-uncertain-reviewer_commissioned = cannot be worked out: give one certain day for commissioning the reviewer
clock-out-of-order = cannot be worked out: the dates are in an order that cannot be right
clock-not-recorded-incident = cannot be worked out: record the date of the incident
clock-not-recorded-first_agency_knew = cannot be worked out: record when an agency first knew
clock-not-recorded-authority_knew = cannot be worked out: record when the local authority knew
clock-not-recorded-raised = cannot be worked out: record when the incident was raised
clock-not-recorded-notified = cannot be worked out: record the date of the notification
clock-not-recorded-rapid_review_completed = cannot be worked out: record the date on which the rapid review was completed
clock-not-recorded-rapid_review_sent = cannot be worked out: record the date on which the rapid review was sent
clock-not-recorded-panel_replied = cannot be worked out: record the date of the reply
clock-not-recorded-local_review_initiated = cannot be worked out: record the date of the decision to begin a local review
clock-not-recorded-local_review_completed = cannot be worked out: record the date on which the local review was completed
clock-not-recorded-publication_planned = cannot be worked out: record the planned day of publication
clock-not-recorded-notice_given = cannot be worked out: record the date of the notice of publication
clock-not-recorded-published = cannot be worked out: record the date of publication
clock-not-recorded-decided = cannot be worked out: record the date of the decision on notifying
clock-not-recorded-partners_told = cannot be worked out: record the date on which the partners were told
clock-not-recorded-latest_version_sent = cannot be worked out: record the date on which the latest version of the rapid review was sent
clock-not-recorded-reviewer_commissioned = cannot be worked out: record the date on which a reviewer was commissioned
look-give_view = Give your view on the criteria
look-confirm_view = Confirm the view that was entered for you
look-agree = Agree to the notification, or say what is wrong
reviews-title = Reviews
reviews-open = Open
reviews-closed-title = Closed
reviews-none = There are no reviews that you may see.
reviews-review = Review
reviews-raised = Raised
reviews-stands = Where it stands
reviews-closed = Closed
today-say-why = Say why it was late: { $clock }
today-to-answer = Requests for information that you answer
today-stands = How far it is
today-request = Request of { $date }
today-return-sent = not opened yet
today-return-opened = opened, nothing written yet
today-return-started = begun
today-return-returned = waits to be signed off
today-return-signed_off = signed off
today-return-added = signed off, and somebody was added since: say how you searched for them, and sign again
today-return-accepted = signed off and accepted
today-questions = { $many ->
    [one] 1 question is open
   *[other] { $many } questions are open
    }
