# How shared learning was looked for, and why something was found.
searching-prepared = Searching is being prepared. Results are by exact words only for now.
searching-by-words = Searching by meaning is not installed: results are by words. Whoever runs this service can read how it is installed in docs/operations.md, under “Searching shared learning”.
searching-meaning-prepared = Searching by meaning is being prepared. Results are by words for now.
searching-close = close in meaning
searching-nearest = The { $count } nearest results.
searching-kept = A search that is kept finds what holds every one of its words.
did-index_shared = Shared learning was read to keep the index by which it is found
refused-index_shared = Reading shared learning to keep its index was refused
shared-by-text = text
    .label = Where the words of your question stand
    .missing = Select where the words of your question stand
