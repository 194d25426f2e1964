//! The check: what was written beside what would leave, and a decision on each thing that could tell who it is about.

use app::sharing::{Line, NewDecision, TOGETHER, ask_to_release, decide, stands};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::Sensitive;
use model::case::FindingChoice;
use model::scheme::StepText;

use super::side_by_side::{list, numbered, still, table, what, why, words};
use super::{As, HereDraft, HereIn, Seen, seen, themes};
use crate::draw::{inset, kept, paragraph};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code, t_with, t1};
use crate::{Signed, WebState};

const CHOICE: Field = field("choice", "found-choice");
const OWN: Field = field("own", "found-own");
const KEPT: Field = field("kept", "found-kept");

/// The boxes that say what was found, as the page showed it.
const FIELD: &str = "found-field";
const WORDS: &str = "found-words";
const START: &str = "found-start";
/// What was decided of it when the page was shown.
const STOOD: &str = "found-stood";

/// The code of an offered replacement begins with this; its place in the list follows.
const OFFERED: &str = "offered-";

#[derive(Template)]
#[template(path = "sharing/check.html")]
struct CheckPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    open: String,
    table: Html,
    found: Html,
    still: Html,
    /// Address of the first thing that waits for a decision.
    next: Option<String>,
    /// Everything is decided, and nobody was asked to release it yet.
    may_ask: bool,
    /// Nobody has said whether the family knows.
    no_family: bool,
    asked: bool,
    themes: Html,
    hidden: Hidden,
    base: String,
}

pub(super) async fn overview(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    let view = &seen.view;
    let may = seen.is_open(view.may.check);
    let open = view.leaving.open();
    let check = view.made.check(view.draft.id);
    let asked = check.is_some_and(|one| one.body.asked_on.is_some());
    let no_family = view.made.family(view.draft.id).is_none();
    show(&CheckPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("share-check-title"))
            .back(seen.base.clone()),
        caption: seen.caption(),
        step: seen.step("sharing_check"),
        open: t_with("share-open", &[("many", open.into())]),
        table: table(view),
        found: list(&seen, may),
        still: still(view),
        next: next_open(&seen, 0).filter(|_| may),
        may_ask: may && open == 0 && !asked && !no_family,
        no_family: no_family && open == 0 && may,
        asked,
        themes: themes::stand((&state, &signed), &seen).await?,
        hidden: state.hidden(&signed.visit, None)?,
        base: seen.base.clone(),
    })
}

/// Address of the next thing that nobody has decided; after the last it goes on with the first.
fn next_open(seen: &Seen<'_>, after: usize) -> Option<String> {
    let all = numbered(&seen.view);
    let open = |one: &&(usize, &Line)| one.1.decided.is_none() && one.0 != after;
    let behind = all.iter().filter(open).find(|one| one.0 > after);
    let next = behind.or_else(|| all.iter().find(open))?;
    Some(format!("{}/check/{}", seen.base, next.0))
}

/// Asks those who release it to read it.
pub(super) async fn ask(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.check)?;
    let sent = (form.form_id()?, seen.view.draft.id);
    ask_to_release(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(saved_page(&seen.base))
}

/// Something found by its number on the page.
fn numbered_line<'a>(seen: &'a Seen<'_>, number: &str) -> Result<(usize, &'a Line), PageError> {
    let number: usize = number.parse().map_err(|_| PageError::NotFound)?;
    let all = numbered(&seen.view).into_iter();
    let mut found = all.filter(|one| one.0 == number);
    found.next().ok_or(PageError::NotFound)
}

/// Which of how many it is, and how many wait for a decision.
fn place_among(seen: &Seen<'_>, number: usize) -> String {
    let all = numbered(&seen.view);
    let open = all.iter().filter(|one| one.1.decided.is_none()).count();
    let values = [
        ("number", number.into()),
        ("many", all.len().into()),
        ("open", open.into()),
    ];
    t_with("found-place", &values)
}

/// The sentence in which it stands, with it marked; what could be put together stands in none.
fn stands_in(seen: &Seen<'_>, number: usize, shown: &str) -> Html {
    let inside = match seen.view.leaving.sentence(number) {
        Some((before, said, after)) => Html::join([
            Html::escape(before),
            Html::element("mark", "", said),
            Html::escape(after),
        ]),
        None => Html::escape(shown),
    };
    inset(Html::element("span", "tl-words", inside)).render()
}

fn sheet(seen: &Seen<'_>, (number, line): (usize, &Line)) -> Sheet {
    let found = &line.found;
    let together = found.field == TOGETHER;
    let mut offers: Vec<Offer> = Vec::new();
    if !together {
        let offered = found.offered().iter().enumerate();
        offers.extend(offered.map(|(at, words)| {
            Offer::new(
                format!("{OFFERED}{at}"),
                t1("found-offered", "words", words),
            )
        }));
        offers.push(Offer::new("removed", t_code("found-choice", "removed")));
        offers.push(Offer::new("own", t_code("found-choice", "own")));
    }
    if found.may_be_kept() {
        offers.push(Offer::new("kept", t_code("found-choice", "kept")));
    }
    let title = t1("found-title", "number", number.to_string());
    let mut sheet = seen.sheet_titled(title, "sharing_check");
    sheet.explain = vec![place_among(seen, number), what(found)];
    sheet.explain.extend(why(found, seen.scheme));
    if found.known {
        sheet.explain.push(t("found-known"));
    } else if !found.may_be_kept() {
        sheet.explain.push(t("found-of-one"));
    }
    if together {
        sheet.explain.push(t("found-together"));
        sheet.explain.push(t("found-together-kept"));
    }
    let start = found.start.to_string();
    sheet.inputs = vec![
        drawn(stands_in(seen, number, &words(found, seen.scheme))),
        input(CHOICE, Ask::OneOf(offers)),
    ];
    if !together {
        sheet
            .inputs
            .push(group(t("found-if-own"), vec![input(OWN, Ask::Line)]));
    }
    if found.may_be_kept() {
        sheet
            .inputs
            .push(group(t("found-if-kept"), vec![input(KEPT, Ask::Words)]));
    }
    sheet.inputs.push(drawn(Html::join([
        kept(FIELD, found.field),
        kept(WORDS, &found.words.0),
        kept(START, &start),
        kept(STOOD, &stood(seen, line)),
    ])));
    if let Some(href) = next_open(seen, number) {
        let link = Link::new(t("found-next"), href).render();
        sheet.inputs.push(drawn(paragraph(link)));
    }
    sheet.button = t("found-button");
    sheet.back = format!("{}/check", seen.base);
    sheet
}

