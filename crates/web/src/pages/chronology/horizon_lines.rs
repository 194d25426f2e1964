//! An account as a line of what was known on a day.

use std::collections::BTreeSet;

use app::chronology::{Account, Certainty, Knew, Through};
use govuk::{Html, Link};
use model::chronology::Entry;
use model::{Date, RecordId};

use super::Seen;
use super::more::ways_on;
use super::reach::Said;
use super::rows::anchor;
use crate::draw::strong;
use crate::pages::returns::unsure_by;
use crate::texts::{t, t_code, t_with, t1};

/// What is said beside accounts.
pub(super) struct Beside<'a> {
    /// What was said of reaching what stood elsewhere.
    pub(super) said: Said<'a>,
    /// The day that is looked at.
    on: Date,
    /// Accounts that people joined into events.
    joined: BTreeSet<RecordId>,
}

impl<'a> Beside<'a> {
    pub(super) fn of(seen: &Seen, said: Said<'a>, on: Date) -> Self {
        let joined = seen.found.said.iter().filter(|one| one.body.same);
        Self {
            said,
            on,
            joined: joined.flat_map(|one| one.body.accounts.clone()).collect(),
        }
    }
}

/// When, whose, what, and why it stands where it stands; nothing of an account that the reader may not read.
pub(super) fn line(seen: &Seen, beside: &Beside<'_>, one: &Account) -> Option<Html> {
    let entry = one.entry.as_ref()?;
    let body = &entry.body;
    let href = format!("{}/requests/{}/return", seen.review, one.request);
    let agency = Link::new(seen.agency(one.agency), href);
    let head = Html::lines([
        strong(body.date.to_string()),
        Html::from(agency),
        Html::escape(t_code("entry-kind", body.kind.code())),
    ]);
    let text = Html::element("p", "govuk-body tl-words", body.text.0.as_str());
    let mut more: Vec<Html> = why(one, body).into_iter().map(Html::escape).collect();
    more.extend(unsure_by(body, Some(beside.on)));
    if beside.joined.contains(&entry.id) {
        let href = seen.to("/same-events");
        more.push(Link::new(t("horizon-one-event"), href).render());
    }
    more.extend(ways_on(seen, one, entry));
    let elsewhere = one
        .stood
        .is_some_and(|stood| matches!(stood.knew, Knew::RecordedElsewhere | Knew::InAgency));
    let reach = elsewhere.then(|| beside.said.beside(seen, entry.id));
    let more = Html::element("div", "tl-horizon__more", Html::lines(more));
    let head = Html::element("p", "govuk-body tl-horizon__head", head);
    let place = anchor(entry.id);
    Html::rendered(&Line {
        place: &place,
        parts: Html::join([head, text, more, reach.unwrap_or_default()]),
    })
    .ok()
}

#[derive(askama::Template)]
#[template(source = r#"<li id="{{ place }}">{{ parts }}</li>"#, ext = "html")]
struct Line<'a> {
    place: &'a str,
    parts: Html,
}

/// When it was written down, and through what it stands where it stands.
fn why(one: &Account, entry: &Entry) -> Vec<String> {
    let recorded = entry.recorded.on.filter(|on| !on.is_unknown());
    let mut lines = vec![recorded.map_or_else(
        || t("horizon-written-not-said"),
        |on| t1("horizon-written", "on", on.to_string()),
    )];
    let Some(stood) = one.stood else {
        return lines;
    };
    let shared = |key, at: usize| {
        let on = entry.shared.get(at).map(|shared| shared.on.to_string());
        on.map(|on| t1(key, "on", on))
    };
    lines.extend(match stood.through {
        Through::OwnRecord if stood.knew == Knew::Later && written_later(entry) => {
            Some(t("horizon-through-written_later"))
        }
        Through::OwnRecord => Some(t("horizon-through-own")),
        Through::Sharing(at) if stood.knew == Knew::KnownIfShared => {
            in_words(entry, at).or_else(|| shared("horizon-through-unsure", at))
        }
        Through::Sharing(at) => shared("horizon-through-sharing", at),
        Through::WasThere => Some(t("horizon-through-there")),
        Through::AgencyRecord => Some(t("horizon-through-agency")),
        Through::ToAgency(at) => shared("horizon-through-to_agency", at),
        Through::SameWords => Some(t("horizon-through-same_words")),
        Through::OtherRecord => None,
    });
    lines.extend((stood.certainty == Certainty::MayBe).then(|| t("as-known-may-be")));
    lines
}

/// Whether somebody was there days before it was written down: a role may have known what its agency's record did not yet hold.
fn written_later(entry: &Entry) -> bool {
    let written = entry.recorded.on.and_then(|on| on.earliest());
    let happened = entry.date.latest();
    !entry.present.is_empty() && happened.zip(written).is_some_and(|(then, on)| then < on)
}

/// That somebody was told of whom only words are there: whether that was this agency is a question.
fn in_words(entry: &Entry, at: usize) -> Option<String> {
    let shared = entry.shared.get(at).filter(|one| one.agency.is_none())?;
    let values = [
        ("with", shared.with.0.as_str().into()),
        ("on", shared.on.to_string().into()),
    ];
    Some(t_with("horizon-through-words", &values))
}
