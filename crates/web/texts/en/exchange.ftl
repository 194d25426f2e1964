# The exchange: has anyone else met this, we have said this before, what the organisation does with learning of others.
met-title = Has anyone else met this?
met-link = Has anyone else met this?
met-lead = Learning of others that is near to what is written here, with what they tried and what came of it, also where it did not help.
met-private = What is written here was read on this instance only. It was not sent anywhere, and it is not kept as a question.
met-looked-at = { $count ->
    [0] Nothing is shared with you yet.
    [one] One piece of shared learning was looked at.
   *[other] { $count } pieces of shared learning were looked at.
}
met-found = What others shared
met-published = What published reviews and briefings say
met-none = Nobody has shared anything like this.
met-next = What you can do
met-next-library = [Look in the library] in other words.
met-next-share = [Share it], so that others who meet this find it.
met-why-key = Found because
shared-text-learned = what was learned
shared-text-what = the action
shared-text-different = what is to be different

said-title = We have said this before
said-link = Have we said this before?
said-lead = Earlier learning points and actions of reviews that you may read, and what others shared or published, with what became of each. Before you say it again, look whether it helped.
said-own = In our own reviews
said-others = What others shared
said-published = What published reviews and briefings say
said-none = Nothing like this was said before, as far as you may read.
said-often-key = Said
said-often = { $count } times
said-where = Review { $reference }, { $day }
said-where-closed = Review { $reference }, which is closed, { $day }
said-open = Open review { $reference }
said-ended-key = What became of it
said-no-action = No action answered it.
said-answered = { $actions ->
    [one] One action
   *[other] { $actions } actions
} answered it. Done: { $done }. Something changed for children: { $changed }.
said-stands-open = Still to be done
said-stands-done = Done
said-stands-no_change_seen = Done, and nothing changed for children
said-stands-superseded = Another action took its place
said-stands-rejected = It was decided not to do it
said-seen-changed = Somebody looked, and something is different for children
said-seen-in_part = Somebody looked, and it is different in part
said-seen-no_change = Somebody looked, and nothing has changed
said-seen-cannot_say = Somebody looked, and it cannot be said yet
said-seen-nobody = Nobody has looked whether anything changed

others-heading = What others did with it
others-key = What others did with it
others-own-key = What we told
others-none = Nobody has told what they did with it yet.
others-few = Fewer than three areas told what they did with it, so that it is not told apart.
others-count = { $count } areas told what they did with it.
others-decided = { $decision }: { $count }.
others-named = Named because they want to be: { $names }.
others-results = { $count ->
    [one] One result was told.
   *[other] { $count } results were told.
}
others-result = { $seen }: { $words }
others-result-evidence = { $seen }: { $words } How they know: { $evidence }

told-heading = What others did with it
told-none = Nobody has told what they did with it yet. It stands here when they do.
told-an-area = An area that is not named

uptake-heading = What we do with it
uptake-none = Nothing was decided yet.
uptake-title = Decide what we do with it
uptake-change = Change what was decided
uptake-about = It is about: { $condition }
uptake-explain = What you decide is kept in your organisation alone. Nothing of it is told others until somebody has checked and confirmed the words. Name no child, no family and no practitioner.
uptake-item-gone = Learning that no longer stands
uptake-decision-adopt = We do the same
uptake-decision-adapt = We do it in our own way
uptake-decision-watch = We wait and look again
uptake-decision-reject = We do not do it
uptake-decision-already_do = We do so already
uptake-step-problem = We have said which problem of our own this is about
uptake-step-chosen = We have chosen what we take of it
uptake-step-fitted = We have fitted it to where we work
uptake-step-barriers = We know what stands in the way and what helps
uptake-step-in_practice = It is put into practice
uptake-step-used = We look whether it is used
uptake-step-looked_at = We have looked at what came of it
uptake-step-kept_up = We keep it going
uptake-decision-key = Decision
uptake-why-key = Why
uptake-differences-key = What is different here
uptake-step-key = How far it has come
uptake-steps-key = What is done
uptake-who-key = Looked after by
uptake-look-key = Looked at again on
uptake-results-key = What came of it
uptake-told-key = Told others
uptake-told-nobody = Not yet
uptake-told-on = All of it, on { $day }
uptake-told-part = On { $day }; something was changed or added since
uptake-look-now = To be looked at again since { $day }
uptake-decision = decision
    .label = What do we do with it?
    .missing = Select what you do with it
uptake-why = reasons
    .label = Why?
    .missing = Enter why
uptake-differences = differences
    .label = What is different where we work? (optional)
    .missing = Enter what is different where you work
uptake-who = who looks after it
    .label = Who looks after it?
    .hint = A role in an organisation, no name. Needed where something is done
    .missing = Enter the role that looks after it
uptake-step = how far it has come
    .label = How far has it come? (optional)
    .missing = Select how far it has come
