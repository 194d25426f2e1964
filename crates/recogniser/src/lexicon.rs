//! What is known of a word by itself: lists it stands on, its class, how common it is.

/// What the lists and classes say of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// One bit for each list of [`LISTS`].
    pub lists: u16,
    /// The fine class of words used alike; 0 when the word is in none.
    pub fine: u16,
    /// The coarse class; 0 when the word is in none.
    pub coarse: u8,
    /// How common the word is: 1 the commonest, 8 rare, 0 not among the common words.
    pub rank: u8,
}

/// Names of the lists, in the order of the bits of [`Word::lists`].
pub const LISTS: [&str; 16] = [
    "GIVEN", "FAMILY", "TOWN", "COUNTRY", "PEOPLE", "MONTH", "WEEKDAY", "TITLE", "JOB", "BODY",
    "STREET", "KIN", "UNIT", "FIELD", "PRACTICE", "COUNT",
];

/// Bytes of one entry: hash, lists, fine class, coarse class, rank.
pub const ENTRY: usize = 10;

/// A number that stands for a word or a piece of one. FNV-1a with a closing mix; it never changes, since the model is keyed by it.
pub fn hash(word: &str) -> u32 {
    hash_of(word.bytes())
}

/// [`hash`] of bytes that come one by one.
pub fn hash_of(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut value: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        value = (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    value ^= value >> 29;
    u32::try_from(value.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32).unwrap_or_default()
}

/// All known words, sorted by hash.
#[derive(Debug, Default)]
pub struct Lexicon {
    keys: Vec<u32>,
    words: Vec<Word>,
}

impl Lexicon {
    /// Reads entries written by [`Lexicon::write`]. `None` when the bytes are not whole entries in order.
    pub fn read(bytes: &[u8]) -> Option<Lexicon> {
        let mut lexicon = Lexicon::default();
        for entry in bytes.chunks(ENTRY) {
            let [a, b, c, d, lists, lists2, fine, fine2, coarse, rank] = *entry else {
                return None;
            };
            let key = u32::from_le_bytes([a, b, c, d]);
            if lexicon.keys.last().is_some_and(|last| *last >= key) {
                return None;
            }
            lexicon.keys.push(key);
            lexicon.words.push(Word {
                lists: u16::from_le_bytes([lists, lists2]),
                fine: u16::from_le_bytes([fine, fine2]),
                coarse,
                rank,
            });
        }
        Some(lexicon)
    }

    /// Makes a lexicon of words by hash; a hash that is given twice keeps the first.
    pub fn of(mut words: Vec<(u32, Word)>) -> Lexicon {
        words.sort_by_key(|(key, _)| *key);
        words.dedup_by_key(|(key, _)| *key);
        let (keys, words) = words.into_iter().unzip();
        Lexicon { keys, words }
    }

    /// The entries as bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.keys.len() * ENTRY);
        for (key, word) in self.keys.iter().zip(&self.words) {
            bytes.extend(key.to_le_bytes());
            bytes.extend(word.lists.to_le_bytes());
            bytes.extend(word.fine.to_le_bytes());
            bytes.push(word.coarse);
            bytes.push(word.rank);
        }
        bytes
    }

    /// What is known of the word with this hash (of its lower-case form).
    pub fn get(&self, key: u32) -> Word {
        self.keys
            .binary_search(&key)
            .ok()
            .and_then(|at| self.words.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// Every word by its hash.
    pub fn entries(&self) -> impl Iterator<Item = (u32, Word)> + '_ {
        self.keys.iter().copied().zip(self.words.iter().copied())
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}
