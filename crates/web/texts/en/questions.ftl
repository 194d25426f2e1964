# Questions to those behind an item of shared learning, through its broker.
question-heading = Ask those behind it
question-none = Nobody of your organisation has asked those behind it anything.
question-title = Ask those behind it a question
question-explain = A second person of your organisation reads your question first. Then it goes to the broker that the item names. The broker does not know either whom a masked item came from: they put your question on the item, and those who released it find it there, or they say why they do not. Nobody is told who asks unless you say so. The check before sharing looks at your words.
question-know = what you want to know
    .label = What do you want to know?
    .missing = Enter what you want to know
question-use = what you would use it for
    .label = What would you use it for?
    .missing = Enter what you would use it for
question-named = whether you are named
    .label = May they know which organisation you are?
    .missing = Select whether they may know which organisation you are
question-named-is-no = No: we are not named
question-named-is-yes = Yes: we are named
question-button = Ask a second person to read it
question-looked = what was found
    .label = What the check found
    .missing = Look at what the check found
question-looked-yes = I have looked at every one of these. None of them tells who somebody is.
question-card = What your organisation asked, { $year }
question-know-key = What is asked
question-use-key = What it is for
question-stands-key = Where it stands
question-declined-key = Why it was not passed on
question-answer-key = The answer
question-own-answer-key = Our answer
question-asker-key = Who asks
question-who-key = Who answers
question-asker-unnamed = An organisation that is not named
question-stands-asked = It waits for the broker
question-stands-passed_on = It was put on the item: those behind it can see it
question-stands-declined = The broker did not pass it on
question-stands-answered = They answered
question-stands-rather_not = They would rather not answer
question-stands-withdrawn = It was withdrawn
question-here-stands-asked = It waits for the broker
question-here-stands-passed_on = It waits for you
question-here-stands-declined = The broker did not pass it on
question-here-stands-answered = You answered
question-here-stands-rather_not = You would rather not answer
question-here-stands-withdrawn = It was withdrawn
question-withdraw = Withdraw the question
question-read = We have read this
question-about = that your organisation asked

questions-title = Questions to pass on
questions-lead = Somebody asks those behind an item that names you as its broker. You do not know whom a masked item came from either. If you pass a question on, those who released the item find it on their release; if you do not, say why.
questions-none = No question waits to be passed on.
question-pass-on = Pass it on
question-about-item = about: { $condition }
question-decline-title = Do not pass it on
question-decline-explain = Whoever asked reads your reason. Say nothing of who is behind the item.
question-decline-button = Do not pass it on
question-why = reason
    .label = Why do you not pass it on?
    .missing = Enter why you do not pass it on

question-here-heading = What others ask you about it
question-answer-title = Answer a question
question-answer-explain = A second person of your organisation reads your answer first. Then whoever asked reads what you say on the page of the item; nobody else does. They do not learn who you are unless you say so. The check before sharing looks at your words.
question-says = what you say
    .label = What do you say?
    .missing = Select whether you answer
question-says-is-words = We answer
question-says-is-rather_not = We would rather not
question-answer = answer
    .label = Your answer (if you answer)
    .missing = Enter your answer
question-answer-button = Send it

today-questions-to-pass-on = { $many ->
    [one] One question waits to be passed on
   *[other] { $many } questions wait to be passed on
}
today-question-to-answer = Somebody asks you about learning that you shared
today-question-answered = Something was said to a question that your organisation asked

rule-question-own = Your organisation shared this, so there is nobody else behind it to ask
rule-question-words = Enter what you want to know and what you would use it for
rule-question-no-broker = This item names nobody through whom you could ask
rule-question-second = Words of your organisation about this wait for a second person already. Withdraw them first
rule-question-waits = Your organisation has asked about this item already, and nobody has answered yet
rule-question-why = Enter why you do not pass it on
rule-question-answer = Enter your answer
rule-question-identifies = These words tell who somebody is. Use others
rule-question-look = Look at what the check found below, and tick the box or change your words

did-ask_origin = Somebody asked those behind shared learning something, took it back, or read what was said
refused-ask_origin = Asking those behind shared learning was refused
did-pass_on_questions = A question to those behind shared learning was passed on, or not
refused-pass_on_questions = Passing on a question to those behind shared learning was refused
did-answer_questions = Somebody answered a question about learning that they shared, or would rather not
refused-answer_questions = Answering a question about shared learning was refused
