//! What is asked of a row whatever its cells say.

use model::Sensitive;
use model::chronology::{ChildSeen, Entry, EntryKind};

use super::kinds::apart;
use super::outcome::{Question, QuestionCode};
use crate::notes::row::always_asked;

/// Words of a child who was not where they were expected, in a row that a column calls an attendance: school registers do.
const ABSENT: &[&str] = &[
    "absent",
    "absence",
    "absences",
    "not in school",
    "did not attend school",
    "truant",
    "truanted",
    "truancy",
    "late mark",
];

/// Words of a contact that did not come about.
const NO_CONTACT: &[&str] = &[
    "no reply",
    "no answer",
    "no access",
    "not at home",
    "nobody home",
    "no one home",
    "did not go ahead",
    "cancelled",
];

/// What a child told, who may have caused harm, and a kind that does not fit what the row tells.
pub(super) fn always(entry: &Entry, told: Option<EntryKind>) -> Vec<Question> {
    let asked = always_asked(&entry.text.0, &entry.voice.0, &entry.about);
    let kind = told.is_some_and(|told| is_doubtful(entry, told));
    let first = || entry.text.0.lines().next().unwrap_or_default().to_owned();
    let all = [
        (QuestionCode::Disclosure, asked.disclosure),
        (QuestionCode::WhoCausedHarm, asked.who),
        (QuestionCode::Kind, kind.then(first)),
    ];
    let question = |(code, words): (QuestionCode, Option<String>)| {
        Some(Question {
            code,
            column: None,
            words: Sensitive(words?),
        })
    };
    all.into_iter().filter_map(question).collect()
}

fn is_doubtful(entry: &Entry, told: EntryKind) -> bool {
    let text = apart(&entry.text.0);
    let says = |words: &[&str]| words.iter().any(|one| text.contains(&apart(one)));
    match told {
        EntryKind::Attendance => says(ABSENT),
        EntryKind::Contact => says(NO_CONTACT) || entry.seen == ChildSeen::No,
        _ => false,
    }
}
