//! What was done in a review, in plain words.

use access::ledger::LedgerRow;
use app::names::Names;
use app::review::Home;
use model::scheme::Scheme;

use crate::pages::tracks::numbered;
use crate::texts::{t, t_code, t_if, t1};
use crate::when::{date_in_words, moment_in_words};

/// Acts on the page.
const HAPPENED: usize = 30;

/// The act that is told without a name.
const WITHOUT_NAME: &str = "record_moment";

/// One act.
pub(super) struct Happened {
    pub(super) what: String,
    /// What it was about: kinds of records, and steps; nothing of what stands in them.
    pub(super) about: String,
    pub(super) who: String,
    pub(super) when: String,
}

/// The latest acts, newest first. One thing done to several records at once is said once.
pub(super) fn happened(names: &Names, found: &Home, scheme: &Scheme) -> Vec<Happened> {
    let same = |one: &LedgerRow, other: &LedgerRow| {
        (&one.request, &one.action) == (&other.request, &other.action)
    };
    let acts = found.done.chunk_by(same);
    let acts = acts.filter_map(|rows| act(names, found, scheme, rows));
    acts.take(HAPPENED).collect()
}

fn act(names: &Names, found: &Home, scheme: &Scheme, rows: &[LedgerRow]) -> Option<Happened> {
    let row = rows.first()?;
    let family = if row.outcome == "refused" {
        "refused"
    } else {
        "did"
    };
    let mut about: Vec<String> = Vec::new();
    for words in rows.iter().filter_map(|row| about_one(found, scheme, row)) {
        if !about.contains(&words) {
            about.push(words);
        }
    }
    Some(Happened {
        what: t_code(family, &row.action),
        about: about.join(", "),
        who: match row.actor_kind.as_str() {
            // Nobody on the review is told who wrote what they see differently.
            "person" if row.action == WITHOUT_NAME => t("somebody"),
            "person" => names
                .person(&row.actor)
                .map_or_else(|| t("somebody"), str::to_owned),
            "job" => t("by-the-service"),
            _ => t("by-the-operator"),
        },
        when: match found.run_days.get(&row.id) {
            Some(day) => t1("happened-practice", "day", date_in_words(*day)),
            // The minute would tell who was at work.
            None if row.action == WITHOUT_NAME => date_in_words(row.at.date_in_london()),
            None => moment_in_words(row.at),
        },
    })
}

/// The step that a record is, or its kind where that says more than the act does.
fn about_one(found: &Home, scheme: &Scheme, row: &LedgerRow) -> Option<String> {
    let id = row.record.as_ref()?.parse().ok()?;
    let step = found.records.steps.iter().find(|one| one.id == id);
    if let Some(step) = step {
        let step = &step.body;
        let stage = scheme.stage(step.track, step.to)?;
        let part = numbered(scheme, step.track, step.instance);
        return Some(format!("{part}: {}", stage.label.en));
    }
    let kind = found.kinds.get(&id)?;
    t_if("record-kind", kind)
}
