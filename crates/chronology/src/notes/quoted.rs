//! What somebody was not brought to: our words, and what the source says in quotation marks. Notes and rows of tables alike.

use std::ops::Range;
use std::sync::LazyLock;

use model::chronology::{EntryKind, Person};

use super::Proposal;
use super::clause::{Clause, Index, flat, has, sentences};
use super::kinds::{self, Record};
use super::parts::one_line;
use super::people::{Names, Subject, subject};

/// Words that say nothing of whose doing it was, so that they can stand as they are.
const OURS: &[&str] = &[
    "not brought",
    "wasn't brought",
    "not taken",
    "wnb",
    "not seen",
    "no access",
];

/// Words that blame whoever was not there.
const BLAME: &[&str] = &[
    "did not attend",
    "didn't attend",
    "not attended",
    "failed to",
    "dna",
    "dna'd",
    "dnad",
    "no show",
    "non-attendance",
    "missed",
];

/// Further ones, as tables shorten them.
const SHORT: &[&str] = &["dnas", "fta", "ftas", "failed appointment*", "no-show*"];

/// Words that blame for not working with services. They say nothing of who came, so that no words of ours stand beside them unless
/// others say it.
const ENGAGE: &[&str] = &[
    "failed to engage",
    "failing to engage",
    "fails to engage",
    "failure to engage",
    "did not engage",
    "didn't engage",
    "does not engage",
    "not engaging",
    "not engaged",
    "not engage",
    "non-engagement",
    "non engagement",
    "non-engaging",
    "lack of engagement",
    "poor engagement",
    "disengaged",
    "refused to engage",
    "refuses to engage",
    "unwilling to engage",
    "hard to reach",
];

/// Where these stand, it is not said that somebody was not there this time.
const IN_DOUBT: &[&str] = &[
    "if",
    "unless",
    "whether",
    "would",
    "should",
    "may",
    "might",
    "policy",
    "history of",
    "previous*",
    "not missed",
    "hasn't missed",
    "haven't missed",
    "never missed",
    "no missed",
    "no dna",
    "no dnas",
    "nil dna*",
    "not failed to",
    "never failed to",
];

/// What the laboratory calls by the same letters.
const LABORATORY: &[&str] = &[
    "dna sample*",
    "dna swab*",
    "dna evidence",
    "dna profile*",
    "dna match*",
    "dna testing",
    "dna from",
];

/// What is missed where somebody is missed: of other things, or of a person, the word says nothing.
const OCCASIONS: &[&str] = &[
    "appointment*",
    "appt*",
    "review*",
    "clinic*",
    "visit*",
    "check*",
    "session*",
    "immunisation*",
    "vaccination*",
    "meeting*",
    "assessment*",
    "dentist",
    "nursery",
    "contact",
];

/// What somebody who looked may have missed.
const OVERLOOKED: &[&str] = &["opportunit*", "fracture*", "bruis*", "injur*", "sign*"];

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(&[BLAME, SHORT, ENGAGE]));

/// Puts our words before those of the source, which stay in quotation marks: of each of several appointments in one sentence its own
/// part of it.
pub(super) fn in_our_words(one: &mut Proposal) {
    let words = one_line(&one.source.words.0);
    let said = flat(&words);
    let is_ours = match one.kind {
        EntryKind::NotBrought => !has(&said, OURS) || has(&said, BLAME),
        EntryKind::NotSeen => has(&said, BLAME),
        _ => false,
    };
    if !is_ours {
        return;
    }
    let words = words.strip_prefix("and ").unwrap_or(&words);
    let words = words.trim_end_matches(['.', ',', ';']);
    one.text.0 = quotation(Some(one.kind), words);
}

/// Words of a source in quotation marks, after ours for the kind.
fn quotation(kind: Option<EntryKind>, words: &str) -> String {
    let ours = match kind {
        Some(EntryKind::NotBrought) => "Was not brought. ",
        Some(EntryKind::NotSeen) => "Was not seen. ",
        _ => "",
    };
    format!("{ours}The source says: \u{201c}{words}\u{201d}")
}

/// What a table is a record of, as far as its own words say.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OfTable {
    record: Record,
}

impl OfTable {
    /// From its name and the words above its rows.
    pub fn of(head: &str) -> Self {
        Self {
            record: Record::of(&flat(head)),
        }
    }
}

