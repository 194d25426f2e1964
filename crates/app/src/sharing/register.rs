//! What a case has on record of people, places, organisations, addresses, identifiers and dates: what must not leave it. It is
//! read by the check itself and not by whoever writes: it knows also what they may not see.

use std::collections::BTreeSet;

use access::directory;
use access::{Ctx, Permit, Section, actions};
use chronology::pseudonyms::listed;
use model::case::{
    AgencyRequest, Home, Incident, NameHow, PractitionerContact, Proceedings, Protected,
    ProtectedKind, School, Subject, TakenOut,
};
use model::chronology::Entry;
use model::record::Record;
use model::{CaseId, UncertainDate};
use vault::{VaultError, VaultTx};

use crate::chronology_out::is_role;
use crate::incident::find;
use crate::instance::job_ctx;
use crate::people_places::CaseRegister;
use crate::{App, AppError, Reference};

/// Name of the job; the policies know it.
const JOB: &str = "check before sharing";

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

/// Letters of a line that may be an address; a longer one is prose.
const MOST_ADDRESS: usize = 80;

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
pub struct CaseKnown(Vec<Known>);

impl CaseKnown {
    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = &Known> {
        self.0.iter()
    }

    /// Only what stands in these sections.
    #[must_use]
    pub fn in_sections(&self, open: &[Section]) -> Self {
        let all = self.0.iter().filter(|one| open.contains(&one.section));
        Self(all.cloned().collect())
    }

    fn add(&mut self, kind: KnownKind, (of, section): (&str, Section), words: &str) {
        let words = words.trim();
        if words.chars().count() > 1 {
            self.0.push(Known {
                kind,
                words: words.to_owned(),
                of: of.to_owned(),
                section,
            });
        }
    }

    /// What somebody wrote in a box that need not hold a name: "at home" is none.
    fn add_named(&mut self, kind: KnownKind, at: (&str, Section), words: &str) {
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let named = match words.split_whitespace().collect::<Vec<_>>().as_slice() {
            [one] => capital(one) && !COMMON.contains(&one.to_lowercase().as_str()),
            [_, others @ ..] => others.iter().any(|word| capital(word)),
            [] => false,
        };
        if named {
            self.add(kind, at, words);
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

/// Reads it, as the job that checks what is shared.
pub(super) async fn register(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<CaseKnown, AppError> {
    let job = &job_ctx(JOB, ctx.organisation, ctx.now)?;
    let vault = app.vault(ctx).await?;
    let (mut known, staff) = vault
        .look(job, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let general = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                of_case(tx, case, &general).await
            })
        })
        .await?;
    directory_names(app, ctx, &mut known, &staff).await?;
    known.0.sort();
    known.0.dedup();
    Ok(known)
}

/// Names of the partnership, its agencies, and the people of the team and the agencies that were asked.
async fn directory_names(
    app: &App,
    ctx: &Ctx,
    known: &mut CaseKnown,
    staff: &BTreeSet<String>,
) -> Result<(), AppError> {
    let organisation = ctx.organisation;
    let own = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(directory::organisation(tx, organisation))
        })
        .await?;
    if let Some(own) = own {
        let at = ("partnership", Section::General);
        known.add(KnownKind::Organisation, at, &own.name);
    }
    let names = crate::names::names(app, ctx).await?;
    for (id, name) in names.agencies() {
        let of = id.to_string();
        known.add(KnownKind::Organisation, (&of, Section::General), &name);
    }
    for id in staff {
        if let Some(name) = names.person(id) {
            // A guest's name says in brackets whom they act for.
            let name = name.split(" (").next().unwrap_or(name);
            known.add(KnownKind::Practitioner, (id, Section::General), name);
        }
    }
    Ok(())
}

