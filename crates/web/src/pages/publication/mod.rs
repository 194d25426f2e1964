//! Publication: what has to be settled first, the decision, and what follows it. Nothing is served to the public.

mod after;
mod approve;
mod checklist;
mod checks;
mod decide;
mod delay;
mod notices;
mod overview;
mod overview_parts;
mod told;
mod version;

use access::{Action as _, actions};
use app::Reference;
use app::names::Names;
use app::publication::{Publication, publication};
use model::RecordId;
use model::case::{FirstTold, PublicationVersion};
use model::scheme::{CodeItem, Scheme, StepText};

use crate::form::Filled;
use crate::frame::next_page;
use crate::pages::people::reference;
use crate::pages::seen::changeable;
use crate::problem::{Answer, PageError};
use crate::sheet::Sheet;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/reviews/{reference}/publication";
    let version = "/o/{organisation}/reviews/{reference}/publication/version";
    let whole = "/o/{organisation}/reviews/{reference}/publication/checklist";
    let check = "/o/{organisation}/reviews/{reference}/publication/checks/{line_id}";
    let legal = "/o/{organisation}/reviews/{reference}/publication/legal/{bar_id}";
    let told = "/o/{organisation}/reviews/{reference}/publication/told/{whom_id}";
    let notice = "/o/{organisation}/reviews/{reference}/publication/notices/{recipient_id}";
    let delay = "/o/{organisation}/reviews/{reference}/publication/delays/{delay_id}";
    let reasons =
        "/o/{organisation}/reviews/{reference}/publication/delays/{record}/sent/{sent_id}";
    let own = "/o/{organisation}/reviews/{reference}/publication/approve";
    let other = "/o/{organisation}/reviews/{reference}/publication/approve-for";
    let confirm = "/o/{organisation}/reviews/{reference}/publication/confirm";
    let decides = "/o/{organisation}/reviews/{reference}/publication/decision/{outcome_id}";
    let after = "/o/{organisation}/reviews/{reference}/publication/after";
    let read = Who::May(actions::ReadCase::INFO);
    let edit = Who::May(actions::EditPublication::INFO);
    let law = Who::May(actions::CheckLegalBar::INFO);
    let approves = Who::May(actions::ApprovePublication::INFO);
    let rows = [
        page("publication", read, base, overview::overview),
        page("publication-checklist", read, whole, checklist::page),
        page("publication-version", edit, version, version::form),
        send(edit, version, version::save),
        page("publication-check", edit, check, checks::form),
        send(edit, check, checks::save),
        page("publication-legal", law, legal, checks::form_legal),
        send(law, legal, checks::save_legal),
        page("told-first", edit, told, told::form),
        send(edit, told, told::save),
        page("publication-notice", edit, notice, notices::form),
        send(edit, notice, notices::save),
        page("publication-delay", edit, delay, delay::form),
        send(edit, delay, delay::save),
        page("publication-reasons", edit, reasons, delay::form_sent),
        send(edit, reasons, delay::save_sent),
        page("publication-approve", approves, own, approve::form),
        send(approves, own, approve::save),
        page("publication-approve-for", edit, other, approve::form_for),
        send(edit, other, approve::save_for),
        send(approves, confirm, approve::save_confirm),
        page("publication-decision", edit, decides, decide::form),
        send(edit, decides, decide::save),
        page("publication-after", edit, after, after::form),
        send(edit, after, after::save),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// Publication of a review, with its scheme and its address.
struct Seen<'a> {
    publication: Publication,
    scheme: &'a Scheme,
    names: Names,
    /// Address of its page.
    base: String,
    reference: Reference,
}

/// Reads it; the reading is written down.
async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let publication = publication(state.app(), &signed.ctx, &reference).await?;
    let case = &publication.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    Ok(Seen {
        base: format!("/o/{code}/reviews/{reference}/publication"),
        scheme: &loaded.scheme,
        names: app::names::names(state.app(), &signed.ctx).await?,
        publication,
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

    /// Address of the review.
    fn review(&self) -> &str {
        self.base.trim_end_matches("/publication")
    }

    /// Something may be changed here: the reader may, the case is open, and nothing is published yet.
    fn usable(&self, may: bool) -> Result<(), PageError> {
        changeable(&self.publication.case, may)?;
        if self.publication.made.is_out() {
            return Err(PageError::Rule("publication-out"));
        }
        Ok(())
    }

    /// Whether the reader may change something, for what stays open once it is published.
    fn is_open(&self, may: bool) -> bool {
        may && self.publication.case.closed_at.is_none()
    }

    /// Id of the version that is to be published.
    fn current(&self) -> Option<RecordId> {
        self.publication.made.current().map(|one| one.id)
    }

    /// What a version is called: its file, or its words.
    fn version_name(&self, one: &PublicationVersion) -> String {
        let file = one.file.map(|file| {
            let mut files = self.publication.files.iter();
            let found = files.find(|known| known.id == file);
            found.map_or_else(|| t("publish-file-away"), |known| known.name.0.clone())
        });
        match file {
            Some(file) if one.words.0.is_empty() => file,
            Some(file) => format!("{file}: {}", one.words.0),
            None => one.words.0.clone(),
        }
    }

    /// The version that a form is about, in a sentence.
    fn about_version(&self) -> Option<String> {
        let current = self.publication.made.current()?;
        Some(t1(
            "publish-about-version",
            "version",
            self.version_name(&current.body),
        ))
    }

    /// What a recipient of a list is called.
    fn recipient(&self, list: &str, code: &str) -> String {
        let list = self.scheme.list(list);
        let label = list.and_then(|list| list.label_of(code));
        label.unwrap_or(code).to_owned()
    }

    /// The items of a list of the scheme.
    fn items(&self, list: &str) -> &[CodeItem] {
        self.scheme.list(list).map_or(&[], |list| &list.items)
    }

    /// The sheet of a form about the version that is to be published.
    fn sheet(&self, title: String, step: &str) -> Sheet {
        Sheet {
            title,
            caption: self.caption(),
            step: self.step(step),
            explain: self.about_version().into_iter().collect(),
            inputs: Vec::new(),
            button: t("save"),
            back: self.base.clone(),
        }
    }

    /// Where somebody is sent who has to name a version first.
    fn name_version_first(&self) -> Answer {
        Ok(next_page(&format!("{}/version", self.base)))
    }
}

/// What a group that hears first is called.
fn group_name(whom: FirstTold) -> String {
    t_code("first-told", whom.code())
}

/// Today, as a form holds a date.
fn today(signed: &Signed) -> String {
    date_in_words(signed.ctx.today())
}

/// The version that a form was opened for: a later one does not take its answer.
fn version_of(form: &Filled) -> Result<RecordId, PageError> {
    let of = form.value(OF).parse();
    of.map_err(|_| PageError::Rule("publication-version"))
}

/// Name of the hidden box that says which version a form is about.
const OF: &str = "of";

/// "Name, 3 February 2026".
fn by_on(by: &str, on: impl std::fmt::Display) -> String {
    t_with(
        "publish-by-on",
        &[("who", by.into()), ("when", on.to_string().into())],
    )
}
