//! The records of open cases from which *Today* is worked out.

use std::collections::BTreeMap;

use model::CaseId;
use model::case::{
    Action, Countersigned, Decision, FamilyContact, Incident, PracticeRun, PractitionerContact,
    ProgressCheck, SafetyLine, Told, WrittenRequest,
};
use model::clock::{Lateness, Pause};
use model::learning::Moment;
use model::record::Record as _;
use model::track::Transition;
use vault::{Kinds, VaultError};

use crate::Beside;
use crate::review::CaseRecords;
use crate::wanted::Wanted;

/// Kinds of records that the page is worked out from; they are read at once.
pub(super) fn kinds() -> Vec<&'static str> {
    let mut all = vec![
        Incident::KIND,
        SafetyLine::KIND,
        Transition::KIND,
        Decision::KIND,
        Lateness::KIND,
        Pause::KIND,
        Told::KIND,
        FamilyContact::KIND,
        PractitionerContact::KIND,
        Countersigned::KIND,
        Action::KIND,
        ProgressCheck::KIND,
        WrittenRequest::KIND,
        PracticeRun::KIND,
        Moment::KIND,
    ];
    all.extend(Beside::KINDS);
    all.extend(Wanted::KINDS);
    all.extend(crate::team::KINDS);
    all.extend(crate::moment::CARD_KINDS);
    all
}

pub(super) fn records_of(kinds: &mut Kinds) -> Result<BTreeMap<CaseId, CaseRecords>, VaultError> {
    let mut records: BTreeMap<CaseId, CaseRecords> = BTreeMap::new();
    for one in kinds.take::<Incident>()? {
        let case = one.case;
        records.entry(case).or_default().incident = Some(one);
    }
    for one in kinds.take::<SafetyLine>()? {
        records.entry(one.case).or_default().safety.push(one);
    }
    for one in kinds.take::<Transition>()? {
        records.entry(one.case).or_default().steps.push(one);
    }
    for one in kinds.take::<Decision>()? {
        records.entry(one.case).or_default().decisions.push(one);
    }
    for one in kinds.take::<Lateness>()? {
        records.entry(one.case).or_default().lateness.push(one);
    }
    for one in kinds.take::<Pause>()? {
        records.entry(one.case).or_default().pauses.push(one);
    }
    for one in kinds.take::<Told>()? {
        records.entry(one.case).or_default().told.push(one);
    }
    for one in kinds.take::<FamilyContact>()? {
        records.entry(one.case).or_default().family.push(one);
    }
    for one in kinds.take::<PractitionerContact>()? {
        records.entry(one.case).or_default().practitioners.push(one);
    }
    for one in kinds.take::<Countersigned>()? {
        records.entry(one.case).or_default().countersigned.push(one);
    }
    for one in kinds.take::<Action>()? {
        records.entry(one.case).or_default().actions.push(one);
    }
    for one in kinds.take::<ProgressCheck>()? {
        records.entry(one.case).or_default().checks.push(one);
    }
    for one in kinds.take::<WrittenRequest>()? {
        records.entry(one.case).or_default().requests.push(one);
    }
    let beside = Beside::across(kinds)?;
    for (case, records) in &mut records {
        records.beside = beside.of_case(*case);
    }
    Ok(records)
}
