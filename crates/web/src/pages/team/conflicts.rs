//! The conflict list of a review, for those who keep it.

use app::team::{Barred, ConflictList, Whom, bar, candidate, similar, unbar};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, SummaryAction, SummaryCard, Tag, TagColour};
use model::case::ConflictLine;
use model::scheme::StepText;
use model::{PersonId, Sensitive};

use super::{Of, kept};
use crate::draw::rows;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, HereOne, by_id, coded, list_mark, one_of, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const NAMED: Field = field("named", "conflict-named");
const KIND: Field = field("kind", "conflict-kind");
const HOW: Field = field("how", "conflict-how");
const WHICH: Field = field("which", "conflict-which");
const WRONG: Field = field("why", "conflict-why");

/// The answer that nobody with a sign-in is meant.
const NOBODY: &str = "nobody";

struct Line {
    href: String,
    name: String,
    rows: Vec<(String, String)>,
    stands: bool,
}

impl Line {
    fn card(&self) -> SummaryCard {
        if !self.stands {
            let ended = Tag::new(t("conflict-ended-mark")).colour(TagColour::Grey);
            let title = [Html::escape(&self.name), " ".into(), ended.render()];
            return SummaryCard::new(Html::join(title), rows(&self.rows));
        }
        let end = format!("{}/end", self.href);
        SummaryCard::new(&self.name, rows(&self.rows))
            .action(SummaryAction::new(t("change"), &self.href))
            .action(SummaryAction::new(t("conflict-end-link"), end))
    }
}

#[derive(Template)]
#[template(path = "team/conflicts.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    caption: String,
    lines: Vec<Line>,
    taken_off: bool,
    base: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let (of, list) = kept(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("conflicts-title"))
            .back(of.base.clone()),
        step: of.step("conflicts"),
        caption: of.caption(),
        lines: list
            .lines
            .iter()
            .map(|one| line(&of, &names, one))
            .collect(),
        taken_off: query.as_deref() == Some("taken-off=yes"),
        base: format!("{}/conflicts", of.base),
    })
}

fn line(of: &Of<'_>, names: &app::names::Names, one: &Stored<ConflictLine>) -> Line {
    let body = &one.body;
    let mut rows = vec![(t("conflict-kind-key"), of.label("conflict", &body.kind))];
    if !body.how.0.is_empty() {
        rows.push((t("conflict-how-key"), body.how.0.clone()));
    }
    let who = match body.person {
        Some(person) => names
            .of(person)
            .map_or_else(|| t("conflict-signs-in"), str::to_owned),
        None => t("conflict-in-words"),
    };
    rows.push((t("conflict-person-key"), who));
    if let Some(why) = &body.ended {
        rows.push((t("conflict-wrong-key"), why.0.clone()));
    }
    let by = names
        .person(&one.by)
        .map_or_else(|| t("somebody"), str::to_owned);
    let entered = format!("{by}, {}", moment_in_words(one.changed_at));
    rows.push((t("entered-key"), entered));
    Line {
        href: format!("{}/conflicts/{}", of.base, one.id),
        name: body.named.0.clone(),
        rows,
        stands: body.stands(),
    }
}

fn filled(one: &ConflictLine) -> Filled {
    Filled::with([
        (NAMED.id, one.named.0.clone()),
        (KIND.id, one.kind.clone()),
        (HOW.id, one.how.0.clone()),
        (
            WHICH.id,
            one.person
                .map_or_else(String::new, |person| person.to_string()),
        ),
    ])
}

/// The form; with people to choose from once a name has been typed that resembles theirs.
fn sheet(of: &Of<'_>, alike: &[(PersonId, String)]) -> Sheet {
    let kinds = of.scheme.list("conflict");
    let mut inputs = vec![input(NAMED, Ask::Line)];
    if !alike.is_empty() {
        let people = alike
            .iter()
            .map(|(id, name)| Offer::new(id.to_string(), name));
        let mut offers: Vec<Offer> = people.collect();
        offers.push(Offer::new(NOBODY, t("conflict-nobody")));
        inputs.push(input(WHICH, Ask::OneOf(offers)));
    }
    inputs.push(input(KIND, Ask::OneOf(coded(kinds))));
    inputs.push(input(HOW, Ask::Words));
    let mut explain = vec![t("barring-explain")];
    explain.extend(list_mark(kinds));
    Sheet {
        title: t("conflict-title"),
        caption: of.caption(),
        step: of.step("conflicts"),
        explain,
        inputs,
        button: t("save"),
        back: format!("{}/conflicts", of.base),
    }
}

fn standing(kept: Option<&Stored<ConflictLine>>) -> Result<(), PageError> {
    if kept.is_some_and(|one| !one.body.stands()) {
        return Err(PageError::Rule("conflict-ended"));
    }
    Ok(())
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let (of, list) = kept(&state, &signed, &text).await?;
    let line = by_id(&list.lines, &id)?;
    standing(line)?;
    let alike = match line {
        Some(one) => similar(state.app(), &signed.ctx, &one.body.named.0).await?,
        None => Vec::new(),
    };
    let (form, hidden) = opened(&state, &signed, line, (filled, Filled::empty()))?;
    sheet(&of, &alike).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, of: &Of<'_>) -> Option<ConflictLine> {
    let named = form.text(&NAMED, 200);
    read_rest(form, of, named)
}

