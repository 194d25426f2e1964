//! Everything that the report of a rapid review is made of.

use access::{Ctx, Permit, Section, actions};
use model::RecordId;
use model::case::{
    Action, ActionStands, AgencyInvolved, LearningPoint, LocalReviewDecision, PanelPack,
    ReportPart, ReportText, ReviewMeeting, SignOff, Subject,
};
use model::clock::ClockLine;
use model::learning::{Moment, Witness};
use model::scheme::{ClockKind, Scheme, StageKind, TrackKind};
use model::track::{ReviewDecision, review_decisions};
use vault::{CaseFile, FileRow, Kinds, Outgoing, Stored, VaultError, VaultTx};

use crate::decision::Partner;
use crate::decision::partners::{agencies, own, partners};
use crate::decision::steps::stage_of;
use crate::incident::find;
use crate::post::RAPID_REVIEW;
use crate::review::{CaseRecords, clocks_of};
use crate::signing::{SignLine, lines};
use crate::withheld::{holds_sharing, withheld};
use crate::{App, AppError, Reference};

/// A rapid review as its pages, its document and its checks read it.
#[derive(Debug, Clone)]
pub struct RapidReview {
    /// The case.
    pub case: CaseFile,
    /// What its clocks and tracks are worked out from.
    pub records: CaseRecords,
    /// Children and adults.
    pub subjects: Vec<Stored<Subject>>,
    /// What the parts of the report say.
    pub texts: Vec<Stored<ReportText>>,
    /// Meetings, oldest first.
    pub meetings: Vec<Stored<ReviewMeeting>>,
    /// What was learned.
    pub points: Vec<Stored<LearningPoint>>,
    /// Agencies that are involved.
    pub agencies: Vec<Stored<AgencyInvolved>>,
    /// Decisions on a local review with their reasons, oldest first.
    pub decisions: Vec<Stored<LocalReviewDecision>>,
    /// What was put together for the national body, oldest first.
    pub packs: Vec<Stored<PanelPack>>,
    /// What a document that the reader makes keeps back, by kind.
    pub withheld: Vec<String>,
    /// Files that everybody on the review may read.
    pub files: Vec<FileRow>,
    /// Envelopes that carry the report.
    pub sent: Vec<Outgoing>,
    /// A line for each partner.
    pub partners: Vec<SignLine>,
    /// The partner for whom the reader speaks.
    pub my_partner: Option<Partner>,
    /// The clock of the rapid review.
    pub clock: Option<ClockLine>,
    /// What the report is made of now.
    pub print: String,
    /// The meeting of each card that somebody filled after one.
    pub cards: Vec<RecordId>,
    /// Whether the reader may fill one.
    pub may_fill: bool,
    /// Whether the reader may write the report.
    pub may_write: bool,
    /// Whether the reader may sign for their own partner.
    pub may_sign: bool,
    /// Whether the reader may enter a sign-off.
    pub may_sign_for: bool,
    /// Whether the reader may send the report.
    pub may_send: bool,
}

impl RapidReview {
    /// What a part of the report says.
    #[must_use]
    pub fn text(&self, part: ReportPart) -> Option<&Stored<ReportText>> {
        self.texts.iter().find(|one| one.body.part == part)
    }

    /// The actions.
    #[must_use]
    pub fn actions(&self) -> &[Stored<Action>] {
        &self.records.actions
    }

    /// The latest decision on a local review.
    #[must_use]
    pub fn local_review(&self) -> Option<ReviewDecision> {
        let decisions = review_decisions(&self.records.entered());
        decisions.standing().cloned()
    }

    /// Where the track of the rapid review stands.
    #[must_use]
    pub fn stage(&self) -> Option<StageKind> {
        stage_of(&self.records.entered(), TrackKind::RapidReview)
    }

    /// Whether every partner has signed the report as it stands.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.partners.iter().all(SignLine::has_signed)
    }
}

/// Reads the rapid review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn rapid_review(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<RapidReview, AppError> {
    let vault = app.vault(ctx).await?;
    let (mut found, kept) = vault.look(ctx, |tx| Box::pin(read(tx, reference))).await?;
    let loaded = app.scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let calendar = app.calendar(ctx, loaded.scheme.nation).await?;
    let here = agencies(app, ctx).await?;
    let all = partners(&loaded.scheme, &here);
    found.my_partner = own(ctx, &all);
    found.partners = lines(&all, &kept, &found.print);
    let scheme: &Scheme = &loaded.scheme;
    let clocks = clocks_of(&found.case, &found.records, scheme, &calendar, ctx.today());
    found.clock = clocks
        .into_iter()
        .find(|one| one.kind == ClockKind::RapidReview);
    Ok(found)
}

