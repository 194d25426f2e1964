# What a national body or a region shares of what it learned from its own work.
share-family-is-not_concerned = No family is concerned: it comes from no review
rule-sharing-family-own = No family is concerned where an organisation shares what it learned from its own work, and nowhere else
share-release-by-colleague = Somebody else of your organisation
own-write-release = Whoever writes any of it cannot release it: somebody else of your organisation does. It is held against everything that is on record in every case of your organisation.
own-named = whether your organisation is named
    .label = Is your organisation named as its origin?
    .hint = People can ask you questions either way
    .missing = Select whether your organisation is named
own-named-no = No: only the region, where there is one, and the year
own-named-yes = Yes: your organisation and the year
own-origin-named = Your organisation, in { $year }
