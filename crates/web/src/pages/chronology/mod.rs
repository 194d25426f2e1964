//! The chronology of a review: every agency's account as it was signed off, drawn along time, joined into events by people, and
//! asked about where it is silent.

mod drawing;
mod events;
mod filter;
mod gaps;
mod horizon;
mod horizon_lines;
mod horizon_parts;
mod layout;
mod list;
mod more;
mod naming;
mod reach;
mod rows;
mod saved;
mod sides;
mod timeline;
mod unfold;

use access::{Action as _, actions};
use app::Reference;
use app::chronology::{Chronology, chronology};
use app::names::Names;
use app::people_places::{WithoutNames, without_names};
use model::AgencyId;
use model::scheme::StepText;

use crate::pages::people::reference;
use crate::pages::requests::agency as agency_name;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t1};
use crate::{Signed, WebState};
pub(crate) use filter::{Asked, read as filter_asked, select};
pub(crate) use horizon::{Horizon, read as horizon_asked};
pub(crate) use naming::{Naming, caption};

/// Lines of a table on one page.
const A_PAGE: usize = 100;

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/chronology";
    let line = "/o/{organisation}/reviews/{reference}/chronology/timeline";
    let events = "/o/{organisation}/reviews/{reference}/chronology/same-events";
    let say = "/o/{organisation}/reviews/{reference}/chronology/same-events/say";
    let undo = "/o/{organisation}/reviews/{reference}/chronology/same-events/{record}/undo";
    let gaps = "/o/{organisation}/reviews/{reference}/chronology/gaps";
    let filters = "/o/{organisation}/reviews/{reference}/chronology/filters";
    let saving = "/o/{organisation}/reviews/{reference}/chronology/filters/save";
    let filter = "/o/{organisation}/reviews/{reference}/chronology/filters/{record}";
    let remove = "/o/{organisation}/reviews/{reference}/chronology/filters/{record}/remove";
    let read = Who::May(actions::ReadCase::INFO);
    let join = Who::May(actions::JoinAccounts::INFO);
    let reach = "/o/{organisation}/reviews/{reference}/chronology/reach";
    let away = "/o/{organisation}/reviews/{reference}/chronology/reach/{record}/take-away";
    let record = Who::May(actions::RecordReach::INFO);
    let rows = [
        page("chronology", read, all, list::list),
        page("chronology-timeline", read, line, timeline::timeline),
        page("chronology-events", read, events, events::list),
        page("chronology-event", join, say, events::form),
        send(join, say, events::save),
        send(join, undo, events::undone),
        page("chronology-gaps", read, gaps, gaps::gaps),
        page("chronology-reach", record, reach, reach::form),
        send(record, reach, reach::save),
        send(record, away, reach::taken_away),
        page("chronology-filters", read, filters, saved::list),
        page("chronology-filter-save", read, saving, saved::form),
        send(read, saving, saved::save),
        page("chronology-filter", read, filter, saved::rename),
        send(read, filter, saved::renamed),
        send(read, remove, saved::removed),
    ];
    let unfolding = unfold::rows();
    rows.into_iter().map(Row::secret).chain(unfolding).collect()
}

/// The chronology of a review, with its scheme and its address.
struct Seen {
    found: Chronology,
    names: Names,
    step: Option<StepText>,
    /// Address of the review.
    review: String,
    reference: Reference,
    naming: Naming,
    /// What takes names out of other words beside it, where it is read without them.
    without_names: Option<WithoutNames>,
}

/// Reads the chronology; the reading is written down.
async fn seen(state: &WebState, signed: &Signed, text: &str) -> Result<Seen, PageError> {
    let reference = reference(text)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let found = chronology(state.app(), &signed.ctx, &reference).await?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    Ok(Seen {
        step: loaded.scheme.step("chronology").cloned(),
        review: signed.path(&format!("reviews/{reference}")),
        found,
        names,
        reference,
        naming: Naming::default(),
        without_names: None,
    })
}

/// As [`seen`], with names or without, as an address says.
async fn seen_as(
    state: &WebState,
    signed: &Signed,
    text: &str,
    query: Option<&str>,
) -> Result<Seen, PageError> {
    let mut seen = seen(state, signed, text).await?;
    seen.naming = Naming::of(query);
    if seen.naming.unnamed() {
        let (app, ctx) = (state.app(), &signed.ctx);
        let register = app::chronology_out::register(app, ctx, &seen.reference).await?;
        seen.without_names = Some(without_names(&register, &mut seen.found));
    }
    Ok(seen)
}

/// What a filter of the chronology shows, in the sentence with this key, with names or without as the address says; nothing where it
/// shows everything. The chronology is read for it, and the reading is written down.
pub(crate) async fn filter_in_words(
    (state, signed): (&WebState, &Signed),
    (text, query): (&str, Option<&str>),
    (asked, key): (&Asked, &str),
) -> Result<Option<String>, PageError> {
    if asked.filter.is_empty() {
        return Ok(None);
    }
    let seen = seen_as(state, signed, text, query).await?;
    Ok(asked.said(&seen, key))
}

impl Seen {
    fn caption(&self) -> String {
        caption(&self.reference, &self.naming)
    }

    /// Address of the chronology, or of a page beneath it.
    fn here(&self, end: &str) -> String {
        format!("{}/chronology{end}", self.review)
    }

    /// The same, where what is shown stays named or not.
    fn to(&self, end: &str) -> String {
        self.naming.added(&self.here(end))
    }

    /// Words that stand beside the chronology, without names where it is read without them.
    fn as_read(&self, words: &str) -> String {
        let without = self.without_names.as_ref();
        without.map_or_else(|| words.to_owned(), |without| without.words(words))
    }

    /// Whether the reader may say that accounts tell of one event.
    fn may_say(&self) -> bool {
        self.found.may_join && self.found.case.closed_at.is_none()
    }

    fn agency(&self, id: AgencyId) -> String {
        agency_name(&self.names, id)
    }

    /// What an agency is called, by its id in letters.
    fn agency_of(&self, code: &str) -> String {
        let name = self.names.agency(code).map(str::to_owned);
        name.unwrap_or_else(|| t("request-agency-unknown"))
    }

    /// The other pages of the chronology, where what the filter asks for stays asked for: address and words. `without` is the page
    /// itself, where it has an address of its own.
    fn ways(&self, without: Option<&str>, asked: Option<&Asked>) -> Vec<(String, String)> {
        let all = [
            ("", "chronology-way-list"),
            ("/timeline", "chronology-way-timeline"),
            ("/same-events", "chronology-way-events"),
            ("/gaps", "chronology-way-gaps"),
        ];
        let others = all.into_iter().filter(|(end, _)| Some(*end) != without);
        let others = others.map(|(end, key)| {
            let here = self.here(end);
            let href = asked.map_or_else(|| here.clone(), |asked| asked.elsewhere(&here));
            (self.naming.added(&href), t(key))
        });
        let beside = [("", "people-places-title"), ("/genogram", "genogram-title")];
        let beside = beside.map(|(end, key)| {
            let href = format!("{}/people-and-places{end}", self.review);
            (self.naming.added(&href), t(key))
        });
        let switch = self.naming.switch(&self.here(without.unwrap_or_default()));
        others.chain(beside).chain([switch]).collect()
    }
}

/// "2 entries are withheld from you", where there are any.
pub(crate) fn withheld(count: usize) -> Option<String> {
    (count > 0).then(|| t1("return-withheld", "count", count))
}
