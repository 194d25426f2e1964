//! Kinds that rules know: tracks, stages, events, clocks, needs. A scheme chooses, orders, requires
//! and labels them; it cannot invent one, because a kind without a rule would do nothing. The codes
//! are kept in stores and envelopes: they never change, and a retired one is never used again.

use serde::{Deserialize, Serialize};

/// Codes that are kept in stores: an enum with a stable code for each.
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

pub(crate) use kinds;

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
        /// The local review runs beside a national one.
        BesideNational = "beside_national",
        /// A light local route has begun: a learning review, a review by one agency, an audit, an
        /// appreciative inquiry. No statutory clock belongs to it.
        LocalLearningBegun = "local_learning_begun",
        /// The light local route is completed.
        LocalLearningCompleted = "local_learning_completed",
        /// Nothing further locally, with the reason on record.
        NoLocalLearning = "no_local_learning",
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
        /// The local authority decided whether to notify.
        Decided = "decided",
        /// The government's service has the notification.
        Notified = "notified",
        /// The last of the partners here and in other affected areas was told.
        PartnersTold = "partners_told",
        /// The rapid review was completed.
        RapidReviewCompleted = "rapid_review_completed",
        /// The rapid review was sent for the first time.
        RapidReviewSent = "rapid_review_sent",
        /// The latest version of the rapid review was sent.
        LatestVersionSent = "latest_version_sent",
        /// The national body's letter came.
        PanelReplied = "panel_replied",
        /// The decision to begin a local review was recorded.
        LocalReviewInitiated = "local_review_initiated",
        /// A reviewer was commissioned.
        ReviewerCommissioned = "reviewer_commissioned",
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

impl EventKind {
    /// Whether the date stands in a record of the case rather than on a step of a track: no stage
    /// of a scheme has to give it.
    #[must_use]
    pub const fn is_recorded(self) -> bool {
        matches!(
            self,
            Self::Incident
                | Self::FirstAgencyKnew
                | Self::AuthorityKnew
                | Self::Raised
                | Self::PartnersTold
                | Self::PublicationPlanned
        )
    }
}

kinds! {
    /// What a clock is, as far as rules treat clocks differently. Lengths, triggers and labels are
    /// the scheme's.
    ClockKind {
        /// Deciding whether the criteria are met.
        Decide = "decide",
        /// Telling the national body.
        Notify = "notify",
        /// Telling the partners here and in every other affected area.
        TellPartners = "tell_partners",
        /// The rapid review.
        RapidReview = "rapid_review",
        /// The rapid review counted from becoming aware, as older guidance did: for information.
        RapidReviewFromAwareness = "rapid_review_from_awareness",
        /// The national body's reply: an expectation, never a breach.
        PanelReply = "panel_reply",
        /// The local review.
        LocalReview = "local_review",
        /// A milestone that an area sets for itself.
        LocalMilestone = "local_milestone",
        /// The report goes to those who must have it before publication.
        PublicationNotice = "publication_notice",
        /// A published report stays available until then.
        KeepAvailable = "keep_available",
    }
}

impl ClockKind {
    /// Whether a scheme may let people pause it. Publication and local milestones alone: the clocks
    /// of the notification, the rapid review and the local review run on, and are met or late.
    #[must_use]
    pub const fn may_be_paused(self) -> bool {
        matches!(self, Self::LocalMilestone | Self::PublicationNotice)
    }

    /// Whether it is an expectation of somebody else, which is never late.
    #[must_use]
    pub const fn is_expectation(self) -> bool {
        matches!(self, Self::PanelReply)
    }

    /// Whether it is for information whatever the scheme says.
    #[must_use]
    pub const fn is_always_advisory(self) -> bool {
        matches!(self, Self::RapidReviewFromAwareness | Self::KeepAvailable)
    }

    /// Whether it runs only when a notification follows.
    #[must_use]
    pub const fn needs_notification(self) -> bool {
        matches!(self, Self::Notify | Self::TellPartners) || self.needs_rapid_review()
    }

    /// Whether it runs only when a rapid review follows: not for the death of a looked-after child
    /// without abuse, nor of a care leaver, nor when nothing is notified.
    #[must_use]
    pub const fn needs_rapid_review(self) -> bool {
        matches!(
            self,
            Self::RapidReview | Self::RapidReviewFromAwareness | Self::PanelReply
        )
    }

    /// Whether it runs only when there is a local review.
    #[must_use]
    pub const fn needs_local_review(self) -> bool {
        matches!(self, Self::LocalReview | Self::LocalMilestone)
    }
}

kinds! {
    /// What a step needs beside its date.
    NeedKind {
        /// A reason, in words.
        Reason = "reason",
        /// The view of every partner that the scheme names, agreeing or not.
        Views = "views",
        /// The date on which the national body was told.
        PanelTold = "panel_told",
        /// Who agreed to it for the other area.
        AgreedBy = "agreed_by",
        /// A day on which to look again.
        LookAgain = "look_again",
        /// The national body's reference.
        NationalReference = "national_reference",
    }
}

kinds! {
    /// When the decision on a local review was taken. Both are kept.
    DecisionPoint {
        /// At the rapid review; it is sent with it.
        RapidReview = "rapid_review",
        /// After the national body's letter: confirmed or changed.
        AfterLetter = "after_letter",
        /// At another time.
        Otherwise = "otherwise",
    }
}
