//! The lines that are ticked, with a name and a day, before everybody may read something.

use app::sharing::{asked_lines, keep_line};
use axum::extract::{Path, State};
use govuk::{Html, SummaryList};
use model::Sensitive;
use model::case::{CheckSays, ReleaseLine};
use model::scheme::CodeItem;

use super::{As, HereIn, Seen, seen};
use crate::draw::{change, kept, row};
use crate::form::{Field, Filled, field};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const SAYS: Field = field("says", "check-says");
const WORDS: Field = field("words", "check-words");
const BY: Field = field("by", "check-by");
const ON: Field = field("on", "check-on");

/// The box that says what would leave.
const TEXT: &str = "text";

/// Every line that is asked, with what was said of it for what would leave now.
pub(super) fn summary(seen: &Seen<'_>) -> Html {
    let view = &seen.view;
    let draft = &view.draft.body;
    let def = seen.scheme.release_of(draft.is_own_work(), draft.audience);
    let Some(def) = def else {
        return Html::default();
    };
    let may = seen.is_open(view.may.release);
    let rows = asked_lines(seen.scheme, def).map(|(group, item)| {
        let said = view.made.line(view.draft.id, &item.code);
        let current = said.filter(|one| Some(&one.body.text) == view.text.as_ref());
        let says = match current {
            None => t("check-not-yet"),
            Some(one) => {
                let values = [
                    ("says", t_code("check-says", one.body.says.code()).into()),
                    ("by", one.body.by.0.as_str().into()),
                    ("on", one.body.on.to_string().into()),
                ];
                t_with("share-line-said", &values)
            }
        };
        let row = row(format!("{group}: {}", item.label.en), says);
        if may {
            let href = format!("{}/lines/{}", seen.base, item.code);
            row.action(change(href, &item.label.en))
        } else {
            row
        }
    });
    let rows: Vec<govuk::SummaryRow> = rows.collect();
    if rows.is_empty() {
        return Html::default();
    }
    SummaryList::new().rows(rows).render()
}

fn line<'a>(seen: &Seen<'a>, code: &str) -> Result<&'a CodeItem, PageError> {
    let scheme = seen.scheme;
    let draft = &seen.view.draft.body;
    let def = scheme.release_of(draft.is_own_work(), draft.audience);
    let def = def.ok_or(PageError::NotFound)?;
    let mut all = asked_lines(scheme, def).map(|(_, item)| item);
    all.find(|item| item.code == code)
        .ok_or(PageError::NotFound)
}

fn filled(one: &ReleaseLine) -> Filled {
    Filled::with([
        (SAYS.id, one.says.code().to_owned()),
        (WORDS.id, one.words.0.clone()),
        (BY.id, one.by.0.clone()),
        (ON.id, one.on.to_string()),
    ])
}

fn sheet(seen: &Seen<'_>, item: &CodeItem, text: &str) -> Sheet {
    let offers = CheckSays::ALL.iter().map(|says| {
        let code = says.code();
        Offer::new(code, t_code("share-line-is", code))
    });
    let mut sheet = seen.sheet("share-lines", "sharing_release");
    sheet.title.clone_from(&item.label.en);
    sheet.explain = item.help.iter().map(|help| help.en.clone()).collect();
    sheet.inputs = vec![
        input(SAYS, Ask::OneOf(offers.collect())),
        input(WORDS, Ask::Words),
        input(BY, Ask::Line),
        input(ON, Ask::Line),
        drawn(kept(TEXT, text)),
    ];
    sheet.back = format!("{}/release", seen.base);
    sheet
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, code)): HereIn,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Releaser).await?;
    seen.usable(seen.view.may.release)?;
    let item = line(&seen, &code)?;
    let leaves = seen.view.text.clone().unwrap_or_default();
    let said = seen.view.made.line(seen.view.draft.id, &code);
    let current = said.filter(|one| one.body.text == leaves);
    let me = signed.ctx.actor.person().map(|one| seen.person(one.id));
    let empty = Filled::with([
        (BY.id, me.unwrap_or_default()),
        (ON.id, date_in_words(signed.ctx.today())),
    ]);
    let form = current.map_or(empty, |one| filled(&one.body));
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen, item, &leaves).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "release-line-why" => Some(WORDS),
        "release-line-by" => Some(BY),
        "release-line-later" => Some(ON),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, code)): HereIn,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Releaser).await?;
    seen.usable(seen.view.may.release)?;
    let item = line(&seen, &code)?;
    let leaves = form.value(TEXT).to_owned();
    let sheet = sheet(&seen, item, &leaves);
    let says = form.coded(&SAYS, CheckSays::from_code);
    let words = form.text_or_none(&WORDS, 5_000);
    let by = form.text(&BY, 200);
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let (Some(says), Some(by), Some(on), true) = (says, by, on, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = ReleaseLine {
        of: seen.view.draft.id,
        text: leaves,
        line: code,
        says,
        words: Sensitive(words.unwrap_or_default()),
        by: Sensitive(by),
        on,
    };
    let sent = (form.form_id()?, &new);
    let outcome = keep_line(state.app(), &signed.ctx, &seen.reference, sent).await;
    let next = format!("{}/release", seen.base);
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
