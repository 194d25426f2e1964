//! What a case has on record of people, places, organisations, addresses, identifiers and dates: what must not leave it. It is
//! read by the check itself and not by whoever writes: it knows also what they may not see. [`kinds`] says of each kind of record
//! what it holds.

mod described;
mod kinds;
mod own;
mod read;
mod received;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use access::directory;
use access::{Ctx, Section, actions};
use chronology::pseudonyms::listed;
use model::{CaseId, Date, OrganisationId, UncertainDate};
use vault::{CasePrint, Inbox, OnRecord, VaultError, VaultTx};

use super::origin::Whence;
use crate::incident::find;
use crate::instance::job_ctx;
use crate::names::Names;
use crate::{App, AppError, Reference};
use described::without_description;
use read::Reading;
use received::Came;

/// Name of the job; the policies know it.
pub(crate) const JOB: &str = "check before sharing";

/// The sections that it reads: all but how somebody is reached safely, which is in nobody's words, and what the lead reviewer
/// keeps for themself.
const SECTIONS: [Section; 5] = [
    Section::General,
    Section::ProtectedAddresses,
    Section::ProtectedIdentities,
    Section::PoliceRestricted,
    Section::Returns,
];

/// Before every authority on record began.
const EVER: Date = Date::constant(1900, 1, 1);

/// Single words for where something is that name no place.
const COMMON: [&str; 10] = [
    "home",
    "school",
    "nursery",
    "hospital",
    "street",
    "park",
    "outside",
    "online",
    "unknown",
    "elsewhere",
];

/// What something on record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownKind {
    /// A child of the review, or one of whom accounts tell.
    Child,
    /// An adult of the family, or around it.
    Adult,
    /// Somebody who works or worked with them.
    Practitioner,
    /// A place.
    Place,
    /// An organisation.
    Organisation,
    /// An address.
    Address,
    /// A number or reference of one case, person or file.
    Identifier,
    /// The day on which somebody was born.
    Born,
    /// Another day.
    Day,
}

/// One name, place, number or day on record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// What it is.
    pub kind: KnownKind,
    /// The words; of a day its date as ISO 8601 writes it.
    pub words: String,
    /// Who or what it is in the case: names of one share it.
    pub of: String,
    /// The section in which it stands.
    pub section: Section,
}

/// Everything on record that must not leave a case.
#[derive(Clone, Default)]
pub struct CaseKnown {
    all: Vec<Known>,
    /// The region from which everything that leaves is said to come, by its code and its name: whoever reads it knows it.
    region: Option<(String, String)>,
    /// How the case stood when it was read.
    print: Option<CasePrint>,
}

impl CaseKnown {
    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = &Known> {
        self.all.iter()
    }

    /// Only what stands in these sections.
    #[must_use]
    pub fn in_sections(&self, open: &[Section]) -> Self {
        let all = self.all.iter().filter(|one| open.contains(&one.section));
        Self {
            all: all.cloned().collect(),
            region: self.region.clone(),
            print: self.print,
        }
    }

    #[cfg(test)]
    pub(super) fn of(all: Vec<Known>) -> Self {
        Self {
            all,
            ..Self::default()
        }
    }

    /// The region from which it comes, by its code and its name.
    pub(super) fn region(&self) -> Option<(&str, &str)> {
        let region = self.region.as_ref();
        region.map(|(code, name)| (code.as_str(), name.as_str()))
    }

    /// Whether the case still stands as it did when this was read.
    pub(super) fn stands(&self, now: CasePrint) -> bool {
        self.print == Some(now)
    }

    fn add(&mut self, kind: KnownKind, (of, section): (&str, Section), words: &str) {
        let words = match kind {
            KnownKind::Child | KnownKind::Adult => without_description(words),
            _ => words.trim().to_owned(),
        };
        if words.chars().count() > 1 {
            self.all.push(Known {
                kind,
                words,
                of: of.to_owned(),
                section,
            });
        }
    }

    /// Several names in one box.
    fn add_all(&mut self, kind: KnownKind, at: (&str, Section), words: &str) {
        for one in listed(words) {
            self.add(kind, at, one);
        }
    }

