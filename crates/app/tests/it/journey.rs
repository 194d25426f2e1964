//! The journey of a review: links, turns of an understanding, looking again, figures and reminders. On both engines.

use access::{Ctx, Role, Section};
use app::chronology::chronology;
use app::journey::{
    Days, End, Look, OfMoment, Revisits, Share, Version, doubt, journey, link, look_again,
    of_moment, remind_revisiting, reopen, revise, unlink,
};
use app::moment::{self, keep_witness};
use app::returns::{MailKind, mails_to_send};
use app::team::add;
use app::today::{Need, today as today_of};
use app::{AppError, Reference};
use model::chronology::Restriction;
use model::learning::{
    LinkedTo, Moment, MomentLink, MomentLinkKind, MomentStands, MomentTurnKind, Witness,
};
use model::{Date, RecordId};

use crate::chronology_out::signed_off;
use crate::decision::rule;
use crate::follow::{form, manager};
use crate::returns::entry;
use crate::support::{self, Instance, words};
use crate::team::{DAY, day, here, later, me, place};

const FIRST: &str = "The school had asked twice and nobody answered.";
const AGAIN: &str = "The school had asked three times; one answer went to an old address.";

/// Writes down what is seen differently.
async fn kept(instance: &Instance, ctx: &Ctx, reference: &Reference, said: &str) -> RecordId {
    moment::record(&instance.app, ctx, reference, form(), &Moment::of(said))
        .await
        .unwrap()
}

async fn read(instance: &Instance, ctx: &Ctx, reference: &Reference, id: RecordId) -> OfMoment {
    of_moment(&instance.app, ctx, reference, id).await.unwrap()
}

async fn revised(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    (id, shown): (RecordId, i64),
    (said, why, next): (&str, &str, Option<Date>),
) -> Result<(), AppError> {
    let new = (&words(said), &words(why), next);
    revise(&instance.app, ctx, reference, (form(), (id, shown)), new).await
}

async fn looked(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    (id, shown): (RecordId, i64),
    (what, next): (MomentTurnKind, Option<Date>),
) -> Result<(), AppError> {
    let look = Look {
        what,
        why: words("Two more schools were asked."),
        next,
    };
    look_again(&instance.app, ctx, reference, (form(), (id, shown)), &look).await
}

async fn linked(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    id: RecordId,
    (kind, to): (MomentLinkKind, LinkedTo),
) -> Result<(), AppError> {
    let version = read(instance, ctx, reference, id).await.moment.version;
    let new = MomentLink { kind, to };
    link(&instance.app, ctx, reference, (form(), (id, version)), &new).await
}

/// How many moments wait for somebody on *Today*.
async fn waits(instance: &Instance, ctx: &Ctx) -> usize {
    let found = today_of(&instance.app, ctx).await.unwrap();
    let is_revisit =
        |need: &Need| matches!(need, Need::Look(look) if look.what.code() == "revisit");
    found
        .lines
        .iter()
        .filter(|line| is_revisit(&line.need))
        .count()
}

/// What the versions say, and by which turn.
fn said(found: &OfMoment) -> Vec<(&str, Option<&str>)> {
    let turn = |one: &Version| one.turn.as_ref().map(|turn| turn.what.code());
    let versions = found.versions.iter();
    versions
        .map(|one| (one.words.as_str(), turn(one)))
        .collect()
}

