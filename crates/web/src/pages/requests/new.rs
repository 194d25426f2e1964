//! Ask an agency: about whom, for which period, with which right, by when.

use app::AppError;
use app::names::Names;
use app::returns::{NewRequest, Suggestion, ToAsk, WhichAgency, ask, to_ask};
use app::vault::AgencyReturn;
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::case::{NamedManager, RequestPlan};
use model::{AgencyId, Date, RecordId, Sensitive};

use super::{again, basis};
use crate::draw::{bullets, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::people::reference;
use crate::pages::seen::{Here, coded, list_mark, one_of};
use crate::pages::service::AGENCY_KINDS;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, drawn, fold, group, input, put_day};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const WHICH: Field = field("which", "request-which");
const SUGGESTED: Field = field("suggested", "request-suggested-pick");
const NEW_NAME: Field = field("new-name", "request-new-name");
const NEW_KIND: Field = field("new-kind", "request-new-kind");
const ALSO: Field = field("also", "request-also");
const ABOUT: Field = field("about", "request-about");
pub(super) const PURPOSE: Field = field("purpose", "request-purpose");
const BASIS: Field = field("basis", "request-basis");
pub(super) const FROM: Field = field("from", "request-from");
pub(super) const TO: Field = field("to", "request-to");
pub(super) const BEFORE: Field = field("before", "request-before");
const PLAN: Field = field("plan", "request-plan");
pub(super) const MEETING: Field = field("meeting", "request-meeting");
const DUE: Field = field("due", "request-due");
/// As [`DUE`], where no day is known to fill it in with.
const DUE_OPEN: Field = field("due", "request-due-open");
/// As [`DUE`], of a request that was made.
pub(super) const DUE_CHANGED: Field = field("due", "request-due-changed");
pub(super) const MANAGER: Field = field("manager", "request-manager");
pub(super) const MANAGER_ADDRESS: Field = field("manager-address", "request-manager-address");

/// The answer for an agency that the service does not have yet.
const OTHER: &str = "other";
/// Years before today from which a request asks unless somebody says otherwise: local practice, no rule.
const YEARS: i16 = 2;

/// What is known suggests these, to be ticked; and those that were asked already, each with where that stands.
fn suggestions(found: &ToAsk, (names, back): (&Names, &str)) -> Vec<Input> {
    let words = |one: &Suggestion| {
        let why = t_code("request-suggested", one.why);
        let values = [("name", one.name.as_str().into()), ("why", why.into())];
        t_with("request-suggestion", &values)
    };
    let open: Vec<&Suggestion> = found.suggestions.iter().filter(|one| !one.asked).collect();
    let mut inputs = Vec::new();
    if !open.is_empty() {
        let offers = open.iter().map(|one| Offer::new(one.code(), words(one)));
        inputs.push(input(SUGGESTED, Ask::AnyOf(offers.collect())));
    }
    if !found.asked.is_empty() {
        let line = |one: &AgencyReturn| {
            let name = super::agency(names, one.agency);
            let link = Link::new(name, format!("{back}/{}", one.id)).render();
            let stands = t_code("request-stands", one.stands());
            Html::join([link, Html::escape(format!(": {stands}"))])
        };
        let lines = found.asked.iter().map(line);
        let lines = [paragraph(t("request-suggested-asked")), bullets(lines)];
        inputs.push(drawn(Html::join(lines)));
    }
    inputs
}

/// The suggested agencies that were ticked, each to be asked.
fn ticked(form: &mut Filled, found: &ToAsk) -> Vec<WhichAgency> {
    let codes: Vec<String> = form.all(SUGGESTED.id).map(str::to_owned).collect();
    let mut all = Vec::new();
    for code in codes {
        let mut open = found.suggestions.iter().filter(|one| !one.asked);
        match open.find(|one| one.code() == code) {
            Some(one) => all.push(one.which()),
            None => form.say(SUGGESTED.id, "request-suggested-gone"),
        }
    }
    all
}

/// The agencies that no request that stands was made to.
fn not_asked(found: &ToAsk) -> Vec<Offer> {
    let stands = found.made.iter().filter(|one| one.body.withdrawn.is_none());
    let asked: Vec<AgencyId> = stands.map(|one| one.body.agency).collect();
    let open = found.agencies.iter().filter(|(id, _)| !asked.contains(id));
    open.map(|(id, name)| Offer::new(id.to_string(), name))
        .collect()
}

