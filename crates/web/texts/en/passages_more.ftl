passage-who = who is meant
    .label = Who is meant, and how are they to be called?
    .hint = For example mother’s partner, name not known. The entry is then also about them. Leave it empty if nobody can say.
    .missing = Enter who is meant
passage-about-unsure = Not certain from the source. Change it to say whom it is about.
passage-date-above = Date taken from the row above
passage-row-date-number = “{ $words }” is a number. We read it as the day that a spreadsheet keeps under that number. Is it a date?
