//! Confirm wording that nobody has compared with its source: what a notification needs, or all of it; and take a
//! confirmation back.

mod back;
mod letter;
mod report;

use access::directory::Withdrawn;
use access::{Role, actions};
use app::names::Names;
use app::wording::{Unconfirmed, confirm, confirmations, unchecked, withdrawn};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Checkboxes, Choice, Html, Legend, Size};
use model::PersonId;
use model::scheme::{Confirmations, Scheme, StepText};

use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::pages::notification::{Here, seen};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

pub(super) use back::{
    back_of_notification, back_of_scheme, take_back_of_notification, take_back_of_scheme,
};

pub(super) use letter::{confirm_for_letter, of_letter};
pub(super) use report::{confirm_for_report, of_report};

const ITEMS: Field = field("items", "wording-items");

#[derive(Template)]
#[template(path = "administration/wording.html")]
struct WordingPage {
    frame: Frame,
    step: Option<StepText>,
    /// Whether a document waits for it.
    blocked: bool,
    /// How many there are to confirm.
    count: usize,
    /// What is to be confirmed, to read and to tick.
    list: Html,
    waiting: Vec<(String, String)>,
    confirmed: Vec<(String, String)>,
    /// What was taken back: the wording, who, and why.
    withdrawn: Vec<(String, String, String)>,
    /// Where a confirmation is taken back, when there is one.
    back: Option<String>,
    may: bool,
    form: Filled,
    hidden: Hidden,
}

/// What one of these pages shows, and where its form leads.
struct Shown {
    items: Vec<Unconfirmed>,
    /// Everything of the scheme that is confirmed, to say by whom.
    confirmed: Vec<Unconfirmed>,
    /// What was confirmed and taken back.
    withdrawn: Vec<(String, Withdrawn)>,
    step: Option<StepText>,
    /// The step of taking one back.
    step_back: Option<StepText>,
    /// Address of the page.
    here: String,
    back: String,
    blocked: bool,
}

/// The confirmations that were taken back, each with the words that it was of.
async fn taken_back(
    state: &WebState,
    signed: &Signed,
    (digest, all): (&str, &[Unconfirmed]),
) -> Result<Vec<(String, Withdrawn)>, PageError> {
    let withdrawn = withdrawn(state.app(), &signed.ctx, digest).await?;
    let with_words = |one: Withdrawn| {
        let found = all.iter().find(|known| known.address == one.item);
        let label = found.map_or_else(|| one.item.clone(), |known| known.label.clone());
        (label, one)
    };
    Ok(withdrawn.into_iter().map(with_words).collect())
}

/// What nobody has checked of one item.
fn what(one: &Unconfirmed) -> String {
    let source = one.source.clone().unwrap_or_else(|| t("wording-no-source"));
    let words = one.words.join("; ");
    let key = if words.is_empty() {
        "wording-unchecked"
    } else {
        "wording-unchecked-list"
    };
    t_with(key, &[("source", source.into()), ("words", words.into())])
}

fn person(names: &Names, id: PersonId) -> String {
    let name = names.of(id).map(str::to_owned);
    name.unwrap_or_else(|| t("somebody"))
}

/// A wording, and who confirmed it when; nothing for one that nobody has.
fn confirmed_by(names: &Names, one: &Unconfirmed) -> Option<(String, String)> {
    let confirmation = one.confirmed?;
    let values = [
        ("who", person(names, confirmation.by).into()),
        ("when", moment_in_words(confirmation.at).into()),
    ];
    Some((one.label.clone(), t_with("wording-confirmed-by", &values)))
}

/// Who had confirmed it, and who took that back.
fn withdrawn_by(names: &Names, one: &Withdrawn) -> String {
    let values = [
        ("by", person(names, one.confirmed.by).into()),
        ("on", moment_in_words(one.confirmed.at).into()),
        ("who", person(names, one.by).into()),
        ("when", moment_in_words(one.at).into()),
    ];
    t_with("wording-withdrawn-by", &values)
}

async fn page(
    state: &WebState,
    signed: &Signed,
    shown: Shown,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let by = |one: &Unconfirmed| confirmed_by(&names, one);
    let back_by = |(label, one): &(String, Withdrawn)| {
        (
            label.clone(),
            withdrawn_by(&names, one),
            one.reason.0.clone(),
        )
    };
    let withdrawn = shown.withdrawn.iter().map(back_by).collect();
    let choices = shown
        .items
        .iter()
        .map(|one| Choice::new(one.address.as_str(), one.label.as_str()).hint(what(one)));
    let ticked: Vec<&str> = form.all(ITEMS.id).collect();
    let list = Checkboxes::new(ITEMS.id, Legend::new(ITEMS.label()).size(Size::M))
        .choices(choices)
        .values(ticked)
        .error_if(form.errors().of(ITEMS.id))
        .render();
    let errors = form.errors().clone();
    let may = [
        Role::BusinessManager,
        Role::Administrator,
        Role::PanelSecretariat,
    ];
    let may = may.iter().any(|role| signed.place.roles.contains(role));
    let back = may && !shown.confirmed.is_empty();
    let back = back.then(|| format!("{}/take-back", shown.here));
    let waiting = shown.items.iter();
    show_form(
        &errors,
        &WordingPage {
            frame: Frame::of(state, &signed.visit)
                .titled(t("wording-title"))
                .back(shown.back)
                .with_errors(&errors),
            step: shown.step,
            blocked: shown.blocked && !shown.items.is_empty(),
            count: shown.items.len(),
            list,
            waiting: waiting.map(|one| (one.label.clone(), what(one))).collect(),
            confirmed: shown.confirmed.iter().filter_map(by).collect(),
            withdrawn,
            back,
            may,
            form,
            hidden,
        },
    )
}

