//! Who may, asked before the handler: nobody reaches a row that is not for them, whatever the
//! handler forgets. What a role may do is asked again by `app`, in the transaction.

use access::{Ctx, ResourceKind};
use app::Reference;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::Method;
use model::RecordId;

use crate::WebState;
use crate::frame::{KEPT, SAVED};
use crate::pages::moments::moment_box;
use crate::problem::{PageError, Ways};
use crate::session::{self, places};
use crate::table::Who;
use crate::visit::{Practising, Saved, Visit};

/// What the guard of one row knows.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) state: WebState,
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    /// Whether a plain refusal is told as "not found".
    pub(crate) secret: bool,
    /// Whether it answers with a page.
    pub(crate) page: bool,
}

/// Lets a request through to its row, or says why not.
pub(crate) async fn guard(State(seen): State<Seen>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let (mut response, visit) = match pass(&seen, request).await {
        Ok(request) => {
            let visit = Visit::of(&request).ok();
            (next.run(request).await, visit)
        }
        Err(problem) => return problem.into_response(),
    };
    if seen.secret && is_plain_refusal(&response) {
        let ways = match &visit {
            Some(visit) => ways(&seen, visit, &path).await,
            None => Ways::default(),
        };
        let told = if ways == Ways::default() {
            PageError::NotFound
        } else {
            PageError::Refused(Box::new(ways))
        };
        response = told.into_response();
    }
    response
}

/// What somebody who may not open a review can do instead: nothing for those who may not know of it.
async fn ways(seen: &Seen, visit: &Visit, path: &str) -> Ways {
    let Some(Asked { ctx, reference, .. }) = Asked::of(visit, path) else {
        return Ways::default();
    };
    let can = app::team::ways(seen.state.app(), &ctx, &reference).await;
    let can = can.unwrap_or_default();
    let end = |can: bool, end: &str| can.then(|| format!("reviews/{reference}/{end}"));
    Ways {
        ask: end(can.ask, "ask"),
        emergency: end(can.emergency, "emergency"),
    }
}

/// Notes the day on which a practice run stands, before any of its pages asks for today's.
async fn practise(seen: &Seen, visit: &Visit, path: &str) -> Result<(), PageError> {
    let asked = Asked::of(visit, path).filter(|asked| asked.reference.is_practice());
    let Some(Asked { ctx, reference, at }) = asked else {
        return practise_return(seen, visit, path).await;
    };
    if let Some(day) = app::practice::day(seen.state.app(), &ctx, &reference).await? {
        let page = format!("{at}/practice");
        visit.practise(Practising { day, page });
    }
    Ok(())
}

/// The same for the pages on which the agencies of a practice run are played: their address names a return and no review.
async fn practise_return(seen: &Seen, visit: &Visit, path: &str) -> Result<(), PageError> {
    let Some(request) = return_in(path) else {
        return Ok(());
    };
    let (Some(place), Some(session)) = (visit.place(), visit.session()) else {
        return Ok(());
    };
    let Some(ctx) = session.ctx(place.organisation.id, visit.request(), visit.now()) else {
        return Ok(());
    };
    let found = app::practice::day_of_return(seen.state.app(), &ctx, request).await?;
    if let Some((reference, day)) = found {
        let code = &place.organisation.code;
        let page = format!("/o/{code}/reviews/{reference}/practice");
        visit.practise(Practising { day, page });
    }
    Ok(())
}

/// The request whose return an address is about.
fn return_in(path: &str) -> Option<RecordId> {
    let mut parts = path.strip_prefix("/o/")?.split('/');
    let of_return = parts.nth(1)? == "returns";
    parts.next().filter(|_| of_return)?.parse().ok()
}

/// Whether the browser was sent here after something was saved.
fn is_after_saving(request: &Request) -> bool {
    let query = request.uri().query().unwrap_or_default();
    request.method() == Method::GET && query.split('&').any(|pair| pair == SAVED)
}

/// Notes, on the page after something of a review was saved, what is next in it. A review that cannot be read now is no
/// reason to keep the page back.
async fn after_saving(seen: &Seen, visit: &Visit, path: &str) {
    let Some(Asked { ctx, reference, at }) = Asked::of(visit, path) else {
        return;
    };
    let next = app::review::next(seen.state.app(), &ctx, &reference).await;
    visit.after_saving(Saved {
        review: at,
        next: next.ok().flatten(),
    });
}

/// Actions of people who are not inside a review yet: their pages have no box.
const OUTSIDE: &[&str] = &["ask_access", "break_glass", "look_at_emergency"];

/// Notes, on the pages of a review and of what was received, the box in which somebody writes what they see differently. A
/// box that cannot be made is no reason to keep the page back.
async fn offer_box(seen: &Seen, visit: &Visit, (path, kept): (&str, bool)) {
    let Who::May(action) = seen.who else { return };
    if kept && action.code == "keep_own_learning" {
        visit.after_keeping(path.to_owned());
    }
    let inside = action.on == ResourceKind::Case && !OUTSIDE.contains(&action.code);
    if !seen.page || !inside {
        return;
    }
    let Some((asked, place)) = Asked::of_case(visit, path) else {
        return;
    };
    if kept {
        visit.after_keeping(format!("{}/moments", asked.at));
    }
    // Those pages are that form themselves, or the list of what was written.
    let own = format!("{}/moments", asked.at);
    if path.starts_with(&own) || path.ends_with("/card") {
        return;
    }
    let of = (&asked.ctx, &asked.reference);
    if let Ok(Some(drawn)) = moment_box(&seen.state, visit, of, (place, &asked.at)).await {
        visit.offer_box(drawn);
    }
}

