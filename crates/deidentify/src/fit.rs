//! What could stand in a place, made to fit the words before and behind it: no second article, "on a day in 2024", "Relative R's".

use crate::finding::{How, Replacement};
use crate::merge::Candidate;
use crate::patterns::before;

/// Words that stand in the place of an article.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "this", "that", "their", "her", "his", "its", "our", "my", "your", "another",
    "each", "every", "any", "no", "which", "one", "local",
];

/// How many bytes behind a name belong to it: the apostrophe of "Moss' house".
pub(crate) fn takes_apostrophe(text: &str, candidate: &Candidate) -> usize {
    let said = text.get(candidate.start..candidate.end).unwrap_or_default();
    let mut behind = text.get(candidate.end..).unwrap_or_default().chars();
    let mark = behind
        .next()
        .filter(|mark| matches!(mark, '\'' | '\u{2019}'));
    // A quotation that ends here is followed by no small letter after a space.
    let goes_on = behind.next() == Some(' ') && behind.next().is_some_and(char::is_alphabetic);
    let opened = text
        .get(..candidate.start)
        .is_some_and(|ahead| ahead.ends_with(['\'', '\u{2018}']));
    let owns = candidate.kind.is_somebody() && said.ends_with(['s', 'S']) && goes_on && !opened;
    mark.filter(|_| owns).map_or(0, char::len_utf8)
}

/// The replacements as they fit there; whether the name owns what follows.
pub(crate) fn fitted(
    text: &str,
    (start, owns): (usize, bool),
    mut all: Vec<Replacement>,
) -> Vec<Replacement> {
    let ahead = before(text, start, 24);
    let last = ahead
        .strip_suffix([' ', '\u{A0}', '\n'])
        .and_then(|ahead| {
            ahead
                .rsplit(|letter: char| !letter.is_alphanumeric())
                .next()
        })
        .unwrap_or_default();
    for one in &mut all {
        let told = match one.how {
            How::KindOfThing | How::Role if ARTICLES.contains(&last) => without_article(&one.text),
            How::Wider if last == "on" && is_time(&one.text) => {
                Some(format!("a day in {}", one.text))
            }
            _ => None,
        };
        if let Some(told) = told {
            one.text = told;
        }
        if owns {
            one.text.push_str("'s");
        }
    }
    all
}

/// "a centre" as "centre".
fn without_article(said: &str) -> Option<String> {
    let articles = ["a ", "an ", "the "];
    let rest = articles.iter().find_map(|one| said.strip_prefix(one))?;
    Some(rest.to_owned())
}

/// A year, or a season and a year.
fn is_time(said: &str) -> bool {
    let year = said.rsplit(' ').next().unwrap_or_default();
    year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
}
