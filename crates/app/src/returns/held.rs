//! What the partnership holds already of the same people from the same agency, in another review that the asker reads: nobody
//! is asked for it again without a reason.

use access::{Ctx, Permit, Section, actions};
use model::case::{
    AgencyRequest, AskedAbout, HeldBefore, ReturnHead, Subject, SubjectKind, TakenOut,
};
use model::{AgencyId, Date, Sensitive, is_found_by, resembles};
use vault::{VaultError, VaultTx};

use super::ask::{NewRequest, WhichAgency, asked_about};
use crate::decision::decide::has_words;
use crate::keep::open;
use crate::{App, AppError, Reference};

/// What is asked of an agency that answered for the same people before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskAgain {
    /// Only the days that no return covers which the partnership holds.
    Rest,
    /// The whole period, for a reason that the agency reads.
    Whole(Sensitive<String>),
}

/// A return that was accepted in another review, and that the asker may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlreadyHeld {
    /// The agency.
    pub agency: AgencyId,
    /// Reference of that review.
    pub reference: String,
    /// Its request there.
    pub request: model::RecordId,
    /// First day that it covers.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// When it was accepted.
    pub accepted_on: Date,
    /// Names of those of whom it tells, as they are called here.
    pub of: Vec<String>,
    /// Whether it tells of everybody who is asked about now.
    pub of_all: bool,
}

impl AlreadyHeld {
    /// Whether a request says of this return already that it is held.
    pub(super) fn is_the(&self, known: &HeldBefore) -> bool {
        (self.from, self.to, self.accepted_on) == (known.from, known.to, known.accepted_on)
    }
}

/// What the partnership holds already of what a new request asks for. Nothing is said of a review that the asker may not
/// read, nor that there is one. That the requests of the other reviews were read is written down there.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`]; [`AppError::Rule`] `request-about` for somebody who is not of the case.
pub async fn already_held(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    new: &NewRequest,
) -> Result<Vec<AlreadyHeld>, AppError> {
    let mut agencies = Vec::new();
    for one in std::iter::once(&new.agency).chain(&new.also) {
        if let WhichAgency::Known(agency) = one
            && !agencies.contains(agency)
        {
            agencies.push(*agency);
        }
    }
    let agencies = &agencies;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                let subjects = vault::list_with::<_, Subject>(tx, &permit).await?;
                let out = vault::list_with::<_, TakenOut>(tx, &permit).await?;
                let about = asked_about(&subjects, &out, &new.about)?;
                let mut all = Vec::new();
                for agency in agencies {
                    let asked = (about.as_slice(), (new.from, new.to));
                    all.extend(of_agency(tx, &permit, *agency, asked).await?);
                }
                Ok(all)
            })
        })
        .await?)
}

/// The returns of one agency that were accepted in other reviews, of the same people and of days that are asked for.
pub(super) async fn of_agency(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    agency: AgencyId,
    (about, (from, to)): (&[AskedAbout], (Date, Date)),
) -> Result<Vec<AlreadyHeld>, VaultError> {
    let mut all = Vec::new();
    // What a practice run invents is no answer about anybody.
    if vault::case_of(tx, permit).await?.practice {
        return Ok(all);
    }
    let accepted = vault::returns_accepted(tx, permit, agency).await?;
    if accepted.is_empty() {
        return Ok(all);
    }
    let subjects = vault::list_with::<_, Subject>(tx, permit).await?;
    // Words for somebody whom nobody has identified, or who is not born, are no name.
    let named = |one: &&AskedAbout| {
        let mut here = subjects.iter().filter(|here| here.id == one.subject);
        here.any(|here| here.body.kind != SubjectKind::NotYetIdentified && !here.body.unborn)
    };
    let named: Vec<&AskedAbout> = about.iter().filter(named).collect();
    for one in accepted {
        let may = tx.would_permit::<actions::ReadCase>(one.case).await?
            && tx
                .would_permit_return::<actions::ReadReturn>(one.id)
                .await?;
        let Some(accepted_at) = one.accepted_at.filter(|_| may) else {
            continue;
        };
        let there = tx
            .permit::<actions::ReadCase>(one.case, Section::General)
            .await?;
        let body = vault::one::<_, AgencyRequest>(tx, &there, one.id)
            .await?
            .body;
        if body.to < from || body.from > to {
            continue;
        }
        let known = |asked: &&&AskedAbout| body.about.iter().any(|one| is_same(one, asked));
        let of: Vec<&&AskedAbout> = named.iter().filter(known).collect();
        if of.is_empty() || !tells(tx, one.id).await? {
            continue;
        }
        all.push(AlreadyHeld {
            agency,
            reference: vault::case_file(tx, &there).await?.reference,
            request: one.id,
            from: body.from,
            to: body.to,
            accepted_on: accepted_at.date_in_london(),
            of_all: of.len() == about.len(),
            of: of.into_iter().map(|one| one.name.0.clone()).collect(),
        });
    }
    Ok(all)
}

