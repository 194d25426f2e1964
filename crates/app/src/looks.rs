//! Days on which somebody said that they would look again, and answers that are waited for.

use model::case::{Countersigned, ToldOfReview, WhereItStands, has_died};
use model::record::Record as _;
use model::scheme::StageKind;
use model::track::{in_order, standings};
use model::{AgencyId, Calendar, Date, PersonId};
use vault::Stored;

use crate::review::CaseRecords;

/// What is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looking {
    /// Something that proceedings hold back: does the hold still stand?
    Hold,
    /// A paused clock.
    Pause,
    /// Another body that is still to be told.
    OtherNotification,
    /// A letter that asks for an answer.
    Letter,
    /// The national body wrote, and nobody has read it.
    NationalWrote,
    /// A track that was paused.
    Track,
    /// Somebody asked for access.
    AccessAsked,
    /// A guest's access ends.
    GuestEnds,
    /// The reader's commission to lead a review ends: what becomes of their working notes?
    CommissionEnds,
    /// The reader's partner has given no view.
    GiveView,
    /// A view was entered for the reader's partner, who has not confirmed it.
    ConfirmView,
    /// The notification is complete and waits for a second person's agreement.
    Agree,
    /// The report of the rapid review is written, and the reader's partner has not signed it.
    SignOff,
    /// The report has changed since the reader's partner signed it, or said why not.
    SignAgain,
    /// A sign-off was entered for the reader's partner, who has not confirmed it.
    ConfirmSignOff,
    /// Somebody who was given a role since has a name like one on the conflict list.
    MaybeConflict,
    /// Something kept from most that was to be looked at again.
    Restricted,
    /// Somebody of the family is still to be told of the review.
    TellFamily,
    /// A practitioner is still to be told of the review.
    TellPractitioner,
    /// Somebody is not told of the review: does that still stand?
    NotTold,
    /// A second person looks at a decision not to invite somebody.
    Countersign,
    /// The partners look again how a local review goes.
    ProgressCheck,
    /// A reviewer was asked in writing for something by a day.
    WrittenRequest,
    /// Somebody proposed to hand the review over: does the reader confirm it?
    HandOver,
    /// A file is held because of what was found in it.
    FileHeld,
    /// An action is due.
    Action,
    /// An action was done: did anything change?
    ActionLook,
    /// Something that was seen differently: does it still hold?
    Revisit,
    /// A meeting was held, and its card may be filled until there are minutes.
    Card,
    /// Learning is ready to be shared: the reader is asked to read it and release it.
    ReleaseLearning,
    /// A release was asked for and fell away because something of it changed: somebody asks for it again.
    AskAgain,
    /// The reader released learning, and that fell away because something of it changed.
    ReleaseFell,
    /// A hold on a release in which the reader is named is to be looked at again.
    SharingHold,
    /// A request to an agency was made and not sent yet.
    RequestUnsent,
    /// An agency has not returned what it was asked for by its day.
    ReturnLate,
    /// An agency signed its return off, and nobody has accepted it.
    ReturnSigned,
    /// Somebody was added to a request after its return was signed off.
    ReturnAdded,
    /// An agency answered a question about its return.
    QueryAnswered,
}