fn sheet(
    (found, names): (&ToAsk, &Names),
    (back, form): (&str, &Filled),
    scheme: &model::scheme::Scheme,
) -> Sheet {
    let mut which: Vec<Offer> = found
        .agencies
        .iter()
        .map(|(id, name)| Offer::new(id.to_string(), name))
        .collect();
    which.push(Offer::new(OTHER, t("request-other")));
    let kinds = AGENCY_KINDS.map(|kind| Offer::new(kind, t_code("service-agency-kind", kind)));
    let about = found.subjects.iter();
    let about = about.map(|one| Offer::new(one.id.to_string(), one.body.name.0.as_str()));
    let plans = RequestPlan::ALL.iter();
    let plans = plans.map(|one| Offer::new(one.code(), t_code("request-plan", one.code())));
    let yes = vec![Offer::new("yes", t("request-before-yes"))];
    let suggested = suggestions(found, (names, back));
    Sheet {
        title: t("request-new-title"),
        caption: caption_of(found),
        step: scheme.step("request").cloned(),
        explain: list_mark(basis(scheme)).into_iter().collect(),
        inputs: suggested
            .into_iter()
            .chain([
                input(WHICH, Ask::Pick(which)),
                group(
                    t("request-if-other"),
                    vec![
                        input(NEW_NAME, Ask::Line),
                        input(NEW_KIND, Ask::Pick(kinds.into())),
                    ],
                ),
                fold(
                    t("request-also-title"),
                    form.all(ALSO.id).next().is_some(),
                    vec![input(ALSO, Ask::AnyOf(not_asked(found)))],
                ),
                input(ABOUT, Ask::AnyOf(about.collect())),
                input(PURPOSE, Ask::Words),
                input(BASIS, Ask::OneOf(coded(basis(scheme)))),
                input(FROM, Ask::Day),
                input(TO, Ask::Day),
                input(BEFORE, Ask::AnyOf(yes)),
                input(PLAN, Ask::OneOf(plans.collect())),
                input(MEETING, Ask::Day),
                input(if found.due.is_some() { DUE } else { DUE_OPEN }, Ask::Day),
                group(
                    t("request-if-manager"),
                    vec![input(MANAGER, Ask::Line), input(MANAGER_ADDRESS, Ask::Line)],
                ),
            ])
            .collect(),
        button: t("request-make"),
        back: back.to_owned(),
    }
}

fn caption_of(found: &ToAsk) -> String {
    crate::texts::t1("today-review", "reference", &found.case.reference)
}

/// What most requests say: everybody of the case, the usual period, and what the last request said.
fn usual(found: &ToAsk, today: Date) -> Filled {
    let mut pairs: Vec<(String, String)> = found
        .subjects
        .iter()
        .map(|one| (ABOUT.id.to_owned(), one.id.to_string()))
        .collect();
    pairs.push((BEFORE.id.to_owned(), "yes".to_owned()));
    let mut form = Filled::posted(pairs);
    form.set(PLAN.id, found.plan.code());
    form.set(PURPOSE.id, t("request-purpose-usual"));
    let first = Date::new(today.year() - YEARS, today.month(), today.day().min(28)).ok();
    put_day(&mut form, &FROM, first);
    put_day(&mut form, &TO, Some(today));
    put_day(&mut form, &MEETING, found.meeting);
    put_day(&mut form, &DUE, found.due);
    if let Some(last) = found.made.last() {
        form.set(PURPOSE.id, last.body.purpose.0.clone());
        form.set(BASIS.id, last.body.basis.clone());
        put_day(&mut form, &FROM, Some(last.body.from));
    }
    form
}

