//! The lead reviewer's working notes: theirs alone while the commission lasts, shared by an act of theirs, handed over or kept.

use access::{Ctx, Role, Section};
use app::files::{download, files};
use app::keeping::{Proposal, confirm, kept_case, propose};
use app::learning::learning;
use app::local_review::{decide, keep_reviewer, local_review, may_lead};
use app::review::home;
use app::reviews::reviews;
use app::team::{Whom, add, bar, give_sections, open_in_emergency, take_off};
use app::today::{Need, today};
use app::working::{
    FileChoice, NewNote, Share, ShareAs, choose_for_file, keep_note, note_versions, share_note,
    working,
};
use app::{AppError, Looking, Reference};
use model::case::{AtEnd, ConflictLine, Reviewer, ReviewerEnded};
use model::{Date, FileId, RecordId};

use crate::closing::shut;
use crate::decision::rule;
use crate::files::added_in;
use crate::follow::{form, manager, notified_case};
use crate::local_review::decision;
use crate::support::{self, Instance, words};
use crate::team::{DAY, day, here, later, me, place};

fn appointment(person: &Ctx, until: Option<Date>) -> Reviewer {
    Reviewer {
        name: words("A reviewer, formerly of another area"),
        leads: true,
        independence: words("Has never worked for an agency here."),
        conflicts: words("Declared none."),
        checked_by: words("The independent scrutineer"),
        on: support::today(),
        person: Some(me(person)),
        until,
        ended: None,
    }
}

/// A local review and somebody on its team who is commissioned to lead it for so many days.
async fn commissioned(instance: &Instance, days: i64) -> (Reference, Ctx, RecordId) {
    let reference = notified_case(instance).await;
    let ctx = manager(instance);
    let decided = decision(true);
    decide(&instance.app, &ctx, &reference, form(), &decided)
        .await
        .unwrap();
    let (lead, id) = joined(instance, &reference, "Bea Reviewer", days).await;
    (reference, lead, id)
}

/// Somebody more who leads it.
async fn joined(
    instance: &Instance,
    reference: &Reference,
    name: &str,
    days: i64,
) -> (Ctx, RecordId) {
    let (app, ctx) = (&instance.app, manager(instance));
    let lead = here(instance, name, Role::LeadReviewer).await;
    add(app, &ctx, reference, form(), &place(me(&lead)))
        .await
        .unwrap();
    let new = appointment(&lead, Some(day(days)));
    let id = keep_reviewer(app, &ctx, reference, (form(), None), &new)
        .await
        .unwrap();
    (lead, id)
}

fn note(title: &str, at_end: AtEnd) -> NewNote {
    NewNote {
        title: words(title),
        text: words("Whose voice is missing?"),
        points: Vec::new(),
        at_end,
    }
}

async fn written(
    instance: &Instance,
    lead: &Ctx,
    reference: &Reference,
    at_end: AtEnd,
) -> (RecordId, FileId) {
    let app = &instance.app;
    let sent = (form(), None);
    let id = keep_note(app, lead, reference, sent, &note("Voices", at_end))
        .await
        .unwrap();
    let file = added_in(instance, lead, reference, Section::ReviewerWorking).await;
    let choice = FileChoice::AtEnd(at_end);
    choose_for_file(app, lead, reference, (form(), file), choice)
        .await
        .unwrap();
    (id, file)
}

fn is_shut<T>(outcome: Result<T, AppError>, who: &str) {
    let shut = matches!(
        outcome,
        Err(AppError::NotPermitted { .. } | AppError::NotFound)
    );
    assert!(shut, "{who}");
}

