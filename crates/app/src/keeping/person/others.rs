//! Who is who in a text: the person somebody asks about, and everybody else whose name the review knows.

use std::collections::BTreeSet;

use model::case::{Subject, SubjectKind};
use model::{RecordId, Sensitive};
use vault::{Stored, VaultError};

use super::Asked;
use crate::names::Names;

/// Parts of a name shorter than this are left alone: they would be found in too many words.
const SHORTEST: usize = 3;

/// Whose name something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Of the person somebody asks about.
    Theirs,
    /// Of another person, by number from one.
    Another(usize),
}

/// A name, or a part of it, as words in small letters.
struct Phrase {
    words: Vec<String>,
    whose: Whose,
}

/// The names that a review knows.
pub(super) struct Known<'a> {
    /// The person, where they are on record as a child or adult.
    pub(super) subject: Option<RecordId>,
    /// Their name.
    pub(super) name: String,
    /// The others, in the order of their numbers.
    pub(super) others: Vec<String>,
    /// Names of those who work here and of agencies.
    pub(super) working: &'a Names,
    subjects: Vec<(RecordId, String)>,
    /// Longest first.
    phrases: Vec<Phrase>,
}

/// A text with other people's names marked.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// The text.
    pub(super) text: String,
    /// Whether it names the person somebody asks about.
    pub(super) names_them: bool,
    /// Numbers of the others whom it names.
    pub(super) others: BTreeSet<usize>,
}

/// A word of a text, in small letters and without a possessive, with the bytes it takes up.
struct Word {
    text: String,
    start: usize,
    end: usize,
}

fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    let inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’');
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (inside(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                found.extend(word(text, from, at));
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str, start: usize, end: usize) -> Option<Word> {
    let whole = text.get(start..end)?;
    let own = whole.trim_end_matches("'s").trim_end_matches("’s");
    let own = own.trim_end_matches(['\'', '’']);
    (!own.is_empty()).then(|| Word {
        text: own.to_lowercase(),
        start,
        end: start + own.len(),
    })
}

fn small(text: &str) -> Vec<String> {
    words(text).into_iter().map(|one| one.text).collect()
}

/// Names written one after the other: apart by a comma, a semicolon or a line.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    let each = text.split([',', ';', '\n']).map(str::trim);
    each.filter(|name| !name.is_empty())
}

impl<'a> Known<'a> {
    /// The names of a review, seen from the person somebody asks about.
    ///
    /// # Errors
    /// [`VaultError::Rule`] `held-who` when nobody in the review has the record that was chosen.
    pub(super) fn new(
        subjects: &[Stored<Subject>],
        asked: &Asked,
        working: &'a Names,
    ) -> Result<Self, VaultError> {
        let own = match asked.subject {
            None => None,
            Some(id) => {
                let found = subjects.iter().find(|one| one.id == id);
                Some(found.ok_or(VaultError::Rule("held-who"))?)
            }
        };
        let typed: Vec<&str> = listed(&asked.name.0).collect();
        let name = own.map_or_else(
            || typed.first().copied().unwrap_or_default().to_owned(),
            |one| one.body.name.0.clone(),
        );
        let mut known = Self {
            subject: asked.subject,
            name,
            others: Vec::new(),
            working,
            subjects: Vec::new(),
            phrases: Vec::new(),
        };
        for one in typed {
            known.add(one, Whose::Theirs, true);
        }
        for one in subjects {
            known.subjects.push((one.id, one.body.name.0.clone()));
            let whose = if Some(one.id) == asked.subject {
                Whose::Theirs
            } else {
                let relation = &one.body.relation.0;
                known.another(&one.body.name, relation)
            };
            let in_parts = one.body.kind != SubjectKind::NotYetIdentified;
            known.add(&one.body.name.0, whose, in_parts);
            for other in listed(&one.body.also_known_as.0) {
                known.add(other, whose, in_parts);
            }
        }
        for (_, name) in working.people() {
            // A guest is listed with their organisation in brackets.
            let name = name.split(" (").next().unwrap_or(&name).to_owned();
            if small(&name) != small(&known.name) {
                let whose = known.another(&Sensitive(name.clone()), "");
                known.add(&name, whose, true);
            }
        }
        known.phrases.sort_by_key(|phrase| {
            (
                usize::MAX - phrase.words.len(),
                phrase.whose != Whose::Theirs,
            )
        });
        Ok(known)
    }

    /// Numbers another person.
    fn another(&mut self, name: &Sensitive<String>, relation: &str) -> Whose {
        self.others.push(if relation.trim().is_empty() {
            name.0.clone()
        } else {
            format!("{} ({})", name.0, relation.trim())
        });
        Whose::Another(self.others.len())
    }