#[tokio::test]
async fn an_understanding_changes_and_says_why_and_nothing_is_overwritten() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = &instance.incident().await;
        let id = kept(&instance, &ctx, reference, FIRST).await;
        let at = (&ctx, reference);
        let why = "A letter was found. Invented.";
        revised(&instance, at, (id, 1), (AGAIN, why, None))
            .await
            .unwrap();
        let late = revised(&instance, at, (id, 1), ("Else", "Because.", None)).await;
        assert!(
            matches!(late, Err(AppError::Clash(_))),
            "both texts are shown"
        );
        let sent = (form(), (id, 2));
        for _ in 0..2 {
            // A form that is sent twice acts once.
            doubt(
                app,
                &ctx,
                reference,
                sent,
                &words("Nobody kept the envelope."),
            )
            .await
            .unwrap();
        }
        looked(&instance, at, (id, 3), (MomentTurnKind::NoLonger, None))
            .await
            .unwrap();
        let gone = doubt(app, &ctx, reference, (form(), (id, 4)), &words("Why")).await;
        assert_eq!(rule(gone), "journey-let-go");
        reopen(
            app,
            &ctx,
            reference,
            (form(), (id, 4)),
            &words("A second letter."),
        )
        .await
        .unwrap();

        let found = read(&instance, &ctx, reference, id).await;
        assert_eq!(found.moment.body.stands, MomentStands::Reopened);
        let expected = [
            (FIRST, None),
            (AGAIN, Some("revised")),
            (AGAIN, Some("doubted")),
            (AGAIN, Some("no_longer")),
            (AGAIN, Some("reopened")),
        ];
        assert_eq!(said(&found), expected, "oldest first");
        let turn = found.versions[1].turn.as_ref().unwrap();
        assert_eq!(turn.why.0, why);
        let role = turn.recorded_as.as_ref().unwrap();
        assert_eq!(role.role, Role::BusinessManager.code());
        let of = found.journey.figures.changed_minds;
        assert_eq!(of, Share { part: 1, of: 1 });
    }
}

#[tokio::test]
async fn a_change_without_words_without_a_reason_or_without_a_change_is_refused() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = &instance.incident().await;
        let id = kept(&instance, &ctx, reference, FIRST).await;
        let at = (&ctx, reference);
        let same = revised(&instance, at, (id, 1), (FIRST, "Because.", None)).await;
        assert_eq!(rule(same), "journey-same");
        let none = revised(&instance, at, (id, 1), (AGAIN, " ", None)).await;
        assert_eq!(rule(none), "journey-why");
        let past = revised(&instance, at, (id, 1), (AGAIN, "Because.", Some(day(0)))).await;
        assert_eq!(rule(past), "journey-next");
        let not = reopen(app, &ctx, reference, (form(), (id, 1)), &words("Why")).await;
        assert_eq!(rule(not), "journey-open");
    }
}

#[tokio::test]
async fn who_may_only_read_a_review_changes_nothing_of_its_moments() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = &instance.incident().await;
        let id = kept(&instance, &ctx, reference, FIRST).await;
        let stranger = instance.acting(Role::AgencyAuthor, None);
        let refused = revised(
            &instance,
            (&stranger, reference),
            (id, 1),
            ("New", "Why", None),
        )
        .await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let reads = instance.acting(Role::AuthorityNotifier, None);
        let refused = revised(
            &instance,
            (&reads, reference),
            (id, 1),
            ("New", "Why", None),
        )
        .await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        assert!(!journey(app, &reads, reference).await.unwrap().may_revise);
    }
}

/// Links that are refused once the first moment belongs to the second, which was part of the third.
fn wrong_links(
    [one, two, three]: [RecordId; 3],
) -> Vec<(RecordId, (MomentLinkKind, LinkedTo), &'static str)> {
    use MomentLinkKind::{Informs, LedTo, MergedInto, SplitFrom};
    let to = LinkedTo::Moment;
    let (point, action) = (LinkedTo::LearningPoint(two), LinkedTo::Action(two));
    let shared = LinkedTo::Shared("x".to_owned());
    vec![
        (one, (MergedInto, to(two)), "journey-linked"),
        (one, (MergedInto, to(one)), "journey-itself"),
        (one, (Informs, to(one)), "journey-itself"),
        (three, (MergedInto, to(one)), "journey-circle"),
        (three, (SplitFrom, to(two)), "journey-circle"),
        (one, (MergedInto, point), "journey-only-moments"),
        (one, (LedTo, action), "journey-gone"),
        (one, (LedTo, shared), "journey-gone"),
    ]
}