#[tokio::test]
async fn another_lead_reviewer_and_an_emergency_open_none_of_them() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let (reference, lead, _) = commissioned(&instance, 60).await;
        let (id, file) = written(&instance, &lead, &reference, AtEnd::Undecided).await;
        let seen = working(app, &lead, &reference).await.unwrap();
        assert_eq!((seen.own.notes.len(), seen.own.files.len()), (1, 1));
        assert_eq!((seen.own.undecided(), seen.until), (2, day(60)));
        assert!(seen.step.is_some() && seen.may_edit);
        assert!(home(app, &lead, &reference).await.unwrap().working);
        // Another lead reviewer of the same review has notes of their own and not these.
        let (second, _) = joined(&instance, &reference, "Cal Reviewer", 60).await;
        let other = working(app, &second, &reference).await.unwrap();
        assert!(other.own.notes.is_empty() && other.handed_over.notes.is_empty());
        assert!(other.own.files.is_empty() && other.handed_over.files.is_empty());
        is_shut(download(app, &second, &reference, file).await, "their file");
        is_shut(
            note_versions(app, &second, &reference, id).await,
            "their note",
        );
        let theirs = (form(), Some((id, 1)));
        let changed = keep_note(app, &second, &reference, theirs, &note("x", AtEnd::Kept)).await;
        is_shut(changed, "changing their note");
        let asked = (form(), file);
        let moved = choose_for_file(app, &second, &reference, asked, FileChoice::Share).await;
        is_shut(moved, "sharing their file");
        let glass = here(&instance, "Dot Glass", Role::LeadReviewer).await;
        open_in_emergency(app, &glass, &reference, form(), &words("Now"))
            .await
            .unwrap();
        let when = "in an emergency";
        is_shut(working(app, &glass, &reference).await, when);
        is_shut(download(app, &glass, &reference, file).await, when);
    }
}

#[tokio::test]
async fn no_role_reads_or_writes_them_on_the_team_or_off_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let (reference, lead, _) = commissioned(&instance, 60).await;
        let (id, file) = written(&instance, &lead, &reference, AtEnd::Undecided).await;
        let mut on_the_team = 0;
        for role in Role::ALL {
            let name = format!("Nia {}", role.code());
            let ctx = here(&instance, &name, *role).await;
            // On the team, with every section that can be given, where that role can be on one.
            let mut new = place(me(&ctx));
            new.sections = Section::ALL.to_vec();
            new.why = words("Everything.");
            let added = add(app, &manager(&instance), &reference, form(), &new).await;
            is_shut(working(app, &ctx, &reference).await, role.code());
            let new = note("x", AtEnd::Kept);
            let kept = keep_note(app, &ctx, &reference, (form(), None), &new).await;
            is_shut(kept, role.code());
            is_shut(download(app, &ctx, &reference, file).await, role.code());
            if let Ok(listed) = files(app, &ctx, &reference).await {
                assert!(listed.files.iter().all(|one| one.id != file), "{role}");
                assert!(
                    !listed.may_add.contains(&Section::ReviewerWorking),
                    "{role}"
                );
            }
            if added.is_err() {
                continue;
            }
            on_the_team += 1;
            let seen = home(app, &ctx, &reference).await.unwrap();
            let mut rows = seen.done.iter().filter_map(|row| row.record.as_deref());
            assert!(
                !rows.any(|row| row == id.to_string()),
                "{role}: what was done"
            );
            assert!(!seen.working, "{role}");
        }
        assert!(on_the_team > 15, "only {on_the_team} on the team");
    }
}

