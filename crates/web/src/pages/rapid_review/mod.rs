//! The rapid review: its report, its meetings, the three sign-offs, sending it.

mod meeting;
mod overview;
mod pack;
mod part;
mod send;
mod sign;

use access::{Action as _, actions};
use app::Reference;
use app::names::Names;
use app::rapid_review::{RapidReview, Report, paper, rapid_review};
use app::wording::confirmations_in;
use model::scheme::{Scheme, StepText};

use crate::pages::people::reference;
use crate::pages::wording;
use crate::problem::PageError;
use crate::table::{Row, Who, file, page, send as posts};
use crate::texts::t1;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/reviews/{reference}/rapid-review";
    let part = "/o/{organisation}/reviews/{reference}/rapid-review/parts/{report_part_id}";
    let meeting = "/o/{organisation}/reviews/{reference}/rapid-review/meetings/{record}";
    let own = "/o/{organisation}/reviews/{reference}/rapid-review/sign";
    let other = "/o/{organisation}/reviews/{reference}/rapid-review/sign-for";
    let confirm = "/o/{organisation}/reviews/{reference}/rapid-review/confirm";
    let sends = "/o/{organisation}/reviews/{reference}/rapid-review/send";
    let words = "/o/{organisation}/reviews/{reference}/rapid-review/wording";
    let pdf = "/o/{organisation}/reviews/{reference}/rapid-review/document/pdf";
    let docx = "/o/{organisation}/reviews/{reference}/rapid-review/document/docx";
    let packs = "/o/{organisation}/reviews/{reference}/rapid-review/pack";
    let pack_pdf = "/o/{organisation}/reviews/{reference}/rapid-review/pack/{record}/pdf";
    let pack_docx = "/o/{organisation}/reviews/{reference}/rapid-review/pack/{record}/docx";
    let read = Who::May(actions::ReadCase::INFO);
    let write = Who::May(actions::EditReport::INFO);
    let signs = Who::May(actions::SignReport::INFO);
    let signs_for = Who::May(actions::SignReportFor::INFO);
    let may_send = Who::May(actions::SendReport::INFO);
    let settings = Who::May(actions::ManageSettings::INFO);
    let rows = [
        page("rapid-review", read, base, overview::overview),
        page("report-part", write, part, part::form),
        posts(write, part, part::save),
        page("review-meeting", write, meeting, meeting::form),
        posts(write, meeting, meeting::save),
        page("sign-off", signs, own, sign::form),
        posts(signs, own, sign::save),
        page("sign-off-for", signs_for, other, sign::form_for),
        posts(signs_for, other, sign::save_for),
        posts(signs, confirm, sign::save_confirm),
        page("send-report", may_send, sends, send::form),
        posts(may_send, sends, send::save),
        page("report-wording", read, words, wording::of_report),
        posts(settings, words, wording::confirm_for_report),
        file(read, pdf, send::pdf),
        file(read, docx, send::docx),
        page("panel-pack", may_send, packs, pack::form),
        posts(may_send, packs, pack::save),
        file(read, pack_pdf, pack::pdf),
        file(read, pack_docx, pack::docx),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// A rapid review, with its scheme and its address.
pub(crate) struct Seen<'a> {
    review: RapidReview,
    pub(crate) scheme: &'a Scheme,
    pub(crate) digest: &'a str,
    names: Names,
    /// Address of the rapid review.
    pub(crate) base: String,
    reference: Reference,
}

/// Reads a rapid review; the reading is written down.
pub(crate) async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let review = rapid_review(state.app(), &signed.ctx, &reference).await?;
    let case = &review.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    Ok(Seen {
        base: format!("/o/{code}/reviews/{reference}/rapid-review"),
        scheme: &loaded.scheme,
        digest: &loaded.digest,
        names: app::names::names(state.app(), &signed.ctx).await?,
        review,
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
        crate::pages::seen::changeable(&self.review.case, may)
    }

    /// The report as a document, and the wording in it that may not go out yet.
    pub(crate) async fn paper(
        &self,
        state: &WebState,
        signed: &Signed,
    ) -> Result<Report, PageError> {
        let confirmed = confirmations_in(state.app(), &signed.ctx, &self.review.case).await?;
        Ok(paper(
            &self.review,
            (self.scheme, &confirmed),
            (&self.names, &signed.place.organisation.name),
            (
                signed.ctx.today(),
                !state.takes_real_people() || self.review.case.practice,
            ),
        ))
    }
}