/// What the case itself holds, and the ids of the people who work on it.
async fn of_case(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    general: &Permit<'_, actions::ReadCase>,
) -> Result<(CaseKnown, BTreeSet<String>), VaultError> {
    let mut known = CaseKnown::default();
    let file = vault::case_file(tx, general).await?;
    let of_case = ("case", Section::General);
    known.add(KnownKind::Identifier, of_case, &file.reference);
    subjects(tx, general, &mut known).await?;
    around(tx, general, &mut known).await?;
    let others = CaseRegister::read(tx, case).await?;
    accounts(tx, general, &others, &mut known).await?;
    protected(tx, case, &mut known).await?;
    let team = vault::team(tx, general).await?;
    let staff = team.into_iter().map(|one| one.person.to_string());
    Ok((known, staff.collect()))
}

/// Children and adults of the review, also those who were taken out of it or asked about under another name.
async fn subjects(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    known: &mut CaseKnown,
) -> Result<(), VaultError> {
    let mut all: Vec<(String, Subject)> = Vec::new();
    for one in vault::list::<Subject>(tx, permit).await? {
        all.push((one.id.to_string(), one.body));
    }
    for one in vault::list::<TakenOut>(tx, permit).await? {
        all.push((one.body.person.to_string(), one.body.was));
    }
    for (id, subject) in &all {
        let at = (id.as_str(), Section::General);
        known.add(kind_of(subject), at, &subject.name.0);
        known.add_all(kind_of(subject), at, &subject.also_known_as.0);
        known.add_day(KnownKind::Born, at, &subject.born);
    }
    for one in vault::list::<AgencyRequest>(tx, permit).await? {
        for about in &one.body.about {
            let id = about.subject.to_string();
            let at = (id.as_str(), Section::General);
            let kind = all.iter().find(|(of, _)| *of == id);
            let kind = kind.map_or(KnownKind::Adult, |(_, subject)| kind_of(subject));
            known.add(kind, at, &about.name.0);
            known.add_all(kind, at, &about.also_known_as.0);
            known.add_day(KnownKind::Born, at, &about.born);
        }
        if let Some(manager) = &one.body.manager {
            let id = one.id.to_string();
            let at = (id.as_str(), Section::General);
            known.add(KnownKind::Practitioner, at, &manager.who.0);
            known.add(KnownKind::Identifier, at, &manager.address.0);
        }
    }
    Ok(())
}

const fn kind_of(subject: &Subject) -> KnownKind {
    if subject.kind.is_child() {
        KnownKind::Child
    } else {
        KnownKind::Adult
    }
}

/// Where and when it happened, where children live and learn, who worked with them, what runs beside the review.
async fn around(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    known: &mut CaseKnown,
) -> Result<(), VaultError> {
    for one in vault::list::<Incident>(tx, permit).await? {
        let at = ("incident", Section::General);
        known.add_named(KnownKind::Place, at, &one.body.place.0);
        known.add_day(KnownKind::Day, at, &one.body.happened);
        if let Some(first) = &one.body.first_known {
            known.add_day(KnownKind::Day, at, first);
        }
    }
    for one in vault::list::<Home>(tx, permit).await? {
        let id = one.id.to_string();
        let at = (id.as_str(), Section::General);
        known.add_named(KnownKind::Place, at, &one.body.elsewhere.0);
    }
    for one in vault::list::<School>(tx, permit).await? {
        let id = one.id.to_string();
        known.add(
            KnownKind::Organisation,
            (&id, Section::General),
            &one.body.place.0,
        );
    }
    for one in vault::list::<PractitionerContact>(tx, permit).await? {
        let id = one.id.to_string();
        known.add_all(
            KnownKind::Practitioner,
            (&id, Section::General),
            &one.body.name.0,
        );
    }
    for one in vault::list::<Proceedings>(tx, permit).await? {
        let id = one.id.to_string();
        known.add(
            KnownKind::Identifier,
            (&id, Section::General),
            &one.body.reference.0,
        );
    }
    Ok(())
}

