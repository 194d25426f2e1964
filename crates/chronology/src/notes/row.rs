//! What a row of a table tells that is always asked: what a child told somebody, and who may have caused harm.

use model::chronology::Person;

use super::clause::{flat, has};
use super::people::{Names, Subject};
use super::speech;
use super::whom::{KIN, PARTNERS};

/// The words of a row that are asked about.
#[derive(Debug, Default)]
pub(crate) struct AlwaysAsked {
    /// What somebody may have disclosed.
    pub(crate) disclosure: Option<String>,
    /// What may say who caused harm.
    pub(crate) who: Option<String>,
}

/// Harm done to a body, which in a row of a table is told in few words.
const TO_A_BODY: &[&str] = &[
    "broke", "burnt", "burned", "scalded", "bruised", "injured", "beat", "beats", "raped", "abused",
];

/// Of the account of a row, sentence by sentence, and of what its column for the child's voice holds.
pub(crate) fn always_asked(account: &str, voice: &str, about: &[Person]) -> AlwaysAsked {
    let called: Vec<&str> = about.iter().map(|one| one.called.0.as_str()).collect();
    let names = Names::of_people(&called);
    let mut asked = AlwaysAsked::default();
    for sentence in sentences(account) {
        let told = speech::told(sentence, &names, Subject::Child).is_some();
        if told {
            asked.disclosure.get_or_insert_with(|| sentence.to_owned());
        }
        let words = flat(sentence);
        let to_a_body =
            has(&words, TO_A_BODY) && [KIN, PARTNERS].iter().any(|list| has(&words, list));
        if to_a_body || speech::suggests_who(sentence, told, &names) {
            asked.who.get_or_insert_with(|| sentence.to_owned());
        }
    }
    // "It hurts" is no harm by somebody.
    if speech::tells_of_harm(voice) && speech::suggests_who(voice, true, &names) {
        for words in [&mut asked.disclosure, &mut asked.who] {
            words.get_or_insert_with(|| voice.trim().to_owned());
        }
    }
    asked
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().flat_map(|line| line.split_inclusive(". "));
    lines.map(str::trim).filter(|line| !line.is_empty())
}
