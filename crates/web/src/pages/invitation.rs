//! Accepting an invitation. Opening the link spends nothing, because programs that read mail open
//! links; it is spent by the last button, together with a password and a code that fits.

use access::sign_in::{Errand, Invitation, NewFactors, Spent, TotpSetup};
use askama::Template;
use axum::extract::{Path, State};
use crypto::Token;

use super::away::{Offered, go_on, offered};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show, show_form};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::when::moment_in_words;
use crate::{Anyone, Visit, WebState};

const PASSWORD: Field = field("password", "invitation-password");
const CODE: Field = field("code", "invitation-code");
const CARRIED: &str = "carried";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page("invitation", Who::Anyone, "/invitation/{token}", look),
        send(Who::Anyone, "/invitation/{token}", begin),
        send(Who::Anyone, "/invitation/{token}/set-up", set_up),
        send(
            Who::Anyone,
            "/invitation/{token}/with/{provider_id}",
            with_organisation,
        ),
    ]
}

#[derive(Template)]
#[template(path = "sign_in/invitation.html")]
struct InvitationPage {
    frame: Frame,
    name: String,
    organisation: Option<String>,
    until: String,
    recovery: bool,
    here: String,
    offered: Vec<Offered>,
}

#[derive(Template)]
#[template(path = "sign_in/invitation_gone.html")]
struct GonePage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "sign_in/set_up.html")]
struct SetUpPage {
    frame: Frame,
    form: Filled,
    action: String,
    email: String,
    setup: TotpSetup,
}

/// The invitation, when it is still good.
async fn invitation(
    state: &WebState,
    visit: &Visit,
    text: &str,
) -> Result<Option<(Token, Invitation)>, PageError> {
    let Ok(token) = Token::from_text(text) else {
        return Ok(None);
    };
    let found = state.sign_in().look_at(&token, visit.now()).await?;
    Ok(found.map(|invitation| (token, invitation)))
}

/// What is said of an invitation that was spent, withdrawn, too old, or never made: the same.
fn gone(state: &WebState, visit: &Visit) -> Answer {
    show(&GonePage {
        frame: Frame::of(state, visit).titled(t("invitation-gone")),
    })
}

async fn look(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path(text): Path<String>,
) -> Answer {
    let Some((token, found)) = invitation(&state, &visit, &text).await? else {
        return gone(&state, &visit);
    };
    show(&InvitationPage {
        frame: Frame::of(&state, &visit).titled(t("invitation-title")),
        name: found.person.name,
        organisation: found.organisation,
        until: moment_in_words(found.until),
        recovery: found.kind == access::sign_in::InvitationKind::Recovery,
        here: address(&token),
        offered: offered(&state),
    })
}

/// Where an invitation is taken up.
pub(super) fn address(token: &Token) -> String {
    format!("/invitation/{}", token.expose())
}

/// The sign-in of their organisation becomes their way in; the invitation is spent when they come back.
async fn with_organisation(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path((text, provider)): Path<(String, String)>,
) -> Answer {
    let Some((token, _)) = invitation(&state, &visit, &text).await? else {
        return gone(&state, &visit);
    };
    let errand = Errand::Invitation(&token);
    go_on(&state, &visit, &provider, errand, &address(&token)).await
}

async fn begin(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path(text): Path<String>,
) -> Answer {
    let Some((token, found)) = invitation(&state, &visit, &text).await? else {
        return gone(&state, &visit);
    };
    let setup = state.sign_in().begin_totp(&token, &found.person.email)?;
    set_up_page(&state, &visit, &token, found, Filled::empty(), setup)
}

fn set_up_page(
    state: &WebState,
    visit: &Visit,
    token: &Token,
    invitation: Invitation,
    form: Filled,
    setup: TotpSetup,
) -> Answer {
    let action = format!("{}/set-up", address(token));
    let frame = Frame::of(state, visit)
        .titled(t("set-up-title"))
        .with_errors(form.errors());
    let errors = form.errors().clone();
    let email = invitation.person.email;
    show_form(
        &errors,
        &SetUpPage {
            frame,
            form,
            action,
            email,
            setup,
        },
    )
}

async fn set_up(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path(text): Path<String>,
    mut form: Filled,
) -> Answer {
    let Some((token, found)) = invitation(&state, &visit, &text).await? else {
        return gone(&state, &visit);
    };
    let carried = form.value(CARRIED).to_owned();
    let password = form.secret(&PASSWORD);
    let code = form.text(&CODE, 20);
    form.forget(PASSWORD.id);
    form.forget(CODE.id);
    if let (Some(password), Some(code)) = (&password, &code) {
        let new = NewFactors {
            password,
            carried: &carried,
            code,
        };
        match state.sign_in().spend(&token, new, visit.now()).await? {
            Spent::SignedIn(session) => return super::sign_in::inside(&state, &session.token),
            Spent::Gone => return gone(&state, &visit),
            Spent::TryLater => return Err(PageError::Unavailable),
            Spent::Code => form.say(CODE.id, "set-up-code-wrong"),
            Spent::Password(faults) => {
                let words: Vec<String> = faults.iter().map(|code| t_code("fault", code)).collect();
                form.wrong_because(&PASSWORD, words.join(" "));
            }
        }
    }
    // A carried secret that was changed on the way cannot be shown again: a new one takes its place.
    let email = &found.person.email;
    let setup = match state.sign_in().totp_again(&token, email, &carried) {
        Ok(setup) => setup,
        Err(_) => state.sign_in().begin_totp(&token, email)?,
    };
    set_up_page(&state, &visit, &token, found, form, setup)
}