/// People and places that only accounts mention, and the names that accounts use.
async fn accounts(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    others: &CaseRegister,
    known: &mut CaseKnown,
) -> Result<(), VaultError> {
    for one in &others.people {
        let (id, body) = (one.record.id.to_string(), &one.record.body);
        let at = (id.as_str(), one.section);
        let kind = if body.child {
            KnownKind::Child
        } else {
            KnownKind::Adult
        };
        known.add(kind, at, &body.name.0);
        known.add_all(kind, at, &body.also_known_as.0);
    }
    for one in &others.places {
        let (id, body) = (one.record.id.to_string(), &one.record.body);
        let at = (id.as_str(), one.section);
        known.add(KnownKind::Place, at, &body.name.0);
        known.add_all(KnownKind::Place, at, &body.also_known_as.0);
    }
    for one in &others.addresses {
        let id = one.record.body.place.to_string();
        let at = (id.as_str(), one.section);
        known.add(KnownKind::Address, at, &one.record.body.address.0);
    }
    let no_name = |called: &str| {
        let said = others.said(called).map(|said| said.record.body.how);
        matches!(said, Some(NameHow::WordFor | NameHow::Nobody))
    };
    for one in vault::signed_of_case::<Entry>(tx, permit).await? {
        let Some(entry) = &one.record else { continue };
        for person in &entry.body.about {
            let called = &person.called.0;
            if no_name(called) || is_role(called) {
                continue;
            }
            let of = person
                .known
                .map_or_else(|| called.clone(), |id| id.to_string());
            known.add(KnownKind::Adult, (&of, one.reads), called);
        }
    }
    Ok(())
}

/// Protected identities and addresses. How somebody is reached safely is in nobody's words, and its section stays shut here too.
async fn protected(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    known: &mut CaseKnown,
) -> Result<(), VaultError> {
    for kind in [ProtectedKind::Identity, ProtectedKind::Address] {
        let section = crate::restricted::section_of(kind);
        for one in in_section::<Protected>(tx, (case, section)).await? {
            let id = one.id.to_string();
            let at = (id.as_str(), section);
            known.add_all(KnownKind::Adult, at, &one.body.named.0);
            let says = &one.body.says.0;
            if kind == ProtectedKind::Address {
                for line in says
                    .lines()
                    .filter(|line| line.chars().count() <= MOST_ADDRESS)
                {
                    known.add_named(KnownKind::Address, at, line);
                }
            } else {
                for name in names_in(says) {
                    known.add(KnownKind::Adult, at, &name);
                }
            }
        }
    }
    Ok(())
}

/// Two or more words with capitals beside each other: how names stand in prose.
fn names_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    for word in text.split_whitespace().chain([""]) {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        if capital {
            name.push(bare);
        }
        // A full stop or comma ends a name, as a word without a capital does.
        if !capital || word.ends_with(['.', ',', ';', ':']) {
            if name.len() > 1 {
                names.push(name.join(" "));
            }
            name.clear();
        }
    }
    names
}

async fn in_section<R: Record>(
    tx: &mut VaultTx<'_>,
    (case, section): (CaseId, Section),
) -> Result<Vec<vault::Stored<R>>, VaultError> {
    let permit = tx.permit::<actions::ReadCase>(case, section).await?;
    vault::list(tx, &permit).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_that_need_not_hold_a_name_counts_where_it_does() {
        let at = ("incident", Section::General);
        let mut known = CaseKnown::default();
        for words in ["At home", "Home", "in the park", ""] {
            known.add_named(KnownKind::Place, at, words);
        }
        assert_eq!(known.all().count(), 0);
        for words in ["Brackenfold", "At Larch House"] {
            known.add_named(KnownKind::Place, at, words);
        }
        assert_eq!(known.all().count(), 2);
    }

    #[test]
    fn names_in_prose_are_runs_of_capitals() {
        let text = "Known as Marlowe Vexbury, before that as Marlowe Tane. Asked twice.";
        assert_eq!(names_in(text), ["Marlowe Vexbury", "Marlowe Tane"]);
        assert!(names_in("She lives elsewhere now").is_empty());
    }
}
