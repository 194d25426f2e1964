//! What the cells of a table say beside a date: that a week or a fortnight begins with it, that it goes on, that it is the day of
//! writing down.

/// Words of writing something down, or of getting it: their day need not be the one on which it happened.
const OF_WRITING: &[&str] = &[
    "entered", "entry", "inputted", "input", "typed", "recorded", "rec", "rec'd", "recd",
    "received", "logged", "uploaded", "scanned", "dictated", "stamped", "amended", "updated",
    "written",
];

/// Words of a stretch that no reader has read together with the date beside them.
const OF_A_STRETCH: &[&str] = &[
    "fortnight",
    "fortnightly",
    "week",
    "weeks",
    "wk",
    "wks",
    "weekly",
    "weekend",
    "month",
    "months",
    "monthly",
    "daily",
    "ongoing",
    "on-going",
    "continuing",
    "various",
    "throughout",
];

/// How a cell says that something goes on.
const GOES_ON: &[&str] = &[
    "ongoing",
    "on-going",
    "on going",
    "continuing",
    "to present",
    "to the present",
    "present",
    "to date",
    "to now",
    "now",
    "current",
];

/// In small letters, with one kind of dash and apostrophe and one space between words.
fn clean(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    let letters = letters.map(|letter| match letter {
        '‐' | '‑' | '–' | '—' => '-',
        '‘' | '’' | '`' => '\'',
        other => other,
    });
    let clean: String = letters.collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(text: &str, words: &[&str]) -> bool {
    let inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '-');
    let clean = clean(text);
    clean
        .split(|letter| !inside(letter))
        .any(|word| words.contains(&word))
}

/// Whether a day of writing down stands there, so that it has to be asked when it happened.
pub(super) fn is_of_writing(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit()) && has(text, OF_WRITING)
}

/// Whether words of a stretch stand there.
pub(super) fn is_of_a_stretch(text: &str) -> bool {
    has(text, OF_A_STRETCH)
}

/// What a column for the day of writing down says, without the words that say so.
pub(crate) fn without_writing(text: &str) -> String {
    let clean = clean(text);
    let words = clean.split([' ', ':']).filter(|word| {
        let word = word.trim_matches(['(', '.', ',']);
        !OF_WRITING.contains(&word) && !matches!(word, "on" | "up" | "date" | "")
    });
    let left = words.collect::<Vec<_>>().join(" ");
    left.trim_matches(['(', ')']).to_owned()
}

/// What a cell says, in the words of the reader of typed dates.
pub(super) enum Said {
    /// A date, or seven days by one of their ends.
    Typed(String),
    /// The first of fourteen days.
    Fortnight(String),
}

/// Nothing where the cell says none of it.
pub(super) fn said(text: &str) -> Option<Said> {
    let clean = clean(text);
    let words: Vec<&str> = clean.split(' ').collect();
    let begins = |word: &str| {
        let word = word.trim_end_matches([':', '.']);
        matches!(
            word,
            "beginning" | "beg" | "commencing" | "comm" | "starting"
        )
    };
    match words.as_slice() {
        ["w/b" | "wb" | "w/b:" | "w/beg" | "w/c:", rest @ ..] => Some(week("beginning", rest)),
        ["week" | "wk" | "wk.", begin, rest @ ..] if begins(begin) => Some(week("beginning", rest)),
        ["wk" | "wk.", "ending", rest @ ..] | ["w/ending", rest @ ..] => Some(week("ending", rest)),
        ["fortnight", begin, rest @ ..] if begins(begin) || *begin == "from" => {
            Some(Said::Fortnight(rest.join(" ")))
        }
        _ => goes_on(&clean),
    }
}

fn week(side: &str, rest: &[&str]) -> Said {
    Said::Typed(format!("week {side} {}", rest.join(" ")))
}

fn goes_on(clean: &str) -> Option<Said> {
    let whole = clean.trim_end_matches([')', '.']);
    let start = GOES_ON.iter().find_map(|end| whole.strip_suffix(end))?;
    let mut start = start.trim_end_matches([' ', '-', '(', ',', ';']);
    for word in [" and", " to", " until", " till"] {
        start = start.strip_suffix(word).unwrap_or(start);
    }
    for word in ["from ", "since "] {
        start = start.strip_prefix(word).unwrap_or(start);
    }
    let has_day = start.contains(|letter: char| letter.is_ascii_digit());
    has_day.then(|| Said::Typed(format!("{} onwards", start.trim_end_matches([' ', '-']))))
}
