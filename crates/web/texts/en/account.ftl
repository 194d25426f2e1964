# Your account.
