# Practice runs.
practice-banner = Practice run. Nothing here is real and nothing leaves this partnership.
practice-banner-day = Here it is { $day }.
practice-banner-link = How it works, and the next day
practice-title = Practice run
practice-start-title = Start a practice run
practice-start-lead = New to this service? [Start a practice run] with an invented incident, in which nothing is real.
practice-start-explain = It begins today with an invented incident. It runs as a real review does: the same pages, the same time limits in working days. Days pass when you say so, so that you need not wait for them.
practice-start-nothing = It is in no count and no list of other people. Nothing of it is sent to the national body or to anybody else. Do not enter anything about real people.
practice-script = incident
    .label = What do you want to practise with?
    .missing = Select what you want to practise with
practice-stands = Here it is { $day }. The practice run began on { $began } and { $moved ->
        [0] no day was moved on since
        [one] 1 working day was moved on since
       *[other] { $moved } working days were moved on since
    }. Days that pass outside pass here as well. The record of who did what keeps the real time.
practice-how = How to go on
practice-how-home = [The home of this review] says what is due, by when and who holds it. Open what is due first, do what the page asks, and come back to it.
practice-how-parts = You and the team of this practice run play every part: the partners, the local authority, the reviewer. A partner's view or sign-off is entered on their behalf.
practice-how-second = Where a second person has to agree, a second person is needed here as well. [Add a colleague to the team].
practice-how-outside = Where a page asks for something from outside, such as a reference of the government's service, invent it.
practice-how-days = When nothing is left to do on this day, move on. Dates that you enter are those of the practice run. What is not done in time becomes late, as it would in a real review.
practice-next = Move on
practice-next-button = Move on
practice-days = working days
    .label = How far do you want to move on?
    .missing = Select how far you want to move on
practice-step-1 = To the next working day
practice-step-5 = By a week (5 working days)
practice-step-20 = By a month (20 working days)
practice-with = What you practise with
practice-agencies = What the agencies would answer
practice-end-title = End this practice run
practice-ended-title = Ended
practice-ended = The practice run has ended. It is gone from Today and from this list.
practice-end-explain = It goes from Today and from the list of reviews, whatever is still open in it. Nothing in it can be changed after that. That it was there stays in the record of who did what.

rule-practice-script = Select what you want to practise with.
rule-practice-step = Select how far you want to move on.
rule-practice-far = A practice run can be moved on by 260 working days in all, and not past the years whose bank holidays are known. End this one and start another.
rule-practice-no-guest = Somebody from another area cannot be added to a practice run: nothing of it leaves this partnership.
rule-practice-sends-nothing = Nothing of a practice run is sent.
did-run_practice = Moved a practice run on, or ended it
refused-run_practice = Was refused moving on or ending a practice run
