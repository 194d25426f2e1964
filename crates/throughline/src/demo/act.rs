//! People of the demonstration do things, each through the use case that everybody uses, at the time when it would have
//! been done.

use access::{Ctx, Role};
use app::decision::{Deciding, Passing, decide, give, reopen, transfer, withdraw};
use app::{App, Reference};
use model::case::{
    CriterionView, Decision, Done, Hold, Known, LocalReviewDecision, OtherNotification,
    Proceedings, WhereItStands, Withdrawal,
};
use model::clock::{Lateness, Pause};
use model::scheme::{DecisionPoint, StageKind, TrackKind};
use model::track::{PartnerView, StepDetails, Transition};
use model::{Date, FormId, Instant, PersonId, Sensitive, UncertainDate};

use super::course::Step;
use super::people::{Player, Troupe};
use super::review::Review;
use super::{accounts, family, learning, moments, notify, publication, quality, report, returns};

/// Somebody's words.
pub fn words(text: &str) -> Sensitive<String> {
    Sensitive(text.to_owned())
}

/// The day of a moment.
#[must_use]
pub fn day(at: Instant) -> UncertainDate {
    UncertainDate::day(at.date_in_london()).unwrap_or(UncertainDate::UNKNOWN)
}

/// Where and when something is done.
pub struct Scene<'a> {
    /// The instance.
    pub app: &'a App,
    /// The organisation's people.
    pub troupe: &'a Troupe,
    /// When.
    pub at: Instant,
}

impl Scene<'_> {
    /// The first player with a role acts.
    ///
    /// # Errors
    /// When nobody has the role.
    pub fn acting(&self, role: Role) -> anyhow::Result<Ctx> {
        self.troupe.acting(self.troupe.first(role)?, self.at)
    }

    /// A form of its own for each step.
    ///
    /// # Errors
    /// When there is no randomness for an id.
    pub fn form(&self) -> anyhow::Result<FormId> {
        Ok(crypto::id(self.at)?)
    }

    /// The partners' delegates, each with the id of the partner in the scheme.
    pub fn partners(&self) -> impl Iterator<Item = (&'static str, &Player)> {
        let ids = ["local_authority", "police", "integrated_care_board"];
        ids.into_iter()
            .zip(self.troupe.with(Role::DelegatedPartner))
    }

    fn manager(&self) -> anyhow::Result<PersonId> {
        Ok(self.troupe.first(Role::BusinessManager)?.person)
    }
}

/// Does one step of a review.
///
/// # Errors
/// When the use case refuses: the course does not fit the rules.
pub async fn act(scene: &Scene<'_>, review: &mut Review, step: &Step) -> anyhow::Result<()> {
    if *step == Step::Raise {
        return review.raise(scene).await;
    }
    let reference = review.reference()?.clone();
    let reference = &reference;
    match step {
        Step::Raise => Ok(()),
        Step::View(partner, outcome) => view(scene, reference, *partner, outcome).await,
        Step::Decide(outcome, route) => decided(scene, reference, outcome, *route).await,
        Step::Fill(filled) => notify::fill(scene, review, *filled).await,
        Step::About => notify::about(scene, review).await,
        Step::Authorise => notify::agree(scene, reference).await,
        Step::Notified => notify::notified(scene, reference).await,
        Step::Tell => notify::tell(scene, reference).await,
        Step::Track(track, stage, reason) => {
            let details = StepDetails::default();
            move_track(scene, reference, (*track, *stage), reason, details).await
        }
        Step::LocalReview(yes, point) => local_review(scene, reference, *yes, *point).await,
        Step::Letter(says) => {
            let details = StepDetails {
                letter_says: says.iter().map(|code| (*code).to_owned()).collect(),
                ..StepDetails::default()
            };
            let letter = (TrackKind::PanelExchange, StageKind::LetterReceived);
            move_track(scene, reference, letter, "", details).await
        }
        Step::StoodDown => {
            let details = StepDetails {
                national_reference: Some(words("NR-INVENTED-1")),
                ..StepDetails::default()
            };
            let why = "The national body reviews it, with two others.";
            let stood_down = (TrackKind::LocalReview, StageKind::StoodDown);
            move_track(scene, reference, stood_down, why, details).await
        }
        Step::Proceedings(kind, held) => proceedings(scene, reference, kind, *held).await,
        Step::Late(clock, reason) => late(scene, reference, clock, reason).await,
        Step::Pause(clock) => pause(scene, reference, clock).await,
        Step::Moment(saw) => moments::see(scene, reference, saw).await,
        Step::Other(body) => other(scene, reference, body).await,
        Step::Withdraw => taken_back(scene, reference).await,
        Step::Transfer => passed_on(scene, reference).await,
        Step::Reopen => {
            let ctx = scene.acting(Role::BusinessManager)?;
            let why = words("A second hospital sent what it had recorded.");
            let form = scene.form()?;
            Ok(reopen(scene.app, &ctx, reference, form, (&why, day(scene.at))).await?)
        }
        Step::Plan(ahead) => plan(scene, reference, *ahead).await,
        Step::Close => close(scene, reference).await,
        written => wrote(scene, reference, written).await,
    }
}

