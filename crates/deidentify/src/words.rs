//! Which words are ordinary English, so that a name is told from a word by how it stands in its sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Lists of words by how often they are used: the most used first, then a blank line, then the rest.
const LISTS: &str = include_str!("../data/words.txt");

/// How ordinary a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ordinary {
    /// In no list: a name, a slip or a rare word.
    No,
    /// Ordinary.
    Some,
    /// Among the most used.
    Very,
}

static WORDS: LazyLock<HashMap<&'static str, Ordinary>> = LazyLock::new(|| {
    let (most_used, rest) = LISTS.split_once("\n\n").unwrap_or((LISTS, ""));
    let very = most_used.lines().map(|word| (word, Ordinary::Very));
    very.chain(rest.lines().map(|word| (word, Ordinary::Some)))
        .collect()
});

/// How ordinary the word is, in small letters without accents.
pub(crate) fn ordinary(word: &str) -> Ordinary {
    WORDS.get(word).copied().unwrap_or(Ordinary::No)
}

/// How ordinary the word is as it stands in [`Words`](crate::text::Words), its plural or possessive too.
pub(crate) fn ordinary_or_inflected(word: &str) -> Ordinary {
    let plain = ordinary(word);
    let stem = word.strip_suffix('s').map_or(Ordinary::No, ordinary);
    plain.max(stem)
}

/// How ordinary a word of small letters is, its forms too: "disgracefully", "bakeries", "unmarked".
pub(crate) fn is_built_of_a_word(word: &str) -> Ordinary {
    const ENDS: [&str; 18] = [
        "", "s", "es", "ly", "ing", "ings", "ed", "er", "ers", "ness", "able", "al", "ally", "ism",
        "ist", "ists", "ful", "fully",
    ];
    const BEGINS: [&str; 7] = ["", "un", "re", "non", "pre", "over", "multi"];
    let of = |word: &str| {
        let ends = ENDS.iter().filter_map(|end| word.strip_suffix(end));
        let ends = ends.filter(|stem| stem.len() >= 3);
        ends.map(|stem| {
            let short = stem.strip_suffix('i').map(|stem| format!("{stem}y"));
            let short = short.map_or(Ordinary::No, |word| ordinary(&word));
            ordinary(stem).max(ordinary(&format!("{stem}e"))).max(short)
        })
        .max()
    };
    let begins = BEGINS.iter().filter_map(|begin| word.strip_prefix(begin));
    begins.filter_map(of).max().unwrap_or(Ordinary::No)
}

/// Whether a word is ordinary English, its plural and possessive too, however it is written in capitals.
#[must_use]
pub fn is_ordinary(word: &str) -> bool {
    let folded = crate::text::folded_words(word).concat();
    ordinary_or_inflected(&folded) != Ordinary::No
}

/// Words that join a name's parts and are no names of their own.
pub(crate) const PARTICLES: [&str; 24] = [
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "ten", "ter",
    "la", "le", "el", "al", "bin", "ibn", "bint", "ap", "du", "st",
];

/// Titles before a name that say nothing of what somebody does.
pub(crate) const TITLES: [&str; 12] = [
    "mr", "mrs", "ms", "miss", "mx", "master", "sir", "lady", "lord", "madam", "dame", "messrs",
];

/// Words before a name that say that somebody works with families.
pub(crate) const PRACTITIONER_WORDS: [&str; 30] = [
    "dr",
    "doctor",
    "prof",
    "professor",
    "consultant",
    "registrar",
    "nurse",
    "sister",
    "matron",
    "midwife",
    "pc",
    "dc",
    "ds",
    "di",
    "dci",
    "sgt",
    "sergeant",
    "constable",
    "inspector",
    "detective",
    "sho",
    "gp",
    "paediatrician",
    "surgeon",
    "therapist",
    "psychologist",
    "psychiatrist",
    "pharmacist",
    "paramedic",
    "clinician",
];

/// Words that say whom of a family somebody is.
pub(crate) const RELATIONS: [&str; 44] = [
    "mother",
    "mum",
    "mummy",
    "father",
    "dad",
    "daddy",
    "son",
    "daughter",
    "brother",
    "sister",
    "husband",
    "wife",
    "partner",
    "grandmother",
    "grandfather",
    "grandma",
    "grandad",
    "gran",
    "nan",
    "aunt",
    "auntie",
    "uncle",
    "cousin",
    "niece",
    "nephew",
    "stepfather",
    "stepmother",
    "stepdad",
    "stepmum",
    "sibling",
    "half-brother",
    "half-sister",
    "child",
    "baby",
    "toddler",
    "infant",
    "boy",
    "girl",
    "twin",
    "carer",
    "boyfriend",
    "girlfriend",
    "fiance",
    "neighbour",
];

/// Words after which a sentence goes on that did not begin with a name.
pub(crate) const NOT_AFTER_A_NAME: [&str; 60] = [
    "the", "a", "an", "this", "that", "these", "those", "it", "he", "she", "they", "we", "you",
    "i", "my", "his", "her", "their", "our", "your", "its", "there", "be", "not", "any", "some",
    "all", "each", "every", "no", "one", "two", "three", "more", "most", "many", "much", "such",
    "what", "which", "who", "whom", "whose", "why", "how", "when", "where", "of", "to", "for",
    "from", "on", "at", "by", "as", "if", "about", "up", "down", "out",
];

/// Abbreviations of the field and of everyday writing that are nobody's initials.
pub(crate) const ABBREVIATIONS: [&str; 120] = [
    "ae", "ai", "am", "aso", "at", "ba", "bme", "bp", "bst", "ca", "caf", "cafc", "cc", "cce",
    "ccg", "cd", "ce", "cf", "chc", "ci", "cia", "cin", "cla", "cp", "cpn", "cps", "cse", "csp",
    "ct", "cv", "cyp", "da", "dc", "dci", "dfe", "di", "dl", "dna", "dob", "dr", "ds", "dv", "dwp",
    "ea", "ecg", "ed", "eh", "eg", "ehc", "epo", "er", "eta", "eu", "fgm", "fii", "foi", "gcs",
    "gmt", "gp", "hb", "hmp", "hr", "hv", "ia", "ico", "icb", "icu", "id", "ie", "in", "iq", "is",
    "it", "iv", "jd", "la", "lac", "led", "lg", "lsp", "ma", "mca", "md", "mh", "mot", "mp", "mri",
    "na", "nb", "nhs", "ni", "no", "nr", "nsp", "ok", "ons", "op", "or", "os", "pa", "pc", "pe",
    "pep", "pip", "pm", "pr", "ps", "pt", "qa", "rr", "sen", "sgo", "sio", "st", "sw", "ta", "tac",
    "tv", "uk", "us",
];
