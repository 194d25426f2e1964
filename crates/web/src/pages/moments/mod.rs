//! What people see differently: the box on every page of a review, the moments of a review, of a case that was received and of
//! an organisation's own work, the card after a meeting, and the one exit for what is no learning.

mod card;
mod concern;
mod fields;
mod here;
mod list;
mod one;
mod stages;
mod witness;
mod write;

use std::collections::BTreeMap;

use access::{Action as _, actions};
use app::Reference;
use app::moment::{Moments, WroteIt, moments, own_learning, own_place};
use axum::extract::Path;
use model::scheme::{Scheme, StepText};

use crate::pages::people::reference;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::{Signed, WebState};

pub(crate) use card::count;
pub(crate) use fields::{BEFORE, field_of, more, read_more, said_already};
pub(crate) use here::moment_box;

/// The parts of an address by name: the same pages stand in a review, in a case that was received, and beside any case.
pub(crate) type Parts = Path<BTreeMap<String, String>>;

pub(crate) fn rows() -> Vec<Row> {
    let writes = Who::May(actions::RecordMoment::INFO);
    let read = Who::May(actions::ReadCase::INFO);
    let received = Who::May(actions::ReadReceivedCase::INFO);
    let own = Who::May(actions::KeepOwnLearning::INFO);
    let proceedings = Who::May(actions::EditProceedings::INFO);
    let card = "/o/{organisation}/reviews/{reference}/rapid-review/meetings/{record}/card";
    let witnesses = "/o/{organisation}/reviews/{reference}/witnesses";
    let witness = "/o/{organisation}/reviews/{reference}/witnesses/{record}";
    let mut rows = of_place(read, writes, REVIEW, NAMES[0]);
    rows.extend(of_place(received, writes, RECEIVED, NAMES[1]));
    rows.extend([
        page("moment-card", writes, card, card::form),
        send(writes, card, card::save),
        page("witnesses", proceedings, witnesses, witness::list),
        page("witness", proceedings, witness, witness::form),
        send(proceedings, witness, witness::save),
    ]);
    let mut rows: Vec<Row> = rows.into_iter().map(Row::secret).collect();
    rows.extend(of_place(own, own, OWN, NAMES[2]));
    rows
}

/// Addresses of one place: the list, a new one, a concern, one of them.
type Addresses = [&'static str; 4];

const REVIEW: Addresses = [
    "/o/{organisation}/reviews/{reference}/moments",
    "/o/{organisation}/reviews/{reference}/moments/write",
    "/o/{organisation}/reviews/{reference}/moments/concern",
    "/o/{organisation}/reviews/{reference}/moments/{record}",
];
const RECEIVED: Addresses = [
    "/o/{organisation}/received/{reference}/moments",
    "/o/{organisation}/received/{reference}/moments/write",
    "/o/{organisation}/received/{reference}/moments/concern",
    "/o/{organisation}/received/{reference}/moments/{record}",
];
const OWN: Addresses = [
    "/o/{organisation}/own-learning",
    "/o/{organisation}/own-learning/write",
    "/o/{organisation}/own-learning/concern",
    "/o/{organisation}/own-learning/{record}",
];
const NAMES: [Addresses; 3] = [
    ["moments", "moment-write", "moment-concern", "moment"],
    [
        "received-moments",
        "received-moment-write",
        "received-moment-concern",
        "received-moment",
    ],
    [
        "own-learning",
        "own-moment-write",
        "own-moment-concern",
        "own-moment",
    ],
];

fn of_place(
    read: Who,
    writes: Who,
    [all, new, concern, one]: Addresses,
    names: Addresses,
) -> Vec<Row> {
    vec![
        page(names[0], read, all, list::list),
        send(writes, all, write::save),
        page(names[1], writes, new, write::form),
        send(writes, new, write::save),
        page(names[2], writes, concern, concern::form),
        send(writes, concern, concern::save),
        page(names[3], read, one, one::shown),
    ]
}

/// Where moments stand.
pub(super) struct Seen<'a> {
    /// What is there; nothing while nobody has written in the organisation's own place.
    pub(super) moments: Option<Moments>,
    pub(super) scheme: &'a Scheme,
    /// Address of the list.
    pub(super) base: String,
    /// Address of what the list belongs to.
    pub(super) above: String,
    /// What stands above the heading: the neutral reference.
    pub(super) caption: String,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Review,
    Received,
    Own,
}

