//! Accounts beside each other, each whole, with why they may tell of one event and in what they differ.

use app::chronology::same_event::{Difference, DiffersIn, Reason};
use app::chronology::{Account, Chronology};
use govuk::{Html, Link};
use model::RecordId;
use model::chronology::Entry;

use super::Seen;
use super::rows::code;
use crate::draw::{bullets, strong};
use crate::texts::{t, t_code, t_with, t1};

/// The accounts beside each other.
pub(super) fn sides(seen: &Seen, ids: &[RecordId]) -> Html {
    let accounts = ids.iter().filter_map(|id| seen.found.account(*id));
    let sides = accounts.filter_map(|one| side(seen, one));
    Html::element("div", "tl-sides", Html::join(sides))
}

fn side(seen: &Seen, one: &Account) -> Option<Html> {
    let entry = one.entry.as_ref()?;
    let body = &entry.body;
    let label = t_with(
        "event-side",
        &[
            ("agency", seen.agency(one.agency).into()),
            ("date", body.date.to_string().into()),
        ],
    );
    let mut lines = vec![
        Html::element("span", "tl-side__label", label),
        strong(t_code("entry-kind", body.kind.code())),
        Html::escape(&body.text.0),
    ];
    let more = [
        ("entry-about-key", about(&seen.found, body)),
        ("entry-present-key", present(body)),
        ("entry-voice-key", body.voice.0.clone()),
        ("entry-seen-key", t_code("child-seen", body.seen.code())),
        (
            "entry-seen-alone-key",
            t_code("child-seen", body.seen_alone.code()),
        ),
    ];
    let more = more.into_iter().filter(|(_, words)| !words.is_empty());
    lines.extend(more.map(|(key, words)| {
        let values = [("what", t(key).into()), ("words", words.into())];
        Html::element("span", "tl-needs__more", t_with("event-side-line", &values))
    }));
    let href = format!("{}/requests/{}/return", seen.review, one.request);
    lines.push(Link::new(t("event-side-return"), href).render());
    Some(Html::element("div", "tl-side", Html::lines(lines)))
}

pub(super) fn about(found: &Chronology, entry: &Entry) -> String {
    let names = entry.about.iter().map(|one| {
        let called = one.called.0.as_str();
        match one.known.and_then(|id| found.person(id)) {
            Some(name) if called.is_empty() || name == called => name.to_owned(),
            Some(name) => {
                let values = [("called", called.into()), ("name", name.into())];
                t_with("entry-called-known", &values)
            }
            None => called.to_owned(),
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Who was there, by role.
pub(super) fn present(entry: &Entry) -> String {
    let roles = entry.present.iter().map(|role| role.0.as_str());
    roles.collect::<Vec<_>>().join(", ")
}

/// Why they are proposed.
pub(super) fn reasons(reasons: &[Reason]) -> Html {
    bullets(reasons.iter().map(|one| Html::escape(reason(one))))
}

fn reason(one: &Reason) -> String {
    match one {
        Reason::CloseInTime => t("event-why-close"),
        Reason::SameDay => t("event-why-day"),
        Reason::DayApart => t("event-why-day-apart"),
        Reason::PassedOn { days } => t1("event-why-passed", "days", i64::from(*days)),
        Reason::DatesMayMeet => t("event-why-meet"),
        Reason::SameKind => t("event-why-kind"),
        Reason::NamesTheOther => t("event-why-names"),
        Reason::SamePeople => t("event-why-people"),
        Reason::SharedWords(words) => {
            let words: Vec<&str> = words.iter().map(|word| word.0.as_str()).collect();
            t1("event-why-words", "words", words.join(", "))
        }
    }
}

/// In what they differ, with every value and whose it is.
pub(super) fn differences(seen: &Seen, all: &[Difference]) -> Html {
    if all.is_empty() {
        return crate::draw::paragraph(t("event-differ-nothing"));
    }
    bullets(all.iter().map(|one| {
        let values = one
            .values
            .iter()
            .map(|ids| Html::escape(value(seen, one.what, ids)));
        let head = strong(t_code("differs-what", code(one.what)));
        Html::lines([head].into_iter().chain(values))
    }))
}

/// What some accounts say, and whose they are.
fn value(seen: &Seen, what: DiffersIn, ids: &[RecordId]) -> String {
    let accounts: Vec<&Account> = ids
        .iter()
        .filter_map(|id| seen.found.account(*id))
        .collect();
    let agencies: Vec<String> = accounts.iter().map(|one| seen.agency(one.agency)).collect();
    let entries = accounts.iter().filter_map(|one| one.entry.as_ref());
    let says = entries
        .map(|entry| said(&seen.found, what, &entry.body))
        .next();
    let values = [
        ("says", says.unwrap_or_default().into()),
        ("agencies", agencies.join(", ").into()),
    ];
    t_with("event-value", &values)
}

fn said(found: &Chronology, what: DiffersIn, entry: &Entry) -> String {
    match what {
        DiffersIn::Day | DiffersIn::Time => entry.date.to_string(),
        DiffersIn::About => about(found, entry),
        DiffersIn::Present => present(entry),
        DiffersIn::Said if entry.voice.0.trim().is_empty() => {
            let quotes = entry.text.0.contains(['"', '“', '”']);
            t(if quotes {
                "event-said-quoted"
            } else {
                "event-said-nothing"
            })
        }
        DiffersIn::Said => entry.voice.0.clone(),
        DiffersIn::Seen => t_code("child-seen", entry.seen.code()),
        DiffersIn::SeenAlone => t_code("child-seen", entry.seen_alone.code()),
    }
}

/// "13 February 2026, Northmere Hospital: …", the first words of an account.
pub(super) fn short(seen: &Seen, one: &Account) -> Option<String> {
    const MOST: usize = 90;
    let entry = one.entry.as_ref()?;
    let text = &entry.body.text.0;
    let mut words: String = text.chars().take(MOST).collect();
    if text.chars().count() > MOST {
        words.push('…');
    }
    let values = [
        ("date", entry.body.date.to_string().into()),
        ("agency", seen.agency(one.agency).into()),
        ("words", words.into()),
    ];
    Some(t_with("event-short", &values))
}
