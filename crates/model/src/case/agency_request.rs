//! A request to an agency for what it knows, and what the agency returns beside its chronology.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{AgencyId, Date, Instant, PersonId, RecordId, Sensitive, UncertainDate};

/// Somebody whom a request asks about, as their agency was told of them. Whatever is learned later, it stays so until somebody
/// changes the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAbout {
    /// Who of the people of the case.
    pub subject: RecordId,
    /// Their name.
    pub name: Sensitive<String>,
    /// Other names and spellings.
    pub also_known_as: Sensitive<String>,
    /// Date of birth.
    pub born: UncertainDate,
}

/// Who in the agency is told when a return does not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedManager {
    /// Name and role.
    pub who: Sensitive<String>,
    /// Their e-mail address at work.
    pub address: Sensitive<String>,
}

kinds! {
    /// How much is asked of an agency.
    RequestPlan {
        /// The whole return.
        Whole = "whole",
        /// An agency found late: who was searched for, the chronology, and what was done at once.
        Shorter = "shorter",
    }
}

/// A return of the same agency about some of the same people that the partnership holds already. Nothing here says from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBefore {
    /// First day that it covers.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// When it was accepted.
    pub accepted_on: Date,
    /// Why the agency is asked for these days again; absent where it is asked for the others alone.
    pub why: Option<Sensitive<String>>,
}

/// What a request said before it was changed after it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedBefore {
    /// When it was changed.
    pub changed_at: Instant,
    /// The people it asked about, as they were named to the agency.
    pub about: Vec<AskedAbout>,
    /// First day of the period.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Whether what is older and matters was asked for too.
    pub and_before: bool,
    /// What it was for.
    pub purpose: Sensitive<String>,
}

/// A request to one agency for what it knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRequest {
    /// The line of the agencies involved that it came from, if any.
    pub involved: Option<RecordId>,
    /// The agency.
    pub agency: AgencyId,
    /// What the law lets one ask with: a code of the scheme's list `request_basis`.
    pub basis: String,
    /// What it is for, in words that the agency reads.
    pub purpose: Sensitive<String>,
    /// The people it asks about, as they were named to the agency.
    pub about: Vec<AskedAbout>,
    /// First day of the period it asks about.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Whether what is older and matters is asked for too.
    pub and_before: bool,
    /// How much is asked.
    pub plan: RequestPlan,
    /// Last day for the return.
    pub due: Date,
    /// Day of the meeting before which the return is due, where it was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Date>,
    /// Who in the agency is told when it does not come.
    pub manager: Option<NamedManager>,
    /// What the partnership holds already of what it asks for; none in requests that were made before this was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<HeldBefore>,
    /// What it said before each change after it was sent, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<AskedBefore>,
    /// The request to the same agency that was taken back before, and whose draft this one goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<RecordId>,
    /// Why the request was taken back; absent while it stands.
    pub withdrawn: Option<Sensitive<String>>,
}

impl AgencyRequest {
    /// What it says now, as it is kept when it is changed.
    #[must_use]
    pub fn as_it_stands(&self, changed_at: Instant) -> AskedBefore {
        AskedBefore {
            changed_at,
            about: self.about.clone(),
            from: self.from,
            to: self.to,
            and_before: self.and_before,
            purpose: self.purpose.clone(),
        }
    }

    /// Those who were added after a moment.
    #[must_use]
    pub fn added_since(&self, moment: Instant) -> Vec<&AskedAbout> {
        let was = self.before.iter().find(|one| one.changed_at > moment);
        let Some(was) = was else {
            return Vec::new();
        };
        let known = |one: &AskedAbout| was.about.iter().any(|old| old.subject == one.subject);
        self.about.iter().filter(|one| !known(one)).collect()
    }

