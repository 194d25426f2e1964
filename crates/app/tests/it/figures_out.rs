//! Figures that may leave: counted from real reviews of a year that is over, small numbers hidden with what they would follow from,
//! and written down when somebody takes them out. On both engines.

use access::{Ctx, Role};
use app::AppError;
use app::figures_out::{Counted, RowOf, Shown, figures_out, take_figures};
use app::incident::{NewSubject, Raise, incident, raise};
use model::case::{SafeNow, SubjectKind};

use crate::follow::{form, manager};
use crate::people::person;
use crate::support::{self, Instance, NOW, words};

/// Seconds from a day in the year before to now.
const A_YEAR: i64 = 365 * 24 * 60 * 60;

/// Raises an incident of this nature, as somebody did a year ago.
async fn raised_last_year(instance: &Instance, nature: &str) {
    let ctx = manager(instance);
    let known = instance.incident().await;
    let mut body = incident(&instance.app, &ctx, &known).await.unwrap();
    body.incident.body.nature = nature.to_owned();
    let subject = person("An invented child", SubjectKind::Child);
    let safety = Some((SafeNow::Safe, words("Seen by a nurse"), None));
    let new = Raise {
        incident: body.incident.body,
        subjects: vec![NewSubject { subject, safety }],
        practice: None,
    };
    let raiser = Ctx {
        now: NOW.plus_seconds(-A_YEAR),
        ..instance.acting(Role::IncidentRaiser, None)
    };
    raise(&instance.app, &raiser, form(), &new).await.unwrap();
}

/// What was written down of taking figures out: what came of it, for each time.
async fn written_down(instance: &Instance) -> Vec<String> {
    let ctx = manager(instance);
    let vault = instance.app.vault(&ctx).await.unwrap();
    let since = model::Instant::default();
    let rows = vault
        .db()
        .read(|tx| Box::pin(access::ledger::rows_since(tx, since, 10_000)))
        .await
        .unwrap();
    let taken = rows.into_iter().filter(|row| row.action == "take_figures");
    taken.map(|row| row.outcome).collect()
}

#[tokio::test]
async fn small_numbers_of_real_reviews_are_hidden_with_what_they_would_follow_from() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let empty = figures_out(app, ctx).await.unwrap();
        assert!(empty.iter().all(|one| one.years.is_empty()));
        for _ in 0..7 {
            raised_last_year(&instance, "serious_harm").await;
        }
        for _ in 0..2 {
            raised_last_year(&instance, "death").await;
        }
        let all = figures_out(app, ctx).await.unwrap();
        let harm = all.iter().find(|one| one.counted == Counted::Harm);
        let harm = harm.unwrap();
        assert_eq!(harm.years, [2025], "what was raised this year waits");
        let of = |row: RowOf<'_>| {
            let at = harm.rows.iter().position(|one| *one == row).unwrap();
            (harm.shown.cells[at][0], harm.shown.row_totals[at])
        };
        assert_eq!(of(RowOf::Code("nature", "death")).0, Shown::Small);
        let others = harm.shown.cells.iter().filter(|row| row[0].is_hidden());
        assert!(
            others.count() > 1 || harm.shown.column_totals[0].is_hidden(),
            "two deaths would follow from the year's total"
        );
        assert_eq!(written_down(&instance).await, [""; 0]);
        let taken = take_figures(app, ctx, Counted::Harm).await.unwrap();
        assert_eq!(
            taken.shown, harm.shown,
            "what is taken out is what is shown"
        );
        assert_eq!(written_down(&instance).await, ["done"]);
    }
}

#[tokio::test]
async fn nobody_but_the_business_manager_takes_figures_out() {
    for instance in support::both(false).await {
        for role in [Role::LearningReader, Role::Scrutineer, Role::Guest] {
            let other = &instance.acting(role, None);
            let refused = figures_out(&instance.app, other).await;
            assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
            let refused = take_figures(&instance.app, other, Counted::Level).await;
            assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        }
    }
}
