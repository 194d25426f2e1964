//! Handing a review over to another partnership.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{OrganisationId, PersonId, RecordId, Sensitive};

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Somebody proposed it; somebody else has to confirm it.
    Proposed,
    /// Confirmed: the other partnership was asked.
    Offered,
    /// Taken back before it was answered, or before it was confirmed.
    TakenBack,
    /// The other partnership declined.
    Declined,
    /// The other partnership accepted; it is closed here and about to be sent.
    Accepted,
    /// Everything of it was sent.
    Sent,
    /// What was sent could not be taken in; it is still here.
    NotWhole,
}

impl TransferState {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Offered => "offered",
            Self::TakenBack => "taken_back",
            Self::Declined => "declined",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::NotWhole => "not_whole",
        }
    }

    /// Whether it is under way, so that no other may begin.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(
            self,
            Self::Proposed | Self::Offered | Self::Accepted | Self::Sent
        )
    }

    /// Whether it can still be taken back.
    #[must_use]
    pub const fn can_be_taken_back(self) -> bool {
        matches!(self, Self::Proposed | Self::Offered)
    }
}

/// Where an offer stands at the partnership to which it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferState {
    /// Nobody answered yet.
    Open,
    /// Accepted; the review is on its way.
    Accepted,
    /// Declined.
    Declined,
    /// Taken back by who made it.
    TakenBack,
    /// The review is here.
    Here,
    /// What came could not be taken in.
    Broken,
}

impl OfferState {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Open,
        Self::Accepted,
        Self::Declined,
        Self::TakenBack,
        Self::Here,
        Self::Broken,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::TakenBack => "taken_back",
            Self::Here => "here",
            Self::Broken => "broken",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }
}

/// Handing a review over to another partnership. Once it has arrived there, nothing of it is left here but a stub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// To whom.
    pub to: OrganisationId,
    /// Why: a code of the scheme's list.
    pub why: String,
    /// Why, in words. The other partnership reads them before it answers.
    pub words: Sensitive<String>,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Who confirmed it.
    pub confirmed_by: Option<PersonId>,
    /// How far it has come.
    pub state: TransferState,
    /// Whether the review was open when the other partnership accepted: there it goes on.
    pub was_open: bool,
    /// Digest of everything that was sent.
    pub digest: Option<String>,
    /// What the other partnership answered, or why it was taken back.
    pub answer: Sensitive<String>,
}

impl Transfer {
    /// Whether it is under way from an organisation, so that no other may begin there. What brought a review there is over.
    #[must_use]
    pub fn is_under_way_from(&self, own: OrganisationId) -> bool {
        self.to != own && self.state.is_under_way()
    }
}

impl Record for Transfer {
    const KIND: &'static str = "transfer";

    fn state(&self) -> Option<&'static str> {
        Some(self.state.code())
    }
}

/// What is sent to the other partnership: may we hand this over to you? Nothing of the review is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferOffer {
    /// Id of the transfer.
    pub offer: RecordId,
    /// Reference of the review.
    pub reference: String,
    /// Why: a code.
    pub why: String,
    /// Why, in words.
    pub words: Sensitive<String>,
}

/// What the other partnership answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferAnswer {
    /// Id of the transfer.
    pub offer: RecordId,
    /// Reference of the review.
    pub reference: String,
    /// Whether they take it.
    pub accepts: bool,
    /// In their words.
    pub words: Sensitive<String>,
}

/// The offer does not stand any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferTakenBack {
    /// Id of the transfer.
    pub offer: RecordId,
}

/// A piece of everything that a review holds.
#[derive(Clone, Serialize, Deserialize)]
pub struct TransferPiece {
    /// Id of the transfer.
    pub offer: RecordId,
    /// Its number, from one.
    pub number: u32,
    /// Of how many.
    pub of: u32,
    /// The bytes, in hexadecimal.
    pub bytes: String,
}

/// What the other partnership says when everything came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferArrived {
    /// Id of the transfer.
    pub offer: RecordId,
    /// Reference of the review.
    pub reference: String,
    /// Digest of everything that came.
    pub digest: String,
    /// Whether it was taken in: it could be read, its record was proved, and nothing in it differed from it.
    pub whole: bool,
}

/// What the national body is told: a review of which it was told belongs to another partnership now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMoved {
    /// Reference of the review, which it keeps.
    pub reference: String,
    /// Who has it now.
    pub to: OrganisationId,
}
