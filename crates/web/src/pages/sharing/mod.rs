//! Check before sharing: what is shared from a review, how it is written and checked, who releases it, and taking it back.

mod all;
mod check;
mod checklist;
mod draft;
mod family;
mod hold;
mod lines;
mod list;
mod next;
mod rare_words;
mod recall;
mod release;
mod side_by_side;
mod themes;
mod together;
mod write;

pub(in crate::pages) use rare_words::{
    agreements as agree_to_rare, read as agreed_to_rare, sentences,
};
pub(in crate::pages) use recall::{REASON, WHY, asked};

use access::{Action as _, Ctx, actions};
use app::names::Names;
use app::sharing::SharingView;
use app::{App, AppError, Reference};
use axum::extract::Path;
use model::RecordId;
use model::case::LearningRelease;
use model::scheme::{Scheme, StepText};

use crate::pages::library::{answer, answer_form};
use crate::pages::people::reference;
use crate::pages::seen::changeable;
use crate::problem::PageError;
use crate::sheet::Sheet;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

/// Address of a page of one draft, and of one with an id beneath it.
type HereDraft = Path<(String, String, String)>;
type HereIn = Path<(String, String, String, String)>;

pub(crate) fn rows() -> Vec<Row> {
    let here = "/o/{organisation}/sharing";
    let base = "/o/{organisation}/reviews/{reference}/sharing";
    let start = "/o/{organisation}/reviews/{reference}/sharing/start/{from_id}";
    let one = "/o/{organisation}/reviews/{reference}/sharing/{record}";
    let write = "/o/{organisation}/reviews/{reference}/sharing/{record}/write";
    let themed = "/o/{organisation}/reviews/{reference}/sharing/{record}/themes";
    let check = "/o/{organisation}/reviews/{reference}/sharing/{record}/check";
    let found = "/o/{organisation}/reviews/{reference}/sharing/{record}/check/{found_id}";
    let family = "/o/{organisation}/reviews/{reference}/sharing/{record}/family";
    let held = "/o/{organisation}/reviews/{reference}/sharing/{record}/hold";
    let lift = "/o/{organisation}/reviews/{reference}/sharing/{record}/holds/{hold_id}";
    let release = "/o/{organisation}/reviews/{reference}/sharing/{record}/release";
    let lines = "/o/{organisation}/reviews/{reference}/sharing/{record}/lines";
    let line = "/o/{organisation}/reviews/{reference}/sharing/{record}/lines/{line_id}";
    let next = "/o/{organisation}/reviews/{reference}/sharing/{record}/next";
    let recall = "/o/{organisation}/reviews/{reference}/sharing/{record}/take-back";
    let question = "/o/{organisation}/reviews/{reference}/sharing/{record}/questions/{contact_id}";
    let read = Who::May(actions::ReadCase::INFO);
    let writes = Who::May(actions::WriteSharing::INFO);
    let checks = Who::May(actions::CheckSharing::INFO);
    let releases = Who::May(actions::ReleaseLearning::INFO);
    let holds = Who::May(actions::HoldSharing::INFO);
    let lifts = Who::May(actions::LiftHold::INFO);
    let recalls = Who::May(actions::RecallLearning::INFO);
    let rows = [
        page("sharing", read, base, list::list),
        page("sharing-start", writes, start, write::begin),
        send(writes, start, write::start),
        page("sharing-draft", read, one, draft::overview),
        page("sharing-write", writes, write, write::form),
        send(writes, write, write::save),
        page("sharing-themes", writes, themed, themes::form),
        send(writes, themed, themes::save),
        page("sharing-check", checks, check, check::overview),
        send(checks, check, check::ask),
        page("sharing-found", checks, found, check::form),
        send(checks, found, check::save),
        page("sharing-family", writes, family, family::form),
        send(writes, family, family::save),
        page("sharing-hold", holds, held, hold::form),
        send(holds, held, hold::save),
        page("sharing-lift", lifts, lift, hold::lift_form),
        send(lifts, lift, hold::lift),
        page("sharing-release", releases, release, release::form),
        send(releases, release, release::save),
        page("sharing-lines", releases, lines, checklist::form),
        send(releases, lines, checklist::save),
        page("sharing-line", releases, line, lines::form),
        send(releases, line, lines::save),
        page("sharing-question", read, question, answer_form),
        send(read, question, answer),
        page("sharing-next", writes, next, next::form),
        send(writes, next, next::save),
        page("sharing-take-back", recalls, recall, recall::form),
        send(recalls, recall, recall::save),
    ];
    let mut rows: Vec<Row> = rows.into_iter().map(Row::secret).collect();
    let all = Who::May(actions::SeeToday::INFO);
    rows.push(page("sharing-all", all, here, all::list));
    rows
}

