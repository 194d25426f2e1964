//! The page of a practice run: which day it is there, what to practise with, the next day, the end.

use app::practice::{Practice, STEPS, end as end_run, move_on as move_run, practice};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Html};
use model::scheme::StepText;

use crate::draw::rows;
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::pages::people::reference;
use crate::pages::seen::{Here, changeable};
use crate::problem::{Answer, PageError};
use crate::sheet::Sheet;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const DAYS: Field = field("days", "practice-days");

#[derive(Template)]
#[template(path = "practice/run.html")]
struct RunPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    form: Filled,
    hidden: Hidden,
    /// Which day it is, when it began, how far it was moved on.
    stands: String,
    title: Option<String>,
    about: Option<String>,
    /// What each agency would answer.
    agencies: Html,
    days: Html,
    may_run: bool,
    base: String,
}

async fn found(state: &WebState, signed: &Signed, text: &str) -> Result<Practice, PageError> {
    let reference = reference(text)?;
    Ok(practice(state.app(), &signed.ctx, &reference).await?)
}

fn page(
    state: &WebState,
    signed: &Signed,
    found: &Practice,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let case = &found.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let base = signed.path(&format!("reviews/{}", case.reference));
    let run = &found.run.body;
    let stands = [
        ("day", date_in_words(signed.ctx.today()).into()),
        ("began", date_in_words(run.began).into()),
        ("moved", i64::from(run.moved).into()),
    ];
    let script = found.script;
    let said: Vec<(String, String)> = script
        .iter()
        .flat_map(|one| &one.agencies)
        .map(|one| (one.name.clone(), one.says.clone()))
        .collect();
    let errors = form.errors().clone();
    let page = RunPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("practice-title"))
            .back(base.clone())
            .with_errors(&errors),
        caption: t1("today-review", "reference", &case.reference),
        step: loaded.scheme.step("practice").cloned(),
        stands: t_with("practice-stands", &stands),
        title: script.map(|one| one.title.en.clone()),
        about: script.map(|one| one.about.en.clone()),
        agencies: rows(&said).render(),
        days: days(&form),
        may_run: found.may_run && case.closed_at.is_none(),
        form,
        hidden,
        base,
    };
    show_form(&errors, &page)
}

fn days(form: &Filled) -> Html {
    let choice = |days: &u32| {
        let code = days.to_string();
        let label = t_code("practice-step", &code);
        Choice::new(code, label)
    };
    let choices = STEPS.iter().map(choice);
    form.radios(DAYS, DAYS.legend(), choices).render()
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let found = found(&state, &signed, &text).await?;
    let hidden = state.hidden(&signed.visit, Some(found.run.version))?;
    page(&state, &signed, &found, (Filled::empty(), hidden))
}

pub(super) async fn move_on(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let found = found(&state, &signed, &text).await?;
    changeable(&found.case, found.may_run)?;
    let known = |code: &str| code.parse().ok().filter(|days| STEPS.contains(days));
    let Some(days) = form.coded(&DAYS, known) else {
        let hidden = form.hidden()?;
        return page(&state, &signed, &found, (form, hidden));
    };
    let sent = (form.form_id()?, (found.run.id, form.version()?));
    let reference = reference(&text)?;
    move_run(state.app(), &signed.ctx, &reference, sent, days).await?;
    Ok(next_page(
        &signed.path(&format!("reviews/{reference}/practice")),
    ))
}

fn end_sheet(signed: &Signed, found: &Practice) -> Sheet {
    let reference = &found.case.reference;
    Sheet {
        title: t("practice-end-title"),
        caption: t1("today-review", "reference", reference),
        step: None,
        explain: vec![t("practice-end-explain")],
        inputs: Vec::new(),
        button: t("practice-end-title"),
        back: signed.path(&format!("reviews/{reference}/practice")),
    }
}

pub(super) async fn ask_end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let found = found(&state, &signed, &text).await?;
    changeable(&found.case, found.may_run)?;
    let hidden = state.hidden(&signed.visit, None)?;
    end_sheet(&signed, &found).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    end_run(state.app(), &signed.ctx, &reference, form.form_id()?).await?;
    Ok(next_page(&signed.path("reviews?done=practice-ended")))
}