#[tokio::test]
async fn a_commission_is_given_to_somebody_independent_until_a_day_and_by_nobody_to_themself() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, lead, id) = commissioned(&instance, 60).await;
        let keep = async |by: &Ctx, place, new: &Reviewer| {
            keep_reviewer(app, by, &reference, (form(), place), new).await
        };
        let partner = here(&instance, "Cleo Partner", Role::DelegatedPartner).await;
        let offered = may_lead(app, &ctx, &reference).await.unwrap();
        assert_eq!(offered, [(me(&lead), "Bea Reviewer".to_owned())]);
        let not_independent = keep(&ctx, None, &appointment(&partner, Some(day(60)))).await;
        assert_eq!(rule(not_independent), "reviewer-person");
        let other = here(&instance, "Cal Reviewer", Role::LeadReviewer).await;
        let endless = keep(&ctx, None, &appointment(&other, None)).await;
        assert_eq!(rule(endless), "reviewer-until");
        let past = keep(&ctx, None, &appointment(&other, Some(day(-1)))).await;
        assert_eq!(rule(past), "reviewer-until");
        let follows = Reviewer {
            leads: false,
            ..appointment(&other, Some(day(60)))
        };
        assert_eq!(rule(keep(&ctx, None, &follows).await), "reviewer-leads");
        let standing = Some((id, 1));
        let swapped = keep(&ctx, standing, &appointment(&other, Some(day(60)))).await;
        assert_eq!(rule(swapped), "reviewer-person-fixed");
        // The lead reviewer may keep the local review, but not lengthen their own commission or give another.
        let longer = appointment(&lead, Some(day(90)));
        is_shut(keep(&lead, standing, &longer).await, "by themself");
        is_shut(keep(&lead, None, &longer).await, "by themself");
        let said = Reviewer {
            conflicts: words("Declared none; asked again."),
            ..appointment(&lead, Some(day(60)))
        };
        keep(&lead, standing, &said).await.unwrap();
        keep(&ctx, Some((id, 2)), &longer).await.unwrap();
        let seen = working(app, &lead, &reference).await.unwrap();
        assert_eq!(seen.until, day(90));
        let line = ConflictLine {
            person: None,
            named: words("An aunt"),
            kind: "relative".to_owned(),
            how: words("Sister of the mother."),
            ended: None,
            not_them: Vec::new(),
        };
        let whom = Whom::Person(me(&lead));
        bar(app, &ctx, &reference, (form(), None), (&line, whom))
            .await
            .unwrap();
        let barred = working(app, &lead, &reference).await;
        assert!(matches!(barred, Err(AppError::NotFound)));
        assert!(
            may_lead(app, &ctx, &reference)
                .await
                .unwrap()
                .iter()
                .all(|one| one.0 != me(&lead))
        );
    }
}

#[tokio::test]
async fn access_ends_with_the_commission_and_what_was_handed_over_goes_to_whoever_leads_next() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, lead, _) = commissioned(&instance, 20).await;
        let (given, file) = written(&instance, &lead, &reference, AtEnd::HandedOver).await;
        let after_that = later(&lead, 60);
        let (_, kept) = written(&instance, &after_that, &reference, AtEnd::Kept).await;
        let told = async |ctx: &Ctx| {
            let lines = today(app, ctx).await.unwrap().lines;
            lines.iter().any(|line| {
                matches!(&line.need, Need::Look(look)
                    if look.what == Looking::CommissionEnds && look.due == day(20))
            })
        };
        assert!(!told(&lead).await, "not yet");
        assert!(told(&later(&lead, 14 * DAY)).await);
        let last = later(&lead, 20 * DAY);
        working(app, &last, &reference).await.unwrap();
        let after = later(&lead, 21 * DAY);
        is_shut(working(app, &after, &reference).await, "the notes");
        is_shut(home(app, &after, &reference).await, "the review");
        let glass = open_in_emergency(app, &after, &reference, form(), &words("Now")).await;
        is_shut(glass, "in an emergency");
        assert!(reviews(app, &after).await.unwrap().is_empty());
        assert!(today(app, &after).await.unwrap().lines.is_empty());
        // Whoever leads next reads what was handed over, once the other commission has ended, and nothing else of it.
        let next = here(&instance, "Cal Reviewer", Role::LeadReviewer).await;
        add(app, &ctx, &reference, form(), &place(me(&next)))
            .await
            .unwrap();
        let new = appointment(&next, Some(day(60)));
        keep_reviewer(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        let early = working(app, &next, &reference).await.unwrap();
        assert!(early.handed_over.notes.is_empty() && early.handed_over.files.is_empty());
        let next = later(&next, 21 * DAY);
        let seen = working(app, &next, &reference).await.unwrap();
        let ids: Vec<_> = seen.handed_over.notes.iter().map(|one| one.id).collect();
        assert_eq!(ids, [given]);
        assert_eq!(seen.handed_over.files.len(), 1);
        assert!(seen.own.notes.is_empty() && seen.own.files.is_empty());
        drop(download(app, &next, &reference, file).await.unwrap());
        is_shut(
            download(app, &next, &reference, kept).await,
            "what was kept",
        );
        let place = (form(), Some((given, 1)));
        let changed = keep_note(app, &next, &reference, place, &note("x", AtEnd::Kept)).await;
        is_shut(changed, "what was handed over is read");
    }
}

