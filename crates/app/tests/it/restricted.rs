//! What is kept from most: read with its section alone, written down each time, looked at again.

use access::{Ctx, Role, Section};
use app::restricted::{end, keep, restricted};
use app::team::add;
use app::today::today;
use app::{AppError, Reference};
use model::case::{Protected, ProtectedKind};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, Instance, words};
use crate::team::{DAY, day, here, later, me, place};

pub(crate) fn contact(look_again: i64) -> Protected {
    Protected {
        kind: ProtectedKind::SafeContact,
        subject: None,
        named: words("An invented mother"),
        says: words("Her sister's telephone, mornings."),
        limits: words("Never at home."),
        set_by: words("A social worker"),
        letters: model::case::ProtectedLetters::No,
        look_again: day(look_again),
        ended: None,
    }
}

/// Somebody on the team to whom the safe contact is open.
pub(crate) async fn trusted(
    instance: &Instance,
    reference: &Reference,
    name: &str,
    role: Role,
) -> Ctx {
    let who = here(instance, name, role).await;
    let mut new = place(me(&who));
    new.sections = vec![Section::SafeContact];
    new.why = words("They speak to the family.");
    add(&instance.app, &manager(instance), reference, form(), &new)
        .await
        .unwrap();
    who
}

pub(crate) async fn rows(instance: &Instance, action: &str) -> usize {
    let ctx = instance.acting(Role::InformationGovernance, None);
    let wanted = app::administration::RecordSearch {
        act: Some(action.to_owned()),
        ..Default::default()
    };
    let found = app::administration::record(&instance.app, &ctx, &wanted).await;
    found.unwrap().rows.len()
}

#[tokio::test]
async fn a_section_is_read_by_those_to_whom_it_was_opened_and_each_reading_is_written_down() {
    for instance in support::both(false).await {
        let (app, manager) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let kind = ProtectedKind::SafeContact;
        // Also the business manager needs the section.
        let refused = restricted(app, &manager, &reference, kind).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let refused = keep(app, &manager, &reference, (form(), None), &contact(30)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));

        let ctx = trusted(
            &instance,
            &reference,
            "Invented Contact",
            Role::FamilyContact,
        )
        .await;
        let empty = restricted(app, &ctx, &reference, kind).await.unwrap();
        assert!(empty.sheets.is_empty() && empty.may_edit && empty.step.is_some());
        let sent = form();
        let id = keep(app, &ctx, &reference, (sent, None), &contact(30))
            .await
            .unwrap();
        let twice = keep(app, &ctx, &reference, (sent, None), &contact(30)).await;
        assert_eq!(twice.unwrap(), id);
        let found = restricted(app, &ctx, &reference, kind).await.unwrap();
        assert_eq!(found.sheets.len(), 1);
        assert_eq!(rows(&instance, "read_safe_contact").await, 2);
        let other = restricted(app, &ctx, &reference, ProtectedKind::Address).await;
        assert!(matches!(other, Err(AppError::NotPermitted { .. })));

        let mut changed = contact(40);
        changed.says = words("Through the school.");
        let at = Some((id, 1));
        keep(app, &ctx, &reference, (form(), at), &changed)
            .await
            .unwrap();
        changed.says = words("Something else.");
        let clash = keep(app, &ctx, &reference, (form(), at), &changed).await;
        assert!(matches!(clash, Err(AppError::Clash(_))));
        let why = words("She has moved.");
        let over = (form(), id, 2, &why);
        end(app, &ctx, &reference, kind, over).await.unwrap();
        let again = keep(app, &ctx, &reference, (form(), Some((id, 3))), &changed).await;
        assert_eq!(rule(again.map(drop)), "protected-ended");
    }
}

#[tokio::test]
async fn what_is_missing_is_asked_for() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await;
        let ctx = trusted(
            &instance,
            &reference,
            "Invented Contact",
            Role::FamilyContact,
        )
        .await;
        let nobody = Protected {
            named: words(" "),
            ..contact(1)
        };
        let silent = Protected {
            says: words(""),
            ..contact(1)
        };
        let endless = Protected {
            limits: words(""),
            ..contact(1)
        };
        let unset = Protected {
            set_by: words(""),
            ..contact(1)
        };
        let passed = contact(-1);
        for (new, code) in [
            (nobody, "protected-who"),
            (silent, "protected-says"),
            (endless, "protected-limits"),
            (unset, "protected-set-by"),
            (passed, "protected-look-again"),
        ] {
            let done = keep(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(done.map(drop)), code);
        }
        let stranger = Protected {
            subject: Some(crypto::id(ctx.now).unwrap()),
            ..contact(1)
        };
        let done = keep(app, &ctx, &reference, (form(), None), &stranger).await;
        assert!(matches!(done, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn the_day_to_look_again_is_said_on_today_to_those_who_may_know() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await;
        let ctx = trusted(&instance, &reference, "Invented Author", Role::AgencyAuthor).await;
        keep(app, &ctx, &reference, (form(), None), &contact(5))
            .await
            .unwrap();
        let shown = async |ctx: &Ctx| {
            let lines = today(app, ctx).await.unwrap().lines;
            let wanted = lines.iter().filter(|line| match &line.need {
                app::today::Need::Look(look) => look.what == app::Looking::Restricted,
                _ => false,
            });
            wanted.count()
        };
        assert_eq!(shown(&ctx).await, 0);
        assert_eq!(shown(&later(&ctx, 6 * DAY)).await, 1);
        assert_eq!(shown(&later(&manager(&instance), 6 * DAY)).await, 0);
    }
}