/// One draft, with its scheme and its address.
struct Seen<'a> {
    view: SharingView,
    scheme: &'a Scheme,
    names: Names,
    /// Address of the page of the draft.
    base: String,
    /// Address of the list of the review.
    all: String,
    /// Address of the list of the organisation.
    everywhere: String,
    /// Where items of shared learning lie.
    items: String,
    reference: Reference,
}

/// Who reads a draft.
#[derive(Clone, Copy)]
enum As {
    /// Somebody who works on the review.
    Reader,
    /// Somebody who may release it.
    Releaser,
    /// Somebody who may be named in a hold.
    Lifter,
    /// Somebody who may take it back.
    Recaller,
}

/// Reads a draft; the reading is written down.
async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
    reads: As,
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let record: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let view = view(state.app(), &signed.ctx, &reference, (record, reads)).await?;
    let case = &view.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let all = signed.path(&format!("reviews/{reference}/sharing"));
    Ok(Seen {
        base: format!("{all}/{record}"),
        all,
        everywhere: signed.path("sharing"),
        items: signed.path("shared/items"),
        scheme: &loaded.scheme,
        names: app::names::names(state.app(), &signed.ctx).await?,
        view,
        reference,
    })
}

/// What was released of a draft, for whoever reads the review, with the address of its page; the reading is written down.
pub(super) async fn released_here(
    (state, signed): (&WebState, &Signed),
    (text, id): (&str, &str),
) -> Result<(LearningRelease, String), PageError> {
    let seen = seen(state, signed, (text, id), As::Reader).await?;
    let release = seen.view.release().ok_or(PageError::NotFound)?;
    Ok((release.body.clone(), seen.base.clone()))
}

async fn view(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (record, reads): (RecordId, As),
) -> Result<SharingView, AppError> {
    match reads {
        As::Reader => app::sharing::shared_draft(app, ctx, reference, record).await,
        As::Releaser => app::sharing::draft_to_release(app, ctx, reference, record).await,
        As::Lifter => app::sharing::draft_with_hold(app, ctx, reference, record).await,
        As::Recaller => app::sharing::draft_to_recall(app, ctx, reference, record).await,
    }
}

/// What stands above the heading: of which review, or that it comes from the organisation's own work.
fn caption(own_work: bool, reference: &Reference) -> String {
    match own_work {
        true => t("moments-of-own"),
        false => t1("today-review", "reference", reference.as_str()),
    }
}

impl Seen<'_> {
    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn caption(&self) -> String {
        caption(self.view.draft.body.is_own_work(), &self.reference)
    }

    /// Something may be changed here: the reader may, the case is open, and it has not left.
    fn usable(&self, may: bool) -> Result<(), PageError> {
        changeable(&self.view.case, may)?;
        match self.view.release() {
            Some(_) => Err(PageError::Rule("sharing-released")),
            None => Ok(()),
        }
    }

    /// Whether the reader may answer the lines that are checked: they may release it and wrote none of it.
    ///
    /// # Errors
    /// [`PageError::Rule`] `release-line-author` for whoever wrote some of it.
    fn may_check_lines(&self) -> Result<(), PageError> {
        self.usable(self.view.may.release)?;
        match self.view.wanted {
            Err("release-author") => Err(PageError::Rule("release-line-author")),
            _ => Ok(()),
        }
    }

    /// Whether something may be changed here, for what a page offers.
    fn is_open(&self, may: bool) -> bool {
        self.usable(may).is_ok()
    }

    /// Where a form about this draft goes back to, and on to: its page, or the list of the organisation for whoever reads nothing
    /// else of the review.
    fn home(&self) -> &str {
        if self.view.may.write {
            &self.base
        } else {
            &self.everywhere
        }
    }

    /// A page with a form about this draft.
    fn sheet(&self, title: &str, step: &str) -> Sheet {
        self.sheet_titled(t(title), step)
    }

    /// As [`Seen::sheet`], with the words of the title.
    fn sheet_titled(&self, title: String, step: &str) -> Sheet {
        Sheet {
            title,
            caption: self.caption(),
            step: self.step(step),
            explain: Vec::new(),
            inputs: Vec::new(),
            button: t("save"),
            back: self.home().to_owned(),
        }
    }

    /// The name of a person, or that nobody knows it any more.
    fn person(&self, id: model::PersonId) -> String {
        let name = self.names.of(id).map(str::to_owned);
        name.unwrap_or_else(|| t("share-somebody"))
    }
}