impl Looking {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Pause => "pause",
            Self::OtherNotification => "other",
            Self::Letter => "letter",
            Self::NationalWrote => "national_wrote",
            Self::Track => "track",
            Self::AccessAsked => "access_asked",
            Self::GuestEnds => "guest_ends",
            Self::CommissionEnds => "commission_ends",
            Self::GiveView => "give_view",
            Self::ConfirmView => "confirm_view",
            Self::Agree => "agree",
            Self::SignOff => "sign_off",
            Self::SignAgain => "sign_again",
            Self::ConfirmSignOff => "confirm_sign_off",
            Self::MaybeConflict => "maybe_conflict",
            Self::Restricted => "restricted",
            Self::TellFamily => "tell_family",
            Self::TellPractitioner => "tell_practitioner",
            Self::NotTold => "not_told",
            Self::Countersign => "countersign",
            Self::ProgressCheck => "progress_check",
            Self::WrittenRequest => "written_request",
            Self::HandOver => "hand_over",
            Self::FileHeld => "file_held",
            Self::Action => "action",
            Self::ActionLook => "action_look",
            Self::Revisit => "revisit",
            Self::Card => "card",
            Self::ReleaseLearning => "release_learning",
            Self::AskAgain => "ask_again",
            Self::ReleaseFell => "release_fell",
            Self::SharingHold => "sharing_hold",
            Self::RequestUnsent => "request_unsent",
            Self::ReturnLate => "return_late",
            Self::ReturnSigned => "return_signed",
            Self::ReturnAdded => "return_added",
            Self::QueryAnswered => "query_answered",
        }
    }
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Look {
    /// What.
    pub what: Looking,
    /// End of the page's address, after that of the review.
    pub end: String,
    /// By the end of which day.
    pub due: Date,
    /// Working days left, where the calendar reaches so far; below 0 when it has passed.
    pub left: Option<i64>,
    /// Who does it, where somebody is named.
    pub person: Option<PersonId>,
    /// The agency that it is about, where it is about one.
    pub agency: Option<AgencyId>,
}

/// Working days from today to a day; below 0 when it has passed. None where no working day lies between the two and it is not
/// today: on a weekend after it, or before a day that is none.
pub(crate) fn left(calendar: &Calendar, today: Date, due: Date) -> Option<i64> {
    let left = calendar.working_days_between(today, due).ok()?;
    (left != 0 || due == today).then_some(left)
}

/// What of a case the reader sees to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LooksOf {
    /// The reader, when they may look at something as a second person.
    pub(crate) second: Option<PersonId>,
    /// Whether they see to actions.
    pub(crate) acts: bool,
}

/// How many working days before its day an action is shown.
const ACTION_AHEAD: i64 = 10;

/// What is to be looked at in a case. Days to look again show once they have come; what somebody
/// outside waits for shows from the beginning.
pub(crate) fn looks(
    records: &CaseRecords,
    (calendar, today): (&Calendar, Date),
    reader: LooksOf,
) -> Vec<Look> {
    let look = |what, end: String, due: Date, person| Look {
        what,
        end,
        due,
        left: left(calendar, today, due),
        person,
        agency: None,
    };
    let mut all = Vec::new();
    for one in records.beside.standing_holds() {
        if one.body.wants_looking_at(today) {
            let end = format!("proceedings/{}/holds/{}", one.body.proceedings, one.id);
            let person = Some(one.body.person);
            all.push(look(Looking::Hold, end, one.body.review_on, person));
        }
    }
    for one in &records.pauses {
        let due = one.body.look_again.filter(|due| *due <= today);
        if let (Some(due), None) = (due, one.body.to) {
            let end = format!("clocks/{}/pause", one.body.clock);
            all.push(look(Looking::Pause, end, due, None));
        }
    }
    for one in &records.beside.others {
        if let WhereItStands::NotYet { due, .. } = &one.body.stands {
            let end = "other-notifications".to_owned();
            all.push(look(Looking::OtherNotification, end, *due, None));
        }
    }
    if reader.acts {
        let actions = of_actions(records, today);
        let mut shown: Vec<Look> = actions
            .map(|(what, end, due)| look(what, end, due, None))
            .collect();
        shown.retain(|one| one.left.is_none_or(|left| left <= ACTION_AHEAD));
        all.extend(shown);
        let local = of_local_review(records, today);
        all.extend(local.map(|(what, due)| look(what, "local-review".to_owned(), due, None)));
    }
    let family = of_family(records, today, reader.second);
    let told = family.chain(of_practitioners(records, today));
    all.extend(told.map(|(what, end, due, person)| look(what, end, due, person)));
    all.extend(of_tracks(records, today).map(|(what, end, due)| look(what, end, due, None)));
    all
}

