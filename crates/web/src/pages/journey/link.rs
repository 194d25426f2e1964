//! A moment is linked to something else of its review, and links are taken away.

use app::journey::{End, OfMoment, link, unlink};
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::RecordId;
use model::learning::{LinkedTo, Moment, MomentLink, MomentLinkKind};

use super::{Place, Seen, part, seen_one, short};
use crate::draw::{bullets, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::moments::Parts;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const KIND: Field = field("kind", "journey-link-kind");
const TO: Field = field("to", "journey-link-to");

/// What the other end can be, by the code in the address.
const SORTS: [&str; 5] = ["moment", "learning_point", "action", "entry", "file"];

/// Those that there are where the moment stands: beside any review there are only moments.
fn sorts<R>(seen: &Seen<'_, R>) -> &'static [&'static str] {
    match seen.place.is_own {
        true => &["moment"],
        false => &SORTS,
    }
}

/// The code of the sort of an end, with what it is called and its id; none for what cannot be chosen.
pub(super) fn sort(end: &End) -> Option<(&'static str, String, &str)> {
    Some(match end {
        End::Moment(id, words) => ("moment", id.to_string(), words.as_str()),
        End::LearningPoint(id, words) => ("learning_point", id.to_string(), words.as_str()),
        End::Action(id, words) => ("action", id.to_string(), words.as_str()),
        End::Entry(id, words) => ("entry", id.to_string(), words.as_str()),
        End::File(id, words) => ("file", id.to_string(), words.as_str()),
        End::Shared(_) | End::Restricted => return None,
    })
}

/// Other ends of one sort, to choose from; the moment itself is not among them.
fn offers(seen: &Seen<'_, OfMoment>, of: &str) -> Vec<Offer> {
    let own = End::Moment(seen.found.moment.id, String::new()).linked();
    let others = seen.found.ends.iter().filter(|end| end.linked() != own);
    let named = others.filter_map(sort).filter(|(sort, _, _)| *sort == of);
    named
        .map(|(_, id, words)| Offer::new(id, short(words)))
        .collect()
}

/// Splitting and merging is between moments only.
fn kinds(of: &str) -> Vec<Offer> {
    let joins = |kind: MomentLinkKind| {
        matches!(kind, MomentLinkKind::SplitFrom | MomentLinkKind::MergedInto)
    };
    let all = MomentLinkKind::ALL.iter().copied();
    let all = all.filter(|kind| of == "moment" || !joins(*kind));
    all.map(|kind| Offer::new(kind.code(), t_code("journey-link-is", kind.code())))
        .collect()
}

fn sheet(seen: &Seen<'_, OfMoment>, of: &str) -> Result<Sheet, PageError> {
    let sorts = sorts(seen);
    if !sorts.contains(&of) {
        return Err(PageError::NotFound);
    }
    let others = sorts.iter().filter(|sort| **sort != of);
    let others = others.map(|sort| {
        let href = format!("{}/links/{sort}", seen.own());
        Link::new(t_code("journey-link-to-a", sort), href).render()
    });
    let offers = offers(seen, of);
    let mut inputs = Vec::new();
    if sorts.len() > 1 {
        let ways = Html::join([paragraph(t("journey-link-ways")), bullets(others)]);
        inputs.push(drawn(ways));
    }
    if offers.is_empty() {
        inputs.push(drawn(paragraph(t_code("journey-link-none", of))));
    } else {
        inputs.push(input(KIND, Ask::OneOf(kinds(of))));
        inputs.push(input(TO, Ask::Pick(offers)));
    }
    Ok(Sheet {
        title: t_code("journey-link-title", of),
        caption: seen.caption(),
        step: None,
        explain: vec![seen.words(), t("journey-link-explain")],
        inputs,
        button: t("save"),
        back: seen.own(),
    })
}

fn may_link(seen: &Seen<'_, OfMoment>) -> Result<(), PageError> {
    let may = seen.found.journey.may_link;
    may.then_some(()).ok_or_else(PageError::refused)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    may_link(&seen)?;
    let hidden = state.hidden(&signed.visit, Some(seen.found.moment.version))?;
    sheet(&seen, part(&parts, "linked_id"))?.show(&state, &signed, &Filled::empty(), hidden)
}

fn read(form: &mut Filled, of: &str) -> Option<MomentLink> {
    let kind = form.coded(&KIND, MomentLinkKind::from_code);
    let to = match of {
        "file" => form.choice(&TO).map(LinkedTo::File),
        sort => form.choice::<RecordId>(&TO).map(|id| match sort {
            "learning_point" => LinkedTo::LearningPoint(id),
            "action" => LinkedTo::Action(id),
            "entry" => LinkedTo::Entry(id),
            _ => LinkedTo::Moment(id),
        }),
    };
    Some(MomentLink {
        kind: kind?,
        to: to?,
    })
}

/// The link that was added last, where somebody else changed the moment meanwhile.
fn filled(one: &Moment) -> Filled {
    let Some(last) = one.links.last() else {
        return Filled::empty();
    };
    let to = match &last.to {
        LinkedTo::Moment(id)
        | LinkedTo::LearningPoint(id)
        | LinkedTo::Action(id)
        | LinkedTo::Entry(id) => id.to_string(),
        LinkedTo::File(id) => id.to_string(),
        LinkedTo::Shared(id) => id.clone(),
    };
    Filled::with([(KIND.id, last.kind.code().to_owned()), (TO.id, to)])
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "journey-only-moments" => Some(KIND),
        "journey-linked" | "journey-itself" | "journey-circle" | "journey-gone" => Some(TO),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    mut form: Filled,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    may_link(&seen)?;
    let of = part(&parts, "linked_id");
    let sheet = sheet(&seen, of)?;
    let Some(new) = read(&mut form, of) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (seen.found.moment.id, form.version()?));
    let outcome = link(state.app(), &signed.ctx, &seen.place.reference, sent, &new).await;
    let own = seen.own();
    let after = After {
        next: &own,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    form: Filled,
) -> Answer {
    let place = Place::of(&state, &signed, &parts).await?;
    let number = |_| PageError::NotFound;
    let id: RecordId = part(&parts, "record").parse().map_err(number)?;
    let at = part(&parts, "instance_id").parse::<usize>();
    let at = at.map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    unlink(state.app(), &signed.ctx, &place.reference, sent, at).await?;
    Ok(next_page(&format!("{}/journey/{id}", place.above)))
}
