//! Requests to agencies and their returns, from asking to reading what was signed off, on both engines.

mod answering;
mod changing;
mod checks;
mod chosen;
mod documents;
mod held;
mod offline;
pub mod signing;
mod wants;

use access::{Actor, Ctx, Person, Role, Strength};
use app::returns::{
    NewAnswering, NewRequest, WhichAgency, ask, keep_entry, keep_head, name_answering, send,
    to_answer,
};
use app::{App, AppError, Place, Reference};
use model::case::{RequestPlan, ReturnFound, ReturnHead, SearchFound, Searched};
use model::chronology::{Entry, EntryKind};
use model::{AgencyId, PersonId, RecordId, UncertainDate};

use crate::follow::{form, manager};
use crate::support::{Instance, NOW, words};
use crate::team::day;

/// A request that was sent, with the one who writes and the one who signs.
pub struct Sent {
    pub reference: Reference,
    pub request: RecordId,
    pub manager: Ctx,
    pub author: Ctx,
    pub approver: Ctx,
}

/// Somebody who answers, as they act after signing in.
pub fn answering(instance: &Instance, person: PersonId, agency: AgencyId, role: Role) -> Ctx {
    let person = Person {
        id: person,
        agency: Some(agency),
        authority: None,
        roles: [role].into(),
        strength: Strength::TwoFactors,
    };
    Ctx {
        actor: Actor::Person(person),
        organisation: instance.partnership,
        request: crypto::id(NOW).unwrap(),
        now: NOW,
        practice_day: None,
    }
}

/// Names somebody for a request.
pub async fn named(
    instance: &Instance,
    (reference, request): (&Reference, RecordId),
    (name, signs): (&str, bool),
) -> PersonId {
    let new = NewAnswering {
        name: name.to_owned(),
        email: format!("{}@example.invalid", name.to_lowercase().replace(' ', ".")),
        signs,
    };
    let ctx = manager(instance);
    name_answering(&instance.app, &ctx, reference, request, (form(), &new))
        .await
        .unwrap()
}

/// A request of the whole return to the police, not sent.
pub async fn asked(instance: &Instance, reference: &Reference) -> RecordId {
    asked_of(instance, reference, "police").await
}

/// A request of the whole return to the agency of a kind, not sent.
pub async fn asked_of(instance: &Instance, reference: &Reference, kind: &str) -> RecordId {
    let new = new_request(instance, reference, kind).await;
    ask(&instance.app, &manager(instance), reference, form(), &new)
        .await
        .unwrap()
}

/// A request of the whole return to the agency of a kind, not made yet.
pub async fn new_request(instance: &Instance, reference: &Reference, kind: &str) -> NewRequest {
    let ctx = manager(instance);
    let choice = app::returns::to_ask(&instance.app, &ctx, reference).await;
    let about = choice.unwrap().subjects.iter().map(|one| one.id).collect();
    NewRequest {
        agency: WhichAgency::Known(instance.agency_of(kind).unwrap()),
        also: Vec::new(),
        basis: "section_16h".to_owned(),
        purpose: words("A rapid review."),
        about,
        from: day(-700),
        to: day(0),
        and_before: true,
        plan: RequestPlan::Whole,
        due: day(3),
        meeting: None,
        manager: None,
        again: None,
    }
}

/// Asks the police, names two people, sends it.
pub async fn sent(instance: &Instance) -> Sent {
    let reference = instance.incident().await;
    let names = ["Ada Author", "Bo Approver"];
    sent_to(instance, reference, ("police", names)).await
}

/// Asks the agency of a kind, names who writes and who signs, sends it.
pub async fn sent_to(
    instance: &Instance,
    reference: Reference,
    (kind, [writes, signs]): (&str, [&str; 2]),
) -> Sent {
    let request = asked_of(instance, &reference, kind).await;
    let agency = instance.agency_of(kind).unwrap();
    let of = (&reference, request);
    let author = named(instance, of, (writes, false)).await;
    let approver = named(instance, of, (signs, true)).await;
    let manager = manager(instance);
    send(&instance.app, &manager, &reference, (form(), request))
        .await
        .unwrap();
    Sent {
        request,
        manager,
        author: answering(instance, author, agency, Role::AgencyAuthor),
        approver: answering(instance, approver, agency, Role::AgencyApprover),
        reference,
    }
}

/// Who writes and what was found, with everybody of the request searched for.
pub async fn head(instance: &Instance, sent: &Sent, found: ReturnFound) -> ReturnHead {
    let seen = to_answer(&instance.app, &sent.author, sent.request).await;
    let about = seen.unwrap().request.body.about;
    let searched = |one: &model::case::AskedAbout| Searched {
        subject: one.subject,
        looked_for: words("Every spelling."),
        found: if found == ReturnFound::Known {
            SearchFound::Known
        } else {
            SearchFound::NoTrace
        },
        words: words(""),
    };
    ReturnHead {
        author: words("Ada Author, sergeant"),
        independence: words("Works in another district."),
        found,
        why: words(""),
        systems: words("The custody record."),
        searched: about.iter().map(searched).collect(),
    }
}

/// The head is kept, as the author does it.
pub async fn with_head(instance: &Instance, sent: &Sent, found: ReturnFound) {
    let new = head(instance, sent, found).await;
    keep_head(
        &instance.app,
        &sent.author,
        sent.request,
        (form(), None),
        &new,
    )
    .await
    .unwrap();
}

/// An entry of some days ago.
pub fn entry(days: i64, text: &str) -> Entry {
    let date = UncertainDate::day(day(-days)).unwrap();
    Entry::new(date, EntryKind::PoliceAttendance, text)
}

/// To whoever asked, there is no such thing.
pub fn is_nowhere<T>(outcome: Result<T, AppError>, what: &str) {
    assert!(matches!(outcome, Err(AppError::NotFound)), "{what}");
}

/// An entry is kept by somebody, at a place of what stands there.
pub async fn write(
    app: &App,
    (ctx, request): (&Ctx, RecordId),
    place: Place,
    new: Entry,
) -> Result<RecordId, AppError> {
    keep_entry(app, ctx, request, (form(), place), &new).await
}
