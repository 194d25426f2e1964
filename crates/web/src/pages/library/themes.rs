//! The list of themes: what is in force, what was before, and putting another in force. A line holds a code, a title and the
//! words that suggest the theme.

use access::actions;
use app::AppError;
use app::commons::{Theme, ThemeList};
use app::library::{NewThemes, ask_themes, lists};
use app::sharing::Found as Stops;
use askama::Template;
use axum::extract::State;
use govuk::{Html, TableCell};

use super::second::nobody_else;
use super::stops::{self, KEPT};
use super::themes_second::on_page;
use crate::draw::{Columns, bullets, marked};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const LINES: Field = field("lines", "themes-lines");
const WHY: Field = field("why", "themes-why");
/// Longest list, in characters.
const LONGEST: usize = 40_000;
/// What parts the three pieces of a line.
const BAR: char = '|';
/// What a line of a retired theme begins with.
const RETIRED: char = '-';

#[derive(Template)]
#[template(path = "library/themes.html")]
struct ThemesPage {
    frame: Frame,
    table: Html,
    versions: Html,
    /// That another list waits for a second person, for whoever sees that.
    waits: Option<Html>,
    change: Option<String>,
}

pub(super) async fn show_lists(State(state): State<WebState>, signed: Signed) -> Answer {
    let (all, may) = lists(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let version = |one: &ThemeList| {
        let line = |who: String, when: String, why: &str| {
            let values = [
                ("version", one.version.into()),
                ("who", who.into()),
                ("when", when.into()),
            ];
            marked(t_with("themes-version", &values), why)
        };
        match &one.changed {
            None => t("themes-shipped").into(),
            Some((at, person, why)) => {
                let who = names
                    .of(*person)
                    .map_or_else(|| t("somebody"), str::to_owned);
                line(who, moment_in_words(*at), why)
            }
        }
    };
    let in_force = all.first().ok_or(PageError::Broken)?;
    show(&ThemesPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("shared-themes-title"))
            .back(signed.path("shared")),
        table: table(in_force),
        versions: bullets(all.iter().map(version)),
        waits: on_page((&state, &signed)).await?,
        change: may.then(|| signed.path("shared/themes/change")),
    })
}

fn table(list: &ThemeList) -> Html {
    let row = |one: &Theme| {
        let mark = if one.retired {
            t("themes-retired")
        } else {
            String::new()
        };
        vec![
            TableCell::new(marked(one.title.as_str(), mark)).header(),
            TableCell::new(one.words.join(", ")),
        ]
    };
    Columns::of(&["shared-theme-key", "themes-words-key"])
        .table(t("shared-themes-title"), list.themes.iter().map(row))
        .caption_hidden()
        .render()
}

/// The list as its lines: code, title, words.
fn lines_of(list: &ThemeList) -> String {
    let line = |one: &Theme| {
        let mark = if one.retired { "- " } else { "" };
        let words = one.words.join(", ");
        format!("{mark}{} {BAR} {} {BAR} {words}", one.code, one.title)
    };
    let lines: Vec<String> = list.themes.iter().map(line).collect();
    lines.join("\n")
}

/// The themes of lines; none where a line has not its three pieces.
fn themes_of(lines: &str) -> Option<Vec<Theme>> {
    let said = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    said.map(|line| {
        let retired = line.starts_with(RETIRED);
        let line = line.trim_start_matches(RETIRED);
        let mut pieces = line.splitn(3, BAR).map(str::trim);
        let (code, title, words) = (pieces.next()?, pieces.next()?, pieces.next()?);
        let words = words.split(',').map(str::trim);
        let words = words.filter(|word| !word.is_empty());
        Some(Theme {
            code: code.to_owned(),
            title: title.to_owned(),
            words: words.map(str::to_lowercase).collect(),
            retired,
        })
    })
    .collect()
}

