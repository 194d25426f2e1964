//! A proposed finding: a person says that it is one, with its words and themes, or that it is none.

use app::AppError;
use app::commons::{Finding, FindingKind, FindingState, Proposed};
use app::library::documents::{DocumentView, document};
use app::library::findings::{Said, confirm};
use axum::extract::{Path, State};

use super::document::{id, place_of};
use super::documents::quoted;
use super::second::{At, nobody_else};
use crate::draw::inset;
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::themes_asked;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

pub(super) const KIND: Field = field("kind", "finding-kind");
const TEXT: Field = field("text", "finding-text");
const THEMES: Field = field("themes", "finding-themes");
const STATE: Field = field("state", "finding-is");

/// Address of a finding under its document.
pub(super) type HereFinding = Path<(String, String, String)>;

pub(super) fn one<'a>(view: &'a DocumentView, text: &str) -> Result<&'a Finding, PageError> {
    let id = id(text)?;
    let found = view.findings.iter().find(|one| one.id == id);
    found
        .filter(|_| view.may_confirm)
        .ok_or(PageError::NotFound)
}

pub(super) fn offers(family: &str, codes: &[&'static str]) -> Vec<Offer> {
    codes
        .iter()
        .map(|code| Offer::new(*code, t_code(family, code)))
        .collect()
}

async fn sheet(
    at @ (_, signed): At<'_>,
    view: &DocumentView,
    finding: &Finding,
) -> Result<Sheet, PageError> {
    let mut inputs = beside(finding);
    if is_mine(signed, finding) {
        inputs.extend(nobody_else(at).await?.map(drawn));
    }
    inputs.extend([
        input(
            KIND,
            Ask::OneOf(offers(
                "finding-kind",
                &FindingKind::ALL.map(FindingKind::code),
            )),
        ),
        input(TEXT, Ask::Words),
    ]);
    let kept = (THEMES, finding.body.themes.as_slice());
    inputs.extend(themes_asked::inputs(&view.themes, &finding.body.text, kept));
    let states = [FindingState::Confirmed, FindingState::LeftOut].map(FindingState::code);
    inputs.push(input(STATE, Ask::OneOf(offers("finding-is", &states))));
    Ok(Sheet {
        title: t("finding-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("finding-explain"), t("finding-explain-words")],
        inputs,
        button: t("save"),
        back: signed.path(&format!("shared/documents/{}", view.document.id)),
    })
}

/// Whether the reader asked for other words of a finding that wait for a second person.
fn is_mine(signed: &Signed, finding: &Finding) -> bool {
    let me = signed.ctx.actor.person().map(|one| one.id);
    let asked = finding.asked.as_ref();
    asked.is_some_and(|asked| me == Some(asked.by) && asked.sent_back.is_none())
}

/// What the document says where the finding says something else, and what was asked of it and waits or was sent back.
fn beside(finding: &Finding) -> Vec<Input> {
    let mut parts = Vec::new();
    if let Some(passage) = &finding.passage {
        parts.push(inset(t1("finding-passage", "words", passage.as_str())).render());
    }
    if let Some(asked) = &finding.asked {
        let words = asked.body.text.as_str();
        parts.push(inset(t1("finding-asked", "words", words)).render());
        let back = asked.sent_back.iter();
        parts.extend(back.map(|why| inset(t1("finding-sent-back", "why", why.as_str())).render()));
    }
    parts.into_iter().map(drawn).collect()
}

fn filled(finding: &Finding) -> Filled {
    let body = &finding.body;
    let state = match finding.state {
        FindingState::Proposed => String::new(),
        other => other.code().to_owned(),
    };
    let words = [
        (KIND.id, body.kind.code().to_owned()),
        (TEXT.id, body.text.clone()),
        (STATE.id, state),
    ];
    let themes = body.themes.iter().map(|code| (THEMES.id, code.clone()));
    Filled::with(words.into_iter().chain(themes))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, finding)): HereFinding,
) -> Answer {
    let view = document(state.app(), &signed.ctx, id(&text)?).await?;
    let finding = one(&view, &finding)?;
    let hidden = state.hidden(&signed.visit, Some(finding.version))?;
    let sheet = sheet((&state, &signed), &view, finding).await?;
    sheet.show(&state, &signed, &filled(finding), hidden)
}

fn read(form: &mut Filled, because: &str) -> Option<(FindingState, Proposed)> {
    let kind = form.coded(&KIND, FindingKind::from_code);
    let text = form.text(&TEXT, 4_000);
    let themes = form.choices::<String>(&THEMES);
    let state = form.coded(&STATE, |code| {
        FindingState::from_code(code).filter(|state| *state != FindingState::Proposed)
    });
    let body = Proposed {
        kind: kind?,
        text: text?,
        because: because.to_owned(),
        themes: themes?,
    };
    Some((state?, body))
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, finding)): HereFinding,
    mut form: Filled,
) -> Answer {
    let view = document(state.app(), &signed.ctx, id(&text)?).await?;
    let finding = one(&view, &finding)?;
    form.form_id()?;
    let shown = form.version()?;
    let sheet = sheet((&state, &signed), &view, finding).await?;
    let Some((stands, body)) = read(&mut form, &finding.body.because) else {
        return sheet.again(&state, &signed, &form);
    };
    let which = (view.document.id, finding.id, shown);
    match confirm(state.app(), &signed.ctx, which, stands, &body).await {
        Ok(Said::Names(names)) => {
            let words = quoted(names.iter().map(|one| one.words.0.as_str()));
            form.wrong_because(&TEXT, t1("finding-names", "words", words));
            sheet.again(&state, &signed, &form)
        }
        Ok(_) => {
            let next = place_of(view.document.id, finding.id);
            Ok(next_page(&signed.path(&next)))
        }
        Err(AppError::Rule("changed-meanwhile")) => {
            let changed = t("finding-changed");
            Err(sheet.laid((&form, &filled(finding)), finding.version, changed))
        }
        Err(AppError::Rule(code)) => {
            let field = if code == "finding-theme" {
                THEMES
            } else {
                TEXT
            };
            form.refuse(&field, code);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
