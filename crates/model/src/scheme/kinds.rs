//! Kinds that rules know: tracks, stages, events. A scheme chooses, orders and labels them.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$item])* $variant),* }

        impl $name {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code, as in scheme files and stores.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// From the stable code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    /// What runs side by side in a case.
    TrackKind {
        /// Deciding whether to notify, and notifying.
        Notification = "notification",
        /// The rapid review.
        RapidReview = "rapid_review",
        /// Letters to and from the national body.
        PanelExchange = "panel_exchange",
        /// The local review.
        LocalReview = "local_review",
        /// Publication.
        Publication = "publication",
        /// Actions and what came of them.
        Actions = "actions",
        /// One of the proceedings that run beside the review.
        Proceedings = "proceedings",
        /// Contact with the family.
        FamilyContact = "family_contact",
        /// Contact with practitioners who were there.
        PractitionerContact = "practitioner_contact",
    }
}

kinds! {
    /// Where a track can stand.
    StageKind {
        /// An incident was raised.
        Raised = "raised",
        /// The partners give their views.
        DecisionPending = "decision_pending",
        /// To be notified.
        Notifiable = "notifiable",
        /// Not to be notified.
        NotNotifiable = "not_notifiable",
        /// Serious harm was averted.
        NearMiss = "near_miss",
        /// The notification is being filled in.
        NotificationDraft = "notification_draft",
        /// The notification was authorised.
        NotificationAuthorised = "notification_authorised",
        /// The government's service has the notification.
        Notified = "notified",
        /// The notification was withdrawn.
        Withdrawn = "withdrawn",
        /// The lead passed to another area.
        Transferred = "transferred",
        /// Opened again.
        Reopened = "reopened",
        /// Not begun.
        NotBegun = "not_begun",
        /// Begun.
        Begun = "begun",
        /// Information is asked for.
        InformationAsked = "information_asked",
        /// The meeting was held.
        MeetingHeld = "meeting_held",
        /// A draft exists.
        Drafted = "drafted",
        /// Signed off.
        SignedOff = "signed_off",
        /// Completed.
        Completed = "completed",
        /// Sent.
        Sent = "sent",
        /// A letter came.
        LetterReceived = "letter_received",
        /// A letter was answered.
        LetterAnswered = "letter_answered",
        /// Decided: there will be a review.
        DecidedYes = "decided_yes",
        /// Decided: there will be none.
        DecidedNo = "decided_no",
        /// Stood down because of a national review.
        StoodDown = "stood_down",
        /// Scope and reviewer are being settled.
        Scoping = "scoping",
        /// A reviewer was commissioned.
        Commissioned = "commissioned",
        /// Approved by the partners.
        Approved = "approved",
        /// Notice of publication was given.
        NoticeGiven = "notice_given",
        /// Published.
        Published = "published",
        /// Improvements alone were published.
        ImprovementsOnly = "improvements_only",
        /// Not published.
        Withheld = "withheld",
        /// Paused, with a date to look again.
        Paused = "paused",
        /// Closed.
        Closed = "closed",
        /// Ended.
        Ended = "ended",
    }
}

kinds! {
    /// What starts or stops a clock.
    EventKind {
        /// The incident happened.
        Incident = "incident",
        /// An agency first knew.
        FirstAgencyKnew = "first_agency_knew",
        /// The local authority knew.
        AuthorityKnew = "authority_knew",
        /// The incident was raised here.
        Raised = "raised",
        /// The government's service has the notification.
        Notified = "notified",
        /// The rapid review was completed.
        RapidReviewCompleted = "rapid_review_completed",
        /// The rapid review was sent.
        RapidReviewSent = "rapid_review_sent",
        /// The national body's letter came.
        PanelReplied = "panel_replied",
        /// The decision to begin a local review was recorded.
        LocalReviewInitiated = "local_review_initiated",
        /// The local review was completed.
        LocalReviewCompleted = "local_review_completed",
        /// The day on which publication is planned.
        PublicationPlanned = "publication_planned",
        /// The report was sent to those who must have it before publication.
        NoticeGiven = "notice_given",
        /// The report was published.
        Published = "published",
    }
}
