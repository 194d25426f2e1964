//! What happened in an episode: accounts without the comments, the outcomes and the weight that their authors gave them later.

use std::collections::BTreeSet;

use app::chronology::{Account, Episode};
use govuk::Html;
use model::RecordId;
use model::chronology::Entry;

use super::Story;
use crate::draw::strong;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, span};

/// From when until when an episode may last, in words: "between 30 April and 1 May" is both days.
pub(super) fn days(episode: &Episode) -> String {
    match (episode.begins.or(episode.from), episode.to) {
        (Some(from), Some(to)) if from == to => date_in_words(to),
        (Some(from), Some(to)) => span(from, Some(to)),
        (Some(from), None) => t1("unfold-from", "from", date_in_words(from)),
        _ => t("unfold-no-days"),
    }
}

/// The accounts of an episode, in order.
pub(super) fn accounts(story: &Story, episode: &Episode) -> Vec<Html> {
    let later: BTreeSet<&RecordId> = episode.maybe_hindsight.iter().collect();
    let account = |id: &RecordId| {
        let one = story.seen.found.account(*id)?;
        account(story, one, later.contains(id))
    };
    episode.entries.iter().filter_map(account).collect()
}

fn account(story: &Story, one: &Account, later: bool) -> Option<Html> {
    let body = &one.entry.as_ref()?.body;
    let head = Html::lines([
        strong(body.date.to_string()),
        Html::escape(story.seen.agency(one.agency)),
        Html::escape(t_code("entry-kind", body.kind.code())),
    ]);
    let text = Html::element("p", "govuk-body tl-words", body.text.0.as_str());
    let more = beside(body, later);
    Some(Html::join([
        Html::element("p", "govuk-body tl-horizon__head", head),
        text,
        Html::element("div", "tl-horizon__more", Html::lines(more)),
    ]))
}

fn beside(body: &Entry, later: bool) -> Vec<Html> {
    let mut lines = Vec::new();
    let present: Vec<&str> = body.present.iter().map(|one| one.0.as_str()).collect();
    let present = present.join(", ");
    for (key, words) in [
        ("entry-present-key", present.as_str()),
        ("entry-voice-key", body.voice.0.as_str()),
        ("entry-response-key", body.response.0.as_str()),
    ] {
        if !words.trim().is_empty() {
            let values = [("what", t(key).into()), ("words", words.into())];
            lines.push(Html::escape(t_with("event-side-line", &values)));
        }
    }
    if later {
        let on = body.recorded.on.filter(|on| !on.is_unknown());
        let mark = match on {
            Some(on) => t1("unfold-written-later", "on", on.to_string()),
            None => t("unfold-written-not-said"),
        };
        lines.push(strong(mark));
    }
    lines
}