/// What is written in the course of a rapid review, and what is settled before publication.
async fn wrote(scene: &Scene<'_>, reference: &Reference, step: &Step) -> anyhow::Result<()> {
    match step {
        Step::Family => family::told(scene, reference).await,
        Step::Learn(which) => learning::learn(scene, reference, *which).await,
        Step::Quality(which) => quality::look(scene, reference, *which).await,
        Step::FollowUp => learning::follow_up(scene, reference).await,
        Step::Return => returns::asked(scene, reference).await,
        Step::Unanswered => returns::unanswered(scene, reference).await,
        Step::Accounts => accounts::told(scene, reference).await,
        Step::Meeting => report::meeting(scene, reference).await,
        Step::Report => report::written(scene, reference).await,
        Step::SignOff => report::signed(scene, reference).await,
        Step::Checked => publication::checked(scene, reference).await,
        Step::Approved => publication::approved(scene, reference).await,
        Step::Noticed => publication::noticed(scene, reference).await,
        Step::Published => publication::published(scene, reference).await,
        other => anyhow::bail!("nothing is written by {other:?}"),
    }
}

async fn view(
    scene: &Scene<'_>,
    reference: &Reference,
    partner: usize,
    outcome: &str,
) -> anyhow::Result<()> {
    let (id, player) = scene
        .partners()
        .nth(partner)
        .ok_or_else(|| anyhow::anyhow!("there is no partner {partner}"))?;
    let met = if outcome == "notifiable" {
        Known::Yes
    } else {
        Known::NotKnown
    };
    let scheme = &scene.app.scheme_on(scene.at.date_in_london())?.scheme;
    let answers = scheme.criteria.iter();
    let new = CriterionView {
        partner: id.to_owned(),
        agency: player.agency,
        given_by: words(player.name),
        cover_for: None,
        answers: answers.map(|item| (item.id.clone(), met)).collect(),
        outcome: outcome.to_owned(),
        reasons: words(reasons(outcome)),
        on: day(scene.at),
        on_behalf: None,
    };
    let ctx = scene.troupe.acting(player, scene.at)?;
    Ok(give(scene.app, &ctx, reference, 0, &new).await?)
}

fn reasons(outcome: &str) -> &'static str {
    match outcome {
        "notifiable" => {
            "The harm is serious, and neglect or abuse is suspected on what is known today."
        }
        "near_miss" => "Serious harm was averted because a health visitor came back the same day.",
        "looked_after_death" => {
            "The death followed a long illness. Nothing suggests abuse or neglect."
        }
        "care_leaver_death" => "The person was 20 and a care leaver. The cause is not known yet.",
        _ => {
            "What is known does not suggest abuse or neglect. There is something to learn all the same."
        }
    }
}

async fn decided(
    scene: &Scene<'_>,
    reference: &Reference,
    outcome: &str,
    route: Option<&str>,
) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::AuthorityAuthoriser)?;
    let decision = Decision {
        outcome: outcome.to_owned(),
        reasons: words(reasons(outcome)),
        on: day(scene.at),
        despite: Some(words("A different view was heard; it stays on record.")),
        local_route: route.map(str::to_owned),
    };
    let new = Deciding { decision, shown: 0 };
    Ok(decide(scene.app, &ctx, reference, scene.form()?, &new).await?)
}

async fn move_track(
    scene: &Scene<'_>,
    reference: &Reference,
    (track, to): (TrackKind, StageKind),
    reason: &str,
    details: StepDetails,
) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let next = Transition {
        track,
        instance: 0,
        to,
        happened: day(scene.at),
        reason: (!reason.is_empty()).then(|| words(reason)),
        details,
    };
    app::tracks::step(scene.app, &ctx, reference, scene.form()?, &next).await?;
    Ok(())
}

async fn local_review(
    scene: &Scene<'_>,
    reference: &Reference,
    yes: bool,
    point: DecisionPoint,
) -> anyhow::Result<()> {
    let (criteria, why, otherwise) = if yes {
        (
            vec!["working_together".to_owned()],
            "Several agencies worked side by side without knowing it; improvements are needed.",
            "",
        )
    } else {
        (
            Vec::new(),
            "The rapid review found what is to be learned. A longer review would not add to it.",
            "The agencies look together at what the rapid review found, and at what changes.",
        )
    };
    let new = LocalReviewDecision {
        review: yes,
        criteria,
        reasons: words(why),
        otherwise: words(otherwise),
        decided_by: words("The three safeguarding partners"),
        point,
        on: day(scene.at),
    };
    let ctx = scene.acting(Role::BusinessManager)?;
    app::local_review::decide(scene.app, &ctx, reference, scene.form()?, &new).await?;
    Ok(())
}