    fn add(&mut self, name: &str, whose: Whose, in_parts: bool) {
        let whole = small(name);
        if in_parts && whole.len() > 1 {
            let parts = whole
                .iter()
                .filter(|part| part.chars().count() >= SHORTEST)
                .map(|part| Phrase {
                    words: vec![part.clone()],
                    whose,
                });
            self.phrases.extend(parts.collect::<Vec<_>>());
        }
        if !whole.is_empty() {
            self.phrases.push(Phrase {
                words: whole,
                whose,
            });
        }
    }

    /// The name behind an id, where one is known.
    pub(super) fn behind(&self, id: &str) -> Option<String> {
        let of_subject = || {
            let id: RecordId = id.parse().ok()?;
            let found = self.subjects.iter().find(|(known, _)| *known == id);
            found.map(|(_, name)| name.clone())
        };
        let working = self
            .working
            .person(id)
            .or_else(|| self.working.agency(id))
            .map(str::to_owned);
        working.or_else(of_subject)
    }

    /// A text with other people's names marked.
    pub(super) fn marked(&self, text: &str) -> Marked {
        let words = words(text);
        let mut marked = Marked::default();
        let (mut upto, mut at) = (0, 0);
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let here = |phrase: &&Phrase| {
                let of = phrase.words.iter();
                phrase.words.len() <= rest.len()
                    && of.zip(rest).all(|(one, word)| *one == word.text)
            };
            let Some(phrase) = self.phrases.iter().find(here) else {
                at += 1;
                continue;
            };
            let last = at + phrase.words.len() - 1;
            at = last + 1;
            let Whose::Another(number) = phrase.whose else {
                marked.names_them = true;
                continue;
            };
            if let (Some(first), Some(last)) = (rest.first(), words.get(last)) {
                let before = text.get(upto..first.start).unwrap_or_default();
                let name = text.get(first.start..last.end).unwrap_or_default();
                marked.text = format!("{}{before}[{name}: {number}]", marked.text);
                marked.others.insert(number);
                upto = last.end;
            }
        }
        marked.text.push_str(text.get(upto..).unwrap_or_default());
        marked
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::case::{Subject, SubjectKind};
    use model::{CaseId, Instant, Sensitive};
    use vault::Stored;

    use super::Known;
    use crate::keeping::person::Asked;
    use crate::names::Names;

    fn somebody(number: u8, kind: SubjectKind, name: &str, also: &str) -> Stored<Subject> {
        let words = |text: &str| Sensitive(text.to_owned());
        Stored {
            id: format!("01900000-0000-7000-8000-0000000000{number:02}")
                .parse()
                .unwrap(),
            case: "01900000-0000-7000-8000-000000000099"
                .parse::<CaseId>()
                .unwrap(),
            version: 1,
            added_at: Instant::from_microseconds(0),
            changed_at: Instant::from_microseconds(0),
            by: String::new(),
            agency: None,
            body: Subject {
                kind,
                name: words(name),
                also_known_as: words(also),
                born: "2019".parse().unwrap(),
                unborn: false,
                relation: words(if number == 1 { "" } else { "brother" }),
            },
        }
    }

    fn marked(text: &str) -> (String, bool) {
        let subjects = [
            somebody(1, SubjectKind::Child, "Wren Oakfield", "Birdie"),
            somebody(2, SubjectKind::LinkedChild, "Ash Oakfield", ""),
            somebody(3, SubjectKind::NotYetIdentified, "boy in the red coat", ""),
        ];
        let asked = Asked {
            subject: Some(subjects[0].id),
            name: Sensitive(String::new()),
        };
        let names = Names::default();
        let known = Known::new(&subjects, &asked, &names).unwrap();
        assert_eq!(
            known.others,
            ["Ash Oakfield (brother)", "boy in the red coat (brother)"]
        );
        let marked = known.marked(text);
        (marked.text, marked.names_them)
    }

    #[test]
    fn other_people_are_marked_and_the_person_is_found() {
        let (text, named) =
            marked("Ash’s teacher saw WREN and Ash Oakfield, at the Oakfields’ door.");
        assert_eq!(
            text,
            "[Ash: 1]’s teacher saw WREN and [Ash Oakfield: 1], at the Oakfields’ door."
        );
        assert!(named);
        assert_eq!(
            marked("Birdie was seen."),
            ("Birdie was seen.".to_owned(), true)
        );
    }

    #[test]
    fn a_name_inside_another_word_and_a_description_in_parts_are_left_alone() {
        let (text, named) = marked("Ashes, a wrench, the boy and a red coat.");
        assert_eq!(
            (text.as_str(), named),
            ("Ashes, a wrench, the boy and a red coat.", false)
        );
        let (text, _) = marked("The boy in the red coat ran.");
        assert_eq!(text, "The [boy in the red coat: 2] ran.");
    }

    #[test]
    fn a_shared_surname_counts_as_theirs() {
        assert_eq!(
            marked("The Oakfield family"),
            ("The Oakfield family".to_owned(), true)
        );
    }
}