async fn found(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<(ToAsk, app::Reference, String), PageError> {
    let reference = reference(text)?;
    let found = to_ask(state.app(), &signed.ctx, &reference).await?;
    crate::pages::seen::changeable(&found.case, true)?;
    let back = signed.path(&format!("reviews/{reference}/requests"));
    Ok((found, reference, back))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (found, _, back) = found(&state, &signed, &text).await?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let form = usual(&found, signed.ctx.today());
    let hidden = state.hidden(&signed.visit, None)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    sheet((&found, &names), (&back, &form), &loaded.scheme).show(&state, &signed, &form, hidden)
}

/// The agency that was chosen; where none was, the first of those that were ticked.
fn which(form: &mut Filled, ticked: &[WhichAgency]) -> Option<WhichAgency> {
    if let (true, Some(first)) = (form.value(WHICH.id).is_empty(), ticked.first()) {
        return Some(first.clone());
    }
    if form.value(WHICH.id) != OTHER {
        return form.choice(&WHICH).map(WhichAgency::Known);
    }
    let name = form.text(&NEW_NAME, 200);
    let kind = one_of(form, &NEW_KIND, |code| AGENCY_KINDS.contains(&code));
    Some(WhichAgency::New {
        kind: kind?,
        name: name?,
    })
}

/// Who is told when the return does not come, where both boxes are filled in; none where both are empty.
pub(super) fn manager(form: &mut Filled) -> Option<Option<NamedManager>> {
    let typed = [MANAGER, MANAGER_ADDRESS];
    if typed.iter().all(|one| form.value(one.id).trim().is_empty()) {
        return Some(None);
    }
    let who = form.text(&MANAGER, 200);
    let address = form.email(&MANAGER_ADDRESS);
    Some(Some(NamedManager {
        who: Sensitive(who?),
        address: Sensitive(address?),
    }))
}

fn read(
    form: &mut Filled,
    (found, scheme): (&ToAsk, &model::scheme::Scheme),
) -> Option<NewRequest> {
    let ticked = ticked(form, found);
    let agency = which(form, &ticked);
    let also = form.choices::<AgencyId>(&ALSO);
    let about = form.choices::<RecordId>(&ABOUT);
    let purpose = form.text(&PURPOSE, 2_000);
    let known = |code: &str| basis(scheme).is_some_and(|list| list.label_of(code).is_some());
    let basis = one_of(form, &BASIS, known);
    let from = form.date(&FROM);
    let to = form.date(&TO);
    let and_before = form.has(BEFORE.id, "yes");
    let plan = form.coded(&PLAN, RequestPlan::from_code);
    let meeting = form.date_or_none(&MEETING);
    let due = form.date(&DUE);
    let manager = manager(form);
    let again = again::read(form);
    if !form.is_good() {
        return None;
    }
    let also = also?.into_iter().map(WhichAgency::Known);
    let mut others: Vec<WhichAgency> = ticked.into_iter().chain(also).collect();
    let agency = agency?;
    others.retain(|one| *one != agency);
    Some(NewRequest {
        agency,
        also: others,
        basis: basis?,
        purpose: Sensitive(purpose?),
        about: about?,
        from: from?,
        to: to?,
        and_before,
        plan: plan?,
        due: due?,
        meeting,
        manager: manager?,
        again,
    })
}

/// The latest day that the plan of the review leaves, and why.
pub(super) fn due_by_plan(latest: Option<(Date, u32)>) -> Option<String> {
    let (latest, day) = latest?;
    let values = [
        ("latest", date_in_words(latest).into()),
        ("day", i64::from(day).into()),
    ];
    Some(t_with("request-due-latest", &values))
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "request-agency" | "request-asked" | "request-practice" => Some(WHICH),
        "agency-entered" => Some(NEW_NAME),
        "request-held" | "request-held-all" => Some(again::AGAIN),
        "request-held-why" => Some(again::WHY),
        "request-basis" => Some(BASIS),
        "request-purpose" => Some(PURPOSE),
        "request-about" => Some(ABOUT),
        "request-period" => Some(TO),
        code if code.starts_with("request-due-") => Some(DUE),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let (found, reference, back) = found(&state, &signed, &text).await?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let new = read(&mut form, (&found, &loaded.scheme));
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let mut sheet = sheet((&found, &names), (&back, &form), &loaded.scheme);
    let Some(new) = new else {
        if again::was_asked(&form) {
            again::put(&mut sheet, Html::default());
        }
        return sheet.again(&state, &signed, &form);
    };
    match ask(state.app(), &signed.ctx, &reference, form.form_id()?, &new).await {
        Ok(_) if !new.also.is_empty() => Ok(next_page(&back)),
        Ok(id) => Ok(next_page(&format!("{back}/{id}"))),
        Err(AppError::Rule(code)) => match field_of(code) {
            Some(field) => {
                match due_by_plan(found.latest).filter(|_| code == "request-due-plan") {
                    Some(words) => form.say_words(field.id, words),
                    None => form.refuse(&field, code),
                }
                if code.starts_with("request-held") {
                    let held = again::held(&state, &signed, &reference, &new).await?;
                    again::put(&mut sheet, held);
                } else if again::was_asked(&form) {
                    again::put(&mut sheet, Html::default());
                }
                sheet.again(&state, &signed, &form)
            }
            None => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn a_day_that_the_plan_does_not_leave_is_answered_with_the_one_that_it_does() {
        let words = due_by_plan(Some((Date::constant(2026, 3, 12), 10))).unwrap();
        assert!(
            words.contains("12 March 2026") && words.contains("working day 10"),
            "{words}"
        );
        assert_eq!(due_by_plan(None), None, "there is no plan");
    }
}