impl Place {
    const fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Received => "received",
            Self::Own => "own",
        }
    }
}

/// Which place an address is about, and the reference in it.
fn place(signed: &Signed, parts: &BTreeMap<String, String>) -> Result<(Place, String), PageError> {
    let path = signed.visit.path();
    let Some(reference) = parts.get("reference") else {
        return Ok((Place::Own, String::new()));
    };
    let of_review = path.split('/').nth(3) == Some("reviews");
    let place = if of_review {
        Place::Review
    } else {
        Place::Received
    };
    Ok((place, reference.clone()))
}

/// Reads the moments of a place; the reading is written down.
async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    parts: &BTreeMap<String, String>,
) -> Result<Seen<'a>, PageError> {
    let (place, text) = place(signed, parts)?;
    let (moments, above, caption) = if place == Place::Own {
        let moments = own_learning(state.app(), &signed.ctx).await?;
        (moments, signed.path("today"), String::new())
    } else {
        let reference = reference(&text)?;
        let moments = moments(state.app(), &signed.ctx, &reference).await?;
        let part = if place == Place::Review {
            "reviews"
        } else {
            "received"
        };
        let above = signed.path(&format!("{part}/{reference}"));
        let caption = t1("today-review", "reference", reference.as_str());
        (Some(moments), above, caption)
    };
    let loaded = match &moments {
        Some(found) => state
            .app()
            .scheme_of(&found.case.scheme, &found.case.scheme_digest)?,
        None => state.app().scheme_on(signed.ctx.today())?,
    };
    Ok(Seen {
        base: match place {
            Place::Own => signed.path("own-learning"),
            _ => format!("{above}/moments"),
        },
        scheme: &loaded.scheme,
        moments,
        above,
        caption,
        place,
    })
}

impl Seen<'_> {
    /// Under which reference something is written; the organisation's own place is opened for it.
    async fn reference(&self, state: &WebState, signed: &Signed) -> Result<Reference, PageError> {
        match &self.moments {
            Some(found) => reference(&found.case.reference),
            None => Ok(own_place(state.app(), &signed.ctx).await?),
        }
    }

    /// The reader may write here.
    fn usable(&self) -> Result<(), PageError> {
        match &self.moments {
            Some(found) if found.held_back => Err(PageError::Rule("moment-witness")),
            Some(found) if !found.may_write => Err(PageError::refused()),
            _ => Ok(()),
        }
    }

    /// Address of a page of the journey, which a review has, and the organisation's own work.
    fn journey(&self, end: &str) -> Option<String> {
        match self.place {
            Place::Review => Some(format!("{}/journey{end}", self.above)),
            Place::Own => Some(format!("{}/journey{end}", self.base)),
            Place::Received => None,
        }
    }

    /// Address where others who met the same are looked for.
    fn met_before(&self, id: &str) -> String {
        format!("{}/{id}/met-before", self.base)
    }

    /// Whether it is the place of the organisation's own work.
    fn is_own(&self) -> bool {
        self.place == Place::Own
    }

    /// Whether it is a review, which has a chronology and files.
    fn is_review(&self) -> bool {
        self.place == Place::Review
    }

    fn is_live(&self) -> bool {
        self.moments.as_ref().is_some_and(|found| found.live)
    }

    /// The four lines of the step, which are about a review.
    fn step(&self) -> Option<StepText> {
        let step = self.scheme.step("moment");
        step.filter(|_| self.place == Place::Review).cloned()
    }

    /// What is kept and who could open it.
    fn says(&self) -> Vec<String> {
        says(self.place.code(), self.is_live())
    }
}

/// What is kept, who could open it, and while proceedings run that a court can ask for it.
fn says(place: &str, live: bool) -> Vec<String> {
    let mut says = Vec::new();
    if live {
        says.push(t("moment-live"));
    }
    says.push(t_code("moment-open", place));
    says.push(t("moment-kept-what"));
    says
}

/// Who wrote or learned something, in words.
pub(crate) fn who_words(who: &WroteIt) -> String {
    match who {
        WroteIt::Me => t("moment-me"),
        WroteIt::Practitioner => t("moment-practitioner"),
        WroteIt::Role(role, None) => t_code("role", role.code()),
        WroteIt::Role(role, Some(agency)) => {
            let role = t_code("role", role.code());
            let values = [("role", role.into()), ("agency", agency.as_str().into())];
            t_with("moment-role-of", &values)
        }
    }
}
