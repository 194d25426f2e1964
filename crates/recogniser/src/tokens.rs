//! Text cut into tokens and sentences, with byte offsets.

/// A word, a number or a single sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// How many line ends stand between the token before and this one.
    pub lines: usize,
    /// Whether anything at all stands between the token before and this one.
    pub spaced: bool,
}

impl Token {
    /// The words of this token in the text it was cut from; empty for another text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

fn joins(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn apostrophe(c: char) -> bool {
    c == '\'' || c == '\u{2019}'
}

/// Where the word that begins `rest` ends, in bytes: a run of letters and digits, with an apostrophe inside (O'Brien) but
/// without a closing 's.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut signs = rest.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        if joins(c) {
            end = at + c.len_utf8();
        } else if apostrophe(c) && at > 0 {
            let tail = rest.get(at + c.len_utf8()..).unwrap_or_default();
            let mut after = tail.chars();
            let first = after.next();
            let possessive = matches!(first, Some('s' | 'S')) && !after.next().is_some_and(joins);
            if possessive || !first.is_some_and(char::is_alphabetic) {
                break;
            }
        } else {
            break;
        }
        if signs.peek().is_none() {
            break;
        }
    }
    end
}

/// The bytes of an address of a mailbox or a page that fills the chunk, without the signs around it.
fn address_in(chunk: &str) -> Option<(usize, usize)> {
    let lower = chunk.to_ascii_lowercase();
    let mailbox = chunk.split_once('@').is_some_and(|(name, host)| {
        name.ends_with(joins) && host.starts_with(joins) && host.contains('.')
    });
    if !(mailbox
        || lower.contains("://")
        || lower.starts_with("www.")
        || lower.starts_with("(www."))
    {
        return None;
    }
    let edge = |c: char| !(joins(c) || c == '/' || c == '@' || c == '+');
    let start = chunk.len() - chunk.trim_start_matches(edge).len();
    let end = chunk.trim_end_matches(edge).len();
    (start < end).then_some((start, end))
}

/// All tokens of a text, in order, none overlapping, none empty.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut lines = 0;
    let mut spaced = true;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let chunk_length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if chunk_length == 0 {
            let c = rest.chars().next().unwrap_or(' ');
            lines += usize::from(c == '\n');
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let chunk = rest.get(..chunk_length).unwrap_or_default();
        cut(chunk, at, &mut found, (&mut lines, &mut spaced));
        at += chunk_length;
    }
    found
}

/// Cuts what stands between two spaces.
fn cut(chunk: &str, offset: usize, found: &mut Vec<Token>, before: (&mut usize, &mut bool)) {
    let (lines, spaced) = before;
    let address = address_in(chunk);
    let mut at = 0;
    while let Some(rest) = chunk.get(at..).filter(|rest| !rest.is_empty()) {
        let length = match address {
            Some((start, end)) if at == start => end - start,
            _ => word_length(rest).max(rest.chars().next().map_or(1, char::len_utf8)),
        };
        found.push(Token {
            start: offset + at,
            end: offset + at + length,
            lines: std::mem::take(lines),
            spaced: std::mem::take(spaced),
        });
        at += length;
    }
}

/// The most tokens that are read as one sentence.
const LONGEST: usize = 300;

/// Short words that end in a full stop without ending the sentence.
const SHORTENED: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "apt", "rev", "sgt", "jr", "sr", "vs",
    "co", "inc", "ltd", "art", "para", "approx", "tel", "ext", "dob", "fig",
];

/// The ranges of tokens that are sentences, in order and without gaps.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, pair) in tokens.windows(2).enumerate() {
        let [this, next] = pair else { continue };
        let before = at.checked_sub(1).and_then(|b| tokens.get(b));
        let sign = this.of(text);
        let ends = next.lines > 1
            || (next.spaced
                && matches!(sign, "." | "!" | "?")
                && !(sign == "." && before.is_some_and(|b| !this.spaced && is_short(b.of(text))))
                && next.of(text).starts_with(|c: char| !c.is_lowercase()));
        if ends || at + 1 - start >= LONGEST {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

fn is_short(word: &str) -> bool {
    let single = word.chars().count() == 1 && word.starts_with(char::is_alphabetic) && word != "I";
    single
        || SHORTENED
            .iter()
            .any(|short| short.eq_ignore_ascii_case(word))
}
