//! Answer one line of the checklist, a page for each, one after the other: on a phone nothing is lost between them, and
//! two people who answer the same line meet with both texts.

use app::AppError;
use app::publication::{keep_check, keep_legal_bar, line_history};
use app::vault::Revision;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{CheckSays, CheckedLine, check_groups};
use model::scheme::CodeItem;
use model::{Date, RecordId, Sensitive};

use super::{OF, Seen, by_on, seen, today, version_of};
use crate::draw::{bullets, kept};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const SAYS: Field = field("says", "check-says");
const WORDS: Field = field("words", "check-words");
const BY: Field = field("by", "check-by");
const ON: Field = field("on", "check-on");

/// A line of the checklist, and the heading over it.
struct Line<'a> {
    item: &'a CodeItem,
    group: &'a str,
    legal: bool,
}

/// The lines that a scheme asks for, in order.
fn all_lines<'a>(seen: &Seen<'a>) -> impl Iterator<Item = Line<'a>> {
    check_groups(seen.scheme).flat_map(|group| {
        group.list.items.iter().map(move |item| Line {
            item,
            group: &group.list.label.en,
            legal: group.legal,
        })
    })
}

fn line<'a>(seen: &Seen<'a>, code: &str, legal: bool) -> Result<Line<'a>, PageError> {
    let found = all_lines(seen).find(|line| line.item.code == code && line.legal == legal);
    found.ok_or(PageError::NotFound)
}

/// End of the address of a line.
pub(super) fn end(code: &str, legal: bool) -> String {
    let part = if legal { "legal" } else { "checks" };
    format!("{part}/{code}")
}

/// The next line that the reader may answer and that nobody has answered for this version; after the last one it goes on
/// with the first.
pub(super) fn next_open(seen: &Seen<'_>, after: Option<&str>) -> Option<String> {
    let publication = &seen.publication;
    let made = &publication.made;
    let is_open = |line: &Line<'_>| {
        let may = publication.may_edit || (line.legal && publication.may_check_law);
        let said = made.line(&line.item.code);
        may && !said.is_some_and(|one| made.is_current(one.body.of))
    };
    let all: Vec<Line<'_>> = all_lines(seen).collect();
    let place = all
        .iter()
        .position(|line| Some(line.item.code.as_str()) == after);
    let start = place.map_or(0, |place| place + 1);
    let (before, behind) = all.split_at(start.min(all.len()));
    let mut others = behind.iter().chain(before);
    let next = others.find(|line| is_open(line) && Some(line.item.code.as_str()) != after)?;
    Some(end(&next.item.code, next.legal))
}

fn filled(one: &CheckedLine) -> Filled {
    Filled::with([
        (SAYS.id, one.says.code().to_owned()),
        (WORDS.id, one.words.0.clone()),
        (BY.id, one.by.0.clone()),
        (ON.id, one.on.to_string()),
    ])
}

fn sheet(
    seen: &Seen<'_>,
    line: &Line<'_>,
    (of, before): (&str, &[Revision<CheckedLine>]),
) -> Sheet {
    let title = line.item.label.en.clone();
    let mut sheet = seen.sheet(title, "publication_check");
    sheet.caption = format!("{}. {}", seen.caption(), line.group);
    if let Some(help) = &line.item.help {
        sheet.explain.insert(0, help.en.clone());
    }
    let offers = CheckSays::ALL.iter().map(|says| {
        let code = says.code();
        Offer::new(code, t_code("check-is", code))
    });
    sheet.inputs = vec![
        input(SAYS, Ask::OneOf(offers.collect())),
        input(WORDS, Ask::Words),
        input(BY, Ask::Line),
        input(ON, Ask::Line),
        drawn(kept(OF, of)),
        drawn(said_before(before)),
    ];
    sheet.button = t("check-button");
    sheet
}

/// What was said of the line before, newest first.
fn said_before(all: &[Revision<CheckedLine>]) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    let lines = all.iter().map(|one| {
        let body = &one.body;
        let says = t_code("check-says", body.says.code());
        let mut words = vec![Html::escape(format!(
            "{says}. {}",
            by_on(&body.by.0, body.on)
        ))];
        if !body.words.0.is_empty() {
            words.push(Html::escape(&body.words.0));
        }
        Html::lines(words)
    });
    Html::join([
        Html::element("h2", "govuk-heading-m", t("check-before")),
        bullets(lines),
    ])
}