/// Whether the browser was sent here after somebody kept what they see differently.
fn is_after_keeping(request: &Request) -> bool {
    let query = request.uri().query().unwrap_or_default();
    query.split('&').any(|pair| pair == KEPT)
}

/// Who asks for something of which review.
struct Asked {
    ctx: Ctx,
    reference: Reference,
    /// Address of the review.
    at: String,
}

impl Asked {
    /// As [`Self::of`], also for a case that was received: with the code of the place.
    fn of_case(visit: &Visit, path: &str) -> Option<(Self, &'static str)> {
        if let Some(asked) = Self::of(visit, path) {
            return Some((asked, "review"));
        }
        let mut parts = path.strip_prefix("/o/")?.split('/').skip(1);
        let reference = (parts.next()? == "received").then(|| parts.next())??;
        let reference: Reference = reference.parse().ok()?;
        let place = visit.place()?;
        let ctx = visit.session()?;
        let ctx = ctx.ctx(place.organisation.id, visit.request(), visit.now())?;
        let at = format!("/o/{}/received/{reference}", place.organisation.code);
        let asked = Self { ctx, reference, at };
        Some((asked, "received"))
    }

    /// Nothing where the address is about no review, or nobody is signed in.
    fn of(visit: &Visit, path: &str) -> Option<Self> {
        let reference: Reference = reference_in(path)?.parse().ok()?;
        let place = visit.place()?;
        let ctx = visit.session()?;
        let ctx = ctx.ctx(place.organisation.id, visit.request(), visit.now())?;
        let at = format!("/o/{}/reviews/{reference}", place.organisation.code);
        Some(Self { ctx, reference, at })
    }
}

/// The reference of the review that an address is about.
fn reference_in(path: &str) -> Option<&str> {
    let mut parts = path.strip_prefix("/o/")?.split('/');
    let review = parts.nth(1)? == "reviews";
    parts.next().filter(|_| review)
}

/// A refusal that offers neither asking nor an emergency: whoever gets it need not know that there
/// is anything.
fn is_plain_refusal(response: &Response) -> bool {
    match response.extensions().get::<PageError>() {
        Some(PageError::Refused(ways)) => **ways == Ways::default(),
        _ => false,
    }
}

async fn pass(seen: &Seen, request: Request) -> Result<Request, PageError> {
    let visit = Visit::of(&request)?;
    visit.reached(seen.path);
    if seen.path.starts_with("/assets/") {
        return Ok(request);
    }
    let session = session::load(&seen.state, request.headers(), visit.now()).await?;
    if let Some(session) = session {
        visit.sign(session);
    }
    match seen.who {
        Who::Anyone => Ok(request),
        Who::Demonstration if seen.state.offers_a_choice_of_people() => Ok(request),
        Who::Demonstration => Err(PageError::NotFound),
        Who::SignedIn if visit.session().is_some() => Ok(request),
        Who::SignedIn => Err(PageError::SignIn),
        Who::Member | Who::May(_) => {
            let request = known(seen, &visit, request).await?;
            enter(&visit, (request.uri().path(), seen.page))?;
            practise(seen, &visit, request.uri().path()).await?;
            if is_after_saving(&request) {
                after_saving(seen, &visit, request.uri().path()).await;
            }
            if request.method() == Method::GET {
                let kept = is_after_keeping(&request);
                offer_box(seen, &visit, (request.uri().path(), kept)).await;
            }
            Ok(request)
        }
    }
}

/// Lets a signed-in person through. A form that comes too late is kept, when it is known whose
/// it is.
async fn known(seen: &Seen, visit: &Visit, request: Request) -> Result<Request, PageError> {
    if visit.session().is_some() {
        return Ok(request);
    }
    if request.method() != Method::POST {
        return Err(PageError::SignIn);
    }
    session::keep_form(&seen.state, visit, request).await
}

/// Whether an address is that of a page of an organisation, of letters, figures and signs that need no writing otherwise.
pub(crate) fn is_plain_page(path: &str, organisation: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte);
    path.starts_with(&format!("/o/{organisation}/"))
        && !path.contains("//")
        && path.bytes().all(plain)
}

/// Enters the organisation that the address names. To everyone but its members it does not exist.
fn enter(visit: &Visit, (path, is_page): (&str, bool)) -> Result<(), PageError> {
    let code = path
        .strip_prefix("/o/")
        .and_then(|rest| rest.split('/').next())
        .unwrap_or("");
    let session = visit.session().ok_or(PageError::SignIn)?;
    let place = places(session, visit)
        .into_iter()
        .find(|place| place.organisation.code == code);
    let place = place.ok_or(PageError::NotFound)?;
    if session.must_choose_agency(place.organisation.id) {
        let wanted = is_page && is_plain_page(path, code) && !path.ends_with("/today");
        return Err(PageError::ChooseAgency(wanted.then(|| path.to_owned())));
    }
    visit.enter(place);
    Ok(())
}
