//! Emergency openings: told at once, reviewed by a second person in time, and never a way into a restricted section.

use access::{Ctx, Role, Section};
use app::files::{download, files, source};
use app::proceedings::{before_contact, mark};
use app::restricted::{keep, restricted, section_of};
use app::review::home;
use app::reviews::reviews;
use app::team::{
    EmergencyReview, Opened, SecondLook, add, bar, emergencies, look_at, open_in_emergency,
    openings,
};
use app::today::{Need, today};
use app::{App, AppError, Reference};
use model::RecordId;
use model::case::{ConflictLine, EmergencyFound, PoliceMark, PoliceSays, Protected, ProtectedKind};

use crate::decision::rule;
use crate::files::added_in;
use crate::follow::{form, manager as acting_manager};
use crate::support::{self, Instance, words};
use crate::team::{DAY, day, here, later, me, place};

/// A look that found nothing wrong.
pub(crate) fn justified() -> SecondLook {
    SecondLook {
        found: EmergencyFound::Justified,
        says: words("There was one; the duty team has it."),
        follows: words(""),
        works_for_opener: false,
    }
}

async fn opened_by(instance: &Instance, reference: &Reference, who: &Ctx) {
    let why = words("A child tonight.");
    open_in_emergency(&instance.app, who, reference, form(), &why)
        .await
        .unwrap();
}

/// How the first emergency opening on somebody's *Today* stands.
async fn on_today(app: &App, ctx: &Ctx) -> Option<EmergencyReview> {
    let lines = today(app, ctx).await.unwrap().lines;
    lines.iter().find_map(|line| match &line.need {
        Need::Emergency { review, .. } => Some(*review),
        _ => None,
    })
}

async fn first(app: &App, ctx: &Ctx, reference: &Reference) -> Opened {
    openings(app, ctx, reference).await.unwrap().all.remove(0)
}

async fn look(
    app: &App,
    ctx: &Ctx,
    (reference, id): (&Reference, RecordId),
    what: &SecondLook,
) -> Result<(), AppError> {
    look_at(app, ctx, reference, (form(), id), what).await
}

#[tokio::test]
async fn the_information_governance_lead_is_told_at_once_and_until_when_it_is_reviewed() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let lead = here(&instance, "Ivy Governance", Role::InformationGovernance).await;
        let glass = here(&instance, "Dot Glass", Role::Scrutineer).await;
        let reference = instance.incident().await;
        assert!(on_today(app, &lead).await.is_none());
        opened_by(&instance, &reference, &glass).await;
        // Opened on a Tuesday: due at the end of Wednesday.
        let told = on_today(app, &lead).await.unwrap();
        assert_eq!(
            (told.is_done, told.due, told.left),
            (false, Some(day(1)), Some(1))
        );
        let next = on_today(app, &later(&lead, DAY)).await.unwrap();
        assert!(next.left == Some(0) && !next.is_late());
        let late = on_today(app, &later(&lead, 2 * DAY)).await.unwrap();
        assert!(late.left == Some(-1) && late.is_late());
        let listed = emergencies(app, &later(&lead, 2 * DAY)).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert!(listed[0].review.is_late() && listed[0].found.is_none());
        // Being told opens nothing of the review.
        let refused = home(app, &lead, &reference).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        assert!(reviews(app, &lead).await.unwrap().is_empty());
        let seen = openings(app, &lead, &reference).await.unwrap();
        assert!(!seen.reads && seen.sees_all && seen.all[0].mine);
        let stranger = here(&instance, "Pat Member", Role::LeadPartner).await;
        let refused = emergencies(app, &stranger).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn a_second_person_reviews_it_and_what_they_found_stays() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let lead = here(&instance, "Ivy Governance", Role::InformationGovernance).await;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let reference = instance.incident().await;
        // Who opens it is one of those who would otherwise review it.
        opened_by(&instance, &reference, &lead).await;
        assert!(on_today(app, &lead).await.is_none(), "not one's own");
        let own = first(app, &lead, &reference).await;
        assert!(!own.mine && !own.review.is_done);
        let at = (&reference, own.emergency.id);
        assert_eq!(
            rule(look(app, &lead, at, &justified()).await),
            "emergency-own"
        );
        let works_for = SecondLook {
            works_for_opener: true,
            ..justified()
        };
        let refused = look(app, &manager, at, &works_for).await;
        assert_eq!(rule(refused), "emergency-works-for");
        let silent = SecondLook {
            says: words(" "),
            ..justified()
        };
        let refused = look(app, &manager, at, &silent).await;
        assert_eq!(rule(refused), "emergency-says");
        let mut found = SecondLook {
            found: EmergencyFound::NotJustified,
            ..justified()
        };
        let refused = look(app, &manager, at, &found).await;
        assert_eq!(rule(refused), "emergency-follows");
        found.follows = words("Spoken to.");
        look(app, &manager, at, &found).await.unwrap();
        let again = look(app, &manager, at, &justified()).await;
        assert_eq!(rule(again), "emergency-looked");
        let seen = first(app, &lead, &reference).await;
        assert!(seen.review.is_done);
        assert_eq!(seen.seen[0].body.found, Some(EmergencyFound::NotJustified));
        assert_eq!(seen.seen[0].body.follows, words("Spoken to."));
        let listed = emergencies(app, &lead).await.unwrap();
        let by = listed[0].found.as_ref().unwrap();
        assert_eq!(
            (by.0, &by.1),
            (EmergencyFound::NotJustified, &me(&manager).to_string())
        );
    }
}

