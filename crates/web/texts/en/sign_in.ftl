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

invitation-title = Set up how you sign in
invitation-for = This invitation is for { $name }.
invitation-from = It comes from { $organisation }.
invitation-recovery = Two people there confirmed that you can no longer sign in. Your old password and code do not work any more.
invitation-need = You need about 5 minutes, and an authenticator app on your phone or computer. You choose a password, and the app shows you a code each time you sign in. Afterwards you can add a passkey.
invitation-until = You can use this link until { $until }.
invitation-begin = Begin
invitation-not-you = If this is not you, close the page and tell whoever sent you the link.
invitation-gone = This link cannot be used
invitation-gone-why = It has been used already, it is too old, or a newer one was sent. Ask whoever sent it for a new one.
invitation-gone-sign-in = If you have set up how you sign in, you can [sign in].

set-up-title = Choose a password and set up your codes
set-up-email = You sign in with the email address { $email }.
set-up-step-1 = 1. Your password
set-up-step-2 = 2. Your codes
set-up-app = Open your authenticator app and add an account.
set-up-secret = Choose to enter a key by hand, and enter this one:
set-up-link = Or open it in an app on this device
set-up-enter = Enter the code that the app now shows.
set-up-finish = Finish and sign in
set-up-code-wrong = The code does not fit. Wait for the next one in your app and enter that
invitation-password = password
    .label = Choose a password
    .hint = At least 12 characters. Three or more words that do not belong together are easy to remember and hard to guess
    .missing = Choose a password
invitation-code = code
    .label = Code from your authenticator app
    .hint = 6 numbers
    .missing = Enter the code from your authenticator app

# What is wrong with a new password, by code.
fault-password-short = Your password must have at least 12 characters.
fault-password-long = Your password must have 200 characters or less.
fault-password-common = This password is known to many people. Choose another.
fault-password-email = Your password must not be your email address.
fault-password-repeats = Your password must have more than 3 different characters.
