//! What a row of a table tells that is always asked: what a child told somebody, and who may have caused harm.

use model::chronology::Person;

use super::clause::{flat, has, sentences};
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

const QUOTATION_MARKS: [char; 4] = ['"', '“', '”', '‘'];

/// Of the account of a row, sentence by sentence, and of what its column for the child's voice holds.
pub(crate) fn always_asked(account: &str, voice: &str, about: &[Person]) -> AlwaysAsked {
    let called: Vec<&str> = about.iter().map(|one| one.called.0.as_str()).collect();
    let names = Names::of_people(&called);
    let mut asked = AlwaysAsked::default();
    for sentence in parts(account) {
        let sentence = sentence.as_str();
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

/// The sentences of each line, as they are told apart in notes. What somebody said in quotation marks stays in one, also where it goes on
/// in the next line of the cell.
fn parts(text: &str) -> impl Iterator<Item = String> {
    sentences(text).into_iter().flat_map(|sentence| {
        let quoted = sentence.text.contains(QUOTATION_MARKS);
        let lines: Vec<String> = if quoted {
            vec![sentence.text]
        } else {
            sentence.text.lines().map(str::to_owned).collect()
        };
        let lines = lines.into_iter().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    })
}