fn read_rest(form: &mut Filled, of: &Of<'_>, named: Option<String>) -> Option<ConflictLine> {
    let kinds = of.scheme.list("conflict");
    let kind = one_of(form, &KIND, |code| {
        kinds.is_some_and(|list| list.label_of(code).is_some())
    });
    let how = form.text_or_none(&HOW, 1_000);
    if !form.is_good() {
        return None;
    }
    Some(ConflictLine {
        person: None,
        named: Sensitive(named?),
        kind: kind?,
        how: Sensitive(how.unwrap_or_default()),
        ended: None,
        not_them: Vec::new(),
    })
}

/// Whom the name means, as far as the form says it.
fn whom(form: &mut Filled, alike: &[(PersonId, String)]) -> Option<Whom> {
    match form.value(WHICH.id) {
        "" => Some(Whom::NotAsked),
        NOBODY => Some(Whom::InWords),
        _ => {
            let person: PersonId = form.choice(&WHICH)?;
            if alike.iter().any(|(id, _)| *id == person) {
                return Some(Whom::Person(person));
            }
            form.not_on_offer(&WHICH);
            None
        }
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let (of, list) = kept(&state, &signed, &text).await?;
    let line = by_id(&list.lines, &id)?;
    let alike = similar(state.app(), &signed.ctx, form.value(NAMED.id)).await?;
    let sheet = sheet(&of, &alike);
    let new = read(&mut form, &of);
    let whom = whom(&mut form, &alike);
    let (Some(new), Some(whom)) = (new, whom) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(line, &form)?);
    let done = bar(state.app(), &signed.ctx, &of.reference, sent, (&new, whom)).await;
    finished(&state, &signed, (&of, sheet), form, (done, whom)).await
}

type Done = (Result<Barred, app::AppError>, Whom);

/// Where it goes on: to the list, or to Today for somebody who has just barred themselves.
async fn finished(
    state: &WebState,
    signed: &Signed,
    (of, sheet): (&Of<'_>, Sheet),
    form: Filled,
    (done, whom): Done,
) -> Answer {
    let me = signed.ctx.actor.person().map(|person| person.id);
    let myself = me.is_some_and(|me| whom == Whom::Person(me));
    let taken_off = done.as_ref().is_ok_and(|done| done.taken_off);
    let next = match (myself, taken_off) {
        (true, _) => signed.path("today"),
        (false, true) => format!("{}/conflicts?taken-off=yes", of.base),
        (false, false) => format!("{}/conflicts", of.base),
    };
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    let outcome = done.map(|_| ());
    sheet.saved((state, signed), form, outcome, after).await
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "conflict-named" | "conflict-known" => Some(NAMED),
        "conflict-kind" => Some(KIND),
        "conflict-which" => Some(WHICH),
        _ => None,
    }
}

/// The form for one person of the directory, whose name is theirs.
async fn of_person<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<(Of<'a>, ConflictList, app::team::Candidate, Sheet), PageError> {
    let (of, list) = kept(state, signed, text).await?;
    let person: PersonId = id.parse().map_err(|_| PageError::NotFound)?;
    let who = candidate(state.app(), &signed.ctx, person).await?;
    let mut sheet = sheet(&of, &[]);
    sheet.inputs.remove(0);
    sheet.caption.clone_from(&who.name);
    Ok((of, list, who, sheet))
}

pub(super) async fn person_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let (_, _, _, sheet) = of_person(&state, &signed, (&text, &id)).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_person(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let (of, _, who, sheet) = of_person(&state, &signed, (&text, &id)).await?;
    let Some(new) = read_rest(&mut form, &of, Some(who.name)) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, None);
    let whom = Whom::Person(who.person);
    let done = bar(state.app(), &signed.ctx, &of.reference, sent, (&new, whom)).await;
    // Without a box for the name, a rule about it is about the whole.
    if let Err(app::AppError::Rule(code @ ("conflict-known" | "conflict-named"))) = done {
        return Err(PageError::Rule(code));
    }
    finished(&state, &signed, (&of, sheet), form, (done, whom)).await
}

fn end_sheet(of: &Of<'_>, line: &ConflictLine) -> Sheet {
    let values = [("name", line.named.0.as_str().into())];
    Sheet {
        title: t("conflict-end-title"),
        caption: of.caption(),
        step: of.step("conflicts"),
        explain: vec![t_with("conflict-end-explain", &values)],
        inputs: vec![input(WRONG, Ask::Words)],
        button: t("conflict-end-button"),
        back: format!("{}/conflicts", of.base),
    }
}

pub(super) async fn end_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let (of, list) = kept(&state, &signed, &text).await?;
    let line = by_id(&list.lines, &id)?.ok_or(PageError::NotFound)?;
    standing(Some(line))?;
    let hidden = state.hidden(&signed.visit, Some(line.version))?;
    end_sheet(&of, &line.body).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let (of, list) = kept(&state, &signed, &text).await?;
    let line = by_id(&list.lines, &id)?.ok_or(PageError::NotFound)?;
    let sheet = end_sheet(&of, &line.body);
    let Some(why) = form.text(&WRONG, 1_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, line.id, form.version()?);
    let why = Sensitive(why);
    let outcome = unbar(state.app(), &signed.ctx, &of.reference, sent, &why).await;
    let next = format!("{}/conflicts", of.base);
    let after = After::<ConflictLine> {
        next: &next,
        filled: |_| Filled::empty(),
        field_of: |code| (code == "conflict-why").then_some(WRONG),
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
