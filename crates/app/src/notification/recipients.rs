//! Whom a notification concerns, and how far each of them has it.

use model::case::{Direction, Told};
use model::scheme::Scheme;
use model::{RecordId, UncertainDate};
use vault::Stored;

use super::NotificationView;
use crate::areas::area_told;

/// The national body. It is notified by the government's service alone, whatever else went to it.
pub const NATIONAL: &str = "panel";

/// Recipients whom the government's service informs, so that its date counts for them too.
///
/// Source: GOV.UK, Report a serious child safeguarding incident.
const BY_THE_SERVICE: [&str; 3] = [NATIONAL, "dfe", "ofsted"];

/// Partners of the other affected areas, each a line of its own.
const ELSEWHERE: &str = "partners_elsewhere";

/// One recipient, and what went to it and came from it.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Id in the scheme.
    pub id: String,
    /// The affected area, when it is the partners of one.
    pub area: Option<RecordId>,
    /// What people read.
    pub label: String,
    /// What was sent, oldest first.
    pub sent: Vec<Stored<Told>>,
    /// What came back.
    pub received: Vec<Stored<Told>>,
    /// When it had it; none while it does not.
    pub since: Option<Since>,
}

/// Since when a recipient has something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// The day or moment.
    pub on: UncertainDate,
    /// Whether the government's service informed it.
    pub by_the_service: bool,
}

impl Since {
    const fn told(on: UncertainDate) -> Self {
        Self {
            on,
            by_the_service: false,
        }
    }
}

/// The recipients of the outcome that was decided, each affected area by itself. Before a decision there
/// are none.
#[must_use]
pub fn recipients(view: &NotificationView, scheme: &Scheme) -> Vec<Recipient> {
    let decision = view.decision.as_ref();
    let outcome = decision.and_then(|one| scheme.outcome(&one.body.outcome));
    let Some(outcome) = outcome.filter(|outcome| outcome.notify) else {
        return Vec::new();
    };
    let mut ids: Vec<&str> = outcome.recipients.iter().map(String::as_str).collect();
    if !view.areas.is_empty() && !ids.contains(&ELSEWHERE) {
        ids.push(ELSEWHERE);
    }
    let mut all = Vec::new();
    for id in ids {
        if id == ELSEWHERE && !view.areas.is_empty() {
            all.extend(view.areas.iter().map(|area| {
                let name = view.authorities.get(&area.body.authority);
                let mut one = recipient(view, scheme, id, Some(area.id));
                if let Some(name) = name {
                    one.label = format!("{}: {name}", one.label);
                }
                one.since = area_told(&view.told, area).map(Since::told);
                one
            }));
        } else {
            all.push(recipient(view, scheme, id, None));
        }
    }
    all
}

fn recipient(
    view: &NotificationView,
    scheme: &Scheme,
    id: &str,
    area: Option<RecordId>,
) -> Recipient {
    let item = scheme.recipients.iter().find(|item| item.id == id);
    let of = |direction: Direction| {
        let found = view.told.iter();
        let found = found.filter(|one| {
            let told = &one.body;
            told.recipient == id && told.area == area && told.direction == direction
        });
        found.cloned().collect::<Vec<_>>()
    };
    let (sent, received) = (of(Direction::Sent), of(Direction::Received));
    let own = sent.first().map(|one| Since::told(one.body.on));
    let own = own.filter(|_| id != NATIONAL);
    let service = view.notified.as_ref().map(|step| Since {
        on: step.body.happened,
        by_the_service: true,
    });
    let since = own.or_else(|| service.filter(|_| BY_THE_SERVICE.contains(&id)));
    Recipient {
        id: id.to_owned(),
        area,
        label: item.map_or_else(|| id.to_owned(), |item| item.label.en.clone()),
        sent,
        received,
        since,
    }
}
