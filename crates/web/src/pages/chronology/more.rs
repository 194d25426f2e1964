//! More about an entry, under words that open and close it: whom it is about, who was there, whether the child was seen, who wrote it down,
//! and the ways to its source and to a question.

use app::chronology::Account;
use app::vault::Stored;
use govuk::{Details, Html, Link};
use model::chronology::{Entry, Recorded};

use super::Seen;
use super::rows::{about_entry, anchor};
use super::sides::{about, present};
use crate::pages::requests::passage_in;
use crate::texts::{t, t_code, t_with};

/// What the list does not say at once.
pub(super) fn more_about(seen: &Seen, one: &Account, entry: &Stored<Entry>) -> Html {
    let body = &entry.body;
    let said = |answer: &str| t_code("child-seen", answer);
    let rows = [
        ("entry-about-key", about(&seen.found, body)),
        ("entry-present-key", present(body)),
        ("entry-seen-key", said(body.seen.code())),
        ("entry-seen-alone-key", said(body.seen_alone.code())),
        ("entry-voice-key", body.voice.0.clone()),
        ("entry-written-by-key", written_by(&body.recorded)),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, words)| !words.trim().is_empty());
    let lines = rows.map(|(key, words)| {
        let values = [("what", t(key).into()), ("words", words.into())];
        Html::escape(t_with("event-side-line", &values))
    });
    let lines = lines.chain(ways_on(seen, one, entry));
    let summary = Html::join([
        Html::escape(t("entry-more")),
        Html::element("span", "govuk-visually-hidden", about_entry(seen, one)),
    ]);
    Details::new(summary, Html::lines(lines))
        .classes("tl-noprint tl-more")
        .render()
}

/// The role of whoever wrote it down, and in what.
fn written_by(recorded: &Recorded) -> String {
    let parts = [recorded.by_role.0.trim(), recorded.system.0.trim()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// The ways to the source of an entry, or to it in its return, and to a question about it for whoever may ask. What is read without names
/// leads to nothing that has them.
pub(super) fn ways_on(seen: &Seen, one: &Account, entry: &Stored<Entry>) -> Vec<Html> {
    if seen.naming.unnamed() {
        return Vec::new();
    }
    let request = format!("{}/requests/{}", seen.review, one.request);
    let source = entry.body.source.as_ref();
    let passage = source.and_then(|source| {
        let document = source.document?;
        let open = seen.found.documents.contains(&document);
        open.then(|| passage_in(&request, document, source))
    });
    let place = passage.unwrap_or_else(|| format!("{request}/return#{}", anchor(entry.id)));
    let mut ways = vec![("entry-source-see", place)];
    if seen.found.may_ask.contains(&one.request) {
        ways.push(("entry-ask", format!("{request}/ask/{}", entry.id)));
    }
    let link = |(key, href): (&str, String)| {
        let link = Link::new(t(key), href).visually_hidden(about_entry(seen, one));
        Html::element("span", "tl-noprint", link)
    };
    ways.into_iter().map(link).collect()
}