#[tokio::test]
async fn those_without_a_review_come_first_and_nobody_barred_is_told() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let lead = here(&instance, "Ivy Governance", Role::InformationGovernance).await;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let glass = here(&instance, "Dot Glass", Role::Scrutineer).await;
        let reviewed = instance.incident().await;
        let (older, newer) = (instance.incident().await, instance.incident().await);
        opened_by(&instance, &older, &glass).await;
        opened_by(&instance, &newer, &later(&glass, 60)).await;
        opened_by(&instance, &reviewed, &later(&glass, 120)).await;
        let id = first(app, &lead, &reviewed).await.emergency.id;
        look(app, &manager, (&reviewed, id), &justified())
            .await
            .unwrap();
        let listed = emergencies(app, &lead).await.unwrap();
        let order: Vec<_> = listed.iter().map(|one| one.reference.as_str()).collect();
        assert_eq!(order, [older.as_str(), newer.as_str(), reviewed.as_str()]);
        let line = ConflictLine {
            person: None,
            named: words("An aunt"),
            kind: "relative".to_owned(),
            how: words("Sister of the mother."),
            ended: None,
            not_them: Vec::new(),
        };
        let whom = app::team::Whom::Person(me(&lead));
        bar(app, &manager, &older, (form(), None), (&line, whom))
            .await
            .unwrap();
        let listed = emergencies(app, &lead).await.unwrap();
        assert!(listed.iter().all(|one| one.reference != older.as_str()));
        let refused = openings(app, &lead, &older).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
    }
}

const KINDS: [ProtectedKind; 3] = [
    ProtectedKind::SafeContact,
    ProtectedKind::Address,
    ProtectedKind::Identity,
];

/// Somebody on the team to whom every restricted section was opened, with something in each of them.
async fn with_every_section(instance: &Instance, reference: &Reference) -> Ctx {
    let app = &instance.app;
    let holder = here(instance, "Eve Officer", Role::BusinessManager).await;
    let mut new = place(me(&holder));
    new.sections = Section::GIVEN.to_vec();
    new.why = words("Their agency owns it.");
    add(app, &acting_manager(instance), reference, form(), &new)
        .await
        .unwrap();
    for kind in KINDS {
        let sheet = Protected {
            kind,
            subject: None,
            named: words("An invented mother"),
            says: words("Kept from most."),
            limits: words("Never at home."),
            set_by: words("A social worker"),
            look_again: day(30),
            letters: model::case::ProtectedLetters::No,
            ended: None,
        };
        keep(app, &holder, reference, (form(), None), &sheet)
            .await
            .unwrap();
    }
    let child = home(app, &holder, reference).await.unwrap().subjects[0].id;
    let police = PoliceMark {
        subject: child,
        says: PoliceSays::Witness,
        advised_by: words("A detective sergeant"),
        on: support::today(),
        before_contact: words("Ask the officer first."),
    };
    mark(app, &holder, reference, (form(), None), &police)
        .await
        .unwrap();
    holder
}

#[tokio::test]
async fn an_emergency_opens_no_restricted_section() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await;
        let holder = with_every_section(&instance, &reference).await;
        let mut kept = Vec::new();
        for section in [Section::General].iter().chain(Section::GIVEN) {
            kept.push((
                *section,
                added_in(&instance, &holder, &reference, *section).await,
            ));
        }
        for role in [
            Role::Scrutineer,
            Role::ReviewGroupMember,
            Role::AgencyApprover,
            Role::InformationGovernance,
            Role::LeadReviewer,
        ] {
            let glass = here(&instance, &format!("Dot {}", role.code()), role).await;
            opened_by(&instance, &reference, &glass).await;
            let seen = home(app, &glass, &reference).await.unwrap();
            let listed = files(app, &glass, &reference).await.unwrap().files;
            assert_eq!(listed.len(), 1, "the file of the general section");
            for kind in KINDS {
                let refused = restricted(app, &glass, &reference, kind).await;
                let refused = matches!(refused, Err(AppError::NotPermitted { .. }));
                assert!(refused, "{}", section_of(kind));
            }
            let police = before_contact(app, &glass, &reference).await.unwrap();
            assert!(police.police.is_none() && !police.may_mark);
            for (section, file) in &kept {
                let general = *section == Section::General;
                let fetched = download(app, &glass, &reference, *file).await;
                assert_eq!(fetched.is_ok(), general, "{section}: the file");
                let text = source(app, &glass, &reference, *file).await;
                assert_eq!(text.is_ok(), general, "{section}: its text");
            }
            let told = seen.done.iter().filter_map(|row| row.record.as_deref());
            let told: Vec<_> = told.collect();
            for (section, file) in kept.iter().filter(|one| one.0 != Section::General) {
                let file = file.to_string();
                assert!(!told.contains(&file.as_str()), "{section}: what was done");
            }
        }
        // Whoever the sections were opened to reads all of it: the refusals above are not for want of content.
        for kind in KINDS {
            let found = restricted(app, &holder, &reference, kind).await.unwrap();
            assert_eq!(found.sheets.len(), 1);
        }
        let police = before_contact(app, &holder, &reference).await.unwrap();
        assert_eq!(police.police.unwrap().len(), 1);
        let all = files(app, &holder, &reference).await.unwrap().files;
        assert_eq!(all.len(), 1 + Section::GIVEN.len());
    }
}
