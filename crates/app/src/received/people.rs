//! What a notification says that was received; its people are laid out as those of a case here, so that the same list is
//! made of them.

use std::collections::BTreeMap;

use model::AuthorityId;
use model::case::{
    Home, IdentityAnswer, LegalStatus, NotificationSent, PersonSent, Relationship,
    RelationshipSent, School,
};
use model::identity::IdentityQuestion;
use model::scheme::{Confirmations, Scheme};
use model::{CaseId, Id as _, Instant, RecordId};
use vault::Stored;

use crate::notification::{Content, Statement};
use crate::people::People;

/// What a notification says that was received, in the words of a scheme and with the names of authorities.
#[must_use]
pub fn said(
    sent: &NotificationSent,
    scheme: &Scheme,
    authorities: &BTreeMap<AuthorityId, String>,
) -> Statement {
    let people = of(sent);
    let content = Content {
        incident: &sent.incident,
        outcome: Some(&sent.outcome),
        people: &people,
        authorities,
        notification: Some(&sent.notification),
    };
    // What may go out was decided where it was sent from.
    Statement::made_of(&content, scheme, &Confirmations::new())
}

/// What was received was added here at no moment of its own.
const NEVER: Instant = Instant::from_microseconds(0);

/// The people of what was sent. They have the places that they had in it and no ids of their own: these stand
/// for the places.
fn of(sent: &NotificationSent) -> People {
    let mut people = People::default();
    for (place, subject) in sent.people.iter().enumerate() {
        let person = place_of(place);
        people.subjects.push(stored(person, subject.clone()));
        if let Some(about) = sent.about.get(place) {
            add(&mut people, person, about);
        }
    }
    let known = sent.people.len();
    let ties = sent.relationships.iter();
    let ties = ties.filter_map(|one| relationship(one, known));
    let ties = ties.enumerate();
    people.relationships = ties
        .map(|(place, one)| stored(place_of(place), one))
        .collect();
    people
}

/// What was sent about one person.
fn add(people: &mut People, person: RecordId, about: &PersonSent) {
    let home = about.home.iter().cloned();
    let homes = home.map(|one| stored(person, Home { person, ..one }));
    people.homes.extend(homes);
    let status = about.status.iter().cloned();
    let statuses = status.map(|one| stored(person, LegalStatus { person, ..one }));
    people.statuses.extend(statuses);
    let school = about.school.iter().cloned();
    let schools = school.map(|one| stored(person, School { person, ..one }));
    people.schools.extend(schools);
    let answers = IdentityQuestion::ALL.into_iter();
    let answers = answers.filter_map(|question| {
        let answer = about.identity.answer(question)?.clone();
        let answer = IdentityAnswer {
            person,
            question,
            answer,
        };
        Some(stored(person, answer))
    });
    people.identity.extend(answers);
}

/// A relationship, when everybody whom it names is among the people who were sent.
fn relationship(one: &RelationshipSent, known: usize) -> Option<Relationship> {
    let everybody = one.of.iter().chain([&one.person]);
    let all_known = everybody.into_iter().all(|place| *place < known);
    (all_known && !one.of.is_empty()).then(|| Relationship {
        person: place_of(one.person),
        is: one.is.clone(),
        more: one.more.clone(),
        of: one.of.iter().map(|place| place_of(*place)).collect(),
        same_home: one.same_home,
    })
}

/// An id for a place in the list of those who were sent.
pub(crate) fn place_of(place: usize) -> RecordId {
    let [.., a, b, c, d] = u64::try_from(place).unwrap_or(u64::MAX).to_be_bytes();
    RecordId::make(NEVER, [0, 0, 0, 0, 0, 0, a, b, c, d])
}

fn stored<R>(id: RecordId, body: R) -> Stored<R> {
    Stored {
        id,
        case: CaseId::make(NEVER, [0; 10]),
        version: 1,
        added_at: NEVER,
        changed_at: NEVER,
        by: String::new(),
        agency: None,
        body,
    }
}