/// Who is still to be told of the review, who is not told, and what a second person has not looked at. A child who has
/// died is not waited for.
fn of_family(
    records: &CaseRecords,
    today: Date,
    second: Option<PersonId>,
) -> impl Iterator<Item = (Looking, String, Date, Option<PersonId>)> {
    let mut found = Vec::new();
    let lines = || records.safety.iter().map(|line| &line.body);
    let living = records.family.iter();
    for one in living.filter(|one| !has_died(lines(), one.body.person)) {
        let end = format!("people/{}/family-contact", one.body.person);
        found.extend(of_telling(
            (&one.body.told, Looking::TellFamily),
            &end,
            today,
        ));
        let looked_at = |done: &Stored<Countersigned>| done.body.is_of(one.id, one.version);
        let mine = second.is_some_and(|me| one.by != me.to_string());
        if mine && one.body.wants_second_person() && !records.countersigned.iter().any(looked_at) {
            let end = format!("{end}/second-person");
            found.push((Looking::Countersign, end, today, None));
        }
    }
    found.into_iter()
}

/// Practitioners who are still to be told of the review, and those who are not told once the day to look again has come.
fn of_practitioners(
    records: &CaseRecords,
    today: Date,
) -> impl Iterator<Item = (Looking, String, Date, Option<PersonId>)> {
    records.practitioners.iter().filter_map(move |one| {
        let end = format!("practitioners/{}", one.id);
        of_telling((&one.body.told, Looking::TellPractitioner), &end, today)
    })
}

/// Somebody who is still to be told, or who is not told and of whom the day to look again has come.
fn of_telling(
    (told, tell): (&ToldOfReview, Looking),
    end: &str,
    today: Date,
) -> Option<(Looking, String, Date, Option<PersonId>)> {
    match told {
        ToldOfReview::NotYet { by, due } => Some((tell, end.to_owned(), *due, Some(*by))),
        ToldOfReview::NotTold { review_on, .. } if *review_on <= today => {
            Some((Looking::NotTold, end.to_owned(), *review_on, None))
        }
        ToldOfReview::NotTold { .. } | ToldOfReview::Told { .. } => None,
    }
}

/// Actions that are still to be done, and those at which somebody looks again once the day has come.
/// When the partners said that they would look again, once that day has come, and what a reviewer was asked for.
fn of_local_review(records: &CaseRecords, today: Date) -> impl Iterator<Item = (Looking, Date)> {
    let again = records.checks.last().and_then(|one| one.body.again_on);
    let again = again.filter(|due| *due <= today);
    let asked = records.requests.iter().filter_map(|one| one.body.due());
    let again = again.map(|due| (Looking::ProgressCheck, due));
    again
        .into_iter()
        .chain(asked.map(|due| (Looking::WrittenRequest, due)))
}

fn of_actions(records: &CaseRecords, today: Date) -> impl Iterator<Item = (Looking, String, Date)> {
    records.actions.iter().filter_map(move |one| {
        if one.body.is_open() {
            let end = format!("learning/actions/{}/stands", one.id);
            return Some((Looking::Action, end, one.body.due));
        }
        let (_, look) = one.body.next_look()?;
        let end = format!("learning/actions/{}/look", one.id);
        (look.due <= today).then_some((Looking::ActionLook, end, look.due))
    })
}

/// Letters to answer and paused tracks, from the step at which each track stands.
fn of_tracks(records: &CaseRecords, today: Date) -> impl Iterator<Item = (Looking, String, Date)> {
    let steps = records.entered();
    let mut found = Vec::new();
    for standing in standings(&steps).values() {
        let key = (standing.track, standing.instance);
        let last = in_order(&steps)
            .into_iter()
            .rfind(|one| (one.step.track, one.step.instance) == key);
        let Some(last) = last else { continue };
        let end = format!("tracks/{}/{}", standing.track.code(), standing.instance);
        let details = &last.step.details;
        match (last.step.to, details.answer_by, details.look_again) {
            (StageKind::LetterReceived, Some(due), _) => found.push((Looking::Letter, end, due)),
            (_, _, Some(due)) if due <= today => found.push((Looking::Track, end, due)),
            _ => {}
        }
    }
    found.into_iter()
}
