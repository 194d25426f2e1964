//! The lines that are ticked, with a name and a day, before everybody may read something.

use app::sharing::{asked_lines, keep_line};
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryList};
use model::Sensitive;
use model::case::{CheckSays, ReleaseLine};
use model::scheme::CodeItem;

use super::{As, HereIn, Seen, seen};
use crate::draw::{change, kept as kept_box, paragraph, row};
use crate::form::{Field, Filled, field};
use crate::pages::seen::place_shown;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const SAYS: Field = field("says", "check-says");
const WORDS: Field = field("words", "check-words");
pub(super) const BY: Field = field("by", "check-by");
pub(super) const ON: Field = field("on", "check-on");

/// The box that says what would leave.
pub(super) const TEXT: &str = "text";

/// The answers on offer, in the words of a release.
pub(super) fn answers() -> impl Iterator<Item = Offer> {
    CheckSays::ALL.iter().map(|says| {
        let code = says.code();
        Offer::new(code, t_code("share-line-is", code))
    })
}

/// The lines that are asked before this draft is released, with their headings; none where nothing is.
pub(super) fn asked<'a>(seen: &Seen<'a>) -> Vec<(&'a str, &'a CodeItem)> {
    let draft = &seen.view.draft.body;
    let def = seen.scheme.release_of(draft.is_own_work(), draft.audience);
    let all = def.map(|def| asked_lines(seen.scheme, def).collect());
    all.unwrap_or_default()
}

/// What was said of a line for what would leave now.
pub(super) fn current<'a>(seen: &'a Seen<'_>, code: &str) -> Option<&'a Stored<ReleaseLine>> {
    let said = seen.view.made.line(seen.view.draft.id, code);
    said.filter(|one| Some(&one.body.text) == seen.view.text.as_ref())
}

/// What was said, by whom and when.
pub(super) fn said(one: &ReleaseLine) -> String {
    let values = [
        ("says", t_code("share-line-says", one.says.code()).into()),
        ("by", one.by.0.as_str().into()),
        ("on", one.on.to_string().into()),
    ];
    t_with("share-line-said", &values)
}

/// Every line that is asked, with what was said of it for what would leave now, and the way to all of them on one page.
pub(super) fn summary(seen: &Seen<'_>) -> Html {
    let may = seen.may_check_lines().is_ok();
    let rows = asked(seen).into_iter().map(|(group, item)| {
        let says = current(seen, &item.code).map(|one| said(&one.body));
        let says = says.unwrap_or_else(|| t("check-not-yet"));
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
    let list = SummaryList::new().rows(rows).render();
    if !may {
        return list;
    }
    let all = Link::new(t("share-lines-all"), format!("{}/lines", seen.base));
    Html::join([paragraph(all.render()), list])
}

fn line<'a>(seen: &Seen<'a>, code: &str) -> Result<&'a CodeItem, PageError> {
    let mut all = asked(seen).into_iter().map(|(_, item)| item);
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
    let mut sheet = seen.sheet("share-lines", "sharing_release");
    sheet.title.clone_from(&item.label.en);
    sheet.explain = item.help.iter().map(|help| help.en.clone()).collect();
    sheet.inputs = vec![
        input(SAYS, Ask::OneOf(answers().collect())),
        input(WORDS, Ask::Words),
        input(BY, Ask::Line),
        input(ON, Ask::Line),
        drawn(kept_box(TEXT, text)),
    ];
    sheet.back = format!("{}/release", seen.base);
    sheet
}

/// Who checks and when, as it is filled in: whoever opens the page, today.
pub(super) fn me_today(signed: &Signed, seen: &Seen<'_>) -> [(&'static str, String); 2] {
    let me = signed.ctx.actor.person().map(|one| seen.person(one.id));
    let today = date_in_words(signed.ctx.today());
    [(BY.id, me.unwrap_or_default()), (ON.id, today)]
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, code)): HereIn,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Releaser).await?;
    seen.may_check_lines()?;
    let item = line(&seen, &code)?;
    let leaves = seen.view.text.clone().unwrap_or_default();
    let empty = || Filled::with(me_today(&signed, &seen));
    let form = current(&seen, &code).map_or_else(empty, |one| filled(&one.body));
    let kept = seen.view.made.line(seen.view.draft.id, &code);
    let hidden = state.hidden(&signed.visit, kept.map(|one| one.version))?;
    sheet(&seen, item, &leaves).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "release-line-why" | "release-line-lift" => Some(WORDS),
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
    seen.may_check_lines()?;
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
        line: code.clone(),
        says,
        words: Sensitive(words.unwrap_or_default()),
        by: Sensitive(by),
        on,
    };
    let kept = seen.view.made.line(seen.view.draft.id, &code);
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = keep_line(state.app(), &signed.ctx, &seen.reference, (sent, &new)).await;
    let next = format!("{}/release", seen.base);
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
