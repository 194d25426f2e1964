//! The words of a text, as names are looked for in them: whatever their capitals, accents and apostrophes.

/// A word of a text, in each form in which it may be a name: "d'Angelo's" is also "Angelo".
pub(super) struct Word {
    /// Its forms, the longest first; what says whose comes off before.
    pub(super) forms: Vec<Form>,
    /// As a name is kept: in small letters, without what says whose.
    pub(super) name: String,
}

/// One form of a word, with the bytes that it takes up.
pub(super) struct Form {
    /// In small letters, without accents, apostrophes and what nobody sees.
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Word {
    /// The whole word, in small letters.
    pub(super) fn whole(&self) -> &str {
        self.forms.first().map_or("", |form| form.text.as_str())
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}

/// Marks that change the letter before them, and what nobody sees: they part no word.
fn is_silent(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

/// Scripts that put no space between words.
pub(super) fn runs_on(letter: char) -> bool {
    matches!(
        letter,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
    )
}

/// The letter without its accent, as far as names of people here most often have one.
fn plain(letter: char) -> &'static str {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => "",
    }
}

/// Small letters alone.
fn folded(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    let letters = text.chars().flat_map(char::to_lowercase);
    for letter in letters.filter(|letter| !is_apostrophe(*letter) && !is_silent(*letter)) {
        match plain(letter) {
            "" => small.push(letter),
            without => small.push_str(without),
        }
    }
    small
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Figures,
    Between,
}

fn kind(letter: char) -> Kind {
    if letter.is_numeric() {
        Kind::Figures
    } else if letter.is_alphabetic() || is_apostrophe(letter) || is_silent(letter) {
        Kind::Letters
    } else {
        Kind::Between
    }
}

/// The words of a text in their order. Figures are words of their own, so that "Tyler2" still names somebody.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut began: Option<(usize, Kind)> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let now = kind(letter);
        if began.is_some_and(|(_, before)| before == now) {
            continue;
        }
        if let Some((start, _)) = began.filter(|(_, before)| *before != Kind::Between) {
            found.extend(word(text, start, at));
        }
        began = Some((at, now));
    }
    found
}

fn word(text: &str, start: usize, end: usize) -> Option<Word> {
    let whole = text.get(start..end)?;
    let own = whole.trim_start_matches(is_apostrophe);
    let start = end - own.len();
    let own = own.trim_end_matches(is_apostrophe);
    let end = start + own.len();
    let marks = || {
        own.char_indices()
            .filter(|(_, letter)| is_apostrophe(*letter))
    };
    let after = marks()
        .next()
        .map(|(at, mark)| start + at + mark.len_utf8());
    let before = marks().next_back().map(|(at, _)| start + at);
    let ending = before.map(|at| folded(text.get(at..end).unwrap_or_default()));
    // "Don't" is not somebody called Don.
    let before = before.filter(|_| ending.as_deref() != Some("t"));
    let whose = before.filter(|_| ending.as_deref() == Some("s"));
    let name = folded(text.get(start..whose.unwrap_or(end)).unwrap_or_default());
    let (after, before) = (after.unwrap_or(start), before.unwrap_or(end));
    let mut forms: Vec<Form> = Vec::new();
    let mut spans = [(start, end), (start, before), (after, end), (after, before)];
    if whose.is_some() {
        // "Tyler's" is Tyler's, also where "Tylers" is a name.
        spans = [(start, before), (start, end), (after, before), (after, end)];
    }
    for (start, end) in spans {
        let text = folded(text.get(start..end).unwrap_or_default());
        if !text.is_empty() && forms.iter().all(|form| form.text != text) {
            forms.push(Form { text, start, end });
        }
    }
    (!forms.is_empty()).then_some(Word { forms, name })
}

/// Whether two words, with this between them, may be parts of one name.
pub(super) fn may_join(before: &Word, between: &str) -> bool {
    let initial = before.whole().chars().count() == 1;
    !between
        .chars()
        .any(|sign| matches!(sign, '!' | '?' | ';' | ':') || (sign == '.' && !initial))
}