/// Whether the agency searched: what it declined, or could not search, nobody holds.
async fn tells(tx: &mut VaultTx<'_>, request: model::RecordId) -> Result<bool, VaultError> {
    let permit = tx.permit_return::<actions::ReadReturn>(request).await?;
    let heads = vault::signed_in_return::<_, ReturnHead>(tx, &permit).await?;
    let mut found = heads
        .into_iter()
        .filter_map(|one| one.record)
        .map(|head| head.body.found);
    let last = found.next_back();
    Ok(last.is_some_and(|found| !found.did_not_search()))
}

/// Whether two reviews mean one person. Where both dates of birth are known they must be one, and then a letter of the name
/// may differ; else the names must be the same in every part. It says rather nothing than something wrong.
fn is_same(one: &AskedAbout, other: &AskedAbout) -> bool {
    let born = (one.born.is_certain_day(), other.born.is_certain_day());
    let by_day = match born {
        (Some(one), Some(other)) if one != other => return false,
        (Some(_), Some(_)) => true,
        _ => false,
    };
    let alike = |name: &str, written: &str| {
        let parts = name.split_whitespace().count();
        let whole = is_found_by(name, written) && is_found_by(written, name);
        let whole = whole && (by_day || parts > 1);
        // Twins share a day and a surname: the first name must be like the other too.
        let first = resembles(first(name), first(written));
        whole || (by_day && first && resembles(name, written))
    };
    names(one).any(|name| names(other).any(|written| alike(name, written)))
}

