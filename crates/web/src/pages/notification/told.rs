//! Whom the notification concerns and how far each has it; what was sent to them and what came back,
//! inside this service or outside it.

use app::notification::{NATIONAL, Recipient, Since, recipients, tell, untell};
use app::vault::{FileRow, Stored};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{Direction, Told};
use model::scheme::StepText;
use model::{FileId, Sensitive};

use super::{Here, HereOne, Seen, framed, seen};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::pages::seen::{by_id, files_on_offer, one_of, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const DIRECTION: Field = field("direction", "told-direction");
const RECIPIENT: Field = field("recipient", "told-recipient");
const WHOM: Field = field("whom", "told-whom");
const TOLD_ON: Field = field("told-on", "told-on");
const CHANNEL: Field = field("channel", "told-channel");
const BY: Field = field("by", "told-by");
const REFERENCE: Field = field("reference", "told-reference");
const FILE: Field = field("file", "told-file");
/// Asks for the form again, with the files that were added since.
const AGAIN: Field = field("files-again", "told-files-again");

const ELSEWHERE: &str = "partners_elsewhere";
/// Begins the code of a recipient that is an affected area.
const AREA: &str = "area-";

struct Entry {
    words: String,
    reference: String,
    /// The file that was sent or came: its name and address; no name once it was taken away.
    file: Option<(Option<String>, String)>,
    href: String,
    away: String,
}

struct Line {
    label: String,
    state: String,
    open: bool,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "notification/told.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    decided: bool,
    lines: Vec<Line>,
    others: Vec<Entry>,
    may: bool,
    base: String,
    areas: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let whom = recipients(&seen.view, seen.scheme);
    let listed = |one: &&Stored<Told>| {
        let same = |whom: &Recipient| whom.id == one.body.recipient && whom.area == one.body.area;
        whom.iter().any(same)
    };
    let others = seen.view.told.iter().filter(|one| !listed(one));
    show(&ListPage {
        lines: whom.iter().map(|one| line(&seen, one)).collect(),
        others: others.map(|one| entry(&seen, one)).collect(),
        decided: seen.view.decision.is_some(),
        may: seen.usable(seen.view.may_tell).is_ok(),
        step: seen.step("told"),
        frame: framed(&state, &signed, "task-told", &seen.base, &Filled::empty()),
        areas: format!("{}/areas", seen.review()),
        base: seen.base.clone(),
    })
}

fn line(seen: &Seen<'_>, one: &Recipient) -> Line {
    let state = match one.since {
        None if one.id == NATIONAL => t("told-not-yet-national"),
        None => t("told-not-yet"),
        Some(Since { on, by_the_service }) => {
            let key = if by_the_service {
                "told-by-service"
            } else {
                "told-since"
            };
            t1(key, "when", on.to_string())
        }
    };
    let all = one.sent.iter().chain(&one.received);
    Line {
        label: one.label.clone(),
        state,
        open: one.since.is_none(),
        entries: all.map(|one| entry(seen, one)).collect(),
    }
}

fn entry(seen: &Seen<'_>, one: &Stored<Told>) -> Entry {
    let told = &one.body;
    let channel = t_code("channel", &told.channel);
    let values = [
        ("when", told.on.to_string().into()),
        ("whom", told.whom.0.as_str().into()),
        ("by", told.by.0.as_str().into()),
        ("how", channel.into()),
    ];
    let href = format!("{}/told/{}", seen.base, one.id);
    Entry {
        words: t_with(&format!("told-entry-{}", told.direction.code()), &values),
        reference: told.reference.0.clone(),
        file: told.file.map(|file| {
            let href = format!("{}/files/{file}", seen.review());
            (file_name(seen, file), href)
        }),
        away: format!("{href}/take-away"),
        href,
    }
}

/// The name of a file of the review; none when it was taken away.
fn file_name(seen: &Seen<'_>, file: FileId) -> Option<String> {
    let found = seen.view.files.iter().find(|one| one.id == file);
    found.map(|one| one.name.0.clone())
}

/// The files on offer, newest first, and the one that stands there even when it was taken away since; and a sentence
/// about those that are held.
fn files(state: &WebState, seen: &Seen<'_>, kept: Option<FileId>) -> (Vec<Offer>, Option<String>) {
    let named = |one: &FileRow| {
        let values = [
            ("name", one.name.0.as_str().into()),
            ("when", moment_in_words(one.added_at).into()),
        ];
        t_with("told-file-offer", &values)
    };
    let chosen: Vec<FileId> = kept.into_iter().collect();
    let (mut offers, held) = files_on_offer(state, &seen.view.files, &chosen, named);
    offers.reverse();
    if let Some(gone) = kept.filter(|file| file_name(seen, *file).is_none()) {
        offers.push(Offer::new(gone.to_string(), t("told-file-gone")));
    }
    (offers, held)
}

fn recipient_code(told: &Told) -> String {
    told.area
        .map_or_else(|| told.recipient.clone(), |area| format!("{AREA}{area}"))
}

fn filled(told: &Told) -> Filled {
    Filled::with([
        (DIRECTION.id, told.direction.code().to_owned()),
        (RECIPIENT.id, recipient_code(told)),
        (WHOM.id, told.whom.0.clone()),
        (TOLD_ON.id, told.on.to_string()),
        (CHANNEL.id, told.channel.clone()),
        (BY.id, told.by.0.clone()),
        (REFERENCE.id, told.reference.0.clone()),
        (
            FILE.id,
            told.file.map_or_else(String::new, |file| file.to_string()),
        ),
    ])
}

/// Every recipient of the scheme; the partners of each affected area by themselves.
fn whom(seen: &Seen<'_>) -> Vec<Offer> {
    let mut offers = Vec::new();
    for item in &seen.scheme.recipients {
        if item.id != ELSEWHERE || seen.view.areas.is_empty() {
            offers.push(Offer::new(item.id.as_str(), item.label.en.as_str()));
            continue;
        }
        offers.extend(seen.view.areas.iter().map(|area| {
            let name = seen.view.authorities.get(&area.body.authority);
            let name = name.cloned().unwrap_or_else(|| t("area-former"));
            Offer::new(format!("{AREA}{}", area.id), t1("told-area", "area", name))
        }));
    }
    offers.push(Offer::new(Told::OTHER, t("told-other")));
    offers
}

#[derive(Template)]
#[template(
    source = r#"<p class="govuk-body"><a class="govuk-link" href="{{ href }}" target="_blank" rel="noreferrer noopener">{{ crate::t("told-file-add") }}</a></p>"#,
    ext = "html"
)]
struct AddFirst {
    href: String,
}

