//! What is known of a child, a page for each part: where they live, legal status and plans, school.

use std::collections::BTreeMap;

use app::people::{About, keep_home, keep_school, keep_status};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::{Home, LegalStatus, NOT_KNOWN, School};
use model::scheme::Scheme;
use model::{AuthorityId, RecordId, Sensitive};

use super::seen::{HerePerson, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{coded, list_mark, one_of, opened, place_shown};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const AUTHORITY: Field = field("authority", "home-authority");
const ELSEWHERE: Field = field("elsewhere", "home-elsewhere");
const LIVING: Field = field("living", "home-living");
const MORE: Field = field("more", "home-more");
const STATUS: Field = field("status", "status-legal");
const PLACEMENT: Field = field("placement", "status-placement");
const PLANS: Field = field("plans", "status-plans");
const CATEGORY: Field = field("category", "status-category");
const EARLIER: Field = field("earlier", "status-earlier");
const ABOUT_PLANS: Field = field("more", "status-more");
const EDUCATION: Field = field("education", "school-education");
const SCHOOL: Field = field("place", "school-place");
const ABOUT_SCHOOL: Field = field("more", "school-more");

/// A part of what is known of a child: its form, and how it is read and kept.
pub(super) trait ChildPart: model::record::Record {
    /// Key of the title, and end of the address.
    const TITLE: &'static str;
    const END: &'static str;
    /// Lists of the scheme that it asks from.
    const LISTS: &'static [&'static str];

    fn kept<'a>(about: &About<'a>) -> Option<&'a Stored<Self>>;
    fn inputs(seen: &Seen<'_>) -> Vec<crate::sheet::Input>;
    fn filled(one: &Self) -> Filled;
    fn read(form: &mut Filled, person: RecordId, scheme: &Scheme) -> Option<Self>;
    fn field_of(code: &str) -> Option<Field>;
    fn keep(
        state: &WebState,
        signed: &Signed,
        seen: &Seen<'_>,
        sent: (model::FormId, app::Place),
        new: &Self,
    ) -> impl Future<Output = Result<RecordId, app::AppError>> + Send;
}

fn sheet<P: ChildPart>(seen: &Seen<'_>, about: &About<'_>) -> Sheet {
    let mut sheet = seen.sheet(about, t(P::TITLE), P::inputs(seen));
    let mut marks = P::LISTS.iter().map(|id| list_mark(seen.scheme.list(id)));
    sheet.explain.extend(marks.find_map(|mark| mark));
    sheet
}

pub(super) async fn form<P: ChildPart>(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.child(&record)?;
    let (form, hidden) = opened(
        &state,
        &signed,
        P::kept(&about),
        (P::filled, Filled::empty()),
    )?;
    sheet::<P>(&seen, &about).show(&state, &signed, &form, hidden)
}

pub(super) async fn save<P: ChildPart>(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.child(&record)?;
    let sheet = sheet::<P>(&seen, &about);
    let Some(new) = P::read(&mut form, about.subject.id, seen.scheme) else {
        return sheet.again(&state, &signed, &form);
    };
    let kept = P::kept(&about);
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = P::keep(&state, &signed, &seen, sent, &new).await;
    let after = After {
        next: &seen.after(&about, P::END, kept.is_some()),
        filled: P::filled,
        field_of: P::field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn listed(seen: &Seen<'_>, list: &str) -> Vec<Offer> {
    coded(seen.scheme.list(list))
}

fn has(scheme: &Scheme, list: &str, code: &str) -> bool {
    let list = scheme.list(list);
    list.is_some_and(|list| list.label_of(code).is_some())
}

fn words(form: &mut Filled, field: &Field, most: usize) -> Sensitive<String> {
    Sensitive(form.text_or_none(field, most).unwrap_or_default())
}

/// Authorities by name.
fn authorities(all: &BTreeMap<AuthorityId, String>) -> Vec<Offer> {
    let offers = all
        .iter()
        .map(|(id, name)| Offer::new(id.to_string(), name));
    let mut offers: Vec<Offer> = offers.collect();
    offers.sort_by(|one, other| one.label.cmp(&other.label));
    offers
}

impl ChildPart for Home {
    const TITLE: &'static str = "home-title";
    const END: &'static str = "home";
    const LISTS: &'static [&'static str] = &["living"];

    fn kept<'a>(about: &About<'a>) -> Option<&'a Stored<Self>> {
        about.home
    }

    fn inputs(seen: &Seen<'_>) -> Vec<crate::sheet::Input> {
        let mut living = listed(seen, "living");
        living.push(Offer::new(NOT_KNOWN, t_code("known", NOT_KNOWN)));
        vec![
            input(AUTHORITY, Ask::Pick(authorities(&seen.view.authorities))),
            input(ELSEWHERE, Ask::Line),
            input(LIVING, Ask::OneOf(living)),
            input(MORE, Ask::Words),
        ]
    }

    fn filled(one: &Self) -> Filled {
        let authority = one.authority.map(|id| id.to_string());
        Filled::with([
            (AUTHORITY.id, authority.unwrap_or_default()),
            (ELSEWHERE.id, one.elsewhere.0.clone()),
            (LIVING.id, one.living.clone()),
            (MORE.id, one.more.0.clone()),
        ])
    }

    fn read(form: &mut Filled, person: RecordId, scheme: &Scheme) -> Option<Self> {
        let authority = form.choice_or_none(&AUTHORITY);
        let elsewhere = words(form, &ELSEWHERE, 500);
        let living = one_of(form, &LIVING, |code| {
            code == NOT_KNOWN || has(scheme, "living", code)
        });
        let more = words(form, &MORE, 2_000);
        if !form.is_good() {
            return None;
        }
        Some(Self {
            person,
            authority,
            elsewhere,
            living: living?,
            more,
        })
    }

    fn field_of(code: &str) -> Option<Field> {
        match code {
            "home-authority" => Some(AUTHORITY),
            "home-living" => Some(LIVING),
            _ => None,
        }
    }

    async fn keep(
        state: &WebState,
        signed: &Signed,
        seen: &Seen<'_>,
        sent: (model::FormId, app::Place),
        new: &Self,
    ) -> Result<RecordId, app::AppError> {
        keep_home(state.app(), &signed.ctx, &seen.reference, sent, new).await
    }
}

