//! Cases of which another organisation told this one: the people and places of its notification are on record here as if they had
//! been written here.

use access::Section;
use model::case::NotificationSent;
use model::record::Record;
use model::{RecordId, Sensitive};
use vault::{Inbox, OnRecord, VaultError};

use crate::post::NOTIFICATION;
use crate::received::{body, place_of};

/// What came about a case, as records of it.
pub(super) fn on_record(came: &[Inbox]) -> Result<Vec<OnRecord>, VaultError> {
    let mut all = Vec::new();
    for one in came.iter().filter(|one| one.kind == NOTIFICATION) {
        if let Some(sent) = body(&one.body) {
            notification(&mut all, &sent)?;
        }
    }
    Ok(all)
}

fn notification(all: &mut Vec<OnRecord>, sent: &NotificationSent) -> Result<(), VaultError> {
    for (place, subject) in sent.people.iter().enumerate() {
        let person = place_of(place);
        all.push(one(person, subject)?);
        let Some(about) = sent.about.get(place) else {
            continue;
        };
        if let Some(home) = &about.home {
            all.push(one(person, home)?);
        }
        if let Some(school) = &about.school {
            all.push(one(person, school)?);
        }
    }
    all.push(one(place_of(sent.people.len()), &sent.incident)?);
    Ok(())
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