/// Who the reader was when they answered a line last: name and role need not be typed thirty times.
fn last_by(seen: &Seen<'_>, signed: &Signed) -> String {
    let Some(me) = signed.ctx.actor.person() else {
        return String::new();
    };
    let me = me.id.to_string();
    let lines = seen.publication.made.lines.iter();
    let mine = lines.filter(|one| one.by == me);
    let latest = mine.max_by_key(|one| one.changed_at);
    latest.map_or_else(
        || seen.names.person(&me).unwrap_or_default().to_owned(),
        |one| one.body.by.0.clone(),
    )
}

async fn before(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    line: Option<RecordId>,
) -> Result<Vec<Revision<CheckedLine>>, PageError> {
    let Some(line) = line else {
        return Ok(Vec::new());
    };
    Ok(line_history(state.app(), &signed.ctx, &seen.reference, line).await?)
}

async fn show(state: WebState, signed: Signed, (_, text, code): Parts, legal: bool) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(may(&seen, legal))?;
    let line = line(&seen, &code, legal)?;
    let Some(current) = seen.current() else {
        if !seen.publication.may_edit {
            return Err(PageError::Rule("publication-version-first"));
        }
        return seen.name_version_first();
    };
    let said = seen.publication.made.line(&code);
    let empty = Filled::with([(BY.id, last_by(&seen, &signed)), (ON.id, today(&signed))]);
    let (mut form, hidden) = opened(&state, &signed, said, (filled, empty.clone()))?;
    if let Some(said) = said
        && said.body.of != current
    {
        // An earlier version: what was said is shown below, and is looked at anew.
        form = empty;
        form.set(WORDS.id, said.body.words.0.clone());
    }
    let before = before(&state, &signed, &seen, said.map(|one| one.id)).await?;
    let sheet = sheet(&seen, &line, (&current.to_string(), &before));
    sheet.show(&state, &signed, &form, hidden)
}

const fn may(seen: &Seen<'_>, legal: bool) -> bool {
    if legal {
        seen.publication.may_check_law
    } else {
        seen.publication.may_edit
    }
}

fn read(form: &mut Filled, (code, of): (&str, RecordId), today: Date) -> Option<CheckedLine> {
    let says = form.coded(&SAYS, CheckSays::from_code);
    let words = form.text_or_none(&WORDS, 5_000);
    let by = form.text(&BY, 200);
    let on = form.uncertain_date(&ON, today);
    if !form.is_good() {
        return None;
    }
    Some(CheckedLine {
        line: code.to_owned(),
        of,
        says: says?,
        words: Sensitive(words.unwrap_or_default()),
        by: Sensitive(by?),
        on: on?,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "publication-check-why" => Some(WORDS),
        "publication-by" => Some(BY),
        "publication-later" => Some(ON),
        _ => None,
    }
}

async fn keep(
    state: WebState,
    signed: Signed,
    (_, text, code): Parts,
    (mut form, legal): (Filled, bool),
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(may(&seen, legal))?;
    let line = line(&seen, &code, legal)?;
    let of = version_of(&form)?;
    let said = seen.publication.made.line(&code);
    let before = before(&state, &signed, &seen, said.map(|one| one.id)).await?;
    let sheet = sheet(&seen, &line, (&of.to_string(), &before));
    let Some(new) = read(&mut form, (&code, of), signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_shown(said, &form)?);
    let (app, ctx, reference) = (state.app(), &signed.ctx, &seen.reference);
    let outcome: Result<RecordId, AppError> = if legal {
        keep_legal_bar(app, ctx, reference, sent, &new).await
    } else {
        keep_check(app, ctx, reference, sent, &new).await
    };
    let next = next_open(&seen, Some(&code));
    let next = next.unwrap_or_else(|| "checklist".to_owned());
    let next = format!("{}/{next}", seen.base);
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// What stands in the address: organisation, reference, line.
type Parts = (String, String, String);

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): HereOne,
) -> Answer {
    show(state, signed, parts, false).await
}

pub(super) async fn form_legal(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): HereOne,
) -> Answer {
    show(state, signed, parts, true).await
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): HereOne,
    form: Filled,
) -> Answer {
    keep(state, signed, parts, (form, false)).await
}

pub(super) async fn save_legal(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): HereOne,
    form: Filled,
) -> Answer {
    keep(state, signed, parts, (form, true)).await
}