    /// Each change after it was sent: what it said before, and what it said then.
    #[must_use]
    pub fn changes(&self) -> Vec<(&AskedBefore, AskedBefore)> {
        let changes = self.before.iter().enumerate();
        changes
            .map(|(at, was)| {
                let next = self.before.get(at + 1).cloned();
                (
                    was,
                    next.unwrap_or_else(|| self.as_it_stands(was.changed_at)),
                )
            })
            .collect()
    }
}

impl Record for AgencyRequest {
    const KIND: &'static str = "agency_request";

    fn state(&self) -> Option<&'static str> {
        self.withdrawn.is_some().then_some("withdrawn")
    }
}

kinds! {
    /// A part of a return that its agency writes. The scheme's list `return_part` says what each is called.
    ReturnPart {
        /// What the agency does and did for the child and family.
        Involvement = "involvement",
        /// The child's lived experience and voice, and how it is known.
        Voice = "voice",
        /// Ethnicity, culture, faith, language, disability, and how services responded.
        Identity = "identity",
        /// Fathers, partners and other adults.
        Adults = "adults",
        /// Key practice episodes: what happened and why.
        Episodes = "episodes",
        /// What went well, and what made it possible.
        GoodPractice = "good_practice",
        /// How practice compares with the policy of the time.
        Policy = "policy",
        /// Information given and received.
        Information = "information",
        /// Oversight by managers, supervision, escalation.
        Oversight = "oversight",
        /// Workload, staffing and other conditions.
        Conditions = "conditions",
        /// What was done at once, and how one knows.
        DoneAtOnce = "done_at_once",
        /// What the agency learned, and what it does about it.
        Learning = "learning",
        /// Proceedings that run beside.
        Parallel = "parallel",
        /// Documents that were secured.
        Secured = "secured",
        /// Whether a local review would help, and why.
        LocalReview = "local_review",
    }
}

impl ReturnPart {
    /// Whether it is asked of an agency that was found late.
    #[must_use]
    pub const fn in_shorter(self) -> bool {
        matches!(
            self,
            Self::Involvement | Self::Voice | Self::Identity | Self::DoneAtOnce
        )
    }

    /// The parts that a plan asks for.
    pub fn of_plan(plan: RequestPlan) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |part| plan == RequestPlan::Whole || part.in_shorter())
    }
}

/// What an agency writes in one part of its return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnText {
    /// Which part.
    pub part: ReturnPart,
    /// What it says.
    pub words: Sensitive<String>,
    /// Whether its author takes it for finished.
    pub finished: bool,
}

impl Record for ReturnText {
    const KIND: &'static str = "return_text";

    fn state(&self) -> Option<&'static str> {
        Some(self.part.code())
    }
}

kinds! {
    /// What an agency found.
    ReturnFound {
        /// It knows the people and has something to tell of the period.
        Known = "known",
        /// It searched and found no trace of anybody.
        NoTrace = "no_trace",
        /// It knows somebody, and nothing happened in the period.
        NothingInPeriod = "nothing_in_period",
        /// It could not search.
        CouldNotSearch = "could_not_search",
        /// It does not give what was asked, with the reason.
        Declined = "declined",
    }
}

impl ReturnFound {
    /// Whether an agency gives a reason instead of a search.
    #[must_use]
    pub const fn did_not_search(self) -> bool {
        matches!(self, Self::CouldNotSearch | Self::Declined)
    }

    /// Whether the agency has something to tell.
    #[must_use]
    pub const fn is_known(self) -> bool {
        matches!(self, Self::Known)
    }
}

kinds! {
    /// What a search for one person found.
    SearchFound {
        /// They are known.
        Known = "known",
        /// No trace.
        NoTrace = "no_trace",
        /// Somebody who may be them.
        MayBe = "may_be",
        /// Not searched for.
        NotSearched = "not_searched",
    }
}

/// How one person was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// Who of the people that the request asks about.
    pub subject: RecordId,
    /// The names, aliases, spellings and dates of birth that were searched for, each on a line.
    pub looked_for: Sensitive<String>,
    /// What was found.
    pub found: SearchFound,
    /// Identifiers under which the agency knows them; or why there was no search.
    pub words: Sensitive<String>,
}

