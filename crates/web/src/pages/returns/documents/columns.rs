//! Say what the columns of a document's tables hold.

use app::AppError;
use app::returns::sources::{
    ColumnsSaid, Field as Holds, ToMap, say_columns, to_map, wrong_columns,
};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Checkboxes, Choice, Fieldset, Html, Label, Legend, Select, SelectOption, Size};
use model::RecordId;
use model::case::SourceColumns;

use super::{HereOne, Seen, seen};
use crate::draw::{inset, paragraph};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show_form};
use crate::pages::seen::place_shown;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::{Signed, WebState};

/// Where a message about all tables stands: at the first column.
const COLUMNS: Field = field("columns", "columns-field");

#[derive(Template)]
#[template(path = "returns/columns.html")]
struct ColumnsPage {
    frame: Frame,
    caption: String,
    form: Filled,
    hidden: Hidden,
    tables: Vec<Html>,
}

fn name(table: u32, column: usize) -> String {
    format!("t{table}-c{column}")
}

fn out(table: u32) -> String {
    format!("t{table}-out")
}

/// What stands in the boxes at first.
fn filled(all: &[ToMap]) -> Filled {
    let mut form = Filled::empty();
    for one in all {
        for (column, field) in one.columns.iter().enumerate() {
            let code = field.map_or("", Holds::code);
            form.set(&name(one.table, column), code);
        }
        if one.left_out {
            form.set(&out(one.table), "yes");
        }
    }
    form
}

fn drawn(form: &Filled, one: &ToMap, several: bool, first: bool) -> Html {
    let mut inner = Vec::new();
    if one.known {
        inner.push(paragraph(t("columns-known")));
    }
    if several {
        let is_out = form.has(&out(one.table), "yes");
        let choice = Choice::new("yes", t("columns-left-out")).checked(is_out);
        let boxes = Checkboxes::new(out(one.table), t("columns-wanted"));
        inner.push(boxes.small().choices([choice]).render());
    }
    if one.hidden {
        inner.push(inset(t("columns-hidden-sheet")).render());
    }
    let of_table = form.errors().of(&name(one.table, 0));
    let error = of_table.or(form.errors().of(COLUMNS.id).filter(|_| first));
    for (column, head) in one.heads.iter().enumerate() {
        inner.push(select(
            form,
            one,
            (column, head),
            error.filter(|_| column == 0),
        ));
    }
    let title = match (several, one.name.0.as_str()) {
        (false, "") => t("columns-legend"),
        _ => called(one),
    };
    Fieldset::new(Legend::new(title).size(Size::M))
        .content(Html::join(inner))
        .render()
}

/// The table by its number, and by the name of its sheet where it has one.
fn called(one: &ToMap) -> String {
    let number = i64::from(one.table);
    match one.name.0.as_str() {
        "" => t1("columns-table", "number", number),
        name => t_with(
            "columns-sheet",
            &[("number", number.into()), ("name", name.into())],
        ),
    }
}

/// Says of each table what is wrong with it, at its first column.
fn refuse(form: &mut Filled, (all, said): (&[ToMap], &[ColumnsSaid]), code: &str) {
    let wrong = wrong_columns(said);
    if code == "columns-none" || wrong.is_empty() {
        let first = all.first().map_or(0, |one| one.table);
        form.refuse_at(&COLUMNS, &name(first, 0), code);
        return;
    }
    for (table, code) in wrong {
        let of = all.iter().find(|one| one.table == table);
        let words = t_code("rule", code);
        let words = match of {
            Some(one) if all.len() > 1 => format!("{}: {words}", called(one)),
            _ => words,
        };
        form.say_words(&name(table, 0), words);
    }
}

fn select(form: &Filled, one: &ToMap, (column, head): (usize, &str), error: Option<&str>) -> Html {
    let id = name(one.table, column);
    let chosen = form.value(&id).to_owned();
    let number = i64::try_from(column + 1).unwrap_or(i64::MAX);
    let values = [("number", number.into()), ("head", head.into())];
    let label = if head.is_empty() {
        t_with("columns-column", &values)
    } else {
        t_with("columns-column-headed", &values)
    };
    let nothing = SelectOption::new("", t("columns-nothing")).selected(chosen.is_empty());
    let options = Holds::ALL.iter().map(|field| {
        let code = field.code();
        SelectOption::new(code, t_code("column-holds", code)).selected(code == chosen)
    });
    let examples = one
        .examples
        .get(column)
        .map(|all| shortened(all))
        .unwrap_or_default();
    let hint = (!examples.is_empty()).then(|| t1("columns-examples", "words", examples));
    Select::new(id, Label::new(label))
        .option(nothing)
        .options(options)
        .hint_if(hint)
        .error_if(error)
        .render()
}

/// The first words of a column, cut where they are long.
fn shortened(all: &[String]) -> String {
    let short = |words: &String| {
        let mut letters = words.chars();
        let front: String = letters.by_ref().take(60).collect();
        if letters.next().is_some() {
            format!("{front}…")
        } else {
            front
        }
    };
    all.iter().map(short).collect::<Vec<_>>().join(" · ")
}

fn shown(
    (state, signed): (&WebState, &Signed),
    (seen, record): (&Seen<'_>, RecordId),
    all: &[ToMap],
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let errors = form.errors().clone();
    let several = all.len() > 1;
    let tables = all.iter().enumerate();
    let tables = tables
        .map(|(at, one)| drawn(&form, one, several, at == 0))
        .collect();
    let page = ColumnsPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("columns-title"))
            .back(format!("{}/documents/{record}", seen.base))
            .with_errors(&errors),
        caption: seen.title(),
        tables,
        hidden,
        form,
    };
    show_form(&errors, &page)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let id: RecordId = record.parse().map_err(|_| PageError::NotFound)?;
    let (_, said, all) = to_map(state.app(), &signed.ctx, seen.request, id).await?;
    if all.is_empty() {
        return Err(PageError::NotFound);
    }
    let hidden = state.hidden(&signed.visit, said.map(|one| one.version))?;
    shown((&state, &signed), (&seen, id), &all, (filled(&all), hidden))
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let id: RecordId = record.parse().map_err(|_| PageError::NotFound)?;
    let (_, kept, all) = to_map(state.app(), &signed.ctx, seen.request, id).await?;
    let said: Vec<_> = all.iter().map(|one| read(&form, one)).collect();
    let place = place_shown::<SourceColumns>(kept.as_ref(), &form)?;
    let hidden = form.hidden()?;
    let sent = (form.form_id()?, place);
    let outcome = say_columns(state.app(), &signed.ctx, seen.request, sent, (id, &said)).await;
    match outcome {
        Ok(()) => Ok(saved_page(&format!("{}/documents/{id}", seen.base))),
        Err(AppError::Rule(
            code @ ("columns-date" | "columns-text" | "columns-twice" | "columns-none"),
        )) => {
            refuse(&mut form, (&all, &said), code);
            shown((&state, &signed), (&seen, id), &all, (form, hidden))
        }
        Err(AppError::Clash(_)) => Err(PageError::Rule("changed-meanwhile")),
        Err(error) => Err(error.into()),
    }
}

fn read(form: &Filled, one: &ToMap) -> ColumnsSaid {
    let columns = (0..one.heads.len()).map(|column| {
        let said = form.value(&name(one.table, column));
        Holds::from_code(said)
    });
    ColumnsSaid {
        table: one.table,
        columns: columns.collect(),
        left_out: form.has(&out(one.table), "yes"),
    }
}
