//! The second person for another list of themes: what changes, side by side with the list in force, and agreeing, sending back or
//! withdrawing it.

use access::actions;
use app::AppError;
use app::commons::Theme;
use app::library::{AskedThemes, agree_themes, send_themes_back, themes_waiting, withdraw_themes};
use axum::extract::State;
use govuk::{Html, TableCell};

use super::second::{asked_by, nobody_else};
use super::second_answer::{BACK, answered, end, field_of};
use crate::draw::{Columns, inset, link_button, paragraph, warning};
use crate::form::Filled;
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Sheet, drawn};
use crate::texts::{t, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

/// That a list waits, on the page of the list in force, for whoever sees that.
pub(super) async fn on_page(
    (state, signed): (&WebState, &Signed),
) -> Result<Option<Html>, PageError> {
    let Some(waits) = themes_waiting(state.app(), &signed.ctx).await? else {
        return Ok(None);
    };
    let day = moment_in_words(waits.asked.asked_at);
    let says = inset(t1("themes-asked-waits", "day", day)).render();
    let href = signed.path("shared/themes/asked");
    let link = govuk::Link::new(t("themes-asked-link"), &href).render();
    let mut parts = vec![says, paragraph(link)];
    if waits.mine {
        let hidden = state.hidden(&signed.visit, Some(waits.asked.version))?;
        let about = format!(" {}", t("themes-asked-about"));
        let (action, words) = (format!("{href}/withdraw"), t("second-withdraw"));
        parts.push(link_button(&action, hidden, (&words, &about))?);
        parts.extend(nobody_else((state, signed)).await?);
    }
    Ok(Some(Html::join(parts)))
}

/// A theme in words: its title and the words that suggest it.
fn words(theme: Option<&Theme>) -> Vec<Html> {
    let Some(theme) = theme else {
        return vec![Html::escape(t("themes-asked-new"))];
    };
    let mut lines = vec![
        Html::escape(&theme.title),
        Html::escape(theme.words.join(", ")),
    ];
    if theme.retired {
        lines.push(Html::escape(t("themes-retired")));
    }
    lines
}

/// The themes that change, each as it stands and as it would.
fn side_by_side(waits: &AskedThemes) -> Html {
    let before = &waits.in_force.themes;
    let was = |theme: &Theme| before.iter().find(|one| one.code == theme.code);
    let changed = waits.asked.themes.iter();
    let changed = changed.filter(|theme| was(theme) != Some(*theme));
    let rows = changed.map(|theme| {
        vec![
            TableCell::new(Html::lines(words(was(theme)))),
            TableCell::new(Html::lines(words(Some(theme)))),
        ]
    });
    Columns::of(&["themes-asked-before", "themes-asked-after"])
        .table(t("themes-asked-changes"), rows)
        .render()
}

async fn waiting((state, signed): (&WebState, &Signed)) -> Result<AskedThemes, PageError> {
    signed.may::<actions::ReadLibrary>(state).await?;
    let waits = themes_waiting(state.app(), &signed.ctx).await?;
    waits.ok_or(PageError::NotFound)
}

async fn sheet(
    (state, signed): (&WebState, &Signed),
    waits: &AskedThemes,
) -> Result<Sheet, PageError> {
    let asked = asked_by(
        (state, signed),
        waits.asked.by.0,
        moment_in_words(waits.asked.asked_at),
    )
    .await?;
    let why = waits.asked.why.as_str();
    let mut parts = vec![
        inset(t1("themes-asked-why", "why", why)).render(),
        side_by_side(waits),
    ];
    let back = waits.asked.sent_back.iter();
    parts.extend(back.map(|why| inset(t1("themes-asked-back", "why", why.as_str())).render()));
    if waits.asked.follows != waits.in_force.version {
        parts.push(warning(t("themes-asked-late")).render());
    }
    let mut sheet = Sheet {
        title: t("second-agree-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("themes-second-explain"), asked],
        inputs: vec![drawn(Html::join(parts))],
        button: t("share-release-look-again"),
        back: signed.path("shared/themes"),
    };
    end(&mut sheet, waits.may);
    Ok(sheet)
}

pub(super) async fn form(State(state): State<WebState>, signed: Signed) -> Answer {
    let waits = waiting((&state, &signed)).await?;
    let hidden = state.hidden(&signed.visit, Some(waits.asked.version))?;
    let sheet = sheet((&state, &signed), &waits).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    mut form: Filled,
) -> Answer {
    signed.may::<actions::ReadLibrary>(&state).await?;
    let (sent, shown) = (form.form_id()?, form.version()?);
    let waits = themes_waiting(state.app(), &signed.ctx).await?;
    // The same form, sent again, finds nothing that waits: what it said was done.
    let Some(waits) = waits else {
        return Ok(next_page(&signed.path("shared/themes")));
    };
    let sent = (sent, (waits.asked.id, shown));
    if waits.may.is_err() {
        return Ok(next_page(&signed.path("shared/themes/asked")));
    }
    let sheet = sheet((&state, &signed), &waits).await?;
    let Some((answer, why)) = answered(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let (app, ctx) = (state.app(), &signed.ctx);
    let done = match answer {
        BACK => send_themes_back(app, ctx, sent, &why).await,
        _ => agree_themes(app, ctx, sent).await,
    };
    match done {
        Ok(()) => Ok(next_page(&signed.path("shared/themes"))),
        Err(AppError::Rule(code)) => {
            let field = field_of(code);
            sheet.refused((&state, &signed), form, (&field, AppError::Rule(code)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Withdraws a list that the reader asked for.
pub(super) async fn withdraw(
    State(state): State<WebState>,
    signed: Signed,
    form: Filled,
) -> Answer {
    signed.may::<actions::EditThemes>(&state).await?;
    let (sent, shown) = (form.form_id()?, form.version()?);
    let waits = themes_waiting(state.app(), &signed.ctx).await?;
    let next = next_page(&signed.path("shared/themes"));
    let Some(waits) = waits else { return Ok(next) };
    let sent = (sent, (waits.asked.id, shown));
    withdraw_themes(state.app(), &signed.ctx, sent).await?;
    Ok(next)
}