/// Everything but what the directory knows, and the sign-offs.
async fn read(
    tx: &mut VaultTx<'_>,
    reference: &Reference,
) -> Result<(RapidReview, Vec<Stored<SignOff>>), VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let mut kinds = vault::kinds_of(tx, &permit).await?;
    let made = MadeOf::take(&mut kinds)?;
    let signed = kinds.take::<SignOff>()?;
    let mut sent = vault::outgoing_of_case(tx, &permit).await?;
    sent.retain(|one| one.kind == RAPID_REVIEW);
    let print = made.print()?;
    let cards = kinds.take::<Moment>()?;
    let me = tx.ctx.actor.person().map(|person| person.id);
    let witnesses = kinds.take::<Witness>()?;
    let held = |one: &Stored<Witness>| me.is_some_and(|me| one.body.holds_back(me));
    let withheld = withheld(tx, case, holds_sharing(&made.records.beside.holds)).await?;
    let review = RapidReview {
        case: vault::case_file(tx, &permit).await?,
        texts: made.texts,
        meetings: made.meetings,
        points: made.points,
        records: made.records,
        subjects: kinds.take()?,
        agencies: kinds.take()?,
        decisions: kinds.take()?,
        packs: kinds.take()?,
        withheld,
        files: vault::files_of(tx, &permit).await?,
        sent,
        partners: Vec::new(),
        my_partner: None,
        clock: None,
        print,
        cards: cards
            .iter()
            .filter_map(|one| one.body.after_meeting)
            .collect(),
        may_fill: !witnesses.iter().any(held)
            && tx.would_permit::<actions::RecordMoment>(case).await?,
        may_write: tx.would_permit::<actions::EditReport>(case).await?,
        may_sign: tx.would_permit::<actions::SignReport>(case).await?,
        may_sign_for: tx.would_permit::<actions::SignReportFor>(case).await?,
        may_send: tx.would_permit::<actions::SendReport>(case).await?,
    };
    Ok((review, signed))
}

/// The records that a sign-off is about.
pub(super) struct MadeOf {
    pub(super) texts: Vec<Stored<ReportText>>,
    pub(super) meetings: Vec<Stored<ReviewMeeting>>,
    pub(super) points: Vec<Stored<LearningPoint>>,
    pub(super) records: CaseRecords,
}

impl MadeOf {
    fn take(kinds: &mut Kinds) -> Result<Self, VaultError> {
        Ok(Self {
            texts: kinds.take()?,
            meetings: kinds.take()?,
            points: kinds.take()?,
            records: CaseRecords::in_case(kinds)?,
        })
    }

    /// Of the case that a permit is for.
    pub(super) async fn of<A: access::Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<Self, VaultError> {
        Self::take(&mut vault::kinds_of(tx, permit).await?)
    }

    /// A digest of what is signed: another one when a text, a meeting, a learning point, what was agreed of an action or
    /// the decision on a local review has changed. That an action was done since changes nothing that was signed.
    pub(super) fn print(&self) -> Result<String, VaultError> {
        let mut parts = Vec::new();
        note(&mut parts, &self.texts);
        note(&mut parts, &self.meetings);
        note(&mut parts, &self.points);
        for one in &self.records.actions {
            let agreed = Action {
                stands: ActionStands::Open,
                look_again: Vec::new(),
                ..one.body.clone()
            };
            let agreed = serde_json::to_string(&agreed).map_err(|_| VaultError::Body("action"))?;
            parts.push(format!("{} {agreed}", one.id));
        }
        let decisions = review_decisions(&self.records.entered());
        let decided = decisions.at_rapid_review();
        parts.push(format!("{:?}", decided.map(|one| (one.review, one.on))));
        parts.sort();
        Ok(crypto::digest(parts.join("\n").as_bytes()).to_string())
    }
}

fn note<R>(parts: &mut Vec<String>, all: &[Stored<R>]) {
    let line = |one: &Stored<R>| format!("{} {}", one.id, one.version);
    parts.extend(all.iter().map(line));
}