/// Who writes for the agency, what it found, and how it searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnHead {
    /// Who writes: name and role.
    pub author: Sensitive<String>,
    /// How the author is independent of what happened.
    pub independence: Sensitive<String>,
    /// What the agency found.
    pub found: ReturnFound,
    /// Why it could not search, or declines; empty otherwise.
    pub why: Sensitive<String>,
    /// The systems and files that were searched.
    pub systems: Sensitive<String>,
    /// How each person was searched for.
    pub searched: Vec<Searched>,
}

impl Record for ReturnHead {
    const KIND: &'static str = "return_head";

    fn state(&self) -> Option<&'static str> {
        Some(self.found.code())
    }
}

/// That people in one role were told of the review, and how they are supported. It is not about how they worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffTold {
    /// The role.
    pub role: Sensitive<String>,
    /// When they were told; absent while they were not.
    pub told_on: Option<UncertainDate>,
    /// By whom: name and role.
    pub by: Sensitive<String>,
    /// Why they were not told; empty otherwise.
    pub why_not: Sensitive<String>,
    /// Support that was offered.
    pub offered: Sensitive<String>,
    /// Support that they took.
    pub taken: Sensitive<String>,
    /// Union representative or supervisor beside them.
    pub beside: Sensitive<String>,
    /// When somebody asks again how they are.
    pub follow_up: Option<Date>,
}

impl Record for StaffTold {
    const KIND: &'static str = "staff_told";

    fn due(&self) -> Option<Date> {
        self.follow_up
    }
}

/// That the return was handed on, signed off or sent back within its agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSigned {
    /// Who signed: name and role as they give it.
    pub role: Sensitive<String>,
    /// Why nobody else could sign; empty where a second person did.
    pub alone: Sensitive<String>,
    /// What they want the partnership to know with it; may be empty.
    pub words: Sensitive<String>,
    /// What of the documents that were brought in nobody had said anything of; none where nothing was left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenAtSigning>,
    /// Which entries say something else than when the return was last signed off, or were taken away since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<ChangedEntry>,
    /// As `changed`, of who writes, what was found and how everybody was searched for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<ChangedEntry>,
    /// Whether somebody else wrote something of it too, where the signer did and says why nobody else could sign.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_others: bool,
}

/// An entry that was signed off before and says something else now, or was taken away. What it said stands in its earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedEntry {
    /// The entry.
    pub entry: RecordId,
    /// The version that was signed off before.
    pub before: i64,
    /// The version that was signed off now; none where it was taken away.
    pub now: Option<i64>,
}

/// What of the documents of a return was left open when it was signed off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAtSigning {
    /// How many rows and questions nobody had said anything of.
    pub things: u32,
    /// Of how many documents nobody had said what their columns hold, so that nobody knows what stands in them.
    pub unread: u32,
    /// Whether whoever signed says that none of it belongs in the return.
    pub left_out: bool,
    /// Why it was left open; may be empty where it was left out.
    pub why: Sensitive<String>,
}

impl Record for ReturnSigned {
    const KIND: &'static str = "return_signed";
}

/// An answer within a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryAnswer {
    /// Who said it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// What.
    pub words: Sensitive<String>,
}

/// A question to an agency about one entry or one part of its return, with what was said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnQuery {
    /// The record that it is about: an entry, a part.
    pub about: RecordId,
    /// The version that the asker saw.
    pub version: i64,
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// What is asked.
    pub words: Sensitive<String>,
    /// What was said about it, oldest first.
    pub answers: Vec<QueryAnswer>,
    /// Whether whoever asked has what they need.
    pub settled: bool,
}

impl Record for ReturnQuery {
    const KIND: &'static str = "return_query";

    fn state(&self) -> Option<&'static str> {
        Some(if self.settled { "settled" } else { "open" })
    }
}
