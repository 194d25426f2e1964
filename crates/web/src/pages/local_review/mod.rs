//! The local review: the decision, what it asks, who leads it, how it goes, its drafts.

mod cards;
mod check;
mod decision;
mod draft;
mod line;
mod overview;
mod request;
mod reviewer;
mod terms;

use access::{Action as _, actions};
use app::Reference;
use app::local_review::{LocalReview, local_review};
use govuk::{Html, Link};
use model::FileId;
use model::case::{MarkerThen, markers};
use model::scheme::{CodeItem, Scheme, StepText};

use crate::pages::people::reference;
use crate::pages::seen::{file_name, files_on_offer};
use crate::problem::PageError;
use crate::sheet::Offer;
use crate::table::{Row, Who, page, send};
use crate::texts::{t_code, t1};
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/reviews/{reference}/local-review";
    let decides = "/o/{organisation}/reviews/{reference}/local-review/decision";
    let terms_of = "/o/{organisation}/reviews/{reference}/local-review/terms";
    let lines = "/o/{organisation}/reviews/{reference}/local-review/lines/{record}";
    let reviewers = "/o/{organisation}/reviews/{reference}/local-review/reviewers/{record}";
    let checks = "/o/{organisation}/reviews/{reference}/local-review/checks/{record}";
    let requests = "/o/{organisation}/reviews/{reference}/local-review/requests/{record}";
    let drafts = "/o/{organisation}/reviews/{reference}/local-review/drafts/{record}";
    let read = Who::May(actions::ReadCase::INFO);
    let decide = Who::May(actions::DecideLocalReview::INFO);
    let edit = Who::May(actions::EditLocalReview::INFO);
    let rows = [
        page("local-review", read, base, overview::overview),
        page("local-decision", decide, decides, decision::form),
        send(decide, decides, decision::save),
        page("terms", edit, terms_of, terms::form),
        send(edit, terms_of, terms::save),
        page("line-of-enquiry", edit, lines, line::form),
        send(edit, lines, line::save),
        page("reviewer", edit, reviewers, reviewer::form),
        send(edit, reviewers, reviewer::save),
        page("progress-check", edit, checks, check::form),
        send(edit, checks, check::save),
        page("written-request", edit, requests, request::form),
        send(edit, requests, request::save),
        page("review-draft", edit, drafts, draft::form),
        send(edit, drafts, draft::save),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// A local review, with its scheme and its address.
struct Seen<'a> {
    local: LocalReview,
    scheme: &'a Scheme,
    /// Address of the local review.
    base: String,
    /// Address of the review.
    review: String,
    reference: Reference,
}

/// Reads a local review; the reading is written down.
async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let local = local_review(state.app(), &signed.ctx, &reference).await?;
    let case = &local.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let review = signed.path(&format!("reviews/{reference}"));
    Ok(Seen {
        base: format!("{review}/local-review"),
        review,
        scheme: &loaded.scheme,
        local,
        reference,
    })
}

impl Seen<'_> {
    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// Something may be changed here: the reader may, and the case is open.
    fn usable(&self, may: bool) -> Result<(), PageError> {
        crate::pages::seen::changeable(&self.local.case, may)
    }

    /// How the review stood by each quality marker, in their order, and what was asked for.
    fn markers(&self, then: &[MarkerThen]) -> Vec<Html> {
        let line = |(_, item): (_, &CodeItem)| {
            let one = then.iter().find(|one| one.marker == item.code)?;
            let href = format!("{}/quality/{}", self.review, item.code);
            let stands = t_code("quality-stands", one.stands.code());
            let mut words = vec![
                Link::new(&item.label.en, href).into(),
                Html::element("span", "tl-words", stands),
            ];
            if !one.improve.0.trim().is_empty() {
                words.push(Html::element("span", "tl-words", &one.improve.0));
            }
            Some(Html::lines(words))
        };
        markers(self.scheme).filter_map(line).collect()
    }

    /// Files of the review, for a list to choose from, and a sentence about those that are held.
    fn files(&self, state: &WebState, chosen: Option<FileId>) -> (Vec<Offer>, Option<String>) {
        let chosen: Vec<FileId> = chosen.into_iter().collect();
        files_on_offer(state, &self.local.files, &chosen, file_name)
    }
}
