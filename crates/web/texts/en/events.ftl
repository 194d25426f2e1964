# Several accounts of one event: proposed, and said by people.
events-title = One event, several accounts
events-lead = Agencies often tell of the same event. What may be one is proposed here; nothing is joined until a person says so. Every account stays as its agency wrote it, and where accounts differ, every version stays.
events-proposals = To look at
events-summary = { $count ->
    [0] Nothing is proposed.
    [one] 1 proposal, from what the accounts say.
   *[other] { $count } proposals, from what the accounts say; the likeliest first.
    }
events-withheld = They are not compared with anything for you.
events-proposal = { $count } accounts that may tell of one event
events-why = Why it is proposed
events-differ = In what they differ
events-say = Say whether they do
events-said = What people said
events-said-none = Nobody has said so of any accounts yet.
events-who = Said by { $who } on { $when }.
events-are-same = These tell of one event
events-are-different = These are different events
events-gone = { $count ->
    [one] One account was taken away by its agency.
   *[other] { $count } accounts were taken away by their agencies.
}
events-undo = Undo
events-undo-about = : what was said of these accounts
event-title = Do these accounts tell of one event?
event-explain = Compare them and say what you see. Untick any account that does not belong.
event-explain-undo = No account is changed by this, and it can be undone.
event-accounts = accounts that you speak of
    .label = Which accounts do you speak of?
    .missing = Select at least two accounts
event-further = [Offer accounts that are further away in time]
event-answer = what they tell of
    .label = What do they tell of?
    .missing = Select whether they tell of one event
event-answer-same = These tell of one event
event-answer-different = These are different events
event-words = why you say so
    .label = Why do you say so? (optional)
    .missing = Enter why you say so
event-head = One event, { $count } accounts
event-account = Account { $number } of { $count }
event-not-all = { $shown } of its { $count } accounts stand here; the others are in another part or are not shown.
event-differ = They differ in { $parts }.
event-differ-nothing = In nothing that was compared: day and time, people, who was there, what was said, whether the child was seen.
event-join = Tell of the same event as…
event-join-about = : { $date }, { $agency }
event-side = { $agency }, { $date }
event-side-line = { $what }: { $words }
event-side-return = Read the whole return
event-short = { $date }, { $agency }: { $words }
event-value = { $says } ({ $agencies })
event-said-quoted = Words in quotation in its account
event-why-close = Their times are close: at most an hour and a half apart.
event-why-day = They give the same day.
event-why-day-apart = They give days one apart.
event-why-passed = One may tell of sending what the other tells of receiving, { $days ->
    [0] on the same day
    [one] 1 day apart
   *[other] { $days } days apart
    }.
event-why-meet = Their dates are not exact and may mean the same day.
event-why-kind = They are of one kind.
event-why-names = At least one names the agency of another.
event-why-people = They are about the same people.
event-why-words = They share words that few other entries have: { $words }.
differs-in-day = the day
differs-in-time = the time
differs-in-about = whom they are about
differs-in-present = who was there
differs-in-said = what was said or shown
differs-in-seen = whether the child was seen
differs-in-seen_alone = whether the child was seen alone
differs-what-day = The day
differs-what-time = The time
differs-what-about = Whom it is about
differs-what-present = Who was there
differs-what-said = What was said or shown
differs-what-seen = Whether the child was seen
differs-what-seen_alone = Whether the child was seen alone
rule-event-two = Select at least two accounts.
rule-event-many = Select at most 40 accounts.
rule-event-gone = One of these accounts is no longer in the chronology, or you may not read it. Go back and load the page again.
rule-event-told-same = Somebody has already said that these tell of one event. That stands: see it under “What people said”, and undo it there first if it is wrong.
rule-event-told-different = Somebody has already said that some of these are different events. That stands: see it under “What people said”, and undo it there first if it is wrong.
did-join_accounts = Said whether accounts in the chronology tell of one event
refused-join_accounts = Was refused saying whether accounts in the chronology tell of one event
