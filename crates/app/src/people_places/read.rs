//! The register as its page shows it, with the names that the accounts use.

use std::collections::BTreeMap;

use access::{Ctx, Permit, Section, actions};
use model::case::{IdentityAnswer, RegisterSex, Subject};
use model::chronology::Entry;
use model::identity::{IdentityQuestion, IdentityValue};
use model::{AgencyId, CaseId, RecordId, Sensitive, UncertainDate};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::{CaseRegister, folded, most_restricted};
use crate::chronology::{Account, in_order};
use crate::incident::find;
use crate::people::People;
use crate::{App, AppError, Reference};

/// Where an account uses a name.
#[derive(Debug, Clone)]
pub struct Mentioned {
    /// The entry.
    pub entry: RecordId,
    /// Place of the name among those whom the entry is about, from 0.
    pub at: usize,
    /// Whose account it is.
    pub agency: AgencyId,
    /// When it happened.
    pub date: UncertainDate,
}

/// A name as accounts use it for one person, or for nobody whom anybody has named.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The name, as the first of them writes it.
    pub called: Sensitive<String>,
    /// Whose it is, as the agencies themselves or somebody since have said.
    pub of: Option<RecordId>,
    /// Whether it is said what it is, be it that it is nobody.
    pub answered: bool,
    /// Where, in the order of time.
    pub entries: Vec<Mentioned>,
    /// The section in which something about this name may stand.
    pub section: Section,
}

/// The register of a case.
#[derive(Debug, Clone)]
pub struct PeoplePlaces {
    /// The case.
    pub case: CaseFile,
    /// The children and adults of the review, with what is recorded of them.
    pub people: People,
    /// Who and what else stands in the register.
    pub register: CaseRegister,
    /// Every account, in the order of time.
    pub accounts: Vec<Account>,
    /// The names that accounts use.
    pub mentions: Vec<Mention>,
    /// Whether the reader may change the register.
    pub may_edit: bool,
    /// The sections in which the reader may enter something, the general one first.
    pub sections: Vec<Section>,
}

impl PeoplePlaces {
    /// Name of a person or a place.
    #[must_use]
    pub fn name(&self, id: RecordId) -> Option<&str> {
        let register = || {
            let mut all = self.register.people().chain(self.register.places());
            all.find(|(one, _)| *one == id).map(|(_, name)| name)
        };
        self.people.name_of(id).or_else(register)
    }

    /// Everybody: ids and names.
    pub fn everybody(&self) -> impl Iterator<Item = (RecordId, &str)> {
        let of_review = self.people.everybody();
        let of_review = of_review.map(|one| (one.subject.id, one.subject.body.name.0.as_str()));
        of_review.chain(self.register.people())
    }

    /// Names of which nobody has said whose they are, those that are used most first.
    #[must_use]
    pub fn waiting(&self) -> Vec<&Mention> {
        let open = self.mentions.iter();
        let open = open.filter(|one| !one.answered);
        let mut open: Vec<&Mention> = open.collect();
        open.sort_by_key(|one| std::cmp::Reverse(one.entries.len()));
        open
    }

    /// The names that accounts use for somebody or something.
    pub fn called(&self, id: RecordId) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |one| one.of == Some(id))
    }

    /// How many entries are about somebody or something.
    #[must_use]
    pub fn entries(&self, id: RecordId) -> usize {
        let all = self.called(id).flat_map(|one| &one.entries);
        let mut ids: Vec<RecordId> = all.map(|one| one.entry).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// The sex of somebody, where it is recorded as one.
    #[must_use]
    pub fn sex(&self, id: RecordId) -> RegisterSex {
        let mut others = self.register.people.iter().map(|one| &one.record);
        if let Some(other) = others.find(|one| one.id == id) {
            return other.body.sex;
        }
        let answers = self.people.identity.iter().map(|one| &one.body);
        let mut sexes = answers.filter(|one| one.question == IdentityQuestion::Sex);
        sexes
            .find(|one| one.person == id)
            .map_or(RegisterSex::NotRecorded, recorded)
    }
}

/// The sex that an undisputed answer gives in the codes of national returns.
fn recorded(answer: &IdentityAnswer) -> RegisterSex {
    let code = match answer.answer.value() {
        Some(IdentityValue::Coded(value)) => value.codes().first().map(String::as_str),
        _ => None,
    };
    match code {
        Some("1") => RegisterSex::Male,
        Some("2") => RegisterSex::Female,
        Some(_) => RegisterSex::Other,
        None => RegisterSex::NotRecorded,
    }
}

/// Reads the register; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn people_places(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<PeoplePlaces, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                whole(tx, case, &permit).await
            })
        })
        .await?)
}

async fn whole(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<PeoplePlaces, VaultError> {
    let file = vault::case_file(tx, permit).await?;
    let entries = vault::signed_of_case::<Entry>(tx, permit).await?;
    let returns = vault::returns_of_case(tx, permit).await?;
    let people = People::of(tx, permit).await?;
    let sections = sections(tx, case).await?;
    let accounts = in_order(entries, &returns);
    let register = CaseRegister::read(tx, case).await?;
    Ok(PeoplePlaces {
        mentions: mentions(&accounts, (&people.subjects, &register)),
        accounts,
        register,
        may_edit: sections.contains(&Section::General),
        case: file,
        people,
        sections,
    })
}

async fn sections(tx: &mut VaultTx<'_>, case: CaseId) -> Result<Vec<Section>, VaultError> {
    let open = tx.sections_permitted::<actions::EditRegister>(case).await?;
    let all = crate::chronology::READ_UNDER.into_iter();
    Ok(all.filter(|one| open.contains(one)).collect())
}

/// The names that accounts use, each with where. What an agency takes for somebody who was taken out of the review is open again.
fn mentions(
    accounts: &[Account],
    (subjects, register): (&[Stored<Subject>], &CaseRegister),
) -> Vec<Mention> {
    let mut found: BTreeMap<(Option<RecordId>, String), (Mention, Vec<Section>)> = BTreeMap::new();
    for one in accounts {
        let Some(entry) = &one.entry else { continue };
        for (at, person) in entry.body.about.iter().enumerate() {
            let name = folded(&person.called.0);
            if name.is_empty() {
                continue;
            }
            let here = |id: &RecordId| subjects.iter().any(|subject| subject.id == *id);
            let known = person.known.filter(here);
            let (mention, sections) = found.entry((known, name)).or_insert_with(|| {
                let said = register.said(&person.called.0);
                let mention = Mention {
                    called: person.called.clone(),
                    of: known.or_else(|| said.and_then(|said| said.record.body.of)),
                    answered: known.is_some() || said.is_some(),
                    entries: Vec::new(),
                    section: Section::General,
                };
                (mention, Vec::new())
            });
            sections.push(one.reads);
            mention.entries.push(Mentioned {
                entry: entry.id,
                at,
                agency: one.agency,
                date: entry.body.date,
            });
        }
    }
    let mention = |(mut mention, sections): (Mention, Vec<Section>)| {
        mention.section = section_of_name(&sections);
        mention
    };
    found.into_values().map(mention).collect()
}

/// Where something about a name may stand: with an entry that everybody reads for everybody, else with the most restricted.
pub(super) fn section_of_name(sections: &[Section]) -> Section {
    if sections.contains(&Section::General) {
        Section::General
    } else {
        most_restricted(sections)
    }
}
