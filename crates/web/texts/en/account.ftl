# Your account.
organisations-title = Choose the organisation you act for
organisations-explain = Everything you do is done for this organisation and recorded as such. Each page says which it is.
organisations-none = You have no role in any organisation today. Ask the administrator of your organisation.
organisations-roles = You are: { $roles }

kept-explain = A form you sent after you had been signed out was kept for you. You can look at it and send it again; nothing of it has been saved yet.
kept-show = Show the form that was kept

sessions-title = Where you are signed in
sessions-explain = If you do not know one of these, sign out everywhere, then tell your administrator.
sessions-began = Signed in { $when }
sessions-seen = Last used { $when }
sessions-this = this one
sessions-end-all = Sign out everywhere

strength-demonstration = chosen in the demonstration
strength-two_factors = password and code
strength-passkey = passkey
strength-organisation = sign-in of your organisation

signed-out-title = You are signed out
signed-out-explain = Nothing of what you saw is kept in this browser. If others use it, close it too.
signed-out-again = Sign in again

kept-title = The form that was kept for you
kept-not-saved = Nothing of this has been saved. It is kept until an hour after you first sent it.
kept-typed = What you entered
kept-send = Send it now
kept-drop = Do not send it

sessions-passkeys = Your passkeys
passkeys-title = Your passkeys
passkeys-explain = A passkey lets you sign in with your device instead of password and code. They keep working beside it.
passkeys-none = You have none.
passkeys-add = Add a passkey
passkeys-added = Added { $when }
passkeys-remove = Remove
passkeys-leave = Go back without adding one
passkey-unnamed = A passkey without a name
passkey-name = name of the passkey
    .label = A name for it
    .hint = For example the device it is on

agency-choice-title = For which agency are you acting?
agency-choice = agency
    .label = For which agency are you acting?
    .hint = What you do is recorded for this agency until you choose another.
    .missing = Select for which agency you are acting
agency-choice-button = Continue