fn first(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

/// The name of a person, and each other one that is known.
fn names(one: &AskedAbout) -> impl Iterator<Item = &str> {
    let others = one.also_known_as.0.split([',', ';', '\n']);
    let all = std::iter::once(one.name.0.as_str()).chain(others);
    all.map(str::trim).filter(|name| !name.is_empty())
}

/// The days of a period that no return covers which tells of everybody: one stretch, or none where nothing is left, or where
/// two stretches are.
#[must_use]
pub fn rest(held: &[AlreadyHeld], (from, to): (Date, Date)) -> Option<(Date, Date)> {
    let mut left = vec![(from, to)];
    for one in held.iter().filter(|one| one.of_all) {
        left = left
            .into_iter()
            .flat_map(|days| without(days, one))
            .collect();
    }
    match left.as_slice() {
        [days] => Some(*days),
        _ => None,
    }
}

/// The days of a stretch before and after what a return covers.
fn without((from, to): (Date, Date), one: &AlreadyHeld) -> Vec<(Date, Date)> {
    if one.to < from || one.from > to {
        return vec![(from, to)];
    }
    let before = one.from.yesterday().ok().map(|last| (from, last));
    let after = one.to.tomorrow().ok().map(|first| (first, to));
    let both = before.into_iter().chain(after);
    both.filter(|(first, last)| first <= last).collect()
}

/// The request as it is asked of an agency of which the partnership holds something.
///
/// # Errors
/// [`VaultError::Rule`]: `request-held` while nobody has said what to ask, `request-held-why` without a reason,
/// `request-held-all` when no days are left to ask for, or two stretches.
pub(super) fn settle(
    mut body: AgencyRequest,
    held: &[AlreadyHeld],
    again: Option<&AskAgain>,
) -> Result<AgencyRequest, VaultError> {
    if held.is_empty() {
        return Ok(body);
    }
    let why = match again {
        None => return Err(VaultError::Rule("request-held")),
        Some(AskAgain::Whole(why)) if !has_words(why) => {
            return Err(VaultError::Rule("request-held-why"));
        }
        Some(AskAgain::Whole(why)) => Some(why.clone()),
        Some(AskAgain::Rest) => {
            let days = rest(held, (body.from, body.to));
            let days = days.filter(|days| *days != (body.from, body.to));
            (body.from, body.to) = days.ok_or(VaultError::Rule("request-held-all"))?;
            None
        }
    };
    let before = |one: &AlreadyHeld| HeldBefore {
        from: one.from,
        to: one.to,
        accepted_on: one.accepted_on,
        why: why.clone(),
    };
    body.held.extend(held.iter().map(before));
    Ok(body)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::case::AskedAbout;
    use model::{AgencyId, Date, RecordId, Sensitive};

    use super::{AlreadyHeld, is_same, rest};

    fn held(from: &str, to: &str, of_all: bool) -> AlreadyHeld {
        AlreadyHeld {
            agency: "01900000-0000-7000-8000-000000000001"
                .parse::<AgencyId>()
                .unwrap(),
            reference: String::new(),
            request: "01900000-0000-7000-8000-000000000002"
                .parse::<RecordId>()
                .unwrap(),
            from: day(from),
            to: day(to),
            accepted_on: day("2026-03-01"),
            of: Vec::new(),
            of_all,
        }
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn left(all: &[AlreadyHeld]) -> Option<(Date, Date)> {
        rest(all, (day("2025-01-01"), day("2025-12-31")))
    }

    #[test]
    fn only_the_days_that_nothing_covers_are_left() {
        let one = [held("2024-06-01", "2025-03-31", true)];
        assert_eq!(left(&one), Some((day("2025-04-01"), day("2025-12-31"))));
        let one = [held("2025-10-01", "2026-03-31", true)];
        assert_eq!(left(&one), Some((day("2025-01-01"), day("2025-09-30"))));
        let both = [
            held("2024-06-01", "2025-03-31", true),
            held("2025-10-01", "2026-03-31", true),
        ];
        assert_eq!(left(&both), Some((day("2025-04-01"), day("2025-09-30"))));
        assert_eq!(left(&[held("2025-01-01", "2025-12-31", true)]), None);
        let middle = [held("2025-03-01", "2025-03-31", true)];
        assert_eq!(left(&middle), None, "two stretches are no one request");
        let of_some = [held("2024-06-01", "2025-03-31", false)];
        assert_eq!(left(&of_some), Some((day("2025-01-01"), day("2025-12-31"))));
        assert_eq!(left(&[]), Some((day("2025-01-01"), day("2025-12-31"))));
    }

    fn person(name: &str, also: &str, born: &str) -> AskedAbout {
        AskedAbout {
            subject: "01900000-0000-7000-8000-000000000003".parse().unwrap(),
            name: Sensitive(name.to_owned()),
            also_known_as: Sensitive(also.to_owned()),
            born: born.parse().unwrap(),
        }
    }

    #[test]
    fn a_sibling_of_the_same_name_is_somebody_else() {
        let wren = person("Wren Oakfield", "Birdie Ashe", "2019-04-02");
        assert!(is_same(&wren, &person("Wren Oakfeld", "", "2019-04-02")));
        assert!(is_same(&wren, &person("Birdie Ashe", "", "2019-04-02")));
        assert!(is_same(&wren, &person("Oakfield, Wren", "", "2019")));
        assert!(!is_same(&wren, &person("Ash Oakfield", "", "2021-01-01")));
        assert!(!is_same(&wren, &person("Ash Oakfield", "", "2019")));
        let called = person("Wren", "", "2019");
        assert!(!is_same(&called, &called), "a first name alone");
        assert!(!is_same(&wren, &person("Wren Oakfield", "", "2017-04-02")));
        assert!(
            !is_same(&wren, &person("Ash Oakfield", "", "2019-04-02")),
            "a twin"
        );
    }
}
