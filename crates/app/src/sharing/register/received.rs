//! What other organisations sent about a case: whom and what it names is on record here as if it had been written here.

use access::Section;
use model::case::{NotificationSent, RapidReviewSent};
use model::paper::{Block, Paper};
use model::record::Record;
use model::{Date, RecordId, Sensitive, parse_typed};
use vault::{Inbox, OnRecord, VaultError};

use super::KnownKind;
use super::kinds::Holds;
use super::read::Reading;
use crate::post::{LETTER, MESSAGE, NOTIFICATION, RAPID_REVIEW};
use crate::rapid_review::{CHILD, PEOPLE, SIGNED, THERE};
use crate::received::{body, letter_body, message_body, place_of, report_body};

/// What came about a case.
#[derive(Default)]
pub(super) struct Came {
    /// What of it is a record.
    pub(super) records: Vec<OnRecord>,
    /// Whom or what words are about, what they hold, and the words.
    boxes: Vec<(String, Holds, String)>,
    /// Whom a day of birth is about, and the day as a document writes it.
    born: Vec<(String, String)>,
}

/// Whom words are about that name nobody else.
const FROM_THERE: &str = "national";

impl Came {
    /// Reads each once.
    ///
    /// # Errors
    /// [`VaultError::Body`] when something cannot be read back.
    pub(super) fn of(came: &[Inbox]) -> Result<Self, VaultError> {
        let mut all = Self::default();
        for one in came {
            let text = one.body.as_str();
            match one.kind.as_str() {
                NOTIFICATION => body(text).map_or(Ok(()), |sent| all.notification(&sent))?,
                RAPID_REVIEW => report_body(text).map_or(Ok(()), |sent| all.report(&sent))?,
                LETTER => {
                    let sent = letter_body(text).map(|sent| sent.given_reference);
                    all.identifiers(sent);
                }
                MESSAGE => {
                    let from = message_body(text).map(|sent| sent.from.0);
                    let from = from.map(|from| (FROM_THERE.to_owned(), Holds::Who, from));
                    all.boxes.extend(from);
                }
                _ => {}
            }
        }
        Ok(all)
    }

    /// Adds what is no record to what the case holds.
    pub(super) fn added_to(self, reading: &mut Reading, today: Date) {
        let known = &mut reading.known;
        for (of, holds, words) in &self.boxes {
            known.add_box(*holds, (of, Section::General), words);
        }
        for (of, day) in &self.born {
            if let Ok(day) = parse_typed(day, today) {
                known.add_day(KnownKind::Born, (of, Section::General), &day);
            }
        }
    }

    fn identifiers(&mut self, all: impl IntoIterator<Item = String>) {
        let all = all.into_iter();
        let all = all.map(|one| (FROM_THERE.to_owned(), Holds::Identifier, one));
        self.boxes.extend(all);
    }

    fn notification(&mut self, sent: &NotificationSent) -> Result<(), VaultError> {
        self.identifiers([sent.reference.clone(), sent.given_reference.0.clone()]);
        for (place, subject) in sent.people.iter().enumerate() {
            let person = place_of(place);
            self.records.push(one(person, subject)?);
            let Some(about) = sent.about.get(place) else {
                continue;
            };
            if let Some(home) = &about.home {
                self.records.push(one(person, home)?);
            }
            if let Some(school) = &about.school {
                self.records.push(one(person, school)?);
            }
        }
        let incident = one(place_of(sent.people.len()), &sent.incident)?;
        self.records.push(incident);
        Ok(())
    }

    /// The report of a rapid review: what was learned and is done as records, and whom its document names where it says who they
    /// are. Its prose is no list of names: who is in it stands in the table of children and adults.
    fn report(&mut self, sent: &RapidReviewSent) -> Result<(), VaultError> {
        self.identifiers([sent.reference.clone(), sent.given_reference.0.clone()]);
        for (place, action) in sent.actions.iter().enumerate() {
            self.records.push(one(place_of(place), action)?);
        }
        self.paper(&sent.paper);
        Ok(())
    }

    fn paper(&mut self, paper: &Paper) {
        let mut before = "";
        for block in &paper.blocks {
            match block {
                Block::Table { head, rows, .. } if *head == PEOPLE => {
                    for row in rows {
                        self.person(row);
                    }
                }
                Block::Table { head, rows, .. } if *head == SIGNED => {
                    let by = rows.iter().filter_map(|row| row.get(2));
                    self.who(by);
                }
                Block::List(there) if THERE.contains(&before) => self.who(there.iter()),
                _ => {}
            }
            before = match block {
                Block::Paragraph(words) => words,
                _ => "",
            };
        }
    }

    fn who<'a>(&mut self, all: impl Iterator<Item = &'a String>) {
        let all = all.map(|one| (FROM_THERE.to_owned(), Holds::Who, one.clone()));
        self.boxes.extend(all);
    }

    /// A row of the table of children and adults.
    fn person(&mut self, row: &[String]) {
        let [who, name, born, ..] = row else { return };
        let kind = if who == CHILD {
            KnownKind::Child
        } else {
            KnownKind::Adult
        };
        let of = format!("report: {name}");
        self.born.push((of.clone(), born.clone()));
        self.boxes.push((of, Holds::Names(kind), name.clone()));
    }
}

fn one<R: Record>(record: RecordId, body: &R) -> Result<OnRecord, VaultError> {
    let body = serde_json::to_string(body).map_err(|_| VaultError::Body(R::KIND))?;
    Ok(OnRecord {
        record,
        kind: R::KIND.to_owned(),
        section: Section::General,
        stands: true,
        by: String::new(),
        body: Sensitive(body),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_the_report_of_a_rapid_review_names_is_on_record() {
        let mut paper = Paper::new("Rapid review", Date::constant(2026, 3, 20));
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        paper.blocks = vec![
            Block::Table {
                caption: "Who is in this review".to_owned(),
                head: PEOPLE.map(str::to_owned).to_vec(),
                rows: vec![row(["Child", "Tamsin Quillfeather", "3 May 2019", ""])],
            },
            Block::Paragraph("There:".to_owned()),
            Block::List(vec!["Jexmar Quorrin, chair".to_owned()]),
            Block::List(vec!["Case Planning Meeting".to_owned()]),
            Block::Table {
                caption: "Sign-off of each safeguarding partner".to_owned(),
                head: SIGNED.map(str::to_owned).to_vec(),
                rows: vec![row([
                    "Police",
                    "Signed off",
                    "Volbrin Thraxel, 19 March 2026",
                    "",
                ])],
            },
        ];
        let mut came = Came::default();
        came.paper(&paper);
        let mut reading = Reading::default();
        came.added_to(&mut reading, Date::constant(2026, 4, 1));
        let known: Vec<(KnownKind, &str)> = reading
            .known
            .all()
            .map(|one| (one.kind, one.words.as_str()))
            .collect();
        for expected in [
            (KnownKind::Child, "Tamsin Quillfeather"),
            (KnownKind::Born, "2019-05-03"),
            (KnownKind::Practitioner, "Jexmar Quorrin"),
            (KnownKind::Practitioner, "Volbrin Thraxel"),
        ] {
            assert!(known.contains(&expected), "{expected:?}");
        }
        assert!(known.iter().all(|(_, words)| !words.contains("Planning")));
    }
}