/// What is known of a row whose words may blame.
#[derive(Clone, Copy)]
pub(crate) struct OfRow<'a> {
    /// The table in which it stands.
    pub table: OfTable,
    /// Whom it is about, as a cell says.
    pub about: &'a [Person],
    /// What it tells of, where a cell says so.
    pub kind: Option<EntryKind>,
}

/// A text in which what blames stands in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The text: the source's words to the letter, ours before them.
    pub text: String,
    /// Who was not there by its first sentence: not brought or not seen; nothing where that leaves a doubt.
    pub opens: Option<EntryKind>,
    /// Whether nothing stands outside the quotation.
    pub is_whole: bool,
}

/// The text of a cell with each sentence that blames whoever was not there as a quotation beside our words; nothing where no sentence
/// does. All else stays as it is.
pub(crate) fn without_blame(text: &str, of: &OfRow<'_>) -> Option<Quoted> {
    let mut passages: Vec<(Range<usize>, Option<EntryKind>)> = Vec::new();
    let mut opens = None;
    let mut others = false;
    let mut start = 0;
    for line in text.split('\n') {
        let mut goes_on = false;
        for sentence in sentences(line) {
            let Some(Blame(kind)) = blames(&sentence, of) else {
                goes_on = false;
                others = true;
                continue;
            };
            if passages.is_empty() && !others {
                opens = kind;
            }
            let letters = &sentence.letters;
            match passages.last_mut() {
                Some((last, before)) if goes_on && *before == kind => {
                    last.end = start + letters.end;
                }
                _ => passages.push((start + letters.start..start + letters.end, kind)),
            }
            goes_on = true;
        }
        start += line.chars().count() + 1;
    }
    (!passages.is_empty()).then(|| Quoted {
        text: quoted(text, &passages),
        opens,
        is_whole: !others,
    })
}

fn quoted(text: &str, passages: &[(Range<usize>, Option<EntryKind>)]) -> String {
    let letters: Vec<char> = text.chars().collect();
    let part = |range: Range<usize>| letters.get(range).unwrap_or_default().iter();
    let mut written = String::new();
    let mut at = 0;
    for (range, kind) in passages {
        written.extend(part(at..range.start));
        let words: String = part(range.clone()).collect();
        written.push_str(&quotation(*kind, &words));
        at = range.end;
    }
    written.extend(part(at..letters.len()));
    written
}

/// That a sentence blames whoever was not there, and who that was, where it leaves no doubt.
struct Blame(Option<EntryKind>);

/// Whether a sentence blames. What it quotes itself does not count.
fn blames(sentence: &Clause, of: &OfRow<'_>) -> Option<Blame> {
    let said = flat(&outside_quotation(&sentence.text));
    if INDEX.found(&said) == 0 || has(&said, LABORATORY) {
        return None;
    }
    let told = of.kind.filter(|kind| is_absence(*kind));
    let by_words = who(&sentence.text, &said, of);
    let of_absence = by_words.is_some() || blames_surely(&said);
    let kind = told.filter(|_| of_absence).or(by_words);
    if kind.is_none() && !has(&said, ENGAGE) {
        return None;
    }
    Some(Blame(kind.filter(|_| !has(&said, IN_DOUBT))))
}

const fn is_absence(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::NotBrought | EntryKind::NotSeen)
}

/// Who was not there: a child who was not brought, or somebody who was not seen.
fn who(sentence: &str, said: &str, of: &OfRow<'_>) -> Option<EntryKind> {
    let names = Names::default();
    let is_adult = |one: &Person| subject(&one.called.0, &names, Subject::Child) == Subject::Adult;
    let of_adults = !of.about.is_empty() && of.about.iter().all(is_adult);
    let before = if of_adults {
        Subject::Adult
    } else {
        Subject::Child
    };
    let about_adult = subject(sentence, &names, before) == Subject::Adult;
    let record = Record {
        adult: of.table.record.adult || of_adults,
        ..of.table.record
    };
    if has(said, SHORT) {
        return Some(kinds::missed(said, record, about_adult));
    }
    if only_missed(said) && (!has(said, OCCASIONS) || has(said, OVERLOOKED)) {
        return None;
    }
    kinds::kind(said, record, about_adult).filter(|kind| is_absence(*kind))
}

