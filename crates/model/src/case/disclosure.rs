//! The register of papers of a review that proceedings asked for.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{RecordId, Sensitive, UncertainDate};

kinds! {
    /// What became of a request for papers.
    Disclosed {
        /// Nobody has decided yet.
        Undecided = "undecided",
        /// All that was asked for was disclosed.
        Disclosed = "disclosed",
        /// Some of it was.
        InPart = "in_part",
        /// Nothing was.
        Refused = "refused",
    }
}

/// Papers of the review that somebody asked for, and what was decided. Review papers may be material
/// held by a third party in criminal proceedings, so each is on this register.
///
/// Source: protocol of the Crown Prosecution Service, police and partnerships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// For which proceedings, where it is for some on record.
    pub proceedings: Option<RecordId>,
    /// Which papers.
    pub papers: Sensitive<String>,
    /// Who asked: name, role and organisation.
    pub asked_by: Sensitive<String>,
    /// When.
    pub asked_on: UncertainDate,
    /// On what basis: a court's order, a power, a duty, consent.
    pub basis: Sensitive<String>,
    /// What was decided.
    pub outcome: Disclosed,
    /// Who decided: name and role; empty while undecided.
    pub decided_by: Sensitive<String>,
    /// When it was decided.
    pub decided_on: Option<UncertainDate>,
    /// To whom it went: name, role and organisation; empty where nothing did.
    pub to_whom: Sensitive<String>,
    /// When it went.
    pub given_on: Option<UncertainDate>,
    /// Why so, and what was kept back.
    pub reasons: Sensitive<String>,
}

impl Disclosure {
    /// What is missing for its outcome: the code of a rule.
    #[must_use]
    pub fn lacks(&self) -> Option<&'static str> {
        let said = |text: &Sensitive<String>| !text.0.trim().is_empty();
        let went = matches!(self.outcome, Disclosed::Disclosed | Disclosed::InPart);
        if self.outcome == Disclosed::Undecided {
            return None;
        }
        if !said(&self.decided_by) {
            return Some("disclosure-decided-by");
        }
        if self.decided_on.is_none() {
            return Some("disclosure-decided-on");
        }
        if went && !said(&self.to_whom) {
            return Some("disclosure-to-whom");
        }
        if went && self.given_on.is_none() {
            return Some("disclosure-given-on");
        }
        if self.outcome != Disclosed::Disclosed && !said(&self.reasons) {
            return Some("disclosure-reasons");
        }
        None
    }
}

impl Record for Disclosure {
    const KIND: &'static str = "disclosure";

    fn state(&self) -> Option<&'static str> {
        Some(self.outcome.code())
    }
}