uptake-steps = steps
    .label = What is done, step by step? (optional)
    .missing = Enter what is done
uptake-look = the day to look again
    .label = When is it looked at again?
    .hint = Needed where something is done or watched
    .missing = Enter the day on which it is looked at again

uptake-look-next = the next day to look again
    .label = When is it looked at again? (optional)
    .hint = A day that is still to come stays until you enter another
    .missing = Enter the day on which it is looked at again

uptake-result-known = How you know: { $words }
uptake-result-title = Add what came of it
uptake-result-explain = What did not help is worth as much to others as what did. It stays in your organisation until somebody tells it.
uptake-seen = what came of it
    .label = What came of it?
    .missing = Select what came of it
uptake-words = what came of it, in words
    .label = What came of it, in your words?
    .missing = Enter what came of it
uptake-evidence = how anybody knows
    .label = How do you know? (optional)
    .missing = Enter how you know

uptake-tell-title = Tell others what we did with it
uptake-tell-explain = A second person reads it before it leaves: one who wrote none of it, of another agency where you have agencies. Then those whom the learning came from read these words, whoever they are. On the page of the item everybody who may read it sees how many areas decided what, once three have told, and what came of it.
uptake-found-nothing = The check found nothing that tells who somebody is. Read it yourself before you tell it.
uptake-found-some = Read these. Go back and change what was decided where somebody could be recognised:
uptake-found-one = “{ $words }”: { $kind }
uptake-found-name = A name, or something else that tells who somebody is
uptake-stopped = Some of this tells who somebody is, so it cannot be told. Go back and change these words.
uptake-named = whether we are named
    .label = May others know that it was us?
    .missing = Select whether others may know that it was you
uptake-named-no = No: an area that is not named
uptake-named-yes = Yes: we are named
uptake-tell-button = I have read it: ask a second person
uptake-unsay = Take back what we told
uptake-unsay-about = about this item

uptakes-title = What we do with learning of others
uptakes-lead = Every decision of this organisation about something that is shared, with what came of it.
uptakes-none = Nothing was decided yet. Open something in the library and decide what you do with it.

rule-uptake-why = Enter why
rule-uptake-who = Enter which role looks after it
uptake-own = Your organisation shared this, so it is not one of those who decide what to do with it.
uptake-own-release = [What others told in full] stands with the release.
rule-uptake-own = Your organisation shared this. Others decide what they do with it, and you read that with the release
rule-uptake-look = Enter the day on which it is looked at again
rule-uptake-look-later = Enter a day after today
rule-uptake-result = Enter what came of it
rule-uptake-identifies = The words tell who somebody is. Go back and change what was decided before you tell others

did-decide_uptake = Somebody decided what to do with learning of others, or told it
refused-decide_uptake = Deciding what to do with learning of others was refused
did-keep_uptake = What is done with learning of others was written down
refused-keep_uptake = Writing down what is done with learning of others was refused
did-read_uptake = What is done with learning of others was read
refused-read_uptake = Reading what is done with learning of others was refused

searches-title = Searches that you keep
searches-lead = Kept for you alone. Each says what is new since you last looked.
searches-none = You keep no search yet. Look for something in the library and press Keep this search.
search-title = A search that you keep
search-keep = Keep this search
saved-search-words = “{ $words }”
search-new = { $count ->
    [0] Nothing new since you last looked.
    [one] One new result since you last looked.
   *[other] { $count } new results since you last looked.
}
search-new-heading = New since you last looked
search-nothing-new = Nothing is new since you last looked.
search-before = What you have seen
search-seen = I have seen what is new
search-let-go = Keep this search no longer
search-about = in this search
rule-search-empty = Look for something, or narrow the list, before you keep the search
search-full = You keep twenty searches, which is the most. [Let one go] before you keep this one.
rule-search-many = You keep twenty searches. Let one go before you keep another

search-mail-heading = E-mail
search-mail-on = At most once a week an e-mail says that there is something new, when something came since the last one. It says nothing else: not what you look for, and not what is new.
search-mail-off = No e-mail is sent about this search.
search-mail = Send an e-mail once a week
search-no-mail = Send no e-mail
mail-kind-digest = a note that something is new in shared learning
mail-subject-digest = Something new in shared learning for { $organisation }
mail-words-digest = There is something new in shared learning that { $organisation } may read. Sign in here; what it is stands under the searches that you keep, where you can also switch these e-mails off:
did-remind_digest = Somebody was told that there is something new in shared learning
refused-remind_digest = Telling somebody that there is something new in shared learning was refused
today-uptakes = { $many ->
    [one] One decision about learning of others is to be looked at again
   *[other] { $many } decisions about learning of others are to be looked at again
}
today-told-us = { $many ->
    [one] What others did with what you shared: 1 is new since you last opened it
   *[other] What others did with what you shared: { $many } are new since you last opened it
}
today-searches = There is something new in shared learning
