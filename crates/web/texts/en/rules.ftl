# What the product says when a rule says no, by the code of the rule.
rule-demonstration-only = This exists in demonstrations only.
rule-form-too-large = The form is larger than can be kept.
rule-passkey-not-here = Passkeys do not work at this address. Use your password and code.
rule-passkey-refused = The passkey was not accepted, or it took longer than 5 minutes. Go back and try again.
rule-passkey-known = This passkey has been added already.
