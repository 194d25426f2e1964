//! Contact with one child or adult about the review: told, still to be told, or not told and why; what they need; and a
//! second person's look at a decision not to invite somebody.

use app::people::{About, People, countersign, keep_family_contact};
use app::proceedings::{BeforeContact, before_contact};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::{Advocate, FamilyContact, ToldOfReview};
use model::{Date, RecordId, Sensitive};

use super::seen::{HerePerson, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::{list_mark, one_of, opened, people, place_shown};
use crate::pages::told_of_review::{self, offers};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

const NAME: Field = field("name-wanted", "family-name");
const CONTACT: Field = field("contact", "family-contact");
const NEEDS: Field = field("needs", "family-needs");
const ADVOCATE: Field = field("advocate", "family-advocate");
const AGREES: Field = field("agrees", "countersign-agrees");
const WORDS: Field = field("words", "countersign-words");

fn filled(one: &FamilyContact) -> Filled {
    let mut form = Filled::with([
        (NAME.id, one.name_wanted.0.clone()),
        (CONTACT.id, one.contact.0.clone()),
        (NEEDS.id, one.needs.0.clone()),
        (ADVOCATE.id, one.advocate.code().to_owned()),
    ]);
    told_of_review::fill(&mut form, &one.told);
    form
}

/// What has to be known before somebody is spoken to: a hold, and what the police say to those who may know it.
pub(crate) fn before(known: &BeforeContact, person: RecordId) -> Vec<String> {
    let marks = known.police.iter().flatten();
    let mark = marks.rev().find(|one| one.body.subject == person);
    let held = known.speaking_held.then(|| t("family-held"));
    held.into_iter()
        .chain(mark.map(|one| t_code("police-says", one.body.says.code())))
        .collect()
}

async fn sheet(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    about: &About<'_>,
) -> Result<Sheet, PageError> {
    let reasons = seen.scheme.list("not_told");
    let advocate = Advocate::ALL.iter().map(|one| one.code());
    let people = people(state, signed, &seen.reference).await?;
    let mut inputs = told_of_review::inputs(people, reasons);
    inputs.extend([
        input(NAME, Ask::Line),
        input(CONTACT, Ask::Line),
        input(NEEDS, Ask::Words),
        input(ADVOCATE, Ask::OneOf(offers("family-advocate", advocate))),
    ]);
    let mut sheet = seen.sheet(about, t("family-title"), inputs);
    sheet.step = seen.scheme.step("family_contact").cloned();
    sheet.button = t("save");
    sheet.back.clone_from(&seen.base);
    let known = before_contact(state.app(), &signed.ctx, &seen.reference).await?;
    sheet.explain = before(&known, about.subject.id);
    sheet.explain.push(t("family-explain"));
    sheet.explain.extend(list_mark(reasons));
    Ok(sheet)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_family.0)?;
    let about = seen.person(&record)?;
    living(&seen, &about)?;
    let kept = seen.view.people.family_contact(about.subject.id);
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    let sheet = sheet(&state, &signed, &seen, &about).await?;
    sheet.show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, person: RecordId, today: Date) -> Option<FamilyContact> {
    let told = told_of_review::read(form, today);
    let name = form.text_or_none(&NAME, 200);
    let contact = form.text_or_none(&CONTACT, 200);
    let needs = form.text_or_none(&NEEDS, 2_000);
    let advocate = form.coded(&ADVOCATE, Advocate::from_code);
    if !form.is_good() {
        return None;
    }
    let words = |words: Option<String>| Sensitive(words.unwrap_or_default());
    Some(FamilyContact {
        person,
        told: told?,
        name_wanted: words(name),
        contact: words(contact),
        needs: words(needs),
        advocate: advocate?,
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_family.0)?;
    let about = seen.person(&record)?;
    living(&seen, &about)?;
    let sheet = sheet(&state, &signed, &seen, &about).await?;
    let Some(new) = read(&mut form, about.subject.id, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let kept = seen.view.people.family_contact(about.subject.id);
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = keep_family_contact(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of: told_of_review::field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// Where contact with a person stands, in words; and whether a second person still has to look at it.
pub(super) fn words(
    (people, names): (&People, &app::names::Names),
    scheme: &model::scheme::Scheme,
    person: RecordId,
) -> (Vec<String>, bool) {
    if people.has_died(person) {
        return (died(people), false);
    }
    let Some(one) = people.family_contact(person) else {
        return (vec![t("family-nothing")], false);
    };
    let mut lines = told_of_review::words(&one.body.told, names, scheme.list("not_told"));
    let more = [
        ("family-called", &one.body.name_wanted.0),
        ("family-turns-to", &one.body.contact.0),
        ("family-wants", &one.body.needs.0),
    ];
    let said = more.into_iter().filter(|(_, words)| !words.is_empty());
    lines.extend(said.map(|(key, words)| t1(key, "words", words)));
    let advocate = t_code("family-advocate", one.body.advocate.code());
    lines.push(t1("family-advocate-line", "words", &advocate));
    let look = people.second_look(one);
    if let Some(look) = look {
        let key = if look.body.agrees {
            "agreed"
        } else {
            "disagreed"
        };
        let who = names
            .person(&look.by)
            .map_or_else(|| t("somebody"), str::to_owned);
        lines.push(format!(
            "{}: {who}. {}",
            t_code("countersign-said", key),
            look.body.words.0
        ));
    }
    (lines, one.body.wants_second_person() && look.is_none())
}

/// That a child has died, and who of the family is told instead.
fn died(people: &People) -> Vec<String> {
    let adults = people.everybody().filter(|one| !one.is_child());
    let adults: Vec<&str> = adults.map(|one| one.subject.body.name.0.as_str()).collect();
    let instead = if adults.is_empty() {
        t("family-died-nobody")
    } else {
        t1("family-died-instead", "names", adults.join(", "))
    };
    vec![t("family-died"), instead]
}

/// Somebody who has died is not asked for.
fn living(seen: &Seen<'_>, about: &About<'_>) -> Result<(), PageError> {
    if seen.view.people.has_died(about.subject.id) {
        return Err(PageError::Rule("family-died"));
    }
    Ok(())
}

/// The decision that a second person looks at.
fn waiting<'a>(
    seen: &'a Seen<'_>,
    about: &About<'_>,
) -> Result<&'a Stored<FamilyContact>, PageError> {
    let kept = seen.view.people.family_contact(about.subject.id);
    living(seen, about)?;
    let waits = kept.filter(|one| one.body.wants_second_person());
    waits.ok_or(PageError::Rule("countersign-none"))
}

fn second_sheet(seen: &Seen<'_>, about: &About<'_>, one: &Stored<FamilyContact>) -> Sheet {
    let inputs = vec![
        input(
            AGREES,
            Ask::OneOf(offers("countersign", ["agree", "disagree"])),
        ),
        input(WORDS, Ask::Words),
    ];
    let mut sheet = seen.sheet(about, t("countersign-title"), inputs);
    sheet.step = seen.scheme.step("countersign").cloned();
    sheet.button = t("save");
    sheet.back.clone_from(&seen.base);
    if let ToldOfReview::NotTold {
        tried, decided_by, ..
    } = &one.body.told
    {
        sheet.explain = vec![
            t("countersign-explain"),
            tried.0.clone(),
            t1("countersign-decided", "words", &decided_by.0),
        ];
    }
    sheet
}

pub(super) async fn second(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_family.1)?;
    let about = seen.person(&record)?;
    let one = waiting(&seen, &about)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    second_sheet(&seen, &about, one).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_second(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_family.1)?;
    let about = seen.person(&record)?;
    let sheet = second_sheet(&seen, &about, waiting(&seen, &about)?);
    let agrees = one_of(&mut form, &AGREES, |code| {
        matches!(code, "agree" | "disagree")
    });
    let words = form.text(&WORDS, 5_000);
    let (Some(agrees), Some(words)) = (agrees, words) else {
        return sheet.again(&state, &signed, &form);
    };
    let (sent, shown) = (form.form_id()?, form.version()?);
    let words = Sensitive(words);
    let new = (about.subject.id, shown, agrees == "agree", &words);
    countersign(state.app(), &signed.ctx, &seen.reference, sent, new).await?;
    Ok(saved_page(&seen.base))
}
