# What people read when a rule says no, by the code of the rule. A test looks for every code that
# the other crates use.
rule-changed-meanwhile = Somebody else changed this while you were writing. Go back, copy what you typed, load the page again and add it there.
rule-demonstration-only = This exists in demonstrations only.
rule-directory-exists = There is a directory here already.
rule-file-too-large = The file is too large.
rule-form-too-large = The form is larger than can be kept.
rule-incident-no-child = Name at least one child. If you do not know who the child is, say “not yet identified”.
rule-invitation-not-needed = This person can sign in already. If they no longer can, ask for their recovery instead.
rule-moment-empty = Write what you see differently now.
rule-no-scheme = No guidance is set up for this date. Ask the people who run this service.
rule-organisation-code = A code has 2 to 30 small letters, digits or dashes.
rule-organisation-code-taken = Another organisation has this code.
rule-passkey-not-here = Passkeys do not work at this address. Use your password and code.
rule-passkey-refused = The passkey was not accepted, or it took longer than 5 minutes. Go back and try again.
rule-passkey-known = This passkey has been added already.
rule-person-email = Enter an email address, like name@example.com.
rule-person-is-operator = Only an operator of this service can do this for another operator.
rule-person-of-another-organisation = This person came here through another organisation, and only its administrators can do this.
rule-post-number-reused = Something else was received under this number before. Tell the people who run this service.
rule-post-too-large = This is too large to send.
rule-recovery-of-oneself = You cannot do this for yourself. Ask another administrator.
rule-recovery-same-person = A second person has to confirm this.
rule-role-operator = Only an operator of this service can make somebody an operator.
rule-safety-not-asked = Answer for every child whether they are safe now. “Not known yet” is an answer.
rule-somebody-can-sign-in = Somebody can sign in already. Ask them for an invitation.
rule-team-conflict = This person has a conflict of interest in this review and cannot be on its team.
rule-team-guest-until = Enter the date on which the guest’s access ends.
