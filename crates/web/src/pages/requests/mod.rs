//! Requests to agencies, as the partnership sees them: ask, name who answers, send, see where each return stands, read
//! what was signed off.

mod again;
mod ask_about;
mod change;
mod document;
mod hand_in;
mod list;
mod name;
mod new;
mod one;
mod signed;

use access::{Action as _, actions};
use app::Reference;
use app::names::Names;
use app::returns::{OneRequest, request};
use model::scheme::{CodeList, Scheme, StepText};
use model::{AgencyId, RecordId};

use crate::form::{UPLOAD_LIMIT, UPLOAD_PATIENCE};
use crate::pages::people::reference;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

pub(crate) use change::changes;
pub(crate) use document::passage_in;
pub(crate) use list::summary;

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/requests";
    let new = "/o/{organisation}/reviews/{reference}/requests/new";
    let one = "/o/{organisation}/reviews/{reference}/requests/{record}";
    let name = "/o/{organisation}/reviews/{reference}/requests/{record}/name";
    let end = "/o/{organisation}/reviews/{reference}/requests/{record}/end/{entry_id}";
    let code = "/o/{organisation}/reviews/{reference}/requests/{record}/code/{entry_id}";
    let sends = "/o/{organisation}/reviews/{reference}/requests/{record}/send";
    let due = "/o/{organisation}/reviews/{reference}/requests/{record}/due";
    let change = "/o/{organisation}/reviews/{reference}/requests/{record}/change";
    let back = "/o/{organisation}/reviews/{reference}/requests/{record}/take-back";
    let signed = "/o/{organisation}/reviews/{reference}/requests/{record}/return";
    let accept = "/o/{organisation}/reviews/{reference}/requests/{record}/accept";
    let about = "/o/{organisation}/reviews/{reference}/requests/{record}/ask/{entry_id}";
    let tell = "/o/{organisation}/reviews/{reference}/requests/{record}/tell/{entry_id}";
    let settle = "/o/{organisation}/reviews/{reference}/requests/{record}/settle/{entry_id}";
    let document = "/o/{organisation}/reviews/{reference}/requests/{record}/documents/{entry_id}";
    let hands_in = "/o/{organisation}/reviews/{reference}/requests/{record}/hand-in";
    let empty = "/o/{organisation}/reviews/{reference}/requests/{record}/hand-in/empty";
    let away =
        "/o/{organisation}/reviews/{reference}/requests/{record}/hand-in/{entry_id}/take-away";
    let read = Who::May(actions::ReadCase::INFO);
    let manage = Who::May(actions::ManageRequests::INFO);
    let rows = [
        page("requests", read, all, list::list),
        page("request-new", manage, new, new::form),
        send(manage, new, new::save),
        page("request", read, one, one::one),
        page("request-name", manage, name, name::form),
        send(manage, name, name::save),
        send(manage, end, name::end),
        send(manage, code, name::code),
        send(manage, sends, one::send_it),
        page("request-change", manage, change, change::form),
        send(manage, change, change::save),
        page("request-due", manage, due, change::due_form),
        send(manage, due, change::due_save),
        page("request-back", manage, back, one::back_form),
        send(manage, back, one::back_save),
        page("request-return", read, signed, signed::read),
        send(read, accept, signed::accepted),
        page("request-ask", read, about, ask_about::form),
        send(read, about, ask_about::save),
        page("request-tell", read, tell, ask_about::tell_form),
        send(read, tell, ask_about::tell_save),
        send(read, settle, ask_about::settled),
        page("request-document", read, document, document::read),
        page("request-hand-in", manage, hands_in, hand_in::form),
        send(manage, hands_in, hand_in::save)
            .up_to(UPLOAD_LIMIT)
            .patient(UPLOAD_PATIENCE),
        send(manage, empty, hand_in::empty),
        page("request-hand-in-away", manage, away, hand_in::away_form),
        send(manage, away, hand_in::away_save),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// One request of a review, with its scheme and its address.
struct Seen<'a> {
    found: OneRequest,
    names: Names,
    scheme: &'a Scheme,
    /// Address of the list.
    base: String,
    reference: Reference,
}

async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = request(state.app(), &signed.ctx, &reference, id).await?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    Ok(Seen {
        names: app::names::names(state.app(), &signed.ctx).await?,
        base: signed.path(&format!("reviews/{reference}/requests")),
        scheme: &loaded.scheme,
        found,
        reference,
    })
}

impl Seen<'_> {
    fn id(&self) -> RecordId {
        self.found.stands.id
    }

    fn here(&self) -> String {
        format!("{}/{}", self.base, self.id())
    }

    fn caption(&self) -> String {
        caption(&self.reference)
    }

    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn agency(&self) -> String {
        agency(&self.names, self.found.stands.agency)
    }

    /// Something may be changed here: the reader may, the case is open, and the request stands.
    fn usable(&self) -> Result<(), PageError> {
        crate::pages::seen::changeable(&self.found.case, self.found.may_manage)?;
        if self.found.stands.withdrawn_at.is_some() {
            return Err(PageError::Rule("request-withdrawn"));
        }
        Ok(())
    }
}

fn caption(reference: &Reference) -> String {
    t1("today-review", "reference", reference.as_str())
}

/// What an agency is called; words for one that is no longer known here.
pub(crate) fn agency(names: &Names, id: AgencyId) -> String {
    let name = names.agency(&id.to_string()).map(str::to_owned);
    name.unwrap_or_else(|| t("request-agency-unknown"))
}

fn basis(scheme: &Scheme) -> Option<&CodeList> {
    scheme.list("request_basis")
}