#[tokio::test]
async fn links_are_shown_at_both_ends_and_never_go_in_a_circle() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = &instance.incident().await;
        let at = (&ctx, reference);
        let one = kept(&instance, &ctx, reference, FIRST).await;
        let two = kept(&instance, &ctx, reference, AGAIN).await;
        let three = kept(&instance, &ctx, reference, "A third").await;
        let to = LinkedTo::Moment;
        let merged = MomentLinkKind::MergedInto;
        linked(&instance, at, one, (merged, to(two))).await.unwrap();
        let split = (MomentLinkKind::SplitFrom, to(three));
        linked(&instance, at, two, split).await.unwrap();
        for (from, new, code) in wrong_links([one, two, three]) {
            assert_eq!(rule(linked(&instance, at, from, new).await), code);
        }
        linked(&instance, at, three, (MomentLinkKind::Echoes, to(one)))
            .await
            .unwrap();

        let found = read(&instance, &ctx, reference, two).await;
        let shown: Vec<(MomentLinkKind, Option<usize>, &End)> = found
            .links
            .iter()
            .map(|link| (link.kind, link.at, &link.end))
            .collect();
        let third = End::Moment(three, "A third".to_owned());
        let first = End::Moment(one, FIRST.to_owned());
        let expected = [
            (MomentLinkKind::SplitFrom, Some(0), &third),
            (merged, None, &first),
        ];
        assert_eq!(shown, expected);
        assert_eq!(found.versions.len(), 1, "a link is no other understanding");
    }
}

#[tokio::test]
async fn a_link_is_taken_away_where_it_was_made() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = &instance.incident().await;
        let at = (&ctx, reference);
        let two = kept(&instance, &ctx, reference, FIRST).await;
        let three = kept(&instance, &ctx, reference, AGAIN).await;
        let split = (MomentLinkKind::SplitFrom, LinkedTo::Moment(three));
        linked(&instance, at, two, split).await.unwrap();
        let found = read(&instance, &ctx, reference, two).await;
        let version = found.moment.version;
        let away = unlink(app, &ctx, reference, (form(), (two, version - 1)), 0).await;
        assert_eq!(rule(away), "changed-meanwhile");
        let away = unlink(app, &ctx, reference, (form(), (two, version)), 7).await;
        assert!(matches!(away, Err(AppError::NotFound)));
        unlink(app, &ctx, reference, (form(), (two, version)), 0)
            .await
            .unwrap();
        let found = read(&instance, &ctx, reference, three).await;
        assert!(found.links.is_empty(), "it is gone from both ends");
    }
}

#[tokio::test]
async fn what_one_may_not_read_shows_as_restricted() {
    for instance in support::both(false).await {
        let mut secret = entry(6, "Somebody is being watched.");
        secret.restriction = Restriction::Police;
        let made = signed_off(&instance, vec![secret]).await;
        let reference = &made.reference;
        let officer = here(&instance, "Eve Officer", Role::Scrutineer).await;
        let reviewer = here(&instance, "Cy Reviewer", Role::Scrutineer).await;
        for (who, sections) in [
            (&officer, vec![Section::PoliceRestricted]),
            (&reviewer, Vec::new()),
        ] {
            let mut new = place(me(who));
            if !sections.is_empty() {
                new.why = words("Leads the investigation.");
            }
            new.sections = sections;
            add(&instance.app, &made.manager, reference, form(), &new)
                .await
                .unwrap();
        }
        let id = kept(&instance, &officer, reference, FIRST).await;
        let accounts = chronology(&instance.app, &officer, reference)
            .await
            .unwrap();
        let watched = accounts.accounts[0].id().unwrap();
        let to = (MomentLinkKind::Informs, LinkedTo::Entry(watched));
        linked(&instance, (&officer, reference), id, to.clone())
            .await
            .unwrap();
        let found = read(&instance, &officer, reference, id).await;
        assert!(matches!(&found.links[0].end, End::Entry(id, _) if *id == watched));
        let found = read(&instance, &reviewer, reference, id).await;
        assert_eq!(found.links[0].end, End::Restricted);
        assert!(found.ends.iter().all(|end| !matches!(end, End::Entry(..))));
        let other = kept(&instance, &reviewer, reference, AGAIN).await;
        let hidden = linked(&instance, (&reviewer, reference), other, to).await;
        assert_eq!(
            rule(hidden),
            "journey-gone",
            "nobody learns that it is there"
        );
    }
}

