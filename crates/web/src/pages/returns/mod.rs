//! What the people of an agency do who answer a request for information: read what is asked, write what their agency knows,
//! sign it off, answer questions. To them there is no review, only a request of a partnership.

mod checks;
mod chronology;
mod documents;
mod entry;
mod entry_answers;
#[cfg(test)]
mod entry_answers_tests;
mod head;
mod offline;
mod paper;
mod part;
mod questions;
mod sign;
mod staff;
mod tasks;

pub use documents::asks_in_words;

use access::{Action as _, actions};
use app::chronology::{Item, merge};
use app::names::Names;
use app::returns::{ToAnswer, open_to_answer};
use app::vault::Stored;
use axum::extract::Path;
use model::RecordId;
use model::case::{AskedAbout, ReturnPart};
use model::chronology::Entry;
use model::scheme::{CodeItem, Scheme, StepText};

use crate::problem::PageError;
use crate::sheet::Offer;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

pub(in crate::pages) use paper::{unsure, unsure_by};
pub(in crate::pages) use sign::open_in_words;

/// Address of a page of a return, and of one with an id or a code beneath it.
type Here = Path<(String, String)>;
type HereOne = Path<(String, String, String)>;

/// The scheme's list of what the parts of a return are called.
const PARTS: &str = "return_part";
/// The scheme's list of what a request rests on.
const BASES: &str = "request_basis";

pub(crate) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/returns/{return_id}";
    let head = "/o/{organisation}/returns/{return_id}/head";
    let part = "/o/{organisation}/returns/{return_id}/parts/{return_part_id}";
    let staff = "/o/{organisation}/returns/{return_id}/staff";
    let told = "/o/{organisation}/returns/{return_id}/staff/{record}";
    let told_away = "/o/{organisation}/returns/{return_id}/staff/{record}/take-away";
    let all = "/o/{organisation}/returns/{return_id}/chronology";
    let one = "/o/{organisation}/returns/{return_id}/chronology/{record}";
    let away = "/o/{organisation}/returns/{return_id}/chronology/{record}/take-away";
    let sign = "/o/{organisation}/returns/{return_id}/sign";
    let on = "/o/{organisation}/returns/{return_id}/hand-on";
    let back = "/o/{organisation}/returns/{return_id}/send-back";
    let questions = "/o/{organisation}/returns/{return_id}/questions";
    let question = "/o/{organisation}/returns/{return_id}/questions/{record}";
    let checks = "/o/{organisation}/returns/{return_id}/checks";
    let put = "/o/{organisation}/returns/{return_id}/checks/new";
    let put_end = "/o/{organisation}/returns/{return_id}/checks/{record}/end";
    let read = Who::May(actions::ReadDraft::INFO);
    let write = Who::May(actions::WriteReturn::INFO);
    let signs = Who::May(actions::SignOffReturn::INFO);
    let rows = [
        page("return", read, base, tasks::tasks),
        page("return-head", write, head, head::form),
        send(write, head, head::save),
        page("return-part", write, part, part::form),
        send(write, part, part::save),
        page("return-staff", read, staff, staff::list),
        page("return-staff-one", write, told, staff::form),
        send(write, told, staff::save),
        page("return-staff-away", write, told_away, staff::ask_away),
        send(write, told_away, staff::away),
        page("return-chronology", read, all, chronology::list),
        page("return-entry", write, one, entry::form),
        send(write, one, entry::save),
        page("return-entry-away", write, away, entry::ask_away),
        send(write, away, entry::away),
        page("return-sign", read, sign, sign::page_of),
        send(signs, sign, sign::save),
        send(write, on, sign::on),
        send(write, back, sign::back),
        page("return-questions", read, questions, questions::list),
        page("return-question", write, question, questions::form),
        send(write, question, questions::save),
        page("return-checks", read, checks, checks::list),
        page("return-check", write, put, checks::form),
        send(write, put, checks::save),
        send(write, put_end, checks::end),
    ];
    let rows = rows
        .into_iter()
        .chain(documents::rows())
        .chain(offline::rows());
    rows.map(Row::secret).collect()
}

/// Entries on one page, as many as on one of the review's chronology.
pub(in crate::pages) const ENTRIES: usize = 100;

/// A request as its agency sees it, with its scheme and its address.
struct Seen<'a> {
    found: ToAnswer,
    scheme: &'a Scheme,
    names: Names,
    /// The partnership that asks.
    asks: String,
    base: String,
    request: RecordId,
}

/// Reads a request for an answer; the reading is written down, and the first opening is noted.
async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let request: RecordId = text.parse().map_err(|_| PageError::NotFound)?;
    let found = open_to_answer(state.app(), &signed.ctx, request).await?;
    let (id, digest) = &found.scheme;
    let loaded = state.app().scheme_of(id, digest)?;
    Ok(Seen {
        scheme: &loaded.scheme,
        names: app::names::names(state.app(), &signed.ctx).await?,
        asks: signed.place.organisation.name.clone(),
        base: signed.path(&format!("returns/{request}")),
        found,
        request,
    })
}

impl Seen<'_> {
    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    /// What the request is called: who asks. Neither a review nor a person is named.
    fn title(&self) -> String {
        t1("return-title", "partnership", &self.asks)
    }

    /// Something may be written: whoever reads a draft writes it, until the review is closed.
    fn usable(&self) -> Result<(), PageError> {
        if self.found.may_write {
            Ok(())
        } else {
            Err(PageError::Rule("return-closed"))
        }
    }

    fn about(&self) -> &[AskedAbout] {
        &self.found.request.body.about
    }

    /// The people asked about, for a list to choose from.
    fn people(&self) -> Vec<Offer> {
        let offer = |one: &AskedAbout| Offer::new(one.subject.to_string(), one.name.0.as_str());
        self.about().iter().map(offer).collect()
    }

    fn part(&self, part: ReturnPart) -> Option<&CodeItem> {
        let list = self.scheme.list(PARTS)?;
        list.items.iter().find(|item| item.code == part.code())
    }

    /// What a part is called.
    fn part_title(&self, part: ReturnPart) -> String {
        let item = self.part(part);
        item.map_or_else(|| part.code().to_owned(), |item| item.label.en.clone())
    }

    /// The entries in the order of their dates.
    fn entries(&self) -> Vec<&Stored<Entry>> {
        let all: Vec<&Stored<Entry>> = self.found.entries.iter().collect();
        merge::sorted(all, |one| Some(Item::alone(one.id, &one.body)))
    }

    /// The address of an entry in the agency's own list, on the page on which it stands.
    fn in_list(&self, entry: RecordId) -> String {
        format!("{}/chronology?at={entry}#e-{entry}", self.base)
    }

    fn name_of(&self, person: model::PersonId) -> String {
        let name = self.names.of(person);
        name.map_or_else(|| t("somebody"), str::to_owned)
    }
}