    /// A day, where it is certain.
    fn add_day(&mut self, kind: KnownKind, at: (&str, Section), day: &UncertainDate) {
        if let Some(certain) = day.earliest().filter(|one| day.latest() == Some(*one)) {
            self.add(kind, at, &certain.to_string());
        }
    }
}

/// Whether a box that need not hold a name holds one: "at home" is none.
fn is_named(words: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    match words.split_whitespace().collect::<Vec<_>>().as_slice() {
        [one] => capital(one) && !COMMON.contains(&one.to_lowercase().as_str()),
        [_, others @ ..] => others.iter().any(|word| capital(word)),
        [] => false,
    }
}

/// Reads it, as the job that checks what is shared.
pub(super) async fn register(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<CaseKnown, AppError> {
    let reading = reading_of(app, ctx, reference).await?;
    Ok(Directory::of(app, ctx).await?.added_to(&reading))
}

/// What the records of a case hold.
async fn reading_of(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Reading, AppError> {
    let job = &job_ctx(JOB, ctx.organisation, ctx.now)?;
    let vault = app.vault(ctx).await?;
    let written = vault
        .look(job, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                of_case(tx, case).await
            })
        })
        .await?;
    let mut all = written.all;
    let mut came = Came::of(&written.came)?;
    all.append(&mut came.records);
    let mut reading = read::read(&all).map_err(AppError::from)?;
    let of_case = ("case", Section::General);
    let reference = &written.reference;
    reading.known.add(KnownKind::Identifier, of_case, reference);
    came.added_to(&mut reading, ctx.today());
    reading.people.extend(written.people);
    reading.known.print = Some(written.print);
    Ok(reading)
}

/// Everything on record in every case of the organisation: for what others read that comes from no case. The directory is read once.
pub(super) async fn of_every_case(app: &App, ctx: &Ctx) -> Result<CaseKnown, AppError> {
    let job = &job_ctx(JOB, ctx.organisation, ctx.now)?;
    let vault = app.vault(ctx).await?;
    let cases = vault.look(job, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
            vault::prints_of_all(tx, &permit).await
        })
    });
    let cases = cases.await?;
    let here = Directory::of(app, ctx).await?;
    let mut known = CaseKnown::default();
    let before = app.readings.of(ctx.organisation);
    let mut now = BTreeMap::new();
    for (text, print) in cases {
        let kept = before.get(&text).filter(|one| one.known.stands(print));
        let reading = match kept {
            Some(kept) => Arc::clone(kept),
            None => {
                let reference = text.parse().map_err(|_| AppError::NotFound)?;
                Arc::new(reading_of(app, ctx, &reference).await?)
            }
        };
        known.all.extend(here.added_to(&reading).all);
        now.insert(text, reading);
    }
    app.readings.keep(ctx.organisation, now);
    known.all.sort();
    known.all.dedup();
    Ok(known)
}

/// What was read of the cases of an organisation, by their references.
type OfCases = BTreeMap<String, Arc<Reading>>;

/// What was read of cases, kept from one check to the next as long as nothing in a case is written (as decision 16 keeps what *Today*
/// rests on). It is of the check itself: whoever asks learns of it only what stands in their own words.
#[derive(Default)]
pub(crate) struct Readings(Mutex<BTreeMap<OrganisationId, OfCases>>);

impl Readings {
    fn of(&self, organisation: OrganisationId) -> OfCases {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&organisation).cloned().unwrap_or_default()
    }

    fn keep(&self, organisation: OrganisationId, now: OfCases) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(organisation, now);
    }
}