/// What stands of it, so that a decision of somebody else meanwhile is noticed.
fn stood(seen: &Seen<'_>, line: &Line) -> String {
    let check = seen.view.made.check(seen.view.draft.id);
    stands(check.map(|check| &check.body), &line.found)
}

/// What was chosen beside what somebody else decided since the page was shown: a choice is then made between both.
fn decided_meanwhile(seen: &Seen<'_>, line: &Line, (sheet, sent): (&Sheet, &Filled)) -> PageError {
    let who = line.decided.as_ref().map(|one| one.by.person);
    let who = who.map_or_else(|| t("somebody"), |who| seen.person(who));
    let check = seen.view.made.check(seen.view.draft.id);
    let version = check.map_or(0, |one| one.version);
    let mut sent = sent.clone();
    sent.set(STOOD, stood(seen, line));
    let changed = t1("found-decided-meanwhile", "who", who);
    sheet.laid((&sent, &filled(line)), version, changed)
}

fn filled(line: &Line) -> Filled {
    let Some(one) = &line.decided else {
        return Filled::empty();
    };
    let place = |words: &str| {
        let mut offers = line.found.offered().iter();
        offers.position(|one| one == words)
    };
    match &one.choice {
        FindingChoice::Offered { words } => match place(&words.0) {
            Some(at) => Filled::with([(CHOICE.id, format!("{OFFERED}{at}"))]),
            None => Filled::with([(CHOICE.id, "own".to_owned()), (OWN.id, words.0.clone())]),
        },
        FindingChoice::Own { words } => {
            Filled::with([(CHOICE.id, "own".to_owned()), (OWN.id, words.0.clone())])
        }
        FindingChoice::Removed => Filled::with([(CHOICE.id, "removed".to_owned())]),
        FindingChoice::Kept { why } => {
            Filled::with([(CHOICE.id, "kept".to_owned()), (KEPT.id, why.0.clone())])
        }
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, number)): HereIn,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.check)?;
    let line = numbered_line(&seen, &number)?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen, line).show(&state, &signed, &filled(line.1), hidden)
}

/// What was chosen for what the page showed.
fn read(form: &mut Filled, line: &Line) -> Option<FindingChoice> {
    let offered = |code: &str| {
        let at: usize = code.strip_prefix(OFFERED)?.parse().ok()?;
        line.found.offered().get(at).cloned()
    };
    let choice = form.coded(&CHOICE, |code| {
        let known = matches!(code, "removed" | "own" | "kept") || offered(code).is_some();
        known.then(|| code.to_owned())
    })?;
    match choice.as_str() {
        "removed" => Some(FindingChoice::Removed),
        "own" => form.text(&OWN, 200).map(|words| FindingChoice::Own {
            words: Sensitive(words),
        }),
        "kept" => form.text(&KEPT, 2_000).map(|why| FindingChoice::Kept {
            why: Sensitive(why),
        }),
        code => offered(code).map(|words| FindingChoice::Offered {
            words: Sensitive(words),
        }),
    }
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "sharing-own-words" | "sharing-own-found" => Some(OWN),
        "sharing-kept-why" => Some(KEPT),
        "sharing-known-stays" | "sharing-of-one-stays" | "sharing-offered" | "sharing-together" => {
            Some(CHOICE)
        }
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, number)): HereIn,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.check)?;
    let (number, line) = numbered_line(&seen, &number)?;
    let found = &line.found;
    // A browser sends a line end as two characters.
    let said = form.value(WORDS).replace("\r\n", "\n");
    let shown = (form.value(FIELD), said.as_str(), form.value(START));
    let start = found.start.to_string();
    if shown != (found.field, found.words.0.as_str(), start.as_str()) {
        return Err(PageError::Rule("sharing-found-gone"));
    }
    let sheet = sheet(&seen, (number, line));
    let Some(choice) = read(&mut form, line) else {
        return sheet.again(&state, &signed, &form);
    };
    let now = stood(&seen, line);
    let same = line
        .decided
        .as_ref()
        .is_some_and(|one| one.choice == choice);
    if form.value(STOOD) != now && !same {
        return Err(decided_meanwhile(&seen, line, (&sheet, &form)));
    }
    let new = NewDecision {
        draft: seen.view.draft.id,
        field: found.field.to_owned(),
        words: found.words.0.clone(),
        start: found.start,
        choice,
        stood: Some(now),
    };
    let sent = form.form_id()?;
    match decide(state.app(), &signed.ctx, &seen.reference, sent, &new).await {
        Ok(()) => {
            let next = next_open(&seen, number);
            let next = next.unwrap_or_else(|| format!("{}/check", seen.base));
            Ok(saved_page(&next))
        }
        Err(app::AppError::Rule(code)) => match field_of(code) {
            Some(field) => {
                form.refuse(&field, code);
                sheet.again(&state, &signed, &form)
            }
            None => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}