impl ChildPart for LegalStatus {
    const TITLE: &'static str = "status-title";
    const END: &'static str = "status";
    const LISTS: &'static [&'static str] = &["legal_status", "plan_status", "placement"];

    fn kept<'a>(about: &About<'a>) -> Option<&'a Stored<Self>> {
        about.status
    }

    fn inputs(seen: &Seen<'_>) -> Vec<crate::sheet::Input> {
        vec![
            input(STATUS, Ask::Pick(listed(seen, "legal_status"))),
            input(PLACEMENT, Ask::Pick(listed(seen, "placement"))),
            input(PLANS, Ask::AnyOf(listed(seen, "plan_status"))),
            input(CATEGORY, Ask::Pick(listed(seen, "cp_category"))),
            input(EARLIER, Ask::AnyOf(listed(seen, "plan_status"))),
            input(ABOUT_PLANS, Ask::Words),
        ]
    }

    fn filled(one: &Self) -> Filled {
        let plans = one.plans.iter().map(|code| (PLANS.id, code.clone()));
        let earlier = one.earlier.iter().map(|code| (EARLIER.id, code.clone()));
        let single = [
            (STATUS.id, one.status.clone()),
            (PLACEMENT.id, one.placement.clone()),
            (CATEGORY.id, one.category.clone()),
            (ABOUT_PLANS.id, one.more.0.clone()),
        ];
        Filled::with(single.into_iter().chain(plans).chain(earlier))
    }

    fn read(form: &mut Filled, person: RecordId, scheme: &Scheme) -> Option<Self> {
        let status = one_of(form, &STATUS, |code| has(scheme, "legal_status", code));
        let mut maybe = |field: &Field, list: &str| {
            if form.value(field.id).is_empty() {
                return Some(String::new());
            }
            one_of(form, field, |code| has(scheme, list, code))
        };
        let placement = maybe(&PLACEMENT, "placement");
        let category = maybe(&CATEGORY, "cp_category");
        let plans = form.choices::<String>(&PLANS);
        let earlier = form.choices::<String>(&EARLIER);
        let more = words(form, &ABOUT_PLANS, 5_000);
        if !form.is_good() {
            return None;
        }
        Some(Self {
            person,
            status: status?,
            placement: placement?,
            plans: plans?,
            earlier: earlier?,
            category: category?,
            more,
        })
    }

    fn field_of(code: &str) -> Option<Field> {
        (code == "status-code").then_some(STATUS)
    }

    async fn keep(
        state: &WebState,
        signed: &Signed,
        seen: &Seen<'_>,
        sent: (model::FormId, app::Place),
        new: &Self,
    ) -> Result<RecordId, app::AppError> {
        keep_status(state.app(), &signed.ctx, &seen.reference, sent, new).await
    }
}

impl ChildPart for School {
    const TITLE: &'static str = "school-title";
    const END: &'static str = "school";
    const LISTS: &'static [&'static str] = &["education"];

    fn kept<'a>(about: &About<'a>) -> Option<&'a Stored<Self>> {
        about.school
    }

    fn inputs(seen: &Seen<'_>) -> Vec<crate::sheet::Input> {
        vec![
            input(EDUCATION, Ask::OneOf(listed(seen, "education"))),
            input(SCHOOL, Ask::Line),
            input(ABOUT_SCHOOL, Ask::Words),
        ]
    }

    fn filled(one: &Self) -> Filled {
        Filled::with([
            (EDUCATION.id, one.education.clone()),
            (SCHOOL.id, one.place.0.clone()),
            (ABOUT_SCHOOL.id, one.more.0.clone()),
        ])
    }

    fn read(form: &mut Filled, person: RecordId, scheme: &Scheme) -> Option<Self> {
        let education = one_of(form, &EDUCATION, |code| has(scheme, "education", code));
        let place = words(form, &SCHOOL, 300);
        let more = words(form, &ABOUT_SCHOOL, 2_000);
        if !form.is_good() {
            return None;
        }
        Some(Self {
            person,
            education: education?,
            place,
            more,
        })
    }

    fn field_of(code: &str) -> Option<Field> {
        (code == "school-code").then_some(EDUCATION)
    }

    async fn keep(
        state: &WebState,
        signed: &Signed,
        seen: &Seen<'_>,
        sent: (model::FormId, app::Place),
        new: &Self,
    ) -> Result<RecordId, app::AppError> {
        keep_school(state.app(), &signed.ctx, &seen.reference, sent, new).await
    }
}