/// For what an organisation learned from its own work: everything on record in every case of its store, and everybody who works
/// there; and what of it whoever writes there may know, which is not what other cases hold.
pub(super) async fn of_own_work(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<(CaseKnown, CaseKnown), AppError> {
    let mut open = register(app, ctx, reference).await?;
    for (id, name) in crate::names::names(app, ctx).await?.people() {
        let id = id.to_string();
        open.add(KnownKind::Practitioner, (&id, Section::General), &name);
    }
    open.all.sort();
    open.all.dedup();
    let mut known = of_every_case(app, ctx).await?;
    known.all.extend(open.all().cloned());
    known.all.sort();
    known.all.dedup();
    known.region.clone_from(&open.region);
    known.print = open.print;
    Ok((known, open.in_sections(&[Section::General])))
}

/// What stands in the store of a case.
struct Written {
    all: Vec<OnRecord>,
    reference: String,
    came: Vec<Inbox>,
    people: BTreeSet<(String, Section)>,
    print: CasePrint,
}

async fn of_case(tx: &mut VaultTx<'_>, case: CaseId) -> Result<Written, VaultError> {
    let general = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let file = vault::case_file(tx, &general).await?;
    let mut all = Vec::new();
    for section in SECTIONS {
        let permit = tx.permit::<actions::KnowCase>(case, section).await?;
        all.extend(vault::everything_on_record(tx, &permit).await?);
    }
    let permit = tx
        .permit::<actions::KnowCase>(case, Section::General)
        .await?;
    let answering = vault::who_answers(tx, &permit).await?.into_iter();
    Ok(Written {
        all,
        reference: file.reference,
        came: vault::received_about(tx, &permit).await?,
        people: answering
            .map(|one| (one.to_string(), Section::General))
            .collect(),
        print: vault::print_of_case(tx, &permit).await?,
    })
}

/// Names that stand in no case: of the partnership, its area and its agencies, of people and authorities.
struct Directory {
    whence: Whence,
    covers: Vec<directory::Cover>,
    authorities: Vec<directory::Authority>,
    names: Names,
}

impl Directory {
    async fn of(app: &App, ctx: &Ctx) -> Result<Self, AppError> {
        let organisation = ctx.organisation;
        let (covers, authorities) = app
            .directory()
            .look(ctx, |tx| {
                Box::pin(async move {
                    let covers = directory::covers_of(tx, organisation).await?;
                    Ok((covers, directory::authorities_from(tx, EVER).await?))
                })
            })
            .await?;
        Ok(Self {
            whence: Whence::of(app, ctx).await?,
            covers,
            authorities,
            names: crate::names::names(app, ctx).await?,
        })
    }

    /// Adds the partnership, its area and its agencies to what a case holds, and the people and authorities of whom it holds the id.
    fn added_to(&self, reading: &Reading) -> CaseKnown {
        let mut known = reading.known.clone();
        let at = ("partnership", Section::General);
        known.add(KnownKind::Organisation, at, self.whence.name());
        if let Some(area) = words::area_in(self.whence.name()) {
            known.add(KnownKind::Place, at, &area);
        }
        known.region = self.whence.region();
        for cover in &self.covers {
            known.add(KnownKind::Place, at, &cover.authority.name);
        }
        for (id, section) in &reading.authorities {
            let mut all = self.authorities.iter();
            if let Some(found) = all.find(|one| one.id.to_string() == *id) {
                known.add(KnownKind::Place, (id, *section), &found.name);
            }
        }
        for (id, name) in self.names.agencies() {
            let of = id.to_string();
            known.add(KnownKind::Organisation, (&of, Section::General), &name);
        }
        for (id, section) in &reading.people {
            if let Some(name) = self.names.person(id) {
                // A guest's name says in brackets whom they act for.
                let name = name.split(" (").next().unwrap_or(name);
                known.add(KnownKind::Practitioner, (id, *section), name);
            }
        }
        known.all.sort();
        known.all.dedup();
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_that_need_not_hold_a_name_counts_where_it_does() {
        let at = ("incident", Section::General);
        let mut known = CaseKnown::default();
        for words in ["At home", "Home", "in the park", ""] {
            known.add_box(kinds::Holds::Place, at, words);
        }
        assert_eq!(known.all().count(), 0);
        for words in ["Brackenfold", "At Larch House", "near brackenfold"] {
            known.add_box(kinds::Holds::Place, at, words);
        }
        assert_eq!(known.all().count(), 3);
    }
}
