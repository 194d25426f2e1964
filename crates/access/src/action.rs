//! Everything that can be permitted, each as a type of its own.

/// What kind of thing an action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceKind {
    /// A section of a case.
    Case,
    /// What an agency returns to a request about a case.
    Return,
    /// An organisation.
    Organisation,
    /// An item of shared learning.
    Shared,
    /// The directory of the instance.
    Directory,
}

/// An action as the policies, the record of who did what and the permission matrix know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionInfo {
    /// Stable code.
    pub code: &'static str,
    /// What it is done to.
    pub on: ResourceKind,
    /// Whether it changes anything.
    pub changes: bool,
}

/// An action that a permit can be for.
pub trait Action: Send + Sync + 'static {
    /// What it is.
    const INFO: ActionInfo;
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $on:ident, $changes:literal;)*) => {
        /// The actions, each a type that names a permit.
        pub mod actions {
            use super::{Action, ActionInfo, ResourceKind};

            $($(#[$doc])*
            #[derive(Debug)]
            pub struct $name;

            impl Action for $name {
                const INFO: ActionInfo =
                    ActionInfo { code: $code, on: ResourceKind::$on, changes: $changes };
            })*

            /// Every action, for the permission matrix and the check against the policies' schema.
            pub const ALL: &[ActionInfo] = &[$($name::INFO),*];
        }
    };
}