fn sheet(
    state: &WebState,
    seen: &Seen<'_>,
    kept: Option<&Stored<Told>>,
) -> Result<Sheet, PageError> {
    let (files, held) = files(state, seen, kept_file(kept));
    let directions = Direction::ALL.iter().map(|one| one.code());
    let directions = directions.map(|code| Offer::new(code, t_code("told-direction", code)));
    let channels = Told::CHANNELS.iter();
    let channels = channels.map(|code| Offer::new(*code, t_code("channel", code)));
    let href = format!("{}/files/add", seen.review());
    Ok(Sheet {
        title: t("told-title"),
        caption: t1("today-review", "reference", seen.reference.as_str()),
        step: seen.step("sent_outside"),
        explain: std::iter::once(t("told-explain")).chain(held).collect(),
        inputs: vec![
            input(DIRECTION, Ask::OneOf(directions.collect())),
            input(RECIPIENT, Ask::OneOf(whom(seen))),
            input(WHOM, Ask::Line),
            input(TOLD_ON, Ask::Line),
            input(CHANNEL, Ask::OneOf(channels.collect())),
            input(BY, Ask::Line),
            input(REFERENCE, Ask::Line),
            input(FILE, Ask::Pick(files)),
            drawn(Html::rendered(&AddFirst { href })?),
            input(AGAIN, Ask::Again(AGAIN.label())),
        ],
        button: t("save"),
        back: format!("{}/told", seen.base),
    })
}

/// The file that stands in an entry.
fn kept_file(kept: Option<&Stored<Told>>) -> Option<FileId> {
    kept.and_then(|one| one.body.file)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_tell)?;
    let kept = by_id(&seen.view.told, &id)?;
    let empty = Filled::with([(DIRECTION.id, Direction::Sent.code().to_owned())]);
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    sheet(&state, &seen, kept)?.show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, seen: &Seen<'_>, today: model::Date) -> Option<Told> {
    let direction = one_of(form, &DIRECTION, |code| {
        Direction::from_code(code).is_some()
    });
    let offered = whom(seen);
    let recipient = one_of(form, &RECIPIENT, |code| {
        offered.iter().any(|one| one.code == code)
    });
    let whom = form.text(&WHOM, 200);
    let on = form.uncertain_date(&TOLD_ON, today);
    let channel = one_of(form, &CHANNEL, |code| Told::CHANNELS.contains(&code));
    let by = form.text(&BY, 200);
    let reference = form.text_or_none(&REFERENCE, 500);
    // A file that is not on offer any more is said so by the rule, with everything else kept.
    let file = form.choice_or_none::<FileId>(&FILE);
    if !form.is_good() {
        return None;
    }
    let recipient = recipient?;
    let area = recipient.strip_prefix(AREA).map(str::to_owned);
    Some(Told {
        area: match &area {
            Some(area) => Some(area.parse().ok()?),
            None => None,
        },
        recipient: match area {
            Some(_) => ELSEWHERE.to_owned(),
            None => recipient,
        },
        whom: Sensitive(whom?),
        on: on?,
        channel: channel?,
        by: Sensitive(by?),
        direction: Direction::from_code(&direction?)?,
        reference: Sensitive(reference.unwrap_or_default()),
        file,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "told-recipient" | "told-area" => Some(RECIPIENT),
        "told-later" => Some(TOLD_ON),
        "told-file" => Some(FILE),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let kept = by_id(&seen.view.told, &id)?;
    let sheet = sheet(&state, &seen, kept)?;
    if !form.value(AGAIN.id).is_empty() {
        return sheet.again(&state, &signed, &form);
    }
    let Some(told) = read(&mut form, &seen, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = tell(state.app(), &signed.ctx, &seen.reference, sent, &told).await;
    let after = After {
        next: &format!("{}/told", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// Asks once more before an entry is taken away.
pub(super) async fn sure(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_tell)?;
    let kept = by_id(&seen.view.told, &id)?.ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    let mut sheet = sheet(&state, &seen, None)?;
    sheet.title = t("told-away-title");
    sheet.inputs = Vec::new();
    sheet.explain = vec![entry(&seen, kept).words, t("told-away-explain")];
    sheet.button = t("told-away-button");
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    untell(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(next_page(&format!("{}/told", seen.base)))
}