fn sheet(signed: &Signed) -> Sheet {
    Sheet {
        title: t("themes-change-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![
            t("themes-change-explain"),
            t("themes-change-how"),
            t("themes-change-second"),
        ],
        inputs: vec![input(LINES, Ask::Long), input(WHY, Ask::Words)],
        button: t("themes-change-button"),
        back: signed.path("shared/themes"),
    }
}

pub(super) async fn form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::EditThemes>(&state).await?;
    let (all, _) = lists(state.app(), &signed.ctx).await?;
    let in_force = all.first().ok_or(PageError::Broken)?;
    let form = Filled::with([(LINES.id, lines_of(in_force))]);
    let hidden = state.hidden(&signed.visit, Some(in_force.version))?;
    let mut sheet = sheet(&signed);
    let alone = nobody_else((&state, &signed)).await?;
    sheet.inputs.splice(0..0, alone.map(drawn));
    sheet.show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    mut form: Filled,
) -> Answer {
    signed.may::<actions::EditThemes>(&state).await?;
    let sent = (form.form_id()?, form.version()?);
    let lines = form.text(&LINES, LONGEST);
    let why = form.text(&WHY, 2_000);
    let kept = form.choices::<String>(&KEPT).unwrap_or_default();
    let list = lines.as_deref().and_then(themes_of);
    if lines.is_some() && list.is_none() {
        form.refuse(&LINES, "theme-line");
    }
    let (Some(list), Some(why)) = (list, why) else {
        return sheet(&signed).again(&state, &signed, &form);
    };
    let new = NewThemes {
        shown: sent.1,
        why,
        themes: list,
        kept,
    };
    match ask_themes(state.app(), &signed.ctx, (sent.0, &new)).await {
        Ok(found) if found.is_empty() => Ok(next_page(&signed.path("shared/themes"))),
        Ok(found) => {
            stops::say(&mut form, &found, (&LINES, &[&WHY]));
            keeping(sheet(&signed), &found).again(&state, &signed, &form)
        }
        Err(AppError::Rule("changed-meanwhile")) => conflict(&state, &signed, &form).await,
        Err(error) => sheet(&signed).refused((&state, &signed), form, (&LINES, error)),
    }
}

/// The page with the boxes in which a writer keeps words that only read like a name.
fn keeping(mut sheet: Sheet, stops: &[Stops]) -> Sheet {
    let offers = stops::to_keep(stops).into_iter();
    let offers: Vec<Offer> = offers
        .map(|(words, says)| Offer::new(words, says))
        .collect();
    if !offers.is_empty() {
        sheet.inputs.push(input(KEPT, Ask::AnyOf(offers)));
    }
    sheet
}

/// What was typed beside the list that somebody else put in force meanwhile.
async fn conflict(state: &WebState, signed: &Signed, form: &Filled) -> Answer {
    let (all, _) = lists(state.app(), &signed.ctx).await?;
    let in_force = all.first().ok_or(PageError::Broken)?;
    let now = Filled::with([
        (LINES.id, lines_of(in_force)),
        (WHY.id, form.value(WHY.id).to_owned()),
    ]);
    Err(sheet(signed).laid((form, &now), in_force.version, t("themes-changed")))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn lines_say_what_the_list_says() {
        let list = ThemeList {
            version: 3,
            changed: None,
            themes: vec![
                Theme {
                    code: "babies".to_owned(),
                    title: "Babies".to_owned(),
                    words: vec!["baby".to_owned(), "unborn".to_owned()],
                    retired: false,
                },
                Theme {
                    code: "old".to_owned(),
                    title: "An old one".to_owned(),
                    words: Vec::new(),
                    retired: true,
                },
            ],
        };
        assert_eq!(themes_of(&lines_of(&list)).unwrap(), list.themes);
    }

    #[test]
    fn a_line_without_its_pieces_is_none() {
        assert!(themes_of("babies | Babies").is_none());
        assert_eq!(themes_of("\n\n").unwrap(), Vec::new());
    }
}