/// Whoever wrote it is reminded once.
async fn reminded(instance: &Instance, manager: &Ctx) {
    let app = &instance.app;
    let vault = app.vault(manager).await.unwrap();
    assert_eq!(remind_revisiting(app, &vault).await.unwrap(), 1);
    assert_eq!(
        remind_revisiting(app, &vault).await.unwrap(),
        0,
        "once a week"
    );
    let mails = mails_to_send(app, &vault).await.unwrap();
    let kinds: Vec<MailKind> = mails.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [MailKind::Revisit]);
    assert_eq!(mails[0].address, "mo.manager@example.invalid");
}

#[tokio::test]
async fn days_to_look_again_are_kept_late_or_moved() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Mo Manager", Role::BusinessManager).await;
        let reference = &instance.incident().await;
        let before = later(&manager, -20 * DAY);
        let id = kept(&instance, &before, reference, FIRST).await;
        let next = Some(day(-10));
        revised(
            &instance,
            (&before, reference),
            (id, 1),
            (AGAIN, "A letter.", next),
        )
        .await
        .unwrap();
        assert_eq!(waits(&instance, &before).await, 0, "the day has not come");
        assert_eq!(waits(&instance, &manager).await, 1);
        let notifier = instance.acting(Role::AuthorityNotifier, None);
        assert_eq!(
            waits(&instance, &notifier).await,
            0,
            "they may not look again"
        );

        reminded(&instance, &manager).await;

        let at = (&manager, reference);
        let look = (MomentTurnKind::NotYet, None);
        let when = looked(&instance, at, (id, 2), look).await;
        assert_eq!(rule(when), "journey-next-needed");
        let look = (MomentTurnKind::Doubted, None);
        assert_eq!(
            rule(looked(&instance, at, (id, 2), look).await),
            "journey-look"
        );
        let look = (MomentTurnKind::NotYet, Some(day(5)));
        looked(&instance, at, (id, 2), look).await.unwrap();
        assert_eq!(waits(&instance, &manager).await, 0);
        let then = later(&manager, 6 * DAY);
        assert_eq!(waits(&instance, &then).await, 1);
        let look = (MomentTurnKind::StillHolds, None);
        looked(&instance, (&then, reference), (id, 3), look)
            .await
            .unwrap();
        let found = journey(app, &then, reference).await.unwrap();
        let figures = &found.figures;
        assert_eq!(figures.revisits, Revisits { kept: 1, due: 2 });
        assert_eq!(figures.first, Days::After(0));
        assert_eq!(figures.first_shared, Days::NotYet);
        assert_eq!(figures.before_report, Share { part: 1, of: 1 });
        let answered = found.moments[0].body.turns.iter().map(|turn| turn.answers);
        assert_eq!(
            answered.collect::<Vec<_>>(),
            [None, Some(day(-10)), Some(day(5))]
        );
    }
}

#[tokio::test]
async fn whoever_may_be_a_witness_changes_nothing_before_advice_is_on_record() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = &instance.incident().await;
        let person = here(&instance, "Pat Partner", Role::LeadPartner).await;
        let id = kept(&instance, &ctx, reference, FIRST).await;
        assert!(journey(app, &person, reference).await.unwrap().may_revise);
        let witness = Witness {
            person: me(&person),
            said_by: words("A detective inspector"),
            on: day(0),
            advice: None,
        };
        keep_witness(app, &ctx, reference, (form(), None), &witness)
            .await
            .unwrap();
        let new = (AGAIN, "A letter was found.", None);
        let refused = revised(&instance, (&person, reference), (id, 1), new).await;
        assert_eq!(rule(refused), "moment-witness");
        assert!(!journey(app, &person, reference).await.unwrap().may_revise);
    }
}