#[tokio::test]
async fn a_commission_that_is_ended_early_ends_at_once_and_one_off_the_team_opens_nothing() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, lead, id) = commissioned(&instance, 60).await;
        let ended = Reviewer {
            ended: Some(ReviewerEnded {
                on: support::today(),
                why: words("Fell ill."),
            }),
            ..appointment(&lead, Some(day(60)))
        };
        let sent = (form(), Some((id, 1)));
        keep_reviewer(app, &ctx, &reference, sent, &ended)
            .await
            .unwrap();
        is_shut(working(app, &lead, &reference).await, "the notes");
        is_shut(home(app, &lead, &reference).await, "the review");
        // It was a mistake: it runs again.
        let sent = (form(), Some((id, 2)));
        let again = appointment(&lead, Some(day(60)));
        keep_reviewer(app, &ctx, &reference, sent, &again)
            .await
            .unwrap();
        working(app, &lead, &reference).await.unwrap();
        let view = app::team::team(app, &ctx, &reference).await.unwrap();
        let place = view
            .places
            .iter()
            .find(|one| one.body.person == me(&lead))
            .unwrap();
        // Giving the section by name gives nothing.
        let all = app::team::Sections {
            may: Section::ALL.to_vec(),
            why: words("Everything."),
            agreed_by: words("Each agency"),
        };
        let at = (form(), place.id, place.version);
        give_sections(app, &ctx, &reference, at, &all)
            .await
            .unwrap();
        let view = app::team::team(app, &ctx, &reference).await.unwrap();
        let place = view
            .places
            .iter()
            .find(|one| one.body.person == me(&lead))
            .unwrap();
        assert_eq!(place.body.sections.len(), Section::GIVEN.len());
        let at = (form(), place.id, place.version);
        take_off(app, &ctx, &reference, at, &words("Left."))
            .await
            .unwrap();
        is_shut(working(app, &lead, &reference).await, "off the team");
    }
}

fn share(as_what: ShareAs) -> Share {
    Share {
        as_what,
        title: words("Voices"),
        text: words("Ask the siblings."),
    }
}

