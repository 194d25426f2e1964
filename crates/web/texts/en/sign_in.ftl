# Signing in.
sign-in-title = Sign in
sign-in-button = Sign in
sign-in-kept = You were away for a while, so you were signed out. What you sent is kept for an hour and offered back to you once you have signed in.
sign-in-passkey = Sign in with a passkey
sign-in-or-password = Or sign in with password and code
sign-in-lost = If you cannot sign in any more, ask the administrator of your organisation. Two people there can let you set up a new way.
sign-in-wrong = The email address, password or code is not right. Try again, with a new code from your app
sign-in-email = email address
    .label = Email address
    .missing = Enter your email address
sign-in-password = password
    .label = Password
    .missing = Enter your password
sign-in-code = code
    .label = Code from your authenticator app
    .hint = 6 numbers
    .missing = Enter the code from your authenticator app

passkey-title = Sign in with a passkey
passkey-explain = Your browser or device asks you next. It never tells us your fingerprint, face or PIN.
passkey-no-script = This needs JavaScript. Without it, use your password and code.
passkey-failed = The passkey was not accepted, or you stopped. Try again, or use your password and code
passkey-instead = Use password and code instead
passkey-continue = Continue

choose-person-title = Choose who to be
choose-person-explain = This is a demonstration. Nobody here is real, so you can be anyone, without a password.
