# The second person: what leaves an organisation beside a review is read by somebody who did not write it.
second-agree-title = Read it as the second person
second-agree-explain = On the left is what was written here, on the right exactly what others would read. Nobody who wrote any of it can agree to it, and you come from another agency where your organisation has agencies. If you do not agree, send it back and say why.
second-asked-by = { $person } asks a second person to read it, on { $day }.
second-waits = We want to tell others what we did with it. It waits for a second person since { $day }.
second-sent-back = The second person sent it back on { $day }: { $why }
second-stays = Stays here
second-named-key = Whether we are named
second-stopped = This tells who somebody is, so it cannot leave. Send it back.
second-rare = Number { $number }: do you agree that this may leave?
second-rare-missing = Tick that you agree that number { $number } may leave. If you do not, send it back and say why.
second-question-title = A question to those behind shared learning
second-answer-title = An answer to a question about what we shared
second-words-wait = It waits for a second person since { $day }. Nobody outside your organisation sees it.
second-words-link = Read it, and where it stands
second-words-about = so that nobody is asked to read it
second-words-explain = These words go to another organisation once you agree. Whoever wrote them cannot agree, and you come from another agency where your organisation has agencies. If you do not agree, send it back and say why.
second-words-button = Agree: let it go
second-alone = Nobody else in your organisation can be the second person yet. An administrator can give the role “second reader from another body” to a named person of the organisation that hosts you, or of a partner body, until a day that you agree. They read what you want others to read before it leaves, and nothing else of yours.
second-withdraw = Withdraw it
second-withdraw-about = so that nobody is asked to read what we tell
second-withdraw-back-about = so that it stays here and is told to nobody
second-read = confirmation
    .label = Your confirmation
    .missing = Confirm that you have read it
second-read-yes = I have read what would leave. It tells of nobody, and others may read it.
uptake-agree-button = Agree: tell others
second-back-title = Send it back
second-back-explain = Whoever asked reads your reason on Today and on its page. Nothing leaves.
second-back-button = Send it back with this reason
second-why = reason
    .label = Why do you send it back?
    .hint = Say what should change. Do not name anybody.
    .missing = Enter why you send it back

second-document-waits = This waits for a second person since { $day }. Nobody outside your organisation sees it.
second-document-back = The second person sent it back: { $why } Whoever added it can withdraw it and add it anew.
second-document-about = so that this document is not added
second-document-explain = Open the file and read it, and the lines below. Once you agree, everybody who works with reviews can read it here. Whoever added it cannot agree, and you come from another agency where your organisation has agencies.
second-document-stands = As it will stand in the catalogue
second-document-read = I have read it. It was published as it stands here, and the lines below stand in it.
second-document-all = Read all { $count } passages on the page of the document
second-document-button = Agree: add it
second-documents-heading = Waiting for a second person

today-second = Something waits for you to read before others can read it: { $what }, since { $day }
today-second-back = Something that you wanted others to read was sent back to you: { $what }
today-second-telling = what is told of a decision
today-second-words = a question or an answer about what was shared
today-second-document = a published document
today-second-finding = other words for a finding
today-second-themes = the list of themes

second-not-release-author = You wrote or added some of this, so somebody else reads it and agrees.
second-not-release-not-wanted = You are not among those who agree to this.

second-answer = answer
    .label = Do you agree?
    .missing = Select whether you agree
second-answer-agree = Yes: I have read it, it tells of nobody, and others may read it
second-answer-back = No: I send it back
second-answer-button = Save your answer
second-if-back = If you send it back

finding-second-explain = Somebody wants a finding of a published document to say this. Compare it with the words of the document. Once you agree, everybody who works with reviews reads it, with a mark that the document says it in other words. Whoever asked cannot agree, and you come from another agency where your organisation has agencies.
finding-words = The words
finding-words-document = In the document
finding-words-asked = As others would read it
finding-words-stand = It stands here so far: { $words }
finding-passage = In the document: { $words }
finding-asked = This waits for a second person: { $words } If you save, it is taken back.
finding-asked-link = Other words wait for a second person
finding-sent-back = The second person sent it back: { $why }
finding-shortened = Shortened from the document
finding-other-words = Wording changed from the document

themes-second-explain = Somebody wants to change the list of themes. Once you agree, everybody who works with reviews reads it, and the reason. Whoever asked cannot agree, and you come from another agency where your organisation has agencies.
themes-asked-waits = Another list waits for a second person since { $day }. Nobody outside your organisation sees it.
themes-asked-link = Read the list that waits
themes-asked-why = What changes, and why: { $why }
themes-asked-changes = What changes in the list
themes-asked-before = Now
themes-asked-after = Then
themes-asked-new = It is not in the list
themes-asked-back = The second person sent it back: { $why } Whoever asked can withdraw it and ask anew.
themes-asked-late = Another list came into force meanwhile, so this one cannot. Whoever asked can withdraw it and ask anew.
themes-asked-about = so that the list stays as it is

rule-second-another-agency = You come from an agency that wrote some of this, so somebody of another agency reads it.
rule-second-sent-back = It was sent back. Whoever asked can withdraw it and ask anew.
rule-second-not-yours = Somebody else asked for this, or nobody is asked any more. Open the page again.
rule-second-not-read = Confirm that you have read it
rule-second-why = Enter why you send it back

did-agree_leaving = A second person agreed to something that others read, or sent it back
refused-agree_leaving = Agreeing, as a second person, to something that others read was refused
did-agree_uptake = What the second person said of what is told of learning of others was written down
refused-agree_uptake = Writing down what the second person said of what is told of learning of others was refused
