# Entries that are put to people who wrote them down at the time, and what they say of them.
facts-title = Check what you wrote down
checks-explain = Your agency has been asked what its records say. You wrote these entries down at the time. Please say of each whether its facts are right: when it happened, what happened, and who was there.
checks-about = This is about facts, not about blame or how anybody worked. It is never used for questions of conduct.
checks-read = What you say is read, with your name and role, by the people in your agency who answer this request. Once your agency has signed the entry off, it is read by those who work on the review too. It stays beside the entry, whether the entry is changed or not.
checks-beside = A union representative, your supervisor or somebody else you trust may sit with you while you do this.
checks-leave = You do not have to do this. You can leave any entry, or all of them, and come back later.
facts-none = No entry is put to you at the moment.
check-key-date = When it happened
check-key-text = What the entry says
check-key-recorded = When it was written down
check-key-said = What you say
check-recorded-unknown = Not known
check-said-nothing = You have not said anything yet.
check-say = Say whether it is right
check-change = Change what you say
check-about = , the entry of { $date }
check-gone = An entry that is no longer put to you
check-title = Is this entry right?
facts-says = whether it is right
    .label = Are the facts of this entry right?
    .missing = Select whether the facts of this entry are right
facts-says-right = It is right as it stands
facts-says-not_right = Something is not right
check-if-not-right = If something is not right
check-what = what is not right
    .label = What is not right?
    .hint = For example the date, the time, who was there, or what was said
    .missing = Enter what is not right
facts-words = anything else
    .label = Anything else that should stand beside the entry (optional)
    .missing = Enter what should stand beside the entry
check-said-right = says that it is right as it stands
check-said-not_right = says that something is not right
check-beside = { $who }, { $role }, who wrote it down at the time, { $says } ({ $when }).
check-brought = The document that this was taken from says: { $who }, { $role }, who wrote it down at the time, { $says } ({ $when }).
check-beside-what = Not right: { $words }
check-beside-words = They add: { $words }
check-beside-earlier = They said this of another version of the entry.

return-checks-title = Checking the facts
return-checks-explain = You can put entries to whoever wrote them down at the time, so that they say whether the facts are right. They see these entries, with their dates and when they were written down, and nothing else of the return or the review.
return-checks-stand = What they say stands beside the entry with their name and role. You can change the entry or leave it as it is; their words stay. Once you sign the entry off, the partnership reads both.
return-checks-none = No entry was put to anybody.
return-checks-none-yet = No entry was put to whoever wrote it down.
return-checks-so-far = { $many ->
    [one] One entry was put to whoever wrote it down
   *[other] { $many } entries were put to people who wrote them down
 }; { $said } answered.
return-checks-see = See who checks what
put-title = Put entries to somebody who wrote them down
put-explain = Name somebody of your agency who wrote the entries down at the time. They get an e-mail that says that there is something to check, and nothing about a child or a family.
put-explain-code = The first time they need a code, which the partnership gives them by telephone. Ask the partnership to call them.
put-name = their name
    .label = Their name
    .missing = Enter their name
put-email = their e-mail address
    .label = Their e-mail address at work
    .missing = Enter their e-mail address
put-told = their role
    .label = Their role
    .hint = People in this role were told of the review: it says so in this return
    .missing = Select their role
put-entries = entries
    .label = Entries that they wrote down
    .hint = Entries that only some of the review may read are not in this list
    .missing = Select at least one entry
put-send = Put these entries to them
put-lacks-people = In a practice run nobody else is let in.
put-lacks-told = First [record that people in their role were told of the review], by whom and how they are supported. Nobody hears of it by an e-mail.
put-lacks-entries = There is no entry that can be put to somebody yet.
put-card = { $date }: { $who }
put-key-role = Role
put-key-when = Put to them
put-key-said = What they say
put-waits = Nothing yet. They may leave it.
put-end = No longer put it to them

request-checking = People who check entries
request-checking-title = Who checks what they wrote down
request-checking-explain = The agency put entries of its return to these people, who wrote them down at the time. They see nothing else. Give them a code for the first time by telephone.

today-checks = { $many ->
    [one] One entry that you wrote down waits for you to say whether it is right
   *[other] { $many } entries that you wrote down wait for you to say whether they are right
 }

mail-kind-check = that there is something to check
mail-subject-check = Something to check for { $organisation }
mail-words-check = Your agency answers a request from { $organisation } and asks you to check facts that you wrote down. It is about facts, and you do not have to do it. If it is your first time, the partnership gives you a code by telephone. Sign in here:

role-entry_checker = checks what they wrote down
role-may-entry_checker = Reads the entries of their agency’s return that were put to them because they wrote them down at the time, and says whether the facts are right.
role-may-not-entry_checker = Reads nothing else of a return and no review. Raises no incident, asks for access to nothing.

did-read_checks = Entries were read by somebody who wrote them down at the time
refused-read_checks = Reading entries that were put to somebody was refused
did-check_entries = Somebody said whether an entry that they wrote down is right
refused-check_entries = Saying whether an entry is right was refused
did-name_checking = Somebody was let in to check entries that they wrote down
refused-name_checking = Letting somebody in to check entries was refused

rule-check-name = Enter their name.
rule-check-entries = Select at least one entry. It must be one that the whole team of the review may read.
rule-check-told = Select a role in which people were told of the review. If there is none, record first that they were told.
rule-check-restricted = One of these entries is no longer there, or only some of the review may read it. Select others.
rule-check-answers = This person answers the request. They can change the entries themselves.
rule-check-not-here = This person cannot be let in here. Ask the partnership.
rule-check-asked = One of these entries is put to this person already. Select others.
rule-check-practice = In a practice run nobody else is let in to check entries.
rule-check-what = Enter what is not right.
rule-check-entry-changed = Your agency changed this entry while you were reading it. Read it again above, then say whether it is right.
