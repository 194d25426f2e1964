//! The second person: reading what waits exactly as others would read it, agreeing to it, sending it back, withdrawing it. The pages
//! are the same for whatever waits; what it is says [`Waiting`].

use access::{Action, actions};
use app::AppError;
use app::exchange::is_alone;
use app::sharing::Found;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::KeptAgreed;
use model::{FormId, PersonId};

use crate::draw::{inset, warning};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::sharing::{agree_to_rare, agreed_to_rare};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, input, instead};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

/// That what would leave was read.
const READ: Field = field("read", "second-read");
/// Why it is sent back.
pub(super) const WHY: Field = field("why", "second-why");

/// Whoever reads, and where.
pub(super) type At<'a> = (&'a WebState, &'a Signed);
/// A form that was sent: the id in its address, and the version that it showed.
pub(super) type Sent<'a> = (FormId, &'a str, i64);
/// The address of what waits.
type Here = Path<(String, String)>;

/// Something that others read once a second person agrees to it.
pub(super) trait Waiting: Send + Sync + Sized + 'static {
    /// Words of the button of whoever agrees.
    const AGREES: &'static str;
    /// Words of the box of whoever agrees.
    const READ_YES: &'static str = "second-read-yes";
    /// What whoever withdraws it may do.
    type Withdraws: Action;

    /// Reads what waits, by the id in the address.
    fn read(at: At<'_>, id: &str) -> impl Future<Output = Result<Self, PageError>> + Send;
    /// The version that is shown.
    fn version(&self) -> i64;
    /// Whether the reader is the second person; or the code of the rule that says why not.
    fn may(&self) -> Result<(), &'static str>;
    /// Whether something in it points at somebody, so that nobody can agree to it.
    fn is_stopped(&self) -> bool {
        false
    }
    /// What could be put together in it: whoever agrees says of each why it may leave.
    fn rare(&self) -> Vec<&Found> {
        Vec::new()
    }
    /// The page without its end: what would leave, beside what was written where that differs.
    fn sheet(&self, at: At<'_>) -> impl Future<Output = Result<Sheet, PageError>> + Send;
    /// Address below which these pages stand.
    fn pages(signed: &Signed, id: &str) -> String;
    /// Where somebody goes on who agreed or sent it back.
    fn after(signed: &Signed, id: &str) -> String;
    /// Where somebody goes on who withdrew it.
    fn after_withdrawal(signed: &Signed, id: &str) -> String {
        Self::after(signed, id)
    }
    /// Agrees to it, and to what is rare in it.
    fn agree(
        at: At<'_>,
        sent: Sent<'_>,
        rare: &[KeptAgreed],
    ) -> impl Future<Output = Result<(), AppError>> + Send;
    /// Sends it back with a reason.
    fn send_back(
        at: At<'_>,
        sent: Sent<'_>,
        why: String,
    ) -> impl Future<Output = Result<(), AppError>> + Send;
    /// Withdraws it.
    fn withdraw(at: At<'_>, sent: Sent<'_>) -> impl Future<Output = Result<(), AppError>> + Send;
}

/// An id in an address of what waits.
pub(super) fn read_id<I: std::str::FromStr>(text: &str) -> Result<I, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Why somebody is not the second person: nobody releases anything here, so that this is said in other words than of a draft.
pub(super) fn not_second(code: &str) -> String {
    match code {
        "release-author" | "release-not-wanted" => t_code("second-not", code),
        other => t_code("rule", other),
    }
}

/// Who asks for what waits, and since when, by the words of that day.
pub(super) async fn asked_by(
    (state, signed): At<'_>,
    by: PersonId,
    day: String,
) -> Result<String, PageError> {
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let person = names.of(by);
    let person = person.map_or_else(|| t("somebody"), str::to_owned);
    let values = [("person", person.into()), ("day", day.into())];
    Ok(t_with("second-asked-by", &values))
}

/// Where nobody but the reader could be a second person here: what to do about it.
pub(super) async fn nobody_else((state, signed): At<'_>) -> Result<Option<Html>, PageError> {
    let alone = is_alone(state.app(), &signed.ctx).await?;
    Ok(alone.then(|| inset(t("second-alone")).render()))
}

/// Why the reader cannot agree now; nothing where they can.
fn not_now(waits: &impl Waiting) -> Option<Html> {
    match waits.may() {
        Err(code) => Some(warning(not_second(code)).render()),
        Ok(()) if waits.is_stopped() => Some(warning(t("second-stopped")).render()),
        Ok(()) => None,
    }
}

/// The page, with the box and the button of whoever agrees, or with why they cannot now; and with the way to send it back for whoever
/// is the second person.
async fn sheet<W: Waiting>(at: At<'_>, waits: &W, id: &str) -> Result<Sheet, PageError> {
    let mut sheet = waits.sheet(at).await?;
    match not_now(waits) {
        Some(why) => {
            sheet.inputs.push(drawn(why));
            sheet.button = t("share-release-look-again");
        }
        None => {
            let scheme = &at.0.app().scheme_on(at.1.ctx.today())?.scheme;
            sheet.inputs.extend(agree_to_rare(&waits.rare(), scheme));
            let yes = vec![Offer::new("yes", t(W::READ_YES))];
            sheet.inputs.push(input(READ, Ask::AnyOf(yes)));
            sheet.button = t(W::AGREES);
        }
    }
    if waits.may().is_ok() {
        let href = format!("{}/send-back", W::pages(at.1, id));
        sheet.inputs.push(instead(t("second-back-title"), href));
    }
    Ok(sheet)
}

pub(super) async fn form<W: Waiting>(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
) -> Answer {
    signed.may::<actions::AgreeLeaving>(&state).await?;
    let at = (&state, &signed);
    let waits = W::read(at, &id).await?;
    let hidden = state.hidden(&signed.visit, Some(waits.version()))?;
    let sheet = sheet(at, &waits, &id).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save<W: Waiting>(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
    mut form: Filled,
) -> Answer {
    signed.may::<actions::AgreeLeaving>(&state).await?;
    let at = (&state, &signed);
    let sent = (form.form_id()?, id.as_str(), form.version()?);
    let read_it = form.has(READ.id, "yes");
    let says = match W::read(at, &id).await {
        Ok(waits) => {
            let rare = match not_now(&waits) {
                Some(_) => Vec::new(),
                None => waits.rare(),
            };
            let says = agreed_to_rare(&mut form, &rare);
            if !read_it {
                form.refuse(&READ, "second-not-read");
            }
            let Some(says) = says.filter(|_| read_it) else {
                return sheet(at, &waits, &id).await?.again(&state, &signed, &form);
            };
            says
        }
        // The same form, sent again, finds what it agreed to.
        Err(_) if read_it => Vec::new(),
        Err(problem) => return Err(problem),
    };
    match W::agree(at, sent, &says).await {
        Ok(()) => Ok(next_page(&W::after(&signed, &id))),
        Err(error) => match W::read(at, &id).await {
            Ok(waits) => {
                let sheet = sheet(at, &waits, &id).await?;
                sheet.refused(at, form, (&READ, error))
            }
            Err(_) => Err(error.into()),
        },
    }
}

/// The page on which something is sent back.
fn back_sheet(back: String) -> Sheet {
    Sheet {
        title: t("second-back-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("second-back-explain")],
        inputs: vec![input(WHY, Ask::Words)],
        button: t("second-back-button"),
        back,
    }
}

pub(super) async fn back_form<W: Waiting>(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
) -> Answer {
    signed.may::<actions::AgreeLeaving>(&state).await?;
    let waits = W::read((&state, &signed), &id).await?;
    waits.may().map_err(PageError::Rule)?;
    let hidden = state.hidden(&signed.visit, Some(waits.version()))?;
    let sheet = back_sheet(format!("{}/agree", W::pages(&signed, &id)));
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn send_back<W: Waiting>(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
    mut form: Filled,
) -> Answer {
    signed.may::<actions::AgreeLeaving>(&state).await?;
    let sheet = back_sheet(format!("{}/agree", W::pages(&signed, &id)));
    let Some(why) = form.text(&WHY, 2_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, id.as_str(), form.version()?);
    match W::send_back((&state, &signed), sent, why).await {
        Ok(()) => Ok(next_page(&W::after(&signed, &id))),
        Err(error @ AppError::Rule(_)) => sheet.refused((&state, &signed), form, (&WHY, error)),
        Err(error) => Err(error.into()),
    }
}

/// Withdraws what the reader asked for.
pub(super) async fn withdraw<W: Waiting>(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
    form: Filled,
) -> Answer {
    signed.may::<W::Withdraws>(&state).await?;
    let sent = (form.form_id()?, id.as_str(), form.version()?);
    W::withdraw((&state, &signed), sent).await?;
    Ok(next_page(&W::after_withdrawal(&signed, &id)))
}

/// The pages of one kind: names of reading and of sending back; addresses of reading, sending back and withdrawing.
pub(super) fn of_second<W: Waiting>(
    names: [&'static str; 2],
    [agree, back, away]: [&'static str; 3],
) -> Vec<Row> {
    let agrees = Who::May(actions::AgreeLeaving::INFO);
    vec![
        page(names[0], agrees, agree, form::<W>),
        send(agrees, agree, save::<W>),
        page(names[1], agrees, back, back_form::<W>),
        send(agrees, back, send_back::<W>),
        send(Who::May(W::Withdraws::INFO), away, withdraw::<W>),
    ]
}