async fn proceedings(
    scene: &Scene<'_>,
    reference: &Reference,
    kind: &str,
    held: Option<&str>,
) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let person = scene.manager()?;
    let new = Proceedings {
        kind: kind.to_owned(),
        instance: None,
        reference: words("INVENTED/1"),
        contact: words("The senior investigating officer"),
        second_contact: words("A lawyer of the local authority"),
        began: day(scene.at),
        may_end: None,
        more: words(""),
        person,
    };
    let sent = (scene.form()?, None);
    let id = app::proceedings::record(scene.app, &ctx, reference, sent, &new).await?;
    let Some(what) = held else { return Ok(()) };
    let hold = Hold {
        proceedings: id,
        what: what.to_owned(),
        about: words("The young people who are witnesses"),
        asked_by: words("The senior investigating officer"),
        from: scene.at.date_in_london(),
        ends_when: words("When they have been interviewed"),
        lifts: words("The senior investigating officer"),
        review_on: days_after(scene.at, 21),
        person,
        lifted: None,
    };
    let sent = (scene.form()?, None);
    app::proceedings::hold(scene.app, &ctx, reference, sent, &hold).await?;
    Ok(())
}

fn days_after(at: Instant, days: i64) -> Date {
    at.plus_seconds(days * 24 * 60 * 60).date_in_london()
}

async fn late(
    scene: &Scene<'_>,
    reference: &Reference,
    clock: &str,
    reason: &str,
) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let new = Lateness {
        clock: clock.to_owned(),
        reason: reason.to_owned(),
        words: words("Said by telephone to the secretariat of the national body."),
        told: Some(day(scene.at)),
    };
    let sent = (scene.form()?, None);
    app::lateness::late(scene.app, &ctx, reference, sent, &new).await?;
    Ok(())
}

async fn pause(scene: &Scene<'_>, reference: &Reference, clock: &str) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let new = Pause {
        clock: clock.to_owned(),
        from: scene.at.date_in_london(),
        to: None,
        reason: words("The reviewer who was asked may not speak to a witness before the trial."),
        look_again: Some(days_after(scene.at, 40)),
        lifts: words("The senior investigating officer"),
        lifted: None,
    };
    app::lateness::pause(scene.app, &ctx, reference, scene.form()?, &new).await?;
    Ok(())
}

async fn other(scene: &Scene<'_>, reference: &Reference, body: &str) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let done = Done {
        on: day(scene.at),
        by: words("The business manager"),
        channel: "email".to_owned(),
        reference: words(""),
    };
    let new = OtherNotification {
        body: body.to_owned(),
        name: words(""),
        stands: WhereItStands::Done(done),
    };
    let sent = (scene.form()?, None);
    app::others::say(scene.app, &ctx, reference, sent, &new).await?;
    Ok(())
}

async fn taken_back(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::AuthorityAuthoriser)?;
    let views = scene.partners().map(|(id, player)| PartnerView {
        partner: id.to_owned(),
        agrees: true,
        words: words(""),
        given_by: words(player.name),
    });
    let new = Withdrawal {
        reason: words("The post-mortem found an illness that nobody could have known of."),
        views: views.collect(),
        panel_told: Some(day(scene.at)),
        on: Some(day(scene.at)),
        taken: false,
    };
    Ok(withdraw(scene.app, &ctx, reference, scene.form()?, 0, &new).await?)
}

async fn passed_on(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::AuthorityAuthoriser)?;
    let new = Passing {
        to_area: words("Brackwater Safeguarding Children Partnership"),
        agreed_by: words("Silvan Adeyemi-Crook, business manager, Brackwater"),
        reason: words("It happened there; the child only lives here."),
        on: day(scene.at),
    };
    Ok(transfer(scene.app, &ctx, reference, scene.form()?, &new).await?)
}

async fn plan(scene: &Scene<'_>, reference: &Reference, ahead: u32) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let nation = model::Nation::England;
    let calendar = scene.app.calendar(&ctx, nation).await?;
    let on = calendar.due(scene.at.date_in_london(), ahead)?;
    let new = model::case::PublicationDay {
        on: UncertainDate::day(on)?,
        set_by: words("The three partners; not in a school holiday"),
    };
    let sent = (scene.form()?, None);
    app::publication::plan(scene.app, &ctx, reference, sent, &new).await?;
    Ok(())
}

async fn close(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let new = model::case::Closing {
        reason: words("Every action is done, and what changed was looked at with the agencies."),
        left_open: Vec::new(),
        passed_to: None,
    };
    Ok(app::closing::close(scene.app, &ctx, reference, scene.form()?, &new).await?)
}
