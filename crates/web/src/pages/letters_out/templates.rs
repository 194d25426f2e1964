//! The words of letters, as the partnership keeps them.

use app::AppError;
use app::letters_out::{Template, change_template, letter_paper, templates};
use app::names::Names;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList};

use super::places::{self, invented};
use crate::draw::{change, marked, row, strong};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const TITLE: Field = field("title", "written-title-field");
const WORDS: Field = field("words", "written-words");
const PREVIEW: Field = field("preview", "written-preview");

#[derive(askama::Template)]
#[template(path = "letters_out/templates.html")]
struct TemplatesPage {
    frame: Frame,
    letters: SummaryList,
}

fn who(names: &Names, id: &str) -> String {
    let name = names.person(id);
    name.map_or_else(|| t("somebody"), str::to_owned)
}

/// To whom a letter is, whose words it has, and whether it may be used.
fn stands(names: &Names, one: &Template) -> Html {
    let mut lines = vec![strong(t_code("written-to", one.def.to.code()))];
    let words = match one.versions.first() {
        Some(last) => {
            let values = [
                ("version", last.version.into()),
                ("who", who(names, &last.by).into()),
                ("when", moment_in_words(last.at).into()),
            ];
            t_with("written-template-own", &values)
        }
        None => {
            let key = if one.confirmed {
                "written-template-scheme"
            } else {
                "written-template-not-read"
            };
            let source = one.def.item.source.clone().unwrap_or_default();
            t_with(key, &[("source", source.into())])
        }
    };
    lines.push(marked("", words));
    Html::lines(lines)
}

pub(super) async fn listed(State(state): State<WebState>, signed: Signed) -> Answer {
    let all = templates(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let base = signed.path("administration/letters");
    let line = |one: &Template| {
        let label = &one.def.item.label.en;
        let link = change(format!("{base}/{}", one.def.item.id), label);
        row(label, stands(&names, one)).action(link)
    };
    show(&TemplatesPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("written-templates-title"))
            .back(signed.path("administration")),
        letters: SummaryList::new().rows(all.iter().map(line)),
    })
}

type Here = Path<(String, String)>;

async fn one(state: &WebState, signed: &Signed, id: &str) -> Result<Template, PageError> {
    let all = templates(state.app(), &signed.ctx).await?;
    let found = all.into_iter().find(|one| one.def.item.id == id);
    found.ok_or(PageError::NotFound)
}

/// The letter as it would look, with invented values.
fn preview(signed: &Signed, one: &Template, form: &Filled) -> Html {
    let of = |field: &Field| places::shown(form.value(field.id), invented);
    let (title, words) = (of(&TITLE), of(&WORDS));
    let title = if title.trim().is_empty() {
        one.title().to_owned()
    } else {
        title
    };
    let to = invented(model::letter_words::Placeholder::Recipient);
    let paper = letter_paper(
        (&to, one.def.to),
        (&title, &words),
        &[],
        (signed.ctx.today(), true),
    );
    Html::join([
        Html::element("h2", "govuk-heading-m", t("written-preview-title")),
        crate::draw::paragraph(t("written-preview-explain")),
        crate::paper::whole(&paper),
    ])
}

fn sheet(signed: &Signed, one: &Template, form: &Filled) -> Sheet {
    let mut explain: Vec<String> = one
        .def
        .item
        .help
        .iter()
        .map(|help| help.en.clone())
        .collect();
    if !one.may_be_used() {
        explain.push(t("written-template-read-it"));
    }
    Sheet {
        title: one.def.item.label.en.clone(),
        caption: t("written-templates-title"),
        step: None,
        explain,
        inputs: vec![
            input(TITLE, Ask::Line),
            input(WORDS, Ask::Long),
            input(PREVIEW, Ask::Again(t("written-preview"))),
            drawn(places::explained()),
            drawn(preview(signed, one, form)),
        ],
        button: t("written-template-keep"),
        back: signed.path("administration/letters"),
    }
}

fn filled(one: &Template) -> Filled {
    Filled::with([
        (TITLE.id, one.title().to_owned()),
        (WORDS.id, one.words().to_owned()),
    ])
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
) -> Answer {
    let one = one(&state, &signed, &id).await?;
    let hidden = state.hidden(&signed.visit, Some(one.version()))?;
    let form = filled(&one);
    sheet(&signed, &one, &form).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Here,
    mut form: Filled,
) -> Answer {
    let one = one(&state, &signed, &id).await?;
    let title = form.text(&TITLE, 200);
    let words = form.text(&WORDS, 20_000);
    for field in [&TITLE, &WORDS] {
        places::read(&mut form, field);
    }
    let page = sheet(&signed, &one, &form);
    let again = !form.value(PREVIEW.id).is_empty();
    let (Some(title), Some(words)) = (title, words) else {
        return page.again(&state, &signed, &form);
    };
    if again || !form.is_good() {
        return page.again(&state, &signed, &form);
    }
    let sent = (form.form_id()?, form.version()?);
    let (app, ctx) = (state.app(), &signed.ctx);
    match change_template(app, ctx, sent, &id, (&title, &words)).await {
        Ok(()) => Ok(next_page(&signed.path("administration/letters"))),
        Err(AppError::Rule("template-changed")) => {
            Err(changed(&state, &signed, (&id, &form)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// What was typed beside what stands there now.
async fn changed(
    state: &WebState,
    signed: &Signed,
    (id, form): (&str, &Filled),
) -> Result<PageError, PageError> {
    let now = one(state, signed, id).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let by = now.versions.first().map(|last| {
        let values = [
            ("who", who(&names, &last.by).into()),
            ("when", moment_in_words(last.at).into()),
        ];
        t_with("changed-by", &values)
    });
    let standing = filled(&now);
    let page = sheet(signed, &now, &standing);
    Ok(page.laid((form, &standing), now.version(), by.unwrap_or_default()))
}
