//! A return as it is read: each record in words, nothing left out that was answered.

use app::names::Names;
use govuk::{Html, SummaryRow, TableCell, Tag, TagColour};
use model::case::{AskedAbout, ReturnHead, Searched, StaffTold};
use model::chronology::{ChildSeen, Entry, Recorded, ShareStands, Shared, Significance};
use model::{Date, RecordId, Sensitive, UncertainDate};

use crate::draw::{row, strong};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;

/// A row for words that were written; none where they are empty.
fn words(key: &str, words: &Sensitive<String>) -> Option<SummaryRow> {
    let some = !words.0.trim().is_empty();
    some.then(|| row(t(key), &words.0))
}

/// Who writes, what was found, how each person was searched for.
pub(super) fn head_rows(head: &ReturnHead, about: &[AskedAbout]) -> Vec<SummaryRow> {
    let mut rows = vec![row(
        t("return-found-key"),
        t_code("return-found", head.found.code()),
    )];
    rows.extend(words("return-why-key", &head.why));
    rows.extend(words("return-author-key", &head.author));
    rows.extend(words("return-independence-key", &head.independence));
    rows.extend(words("return-systems-key", &head.systems));
    for one in &head.searched {
        let person = about.iter().find(|person| person.subject == one.subject);
        let name = person.map_or_else(|| t("somebody"), |person| person.name.0.clone());
        rows.push(row(t1("return-search-key", "name", name), searched(one)));
    }
    rows
}

fn searched(one: &Searched) -> Html {
    let mut lines = vec![strong(t_code("search-found", one.found.code()))];
    for (key, words) in [
        ("search-looked-for-line", &one.looked_for),
        ("search-words-line", &one.words),
    ] {
        if !words.0.trim().is_empty() {
            lines.push(Html::escape(t1(key, "words", &words.0)));
        }
    }
    Html::lines(lines)
}

/// That people in a role were told, and how they are supported.
pub(super) fn staff_rows(one: &StaffTold) -> Vec<SummaryRow> {
    let told = match &one.told_on {
        Some(on) => t_with(
            "staff-told-line",
            &[
                ("on", on.to_string().into()),
                ("by", one.by.0.as_str().into()),
            ],
        ),
        None => t("staff-not-told"),
    };
    let mut rows = vec![row(t("staff-told-key"), told)];
    rows.extend(words("staff-why-not-key", &one.why_not));
    rows.extend(words("staff-offered-key", &one.offered));
    rows.extend(words("staff-taken-key", &one.taken));
    rows.extend(words("staff-beside-key", &one.beside));
    let again = one.follow_up.map(date_in_words);
    rows.extend(again.map(|day| row(t("staff-follow-up-key"), day)));
    rows
}

/// Names of the people whom an entry is about, one after another.
pub(super) fn about_words(entry: &Entry, about: &[AskedAbout]) -> String {
    let name = |id: RecordId| {
        let mut people = about.iter();
        people.find(|one| one.subject == id)
    };
    let names = entry.about.iter().map(|one| {
        let known = one.known.and_then(name);
        known.map_or(one.called.0.as_str(), |one| one.name.0.as_str())
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Everything that an entry says beside its date, kind and account: what each is called, and its words.
fn more(entry: &Entry, about: &[AskedAbout], names: &Names) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |key: &str, words: &str| {
        if !words.trim().is_empty() {
            all.push((t(key), words.to_owned()));
        }
    };
    let present: Vec<&str> = entry.present.iter().map(|one| one.0.as_str()).collect();
    add("entry-about-key", &about_words(entry, about));
    add("entry-present-key", &present.join(", "));
    add("entry-response-key", &entry.response.0);
    add("entry-outcome-key", &entry.outcome.0);
    for (key, seen) in [
        ("entry-seen-key", entry.seen),
        ("entry-seen-alone-key", entry.seen_alone),
    ] {
        if seen != ChildSeen::NotRecorded {
            add(key, &t_code("child-seen", seen.code()));
        }
    }
    add("entry-voice-key", &entry.voice.0);
    if entry.key_episode {
        add("entry-episode-key", &t("entry-episode-yes"));
    }
    if entry.significance != Significance::NotSaid {
        let significance = t_code("significance", entry.significance.code());
        add("entry-significance-key", &significance);
    }
    add("entry-comment-key", &entry.comment.0);
    add("entry-recorded-key", &recorded(&entry.recorded));
    for one in &entry.shared {
        add("entry-shared-key", &shared(one, names));
    }
    all
}

/// When, by whom and where it was written down, as far as that is known.
pub(super) fn recorded(one: &Recorded) -> String {
    let on = one.on.map(|on| on.to_string()).unwrap_or_default();
    let parts = [on.as_str(), one.by_role.0.as_str(), one.system.0.as_str()];
    let known = parts.into_iter().filter(|part| !part.trim().is_empty());
    known.collect::<Vec<_>>().join(", ")
}

fn shared(one: &Shared, names: &Names) -> String {
    let agency = one.agency.as_deref().and_then(|id| names.agency(id));
    let with = [agency.unwrap_or_default(), one.with.0.as_str()];
    let with = with.into_iter().filter(|part| !part.trim().is_empty());
    let with = with.collect::<Vec<_>>().join(", ");
    let values = [
        ("with", with.as_str().into()),
        ("on", one.on.to_string().into()),
    ];
    let key = match one.stands {
        ShareStands::Confirmed => "entry-shared-line",
        ShareStands::Proposed => "entry-shared-line-unsure",
    };
    t_with(key, &values)
}

/// A tag for an entry with a sharing that nobody has confirmed.
pub(in crate::pages) fn unsure(entry: &Entry) -> Option<Html> {
    unsure_by(entry, None)
}

/// As [`unsure`], of what may have been shared by the end of a day.
pub(in crate::pages) fn unsure_by(entry: &Entry, day: Option<Date>) -> Option<Html> {
    let by_then = |on: UncertainDate| {
        let first = on.earliest();
        day.is_none_or(|day| first.is_none_or(|first| first <= day))
    };
    let mut shared = entry.shared.iter();
    let unsure = shared.any(|one| one.stands == ShareStands::Proposed && by_then(one.on));
    unsure.then(|| Tag::new(t("entry-unsure")).colour(TagColour::Yellow).into())
}

/// Cells of an entry with everything that it says, and what people who wrote it down at the time say of it.
pub(super) fn entry_cells(
    (entry, beside): (&Entry, Vec<Html>),
    about: &[AskedAbout],
    names: &Names,
) -> Vec<TableCell> {
    let mut lines = vec![
        strong(t_code("entry-kind", entry.kind.code())),
        Html::escape(&entry.text.0),
    ];
    for (key, words) in more(entry, about, names) {
        lines.push(Html::join([
            Html::element("strong", "", format!("{key}:")),
            Html::escape(format!(" {words}")),
        ]));
    }
    lines.extend(unsure(entry));
    lines.extend(beside);
    vec![
        TableCell::new(entry.date.to_string()).header(),
        TableCell::new(Html::lines(lines)).classes("tl-words"),
        TableCell::new(t_code("restriction", entry.restriction.code())),
    ]
}