#[tokio::test]
async fn what_the_reviewer_shares_is_read_by_the_review_and_the_note_stays_theirs() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, lead, _) = commissioned(&instance, 60).await;
        let (id, _) = written(&instance, &lead, &reference, AtEnd::Undecided).await;
        let sent = (form(), id, 1);
        for _ in 0..2 {
            share_note(app, &lead, &reference, sent, &share(ShareAs::Note))
                .await
                .unwrap();
        }
        let local = local_review(app, &ctx, &reference).await.unwrap();
        let shared: Vec<_> = local.notes.iter().map(|one| &one.body.text.0).collect();
        assert_eq!(shared, ["Ask the siblings."]);
        let again = share(ShareAs::Note);
        let stale = share_note(app, &lead, &reference, (form(), id, 1), &again).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
        let levels = |level: &str| ShareAs::LearningPoint {
            level: level.to_owned(),
            changed_at: level.to_owned(),
        };
        let sent = (form(), id, 2);
        let wrong = share_note(app, &lead, &reference, sent, &share(levels("nowhere"))).await;
        assert_eq!(rule(wrong), "learning-level");
        let scheme = &app.scheme_on(day(0)).unwrap().scheme;
        let level = scheme.list("level").unwrap().items[0].code.clone();
        let known = share(levels(&level));
        share_note(app, &lead, &reference, (form(), id, 2), &known)
            .await
            .unwrap();
        let points = learning(app, &ctx, &reference).await.unwrap().points;
        assert_eq!(points[0].body.learned, words("Ask the siblings."));
        let mine = working(app, &lead, &reference).await.unwrap();
        assert_eq!(mine.own.notes[0].body.shared.len(), 2);
        assert_eq!(
            mine.own.notes[0].body.text,
            words("Whose voice is missing?")
        );
        let mut linked = note("Voices", AtEnd::Undecided);
        linked.points = vec![points[0].id];
        let at = (form(), Some((id, mine.own.notes[0].version)));
        keep_note(app, &lead, &reference, at, &linked)
            .await
            .unwrap();
        linked.points = vec![id];
        let at = (form(), Some((id, 4)));
        let wrong = keep_note(app, &lead, &reference, at, &linked).await;
        assert_eq!(rule(wrong), "working-point");
        let versions = note_versions(app, &lead, &reference, id).await.unwrap();
        assert_eq!(versions.len(), 4);
    }
}

#[tokio::test]
async fn a_file_that_the_reviewer_shares_is_a_file_of_the_review() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let (reference, lead, _) = commissioned(&instance, 60).await;
        let (_, file) = written(&instance, &lead, &reference, AtEnd::Undecided).await;
        is_shut(
            download(app, &ctx, &reference, file).await,
            "before it is shared",
        );
        let sent = (form(), file);
        for _ in 0..2 {
            choose_for_file(app, &lead, &reference, sent, FileChoice::Share)
                .await
                .unwrap();
        }
        drop(download(app, &ctx, &reference, file).await.unwrap());
        assert!(
            working(app, &lead, &reference)
                .await
                .unwrap()
                .own
                .files
                .is_empty()
        );
    }
}

#[tokio::test]
async fn in_a_closed_review_they_are_read_and_not_changed() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let (reference, lead, _) = commissioned(&instance, 60).await;
        written(&instance, &lead, &reference, AtEnd::Kept).await;
        let empty = NewNote {
            title: words(" "),
            ..note("", AtEnd::Kept)
        };
        let refused = keep_note(app, &lead, &reference, (form(), None), &empty).await;
        assert_eq!(rule(refused), "working-title");
        shut(&instance, &manager(&instance), &reference).await;
        let seen = working(app, &lead, &reference).await.unwrap();
        assert!(seen.own.notes.len() == 1 && !seen.may_edit);
        let new = note("x", AtEnd::Kept);
        let refused = keep_note(app, &lead, &reference, (form(), None), &new).await;
        is_shut(refused, "a closed review");
        // They go with the review.
        let proposal = Proposal {
            reason: words("Nobody needs it any more."),
            early: Some(words("They asked.")),
        };
        let ctx = manager(&instance);
        propose(app, &ctx, &reference, form(), &proposal)
            .await
            .unwrap();
        let governance = instance.acting(Role::InformationGovernance, None);
        let kept = kept_case(app, &governance, &reference).await.unwrap();
        let one = kept.proposal().unwrap();
        let sent = (form(), (one.id, one.version));
        confirm(app, &governance, &reference, sent).await.unwrap();
        let gone = working(app, &lead, &reference).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        let vault = app.vault(&ctx).await.unwrap();
        let disposed = app::keeping::disposals(app, &vault).await.unwrap();
        let counts = &disposed[0].certificate.counts;
        assert_eq!(counts.get("commission"), Some(&1));
    }
}
