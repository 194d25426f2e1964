//! Figures that may leave the partnership: two tables in which small numbers are hidden, each to take out.

use access::{Action as _, Role, actions};
use app::figures_out::{Counted, RowOf, Shown, TableOut, figures_out, take_figures};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, TableCell};
use model::scheme::Scheme;

use crate::draw::Columns;
use crate::frame::{Frame, attachment, show};
use crate::problem::{Answer, PageError};
use crate::session::Place;
use crate::table::{Row, Who, file, page};
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

/// What stands in the place of a number that is hidden, as in the tables of the Department for Education.
const HIDDEN: &str = "c";

pub(crate) fn rows() -> Vec<Row> {
    let may = Who::May(actions::TakeFigures::INFO);
    let all = "/o/{organisation}/figures";
    let csv = "/o/{organisation}/figures/{figures_id}/csv";
    vec![
        page("figures-out", may, all, overview),
        file(may, csv, take),
    ]
}

/// Whether the page is for somebody with these roles.
pub(crate) fn is_offered(place: &Place) -> bool {
    place.roles.contains(&Role::BusinessManager)
}

/// One table with where it is taken out.
struct Shows {
    title: String,
    about: String,
    table: Option<Html>,
    href: String,
}

#[derive(Template)]
#[template(path = "today/figures_out.html")]
struct FiguresPage {
    frame: Frame,
    tables: Vec<Shows>,
}

async fn overview(State(state): State<WebState>, signed: Signed) -> Answer {
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let all = figures_out(state.app(), &signed.ctx).await?;
    let shows = all.iter().map(|one| {
        let code = one.counted.code();
        let title = t_code("figures-out", code);
        Shows {
            table: (!one.years.is_empty()).then(|| drawn(one, scheme, &title)),
            title,
            about: t_code("figures-out-about", code),
            href: signed.path(&format!("figures/{code}/csv")),
        }
    });
    show(&FiguresPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("figures-out-title"))
            .back(signed.path("reviews")),
        tables: shows.collect(),
    })
}

fn label(row: RowOf<'_>, scheme: &Scheme) -> String {
    match row {
        RowOf::Code(list, code) => {
            let list = scheme.list(list);
            let label = list.and_then(|list| list.label_of(code)).unwrap_or(code);
            label.to_owned()
        }
        RowOf::HarmNotSaid => t("figures-out-harm-not-said"),
        RowOf::LevelNotSaid => t("journey-not-said"),
    }
}

fn cell(shown: Shown) -> String {
    match shown {
        Shown::Number(number) => number.to_string(),
        Shown::Small | Shown::Beside => HIDDEN.to_owned(),
    }
}

/// Every line of a table as words: headings, rows, totals.
fn lines(one: &TableOut<'_>, scheme: &Scheme) -> Vec<Vec<String>> {
    let years = one.years.iter().map(i16::to_string);
    let mut head = vec![t_code("figures-out-rows", one.counted.code())];
    head.extend(years.chain([t("figures-out-all")]));
    let mut lines = vec![head];
    let cells = one.shown.cells.iter().zip(&one.shown.row_totals);
    for (row, (cells, total)) in one.rows.iter().zip(cells) {
        let mut line = vec![label(*row, scheme)];
        line.extend(cells.iter().chain([total]).map(|shown| cell(*shown)));
        lines.push(line);
    }
    let totals = one.shown.column_totals.iter().chain([&one.shown.total]);
    let mut last = vec![t("figures-out-all")];
    last.extend(totals.map(|shown| cell(*shown)));
    lines.push(last);
    lines
}

fn drawn(one: &TableOut<'_>, scheme: &Scheme, title: &str) -> Html {
    let mut lines = lines(one, scheme).into_iter();
    let head = lines.next().unwrap_or_default();
    let rows = lines.map(|line| {
        let cells = line.into_iter().enumerate();
        let cells = cells.map(|(at, words)| {
            if at == 0 {
                return TableCell::new(words).header();
            }
            if words == HIDDEN {
                let said = t("figures-out-hidden");
                let words = Html::join([
                    Html::from(words),
                    Html::element("span", "govuk-visually-hidden", format!(" {said}")),
                ]);
                return TableCell::new(words).numeric();
            }
            TableCell::new(words).numeric()
        });
        cells.collect::<Vec<_>>()
    });
    let table = Columns::named(&head).table(title, rows);
    table.caption_hidden().render()
}

/// A line of CSV: every cell in quotation marks, so that no program takes one for a formula or a date.
fn csv_line(cells: &[String]) -> String {
    let cells = cells
        .iter()
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    let mut line = cells.collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

async fn take(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Path<(String, String)>,
) -> Answer {
    let counted = Counted::ALL.into_iter().find(|one| one.code() == code);
    let counted = counted.ok_or(PageError::NotFound)?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let one = take_figures(state.app(), &signed.ctx, counted).await?;
    let day = signed.ctx.today();
    let values = [
        ("from", i64::from(app::figures_out::HIDDEN_FROM).into()),
        ("to", i64::from(app::figures_out::HIDDEN_TO).into()),
        ("step", i64::from(app::figures_out::ROUNDED_TO).into()),
    ];
    let mut text = String::from("\u{FEFF}");
    text.push_str(&csv_line(&[t_code("figures-out", &code)]));
    text.push_str(&csv_line(&[t_with("figures-out-rule", &values)]));
    if one.years.is_empty() {
        text.push_str(&csv_line(&[t("figures-out-none")]));
    } else {
        for line in lines(&one, scheme) {
            text.push_str(&csv_line(&line));
        }
    }
    let name = format!("figures-{code}-{day}.csv");
    Ok(attachment(
        text.into_bytes(),
        "text/csv; charset=utf-8",
        &name,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_csv_stand_in_quotation_marks() {
        let cells = ["=1+1".to_owned(), "a \"b\"".to_owned(), "c".to_owned()];
        assert_eq!(csv_line(&cells), "\"=1+1\",\"a \"\"b\"\"\",\"c\"\r\n");
    }

    #[test]
    fn both_ways_of_hiding_look_the_same() {
        assert_eq!(cell(Shown::Small), cell(Shown::Beside));
        assert_eq!(cell(Shown::Number(0)), "0");
    }
}
