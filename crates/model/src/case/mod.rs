//! The records of a case. Each is a typed body; its place, versions and authors are kept by the store.

mod action;
mod agency_request;
mod area;
mod brought_in;
mod chronology_event;
mod chronology_filter;
mod chronology_taken;
mod closing;
mod data_request;
mod decision;
mod disclosure;
mod entry_check;
mod family_contact;
mod file_taken_away;
mod incident;
mod keeping;
mod learning_point;
mod letter;
mod letter_out;
mod local_review;
mod notification;
mod other_notification;
mod partnership_item;
mod person;
mod police;
mod practice_run;
mod practitioner_contact;
mod proceedings;
mod protected;
mod publication;
mod publication_check;
mod publication_notice;
mod quality;
mod rapid_review;
mod reach;
mod register;
mod return_form;
mod return_source;
mod safety;
mod sharing;
mod sharing_out;
mod subject;
mod team;
mod transfer;
mod under_eighteen;
mod view;
mod withdrawal;
mod working_notes;

pub use action::{
    Action, ActionStands, ChangeSeen, LOOK_AGAIN_MONTHS, LookAgain, Seen, StartingValue, Strength,
    changes_no_condition,
};
pub use agency_request::{
    AgencyRequest, AskedAbout, AskedBefore, ChangedEntry, HeldBefore, NamedManager, OpenAtSigning,
    QueryAnswer, RequestPlan, ReturnFound, ReturnHead, ReturnPart, ReturnQuery, ReturnSigned,
    ReturnText, SearchFound, Searched, StaffTold,
};
pub use area::{AffectedArea, AreaTold, WhyAffected};
pub use brought_in::{BroughtIn, LeftOut};
pub use chronology_event::ChronologyEvent;
pub use chronology_filter::ChronologyFilter;
pub use chronology_taken::{ChronologyFormat, ChronologyTaken};
pub use closing::{Closing, LeftOpen, OpenedAgain};
pub use data_request::DataRequest;
pub use decision::Decision;
pub use disclosure::{Disclosed, Disclosure};
pub use entry_check::{CheckSaid, EntryCheck, FactsStand};
pub use family_contact::{Advocate, Countersigned, FamilyContact, NOT_INVITED, ToldOfReview};
pub use file_taken_away::FileTakenAway;
pub use incident::{AuthorityKnew, Incident, Known, Raised};
pub use keeping::{DisposalProposed, HoldLifted, LegalHold};
pub use learning_point::LearningPoint;
pub use letter::{
    Consideration, LetterSent, LetterStands, LetterWords, MessageSent, NationalLetter,
    ReceivedStep, SameIncident,
};
pub use letter_out::{LetterOut, PackChronology, PanelPack};
pub use local_review::{
    EnquiryStands, Given, LineOfEnquiry, LocalReviewDecision, ProgressCheck, ReviewDraft, Reviewer,
    ReviewerEnded, TermsOfReference, WrittenRequest,
};
pub use notification::{
    Authorisation, Direction, Notification, NotificationSent, PersonSent, RelationshipSent, Told,
};
pub use other_notification::{ANOTHER_BODY, Done, OtherNotification, WhereItStands};
pub use partnership_item::{PartnershipItem, PartnershipItemEnded, PartnershipItemOpened};
pub use person::{
    AboutPerson, Home, IdentityAnswer, LegalStatus, NOT_KNOWN, Relationship, School, TakenOut,
};
pub use police::{PoliceMark, PoliceSays};
pub use practice_run::{MOST_MOVED, PracticeRun};
pub use practitioner_contact::{EventStands, PractitionerContact, SupportStands};
pub use proceedings::{HELD_PUBLISHING, HELD_SHARING, HELD_SPEAKING, Hold, Lifted, Proceedings};
pub use protected::{Protected, ProtectedKind, ProtectedLetters};
pub use publication::{
    NotWaiting, PublicationAfter, PublicationDay, PublicationDecision, PublicationOutcome,
    PublicationVersion,
};
pub use publication_check::{
    CheckGroup, CheckSays, CheckedLine, CommentsStand, DraftTime, FirstTold, NotFirst, ToldFirst,
    ToldOn, check_groups,
};
pub use publication_notice::{
    NOTICE_TO, PublicationApproval, PublicationDelay, PublicationNotice, REASONS_TO, ReasonsAnswer,
    ReasonsSent,
};
pub use quality::{
    MARKER_LISTS, MarkerStands, MarkerThen, QualityJudgement, QualitySecondView, markers,
};
pub use rapid_review::{
    RapidReviewSent, ReportPart, ReportText, ReviewMeeting, SignOff, says_nothing,
};
pub use reach::{Could, Needed, Reach};
pub use register::{
    NameHow, NameSaid, PlaceAddress, PlaceKind, RegisterPerson, RegisterPlace, RegisterSex,
    RegisterWithheld, Tie, TieKind, TieStands,
};
pub use return_form::{
    CameBy, FileAsk, FileDecided, FileOutcome, FileRow, FormRow, HandedInFor, ReturnFile,
    ReturnForm, TakenBack,
};
pub use return_source::{
    PassageDecided, PassageOutcome, ReturnSource, RowRefused, RowsTaken, SourceColumns, SourceHow,
    SourcePiece, TableColumns,
};
pub use safety::{SafeNow, SafetyLine, SocialCareReferral, has_died};
pub use sharing::{
    FamilyKnows, FindingChoice, FindingDecided, FollowsVersion, SharedFrom, SharingAuthor,
    SharingCheck, SharingDraft, SharingFamily, SharingHold, SharingHoldLifted,
};
pub use sharing_out::{
    InPlaceOf, KeptAgreed, LearningRelease, LearningTakenBack, RecallReason, ReleaseLine,
    ReleaseReader, ReleaseStands, ReleaseStep, ReleasedAs, SharedOrigin,
};
pub use subject::{Subject, SubjectKind};
pub use team::{
    AccessAnswer, AccessRequest, AgencyInvolved, ConflictAsked, ConflictLine, EmergencyFound,
    EmergencySeen, SectionGiven, TeamPlace,
};
pub use transfer::{
    CaseMoved, OfferState, Transfer, TransferAnswer, TransferArrived, TransferOffer, TransferPiece,
    TransferState, TransferTakenBack,
};
pub use under_eighteen::UnderEighteenCheck;
pub use view::{CriterionView, OnBehalf};
pub use withdrawal::Withdrawal;
pub use working_notes::{AtEnd, ReviewerNote, SharedCopy, WorkingFile, WorkingNote};
