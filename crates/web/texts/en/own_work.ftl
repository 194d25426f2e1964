# What a national body or a region shares of what it learned from its own work.
share-family-is-not_concerned = No family is concerned: it comes from no review
rule-sharing-family-own = No family is concerned where an organisation shares what it learned from its own work, and nowhere else
share-release-by-colleague = Somebody else of your organisation