/// Whether words blame that are said of appointments only.
fn blames_surely(said: &str) -> bool {
    let mut sure = BLAME.iter().filter(|one| **one != "failed to");
    sure.any(|one| has(said, &[one]))
}

/// Whether "missed" is all that blames.
fn only_missed(said: &str) -> bool {
    let mut others = BLAME.iter().filter(|one| **one != "missed");
    has(said, &["missed"]) && !others.any(|one| has(said, &[one]))
}

/// A text without what stands in it in quotation marks.
fn outside_quotation(text: &str) -> String {
    let mut open = false;
    let mut outside = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{201c}' => open = true,
            '\u{201d}' => open = false,
            '"' => open = !open,
            _ if open => {}
            _ => outside.push(letter),
        }
    }
    if open { text.to_owned() } else { outside }
}

#[cfg(test)]
mod tests {
    use model::Sensitive;
    use model::chronology::{EntryKind, Person};

    use super::{OfRow, OfTable, Quoted, without_blame};

    fn read(text: &str, about: &str, head: &str) -> Option<Quoted> {
        let about: Vec<Person> = about
            .split_whitespace()
            .map(|called| Person {
                known: None,
                called: Sensitive(called.to_owned()),
            })
            .collect();
        let of = OfRow {
            table: OfTable::of(head),
            about: &about,
            kind: None,
        };
        without_blame(text, &of)
    }

    fn text(text: &str) -> Option<String> {
        read(text, "", "").map(|found| found.text)
    }

    #[test]
    fn each_sentence_that_blames_is_quoted_to_the_letter_and_no_other() {
        for (source, expected) in [
            (
                "DNA",
                "Was not brought. The source says: \u{201c}DNA\u{201d}",
            ),
            (
                "Did not attend  asthma review; letter sent.",
                "Was not brought. The source says: \u{201c}Did not attend  asthma review; letter sent.\u{201d}",
            ),
            (
                "Telephone call from school. Robin did not attend the dentist. Plan: call again.",
                "Telephone call from school. Was not brought. The source says: \u{201c}Robin did not attend the dentist.\u{201d} \
                 Plan: call again.",
            ),
            (
                "Seen by GP.\nDNA x2\nFTA clinic",
                "Seen by GP.\nWas not brought. The source says: \u{201c}DNA x2\u{201d}\nWas not brought. The source says: \
                 \u{201c}FTA clinic\u{201d}",
            ),
            (
                "Mother did not attend her own appointment.",
                "Was not seen. The source says: \u{201c}Mother did not attend her own appointment.\u{201d}",
            ),
            (
                "Parents failed to engage with the plan.",
                "The source says: \u{201c}Parents failed to engage with the plan.\u{201d}",
            ),
            (
                "Discharge if DNA again.",
                "The source says: \u{201c}Discharge if DNA again.\u{201d}",
            ),
        ] {
            assert_eq!(text(source).as_deref(), Some(expected), "{source}");
            assert_eq!(text(expected), None, "what is quoted is not quoted again");
        }
        for other in [
            "",
            "Was not brought to the asthma review.",
            "Mother failed to tell school of the move.",
            "Child missed his father.",
            "The fracture was missed at the first visit.",
            "DNA samples taken by police.",
            "Teacher wrote \"did not attend\" and struck it out.",
        ] {
            assert_eq!(text(other), None, "{other}");
        }
    }

    #[test]
    fn who_was_not_there_is_said_by_the_row_and_by_the_head_of_its_table() {
        let kind = |text, about, head| read(text, about, head).and_then(|found| found.opens);
        assert_eq!(kind("DNA", "", ""), Some(EntryKind::NotBrought));
        assert_eq!(kind("DNA", "Lily", ""), Some(EntryKind::NotBrought));
        assert_eq!(kind("DNA", "Mother", ""), Some(EntryKind::NotSeen));
        assert_eq!(
            kind("She did not attend.", "Mother", "Probation contacts"),
            Some(EntryKind::NotSeen)
        );
        assert_eq!(kind("Seen. DNA dentist.", "", ""), None, "it does not open");
        assert_eq!(
            kind("Will close if DNA.", "", ""),
            None,
            "it may not come to it"
        );
    }
}
