//! What the national body was told of: its work list, a case as received, what is done with it.

mod case;
mod consider;
mod earlier;
mod letter;
mod letter_page;
mod list;
mod message;
mod same;
mod sent;

use access::{Action as _, actions};
use app::Reference;
use app::names::Names;
use app::received::{Letter, ReceivedView, letter_paper, received};
use app::vault::Stored;
use app::wording::confirmations;
use model::case::NationalLetter;
use model::scheme::{Scheme, StepText};

use crate::pages::people::reference;
use crate::pages::seen::by_id;
use crate::pages::wording;
use crate::problem::PageError;
use crate::table::{Row, Who, file, page, send};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let one = "/o/{organisation}/received/{reference}";
    let marked = "/o/{organisation}/received/{reference}/read";
    let sent_one = "/o/{organisation}/received/{reference}/sent/{envelope}";
    let pdf = "/o/{organisation}/received/{reference}/sent/{envelope}/pdf";
    let considered = "/o/{organisation}/received/{reference}/considered/{record}";
    let written = "/o/{organisation}/received/{reference}/letters/{record}";
    let edit = "/o/{organisation}/received/{reference}/letters/{record}/write";
    let approve = "/o/{organisation}/received/{reference}/letters/{record}/approve";
    let send_letter = "/o/{organisation}/received/{reference}/letters/{record}/send";
    let words = "/o/{organisation}/received/{reference}/letters/{record}/wording";
    let letter_pdf = "/o/{organisation}/received/{reference}/letters/{record}/pdf";
    let same_as = "/o/{organisation}/received/{reference}/same";
    let same_away = "/o/{organisation}/received/{reference}/same/end";
    let writes = "/o/{organisation}/received/{reference}/message";
    let before = "/o/{organisation}/received/{reference}/earlier";
    let read = Who::May(actions::ReadReceivedCase::INFO);
    let work = Who::May(actions::WorkOnReceived::INFO);
    let approves = Who::May(actions::ApproveLetter::INFO);
    let settings = Who::May(actions::ManageSettings::INFO);
    let mut rows = list::rows();
    let of_case = [
        page("received-case", read, one, case::shown),
        send(work, marked, case::mark),
        page("received-sent", read, sent_one, sent::shown),
        send(work, sent_one, sent::mark),
        file(read, pdf, sent::document),
        page("consideration", work, considered, consider::form),
        send(work, considered, consider::save),
        page("letter-write", work, edit, letter::form),
        send(work, edit, letter::save),
        page("letter", read, written, letter_page::shown),
        send(approves, approve, letter_page::approve),
        send(work, send_letter, letter_page::send),
        page("letter-wording", read, words, wording::of_letter),
        send(settings, words, wording::confirm_for_letter),
        file(read, letter_pdf, letter_page::document),
        page("same-incident", work, same_as, same::form),
        send(work, same_as, same::save),
        send(work, same_away, same::end),
        page("message-national", work, writes, message::form),
        send(work, writes, message::save),
        page("earlier", read, before, earlier::shown),
    ];
    rows.extend(of_case.into_iter().map(Row::secret));
    rows
}

/// A case as received, with its scheme and its address.
pub(crate) struct Seen<'a> {
    view: ReceivedView,
    pub(crate) scheme: &'a Scheme,
    pub(crate) digest: &'a str,
    names: Names,
    /// Address of the case.
    pub(crate) base: String,
    reference: Reference,
}

/// Reads a case as received; the reading is written down.
pub(crate) async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let view = received(state.app(), &signed.ctx, &reference).await?;
    let loaded = state
        .app()
        .scheme_of(&view.file.scheme, &view.file.scheme_digest)?;
    Ok(Seen {
        base: signed.path(&format!("received/{reference}")),
        scheme: &loaded.scheme,
        digest: &loaded.digest,
        names: app::names::names(state.app(), &signed.ctx).await?,
        view,
        reference,
    })
}

impl Seen<'_> {
    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    /// What stands above the heading: who told of it, and its reference there.
    fn caption(&self) -> String {
        let theirs = t1("today-review", "reference", &self.view.case.theirs);
        format!("{}, {theirs}", self.view.from)
    }

    /// The reader works on the case.
    fn working(&self) -> Result<(), PageError> {
        if self.view.may.work {
            Ok(())
        } else {
            Err(PageError::refused())
        }
    }

    /// Somebody by the id that a record keeps.
    fn person(&self, id: &str) -> String {
        let name = self.names.person(id);
        name.map_or_else(|| t("somebody"), str::to_owned)
    }

    /// A letter by the id in an address.
    pub(crate) fn letter(&self, id: &str) -> Result<&Stored<NationalLetter>, PageError> {
        by_id(&self.view.letters, id)?.ok_or(PageError::NotFound)
    }

    /// A letter as a document, and the wording in it that may not go out yet.
    pub(crate) async fn paper(
        &self,
        state: &WebState,
        signed: &Signed,
        letter: &NationalLetter,
    ) -> Result<Letter, PageError> {
        let confirmed = confirmations(state.app(), &signed.ctx, self.digest).await?;
        Ok(letter_paper(
            &self.view,
            letter,
            (self.scheme, &confirmed),
            &signed.place.organisation.name,
            (signed.ctx.today(), state.is_synthetic()),
        ))
    }
}