actions! {
    /// Raise a possible serious incident.
    RaiseIncident = "raise_incident", Organisation, true;
    /// Bring in a review that is under way elsewhere, with what was done before.
    BringInReview = "bring_in_review", Organisation, true;
    /// See what needs me, with counts and due dates and no case content.
    SeeToday = "see_today", Organisation, false;
    /// Read a section of a case.
    ReadCase = "read_case", Case, false;
    /// Open a case in an emergency, with a reason.
    BreakGlass = "break_glass", Case, true;
    /// Ask for access to a case that one may know of and may not open.
    AskAccess = "ask_access", Case, true;
    /// Look at an emergency opening that somebody else made, and record it.
    LookAtEmergency = "look_at_emergency", Case, true;
    /// Change what is known of the incident, the children and adults, safety now.
    EditIncident = "edit_incident", Case, true;
    /// Add or change who is on the team, and who may not be.
    ManageTeam = "manage_team", Case, true;
    /// Attach a file.
    AttachFile = "attach_file", Case, true;
    /// Take any file out of sight, with a reason.
    RemoveFile = "remove_file", Case, true;
    /// Take a file that one added oneself out of sight, with a reason.
    RemoveOwnFile = "remove_own_file", Case, true;
    /// Take the text out of a file; done by the job that does this and by nobody else.
    ReadFileText = "read_file_text", Case, true;
    /// Look at a file for viruses; done by the job that does this and by nobody else.
    CheckFile = "check_file", Case, true;
    /// Record one's own view on the criteria.
    RecordView = "record_view", Case, true;
    /// Record a partner's view on their behalf, with its source.
    RecordViewFor = "record_view_for", Case, true;
    /// Confirm a view that was entered on one's behalf.
    ConfirmView = "confirm_view", Case, true;
    /// Record the local authority's decision on whether to notify.
    DecideNotification = "decide_notification", Case, true;
    /// Record that the lead has passed to another area.
    PassLead = "pass_lead", Case, true;
    /// Fill in the notification.
    EditNotification = "edit_notification", Case, true;
    /// Authorise the notification.
    AuthoriseNotification = "authorise_notification", Case, true;
    /// Record that the government's service has the notification, with its date, time and reference.
    RecordNotified = "record_notified", Case, true;
    /// Record that somebody was told, or send to them.
    TellOthers = "tell_others", Case, true;
    /// Record a step on a track.
    MoveTrack = "move_track", Case, true;
    /// Record parallel proceedings.
    EditProceedings = "edit_proceedings", Case, true;
    /// Change what is kept in a section with a restriction of its own: how to contact somebody safely, a protected
    /// address or identity.
    EditRestricted = "edit_restricted", Case, true;
    /// Record whether a child or adult was told of the review, and what they need.
    EditFamilyContact = "edit_family_contact", Case, true;
    /// Write a letter to a family, to somebody in their work or to an organisation, and keep it.
    WriteLetter = "write_letter", Case, true;
    /// Record how a practitioner takes part in the review: told of it, supported, heard, told what came of it.
    EditPractitionerContact = "edit_practitioner_contact", Case, true;
    /// Look as a second person at a decision not to invite somebody.
    Countersign = "countersign", Case, true;
    /// Record what was learned.
    EditLearning = "edit_learning", Case, true;
    /// Revise, doubt or reopen what somebody sees differently, or look at it again.
    ReviseMoment = "revise_moment", Case, true;
    /// Link what somebody sees differently to something else of the review.
    LinkMoments = "link_moments", Case, true;
    /// Say whether accounts of agencies tell of one event.
    JoinAccounts = "join_accounts", Case, true;
    /// Record what somebody who was there said of whether a record that stood elsewhere could have been reached.
    RecordReach = "record_reach", Case, true;
    /// Save a filter of the chronology for everybody on the review.
    SaveFilter = "save_filter", Case, true;
    /// Say who a name in the accounts is, and what people are to each other.
    EditRegister = "edit_register", Case, true;
    /// Agree actions, say where they stand, look whether anything changed.
    EditActions = "edit_actions", Case, true;
    /// Write the report of the rapid review, and keep its meetings.
    EditReport = "edit_report", Case, true;
    /// Sign the report off for one's own partner, or confirm what was entered.
    SignReport = "sign_report", Case, true;
    /// Enter a sign-off that a partner gave in another way.
    SignReportFor = "sign_report_for", Case, true;
    /// Send the report to the national body.
    SendReport = "send_report", Case, true;
    /// Record the partners' decision on a local review.
    DecideLocalReview = "decide_local_review", Case, true;
    /// Record what a local review asks, who leads it, how it goes, and its drafts.
    EditLocalReview = "edit_local_review", Case, true;
    /// Keep the lead reviewer's own working notes and files, and share one of them with the review.
    EditWorkingNotes = "edit_working_notes", Case, true;
    /// Judge the quality of the review by a marker, or say as a second person how one sees it.
    JudgeQuality = "judge_quality", Case, true;
    /// Record what has to be settled before publication, the decision, and what follows it.
    EditPublication = "edit_publication", Case, true;
    /// Answer the legal bars of the checklist before publication.
    CheckLegalBar = "check_legal_bar", Case, true;
    /// Approve publication for one's own partner, or confirm what was entered.
    ApprovePublication = "approve_publication", Case, true;
    /// Say why a clock is late, and when the national body was told.
    RecordLate = "record_late", Case, true;
    /// Put a legal hold on a case, or lift it; also see on whose account the case is kept.
    HoldCase = "hold_case", Case, true;
    /// Bring out everything that a review holds on one person, for an answer to them.
    ExportPerson = "export_person", Case, false;
    /// Propose to hand a case over to another partnership, and take the proposal back.
    ProposeTransfer = "propose_transfer", Case, true;
    /// Confirm what somebody else proposed: the other partnership is asked.
    ConfirmTransfer = "confirm_transfer", Case, true;
    /// Close, send and let go of a case that another partnership takes; done by the post and by nobody else.
    SettleTransfer = "settle_transfer", Case, true;
    /// Read what other partnerships offer, and answer it.
    AnswerTransfer = "answer_transfer", Organisation, true;
    /// Take in a case that another partnership hands over; done by the post and by nobody else.
    ReceiveTransfer = "receive_transfer", Organisation, true;
    /// Propose that a closed case be disposed of.
    ProposeDisposal = "propose_disposal", Case, true;
    /// Confirm what somebody else proposed: nothing of the case is left.
    ConfirmDisposal = "confirm_disposal", Case, true;
    /// Ask agencies for what they know, say who answers, chase, take a request back.
    ManageRequests = "manage_requests", Case, true;
    /// Read a request and what its agency returns.
    ReadReturn = "read_return", Return, false;
    /// Read what an agency has written and not yet signed off.
    ReadDraft = "read_draft", Return, false;
    /// Write what an agency returns, and answer queries on it.
    WriteReturn = "write_return", Return, true;
    /// Sign a return off for its agency.
    SignOffReturn = "sign_off_return", Return, true;
    /// Ask the agency about an entry or a part of its return.
    QueryReturn = "query_return", Return, true;
    /// Accept a return, so that it counts as received.
    AcceptReturn = "accept_return", Return, true;
    /// Hand in a document for an agency that does not sign in. Nothing of its return is read by that.
    HandInReturn = "hand_in_return", Return, true;
    /// Read the entries of a return that were put to oneself, because one wrote them down at the time.
    ReadChecks = "read_checks", Return, false;
    /// Say of such an entry whether its facts are right.
    CheckEntries = "check_entries", Return, true;
    /// Let people of one's own agency in so that they check entries of its return; they see nothing else.
    NameChecking = "name_checking", Organisation, true;
    /// Let people of an agency in so that they answer a request; they see nothing else.
    NameAnswering = "name_answering", Organisation, true;
    /// Remind whoever answers requests, and tell named managers; done by a job and by nobody else.
    RemindAnswering = "remind_answering", Organisation, true;
    /// Remind whoever wrote down what they see differently to look at it again.
    RemindRevisiting = "remind_revisiting", Organisation, true;
    /// Tell whoever keeps a search that there is something new in shared learning, and whoever opened something that it was taken back.
    RemindDigest = "remind_digest", Organisation, true;
    /// Read what is shared in order to keep the index by which it is found.
    IndexShared = "index_shared", Organisation, false;
    /// Record what one sees differently now.
    RecordMoment = "record_moment", Case, true;
    /// Keep what the organisation learns from its own work, beside any case.
    KeepOwnLearning = "keep_own_learning", Organisation, true;
    /// Decide what the organisation does with learning of others, and tell them.
    DecideUptake = "decide_uptake", Organisation, true;
    /// Keep what was decided, in the organisation's own place beside any case.
    KeepUptake = "keep_uptake", Case, true;
    /// Read what the organisation does with learning of others.
    ReadUptake = "read_uptake", Case, false;
    /// Agree, as the second person, that what somebody else of the organisation wrote is read by others, or send it back.
    AgreeLeaving = "agree_leaving", Organisation, true;
    /// Ask those behind shared learning something, through its broker.
    AskOrigin = "ask_origin", Organisation, true;
    /// Pass on, as a broker, what somebody asks those behind shared learning, or say why not.
    PassOnQuestions = "pass_on_questions", Organisation, true;
    /// Answer what somebody asks about learning that the organisation shared.
    AnswerQuestions = "answer_questions", Organisation, true;
    /// Keep what the second person said of what is told of learning of others, in the organisation's own place beside any case.
    AgreeUptake = "agree_uptake", Case, true;
    /// Write learning in the shape of what leaves a case.
    WriteSharing = "write_sharing", Case, true;
    /// Decide what becomes of each thing that could tell who learning is about.
    CheckSharing = "check_sharing", Case, true;
    /// Release learning, so that others can read it.
    ReleaseLearning = "release_learning", Case, true;
    /// Release learning in the place of a role of which everybody wrote some of it.
    StandInRelease = "stand_in_release", Case, true;
    /// Hold a release back until somebody who is named lets it go on.
    HoldSharing = "hold_sharing", Case, true;
    /// Lift a hold on a release in which one is named.
    LiftHold = "lift_hold", Case, true;
    /// Take back learning that was released.
    RecallLearning = "recall_learning", Case, true;
    /// Put released learning where others read it, and take it away again; done by the job that does this and by nobody else.
    PutLearning = "put_learning", Case, true;
    /// Read learning that only the partnership reads, in its own place beside any case.
    ReadPartnershipItem = "read_partnership_item", Case, false;
    /// Open one item of it; that one did is kept, to be told when it is taken back.
    OpenPartnershipItem = "open_partnership_item", Case, true;
    /// Take an item of it back without its review, with a reason.
    EndPartnershipItem = "end_partnership_item", Case, true;
    /// Know every name, place and number that a case has on record, also those that its readers may not see; done by the check
    /// before sharing and by nobody else.
    KnowCase = "know_case", Case, false;
    /// Take the chronology out as a file, whole or in part.
    TakeOutChronology = "take_out_chronology", Case, true;
    /// Move a practice run on, or end it.
    RunPractice = "run_practice", Case, true;
    /// Read what other organisations sent.
    ReadReceived = "read_received", Organisation, false;
    /// Read what other organisations sent about one case.
    ReadReceivedCase = "read_received_case", Case, false;
    /// Record what was done with a case that was received: read, considered, answered by letter or message.
    WorkOnReceived = "work_on_received", Case, true;
    /// Approve a letter about a case that was received.
    ApproveLetter = "approve_letter", Case, true;
    /// Keep a letter or message that came about a review; done by the post and by nobody else.
    ReceiveLetter = "receive_letter", Case, true;
    /// Record that a letter or message was read, and write to the national body about a review.
    WriteToNational = "write_to_national", Case, true;
    /// Take in what another organisation sent; done by the post and by nobody else.
    ReceiveEnvelope = "receive_envelope", Organisation, true;
    /// Let somebody of another organisation in as a guest; they see nothing but what a team lets them.
    InviteGuest = "invite_guest", Organisation, true;
    /// Read the record of who did what.
    ReadLedger = "read_ledger", Organisation, false;
    /// See the organisation's people, calendars and scheme.
    SeeAdministration = "see_administration", Organisation, false;
    /// Change the organisation's people and their roles.
    ManagePeople = "manage_people", Organisation, true;
    /// Change the organisation's calendar and confirm unchecked wording.
    ManageSettings = "manage_settings", Organisation, true;
    /// See for how long what is kept, which cases come up, the register of requests, what was disposed of.
    SeeKeeping = "see_keeping", Organisation, false;
    /// Change for how long what is kept, and keep the register of requests.
    ManageKeeping = "manage_keeping", Organisation, true;
    /// See the emergency openings of every review in one list.
    SeeEmergencies = "see_emergencies", Organisation, false;
    /// Clean up after disposals, and repeat them in a store that was put back; done by jobs and by nobody else.
    ReplayDisposal = "replay_disposal", Organisation, true;
    /// Confirm, for one's organisation, that real people may be recorded on this instance.
    ConfirmRealPeople = "confirm_real_people", Organisation, true;
    /// Look into the library of shared learning.
    ReadLibrary = "read_library", Organisation, false;
    /// Read an item of shared learning, and take it out as a document.
    ReadShared = "read_shared", Shared, false;
    /// Take shared learning out of sight because the law asks for it, with a reason.
    TakeDownShared = "take_down_shared", Shared, true;
    /// Put released learning where others read it, or take it back; done by the job that does this and by nobody else.
    PublishShared = "publish_shared", Organisation, true;
    /// Add a published review or briefing to shared learning.
    DepositDocument = "deposit_document", Organisation, true;
    /// Confirm what a published document found and recommends, and its themes.
    ConfirmFindings = "confirm_findings", Shared, true;
    /// Remove a published document, with a reason.
    RemoveDocument = "remove_document", Shared, true;
    /// Hear, for the organisation, that something was taken back that somebody there had opened.
    HearTakenBack = "hear_taken_back", Organisation, true;
    /// Change the list of themes.
    EditThemes = "edit_themes", Organisation, true;
    /// Write briefings from shared learning, for oneself.
    WriteBriefing = "write_briefing", Organisation, true;
    /// Take figures out of the partnership, small numbers hidden.
    TakeFigures = "take_figures", Organisation, true;
    /// Change the directory of the instance.
    ManageDirectory = "manage_directory", Directory, true;
}
