//! The words of the document in which a return is filled in: the questions are those of the pages online.

use app::returns::offline::FormWords;
use model::case::{ReturnFound, SearchFound};
use model::chronology::Column;

use crate::chronology_words::chronology_labels;
use crate::texts::{t, t_about, t_code};

/// The questions, each with the field of the page on which it is asked.
const ASKED: [(&str, &str); 15] = [
    ("author", "return-author"),
    ("independence", "return-independence"),
    ("found", "return-found"),
    ("systems", "return-systems"),
    ("looked_for", "search-looked-for"),
    ("search_found", "search-found"),
    ("search_words", "search-words"),
    ("finished", "return-finished"),
    ("role", "staff-role"),
    ("told_on", "staff-told-on"),
    ("by", "staff-by"),
    ("offered", "staff-offered"),
    ("taken", "staff-taken"),
    ("beside", "staff-beside"),
    ("follow_up", "staff-follow-up"),
];

/// Other words, each with the text that says it.
const SAID: [(&str, &str); 31] = [
    ("title", "offline-document-title"),
    ("marking", "offline-marking"),
    ("explain", "offline-document-explain"),
    ("code", "offline-head-code"),
    ("question", "offline-head-question"),
    ("answer", "offline-head-answer"),
    ("one_of", "offline-one-of"),
    ("R1", "offline-mark-request"),
    ("R2", "offline-mark-document"),
    ("R3", "offline-mark-version"),
    ("head", "return-head-title"),
    ("head.hint", "return-head-explain"),
    ("parts", "offline-parts"),
    ("parts.hint", "offline-parts-explain"),
    ("staff", "return-staff-title"),
    ("staff.hint", "offline-staff-explain"),
    ("entries", "return-chronology-title"),
    ("entries.hint", "offline-entries-explain"),
    ("asks", "return-who-asks"),
    ("agency", "return-agency"),
    ("basis", "return-basis"),
    ("basis.ours", "return-basis-ours"),
    ("purpose", "return-purpose"),
    ("period", "return-period"),
    ("until", "offline-until"),
    ("and_before", "return-and-before"),
    ("due", "return-due"),
    ("about", "offline-about"),
    ("finished=yes", "offline-yes"),
    ("finished=no", "offline-no"),
    ("words", "offline-words"),
];

/// The words of the document.
#[must_use]
pub(crate) fn form_words() -> FormWords {
    let mut words = FormWords {
        labels: chronology_labels(),
        ..FormWords::default()
    };
    let date = t("offline-entry-date");
    words.labels.columns.insert(Column::Date, date);
    for (key, text) in SAID {
        words.said.insert(key.to_owned(), t(text));
    }
    for (key, field) in ASKED {
        let label = t_about(field, "label", &[]).unwrap_or_default();
        words.said.insert(key.to_owned(), label);
        if let Some(hint) = t_about(field, "hint", &[]) {
            words.said.insert(format!("{key}.hint"), hint);
        }
    }
    // Two questions stand online under words that say when they are asked.
    for (key, when, field) in [
        ("why", "return-if-why", "return-why"),
        ("why_not", "staff-if-not-told", "staff-why-not"),
    ] {
        let label = t_about(field, "label", &[]).unwrap_or_default();
        words
            .said
            .insert(key.to_owned(), format!("{}: {label}", t(when)));
    }
    let found = ReturnFound::ALL.iter().map(|one| one.code());
    for code in found {
        let said = t_code("return-found", code);
        words.said.insert(format!("found={code}"), said);
    }
    for one in SearchFound::ALL {
        let said = t_code("search-found", one.code());
        words
            .said
            .insert(format!("search_found={}", one.code()), said);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::form_words;

    #[test]
    fn every_question_and_answer_has_words_of_its_own() {
        let words = form_words();
        let empty: Vec<&String> = words
            .said
            .iter()
            .filter(|(_, said)| said.trim().is_empty())
            .map(|(key, _)| key)
            .collect();
        assert!(empty.is_empty(), "{empty:?}");
        for family in ["found=", "search_found=", "finished="] {
            let answers = words.said.iter();
            let mut answers: Vec<&str> = answers
                .filter(|(key, _)| key.starts_with(family))
                .map(|(_, said)| said.as_str())
                .collect();
            let all = answers.len();
            answers.sort_unstable();
            answers.dedup();
            assert!(all > 1 && answers.len() == all, "{family}");
        }
    }
}