fn confirmed(all: Vec<Unconfirmed>) -> Vec<Unconfirmed> {
    let is = |one: &Unconfirmed| one.confirmed.is_some();
    all.into_iter().filter(is).collect()
}

/// The addresses that were ticked, or what is wrong on the page.
fn ticked(form: &mut Filled) -> Option<Vec<String>> {
    let items = form.choices::<String>(&ITEMS)?;
    if items.is_empty() {
        form.refuse(&ITEMS, "wording-none");
        return None;
    }
    Some(items)
}

/// What a document at an address needs. What is taken back is taken back where the whole scheme stands, or with the
/// notification.
fn needed(scheme: &Scheme, items: Vec<Unconfirmed>, base: &str) -> Shown {
    Shown {
        items,
        confirmed: Vec::new(),
        withdrawn: Vec::new(),
        step: scheme.step("wording").cloned(),
        step_back: None,
        here: format!("{base}/wording"),
        back: base.to_owned(),
        blocked: true,
    }
}

/// Confirms what was ticked of it, and goes back to the document.
async fn confirm_needed(
    state: &WebState,
    signed: &Signed,
    (shown, digest): (Shown, String),
    mut form: Filled,
) -> Answer {
    let hidden = form.hidden()?;
    let back = shown.back.clone();
    let Some(items) = ticked(&mut form) else {
        return page(state, signed, shown, (form, hidden)).await;
    };
    confirm(state.app(), &signed.ctx, &digest, &items).await?;
    Ok(next_page(&back))
}

async fn notification_shown(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<(Shown, String), PageError> {
    let seen = seen(state, signed, text).await?;
    let given = confirmations(state.app(), &signed.ctx, seen.digest).await?;
    let statement = seen.statement(state, signed).await?;
    let all = unchecked(seen.scheme, &given);
    let shown = Shown {
        items: statement.unconfirmed,
        withdrawn: taken_back(state, signed, (seen.digest, &all)).await?,
        confirmed: confirmed(all),
        step: seen.scheme.step("wording").cloned(),
        step_back: seen.scheme.step("wording_back").cloned(),
        here: format!("{}/wording", seen.base),
        back: seen.base.clone(),
        blocked: true,
    };
    Ok((shown, seen.digest.to_owned()))
}

/// What the notification needs.
pub(super) async fn of_notification(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (shown, _) = notification_shown(&state, &signed, &text).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    page(&state, &signed, shown, (Filled::empty(), hidden)).await
}

pub(super) async fn confirm_for_notification(
    State(state): State<WebState>,
    signed: Signed,
    Path((code, text)): Here,
    mut form: Filled,
) -> Answer {
    let (shown, digest) = notification_shown(&state, &signed, &text).await?;
    let hidden = form.hidden()?;
    let Some(items) = ticked(&mut form) else {
        return page(&state, &signed, shown, (form, hidden)).await;
    };
    confirm(state.app(), &signed.ctx, &digest, &items).await?;
    Ok(next_page(&format!(
        "/o/{code}/reviews/{text}/notification/wording"
    )))
}

async fn scheme_shown(state: &WebState, signed: &Signed) -> Result<(Shown, String), PageError> {
    signed.may::<actions::SeeAdministration>(state).await?;
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    let given: Confirmations = confirmations(state.app(), &signed.ctx, &loaded.digest).await?;
    let all = unchecked(&loaded.scheme, &given);
    let open = all.iter().filter(|one| one.confirmed.is_none());
    let code = &signed.place.organisation.code;
    let shown = Shown {
        items: open.cloned().collect(),
        withdrawn: taken_back(state, signed, (&loaded.digest, &all)).await?,
        confirmed: confirmed(all),
        step: loaded.scheme.step("wording").cloned(),
        step_back: loaded.scheme.step("wording_back").cloned(),
        here: format!("/o/{code}/administration/wording"),
        back: format!("/o/{code}/administration/scheme"),
        blocked: false,
    };
    Ok((shown, loaded.digest.clone()))
}

/// All of the scheme in force.
pub(super) async fn of_scheme(State(state): State<WebState>, signed: Signed) -> Answer {
    let (shown, _) = scheme_shown(&state, &signed).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    page(&state, &signed, shown, (Filled::empty(), hidden)).await
}

pub(super) async fn confirm_of_scheme(
    State(state): State<WebState>,
    signed: Signed,
    mut form: Filled,
) -> Answer {
    let (shown, digest) = scheme_shown(&state, &signed).await?;
    let hidden = form.hidden()?;
    let Some(items) = ticked(&mut form) else {
        return page(&state, &signed, shown, (form, hidden)).await;
    };
    confirm(state.app(), &signed.ctx, &digest, &items).await?;
    let code = &signed.place.organisation.code;
    Ok(next_page(&format!("/o/{code}/administration/wording")))
}
