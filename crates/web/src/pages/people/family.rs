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
use crate::frame::next_page;
use crate::pages::seen::{coded, list_mark, one_of, opened, people, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input, put_day};
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const STANDS: Field = field("told", "family-told");
const ON: Field = field("on", "family-on");
const HOW: Field = field("how", "family-how");
const BY: Field = field("by", "family-by");
const WHO: Field = field("who", "family-who");
const DUE: Field = field("due", "family-due");
const REASON: Field = field("reason", "family-reason");
const TRIED: Field = field("tried", "family-tried");
const DECIDED: Field = field("decided-by", "family-decided-by");
const REVIEW: Field = field("review", "family-review");
const NAME: Field = field("name-wanted", "family-name");
const CONTACT: Field = field("contact", "family-contact");
const NEEDS: Field = field("needs", "family-needs");
const ADVOCATE: Field = field("advocate", "family-advocate");
const AGREES: Field = field("agrees", "countersign-agrees");
const WORDS: Field = field("words", "countersign-words");

fn filled(one: &FamilyContact) -> Filled {
    let mut form = Filled::with([
        (STANDS.id, one.told.code().to_owned()),
        (NAME.id, one.name_wanted.0.clone()),
        (CONTACT.id, one.contact.0.clone()),
        (NEEDS.id, one.needs.0.clone()),
        (ADVOCATE.id, one.advocate.code().to_owned()),
    ]);
    match &one.told {
        ToldOfReview::Told { on, how, by } => {
            form.set(ON.id, on.to_string());
            form.set(HOW.id, how.clone());
            form.set(BY.id, by.0.clone());
        }
        ToldOfReview::NotYet { by, due } => {
            form.set(WHO.id, by.to_string());
            put_day(&mut form, &DUE, Some(*due));
        }
        ToldOfReview::NotTold {
            reason,
            tried,
            decided_by,
            review_on,
        } => {
            form.set(REASON.id, reason.clone());
            form.set(TRIED.id, tried.0.clone());
            form.set(DECIDED.id, decided_by.0.clone());
            put_day(&mut form, &REVIEW, Some(*review_on));
        }
    }
    form
}

fn offers(key: &str, codes: impl IntoIterator<Item = &'static str>) -> Vec<Offer> {
    let offer = |code| Offer::new(code, t_code(key, code));
    codes.into_iter().map(offer).collect()
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
    let told = vec![
        input(ON, Ask::Line),
        input(
            HOW,
            Ask::OneOf(offers("family-way", ToldOfReview::WAYS.iter().copied())),
        ),
        input(BY, Ask::Line),
    ];
    let not_yet = vec![
        input(
            WHO,
            Ask::Pick(people(state, signed, &seen.reference).await?),
        ),
        input(DUE, Ask::Day),
    ];
    let not_told = vec![
        input(REASON, Ask::OneOf(coded(reasons))),
        input(TRIED, Ask::Words),
        input(DECIDED, Ask::Line),
        input(REVIEW, Ask::Day),
    ];
    let advocate = Advocate::ALL.iter().map(|one| one.code());
    let inputs = vec![
        input(
            STANDS,
            Ask::OneOf(offers("family-stands", ToldOfReview::CODES.iter().copied())),
        ),
        group(t("family-if-told"), told),
        group(t("family-if-not-yet"), not_yet),
        group(t("family-if-not-told"), not_told),
        input(NAME, Ask::Line),
        input(CONTACT, Ask::Line),
        input(NEEDS, Ask::Words),
        input(ADVOCATE, Ask::OneOf(offers("family-advocate", advocate))),
    ];
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
    let kept = seen.view.people.family_contact(about.subject.id);
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    let sheet = sheet(&state, &signed, &seen, &about).await?;
    sheet.show(&state, &signed, &form, hidden)
}

fn read_told(form: &mut Filled, today: Date) -> Option<ToldOfReview> {
    let known = |code: &str| ToldOfReview::CODES.contains(&code);
    match one_of(form, &STANDS, known)?.as_str() {
        "told" => {
            let on = form.uncertain_date(&ON, today);
            let how = one_of(form, &HOW, |code| ToldOfReview::WAYS.contains(&code));
            let by = form.text(&BY, 200);
            Some(ToldOfReview::Told {
                on: on?,
                how: how?,
                by: Sensitive(by?),
            })
        }
        "not_yet" => {
            let by = form.choice(&WHO);
            let due = form.date(&DUE);
            Some(ToldOfReview::NotYet { by: by?, due: due? })
        }
        _ => {
            let reason = one_of(form, &REASON, |code| !code.is_empty());
            let tried = form.text(&TRIED, 5_000);
            let decided = form.text(&DECIDED, 200);
            let review = form.date(&REVIEW);
            Some(ToldOfReview::NotTold {
                reason: reason?,
                tried: Sensitive(tried?),
                decided_by: Sensitive(decided?),
                review_on: review?,
            })
        }
    }
}

fn read(form: &mut Filled, person: RecordId, today: Date) -> Option<FamilyContact> {
    let told = read_told(form, today);
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

fn field_of(code: &str) -> Option<Field> {
    match code {
        "family-told-later" => Some(ON),
        "family-how" => Some(HOW),
        "family-by" => Some(BY),
        "family-due-past" => Some(DUE),
        "family-reason" => Some(REASON),
        "family-tried" => Some(TRIED),
        "family-decided-by" => Some(DECIDED),
        "family-review-past" => Some(REVIEW),
        _ => None,
    }
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
        field_of,
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
    let Some(one) = people.family_contact(person) else {
        return (vec![t("family-nothing")], false);
    };
    let mut lines = told_words(&one.body.told, names, scheme);
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

fn told_words(
    told: &ToldOfReview,
    names: &app::names::Names,
    scheme: &model::scheme::Scheme,
) -> Vec<String> {
    let stands = t_code("family-stands", told.code());
    match told {
        ToldOfReview::Told { on, how, by } => {
            let way = t_code("family-way", how);
            vec![stands, format!("{on}. {way}. {}", by.0)]
        }
        ToldOfReview::NotYet { by, due } => {
            let who = names.of(*by).unwrap_or_default();
            vec![stands, format!("{who}, {}", date_in_words(*due))]
        }
        ToldOfReview::NotTold {
            reason, review_on, ..
        } => {
            let list = scheme.list("not_told");
            let why = list
                .and_then(|list| list.label_of(reason))
                .unwrap_or_default();
            let again = format!("{} {}", t("family-look-again"), date_in_words(*review_on));
            vec![stands, why.to_owned(), again]
        }
    }
}

/// The decision that a second person looks at.
fn waiting<'a>(
    seen: &'a Seen<'_>,
    about: &About<'_>,
) -> Result<&'a Stored<FamilyContact>, PageError> {
    let kept = seen.view.people.family_contact(about.subject.id);
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
    Ok(next_page(&seen.base))
}
