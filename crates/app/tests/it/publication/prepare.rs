//! The version, the checklist, who hears first, notices, delays and approvals.

use access::Role;
use app::AppError;
use app::publication::{
    approve, approve_for, confirm_approval, keep_check, keep_delay, keep_legal_bar,
    keep_reasons_sent, keep_told_first, line_history, name_version,
};
use app::team::add;
use app::tracks::step;
use model::RecordId;
use model::case::{
    CheckSays, CommentsStand, FirstTold, NotFirst, OnBehalf, PublicationDelay, PublicationOutcome,
    PublicationVersion, ReasonsAnswer, ReasonsSent, SignOff, ToldFirst, ToldOn,
};
use model::scheme::{StageKind, TrackKind};
use model::track::{StepDetails, Transition};

use super::{
    approval, check_all, line, missing, named, no_record, notice, on, seen, send_notice,
    told_first, version,
};
use crate::decision::rule;
use crate::files::added;
use crate::follow::{form, manager, notified_case};
use crate::support::{self, today, words};
use crate::team::{day, here, me, place};

#[tokio::test]
async fn a_version_is_a_file_or_words_and_a_later_one_asks_for_everything_again() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let nobody = PublicationVersion {
            named_by: words(" "),
            ..version("Version 4")
        };
        let no_file = PublicationVersion {
            file: Some(crypto::id(support::NOW).unwrap()),
            ..version("")
        };
        for (new, code) in [
            (version(" "), "publication-version-what"),
            (nobody, "publication-by"),
            (no_file, "publication-version-file"),
        ] {
            let refused = name_version(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
        let first = named(&instance, &ctx, &reference).await;
        check_all(&instance, &reference, first).await;
        let codes = missing(&instance, &reference, PublicationOutcome::Published).await;
        assert!(!codes.contains(&"publication-unchecked"), "{codes:?}");
        let file = added(&instance, &ctx, &reference).await;
        let later = PublicationVersion {
            file: Some(file),
            ..version("")
        };
        let stale = name_version(app, &ctx, &reference, (form(), None), &later).await;
        assert_eq!(rule(stale), "publication-version");
        let sent = (form(), Some(first));
        let one = name_version(app, &ctx, &reference, sent, &later)
            .await
            .unwrap();
        let again = name_version(app, &ctx, &reference, sent, &later)
            .await
            .unwrap();
        assert_eq!(one, again);
        let codes = missing(&instance, &reference, PublicationOutcome::Published).await;
        assert!(codes.contains(&"publication-unchecked"), "{codes:?}");
        assert_eq!(seen(&instance, &reference).await.made.versions.len(), 2);
    }
}

#[tokio::test]
async fn a_line_is_answered_by_somebody_and_keeps_what_it_said_before() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let early = keep_check(
            app,
            &ctx,
            &reference,
            (form(), None),
            &line("names", no_record()),
        )
        .await;
        assert_eq!(rule(early), "publication-version-first");
        let of = named(&instance, &ctx, &reference).await;
        let (mut bare, mut unnamed, mut later) =
            (line("names", of), line("names", of), line("names", of));
        bare.says = CheckSays::Stops;
        unnamed.by = words("");
        later.on = on(1);
        for (new, code) in [
            (bare.clone(), "publication-check-why"),
            (unnamed, "publication-by"),
            (later, "publication-later"),
            (line("contempt", of), "publication-no-such-line"),
            (line("names", no_record()), "publication-version"),
        ] {
            let refused = keep_check(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
        let not_legal = line("names", of);
        let refused = keep_legal_bar(app, &ctx, &reference, (form(), None), &not_legal).await;
        assert_eq!(rule(refused), "publication-no-such-line");
        let id = keep_check(app, &ctx, &reference, (form(), None), &line("names", of))
            .await
            .unwrap();
        let twice = keep_check(app, &ctx, &reference, (form(), None), &line("names", of)).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
        bare.words = words("A street is named on page 3.");
        let place = (form(), Some((id, 1)));
        keep_check(app, &ctx, &reference, place, &bare)
            .await
            .unwrap();
        let stale = (form(), Some((id, 1)));
        let clash = keep_check(app, &ctx, &reference, stale, &line("names", of)).await;
        assert!(matches!(clash, Err(AppError::Clash(_))));
        let other = (form(), Some((id, 2)));
        let refused = keep_check(app, &ctx, &reference, other, &line("places", of)).await;
        assert_eq!(rule(refused), "changed-meanwhile");
        let history = line_history(app, &ctx, &reference, id).await.unwrap();
        let says: Vec<CheckSays> = history.iter().map(|one| one.body.says).collect();
        assert_eq!(says, [CheckSays::Stops, CheckSays::Done]);
        let codes = missing(&instance, &reference, PublicationOutcome::Published).await;
        assert!(codes.contains(&"publication-stopped"), "{codes:?}");
        let codes = missing(&instance, &reference, PublicationOutcome::Withheld).await;
        assert!(!codes.contains(&"publication-stopped"), "{codes:?}");
    }
}

#[tokio::test]
async fn whoever_reads_for_legal_advice_answers_the_bars_and_nothing_else() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let of = named(&instance, &ctx, &reference).await;
        let lawyer = here(&instance, "Kofi", Role::LegalReader).await;
        let bar = line("contempt", of);
        let refused = keep_legal_bar(app, &lawyer, &reference, (form(), None), &bar).await;
        assert!(matches!(
            refused,
            Err(AppError::NotPermitted { .. } | AppError::NotFound)
        ));
        add(app, &ctx, &reference, form(), &place(me(&lawyer)))
            .await
            .unwrap();
        keep_legal_bar(app, &lawyer, &reference, (form(), None), &bar)
            .await
            .unwrap();
        let refused =
            keep_check(app, &lawyer, &reference, (form(), None), &line("names", of)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let new = approval(&instance, "police", &of.to_string());
        let refused = approve(app, &lawyer, &reference, form(), &new).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

fn not_first(reason: &str, decided_by: &str) -> NotFirst {
    NotFirst {
        reason: reason.to_owned(),
        words: words("There are no brothers and sisters."),
        decided_by: words(decided_by),
    }
}

#[tokio::test]
async fn whoever_does_not_hear_first_has_a_reason_with_a_name() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let of = named(&instance, &ctx, &reference).await;
        let good = told_first(FirstTold::Family, of);
        let change = |with: &dyn Fn(&mut ToldFirst)| {
            let mut one = good.clone();
            with(&mut one);
            one
        };
        let nameless = ToldOn {
            on: today(),
            by: words(" "),
        };
        for (new, code) in [
            (change(&|one| one.danger = words(" ")), "told-first-danger"),
            (
                change(&|one| one.told = Some(nameless.clone())),
                "publication-by",
            ),
            (change(&|one| one.draft = None), "told-first-reason"),
            (
                change(&|one| {
                    one.told = None;
                    one.not_first = Some(not_first("nobody", " "));
                }),
                "told-first-reason",
            ),
            (
                change(&|one| one.not_first = Some(not_first("unheard of", "The manager"))),
                "told-first-reason",
            ),
            (
                change(&|one| {
                    if let Some(draft) = &mut one.draft {
                        draft.from = on(2);
                    }
                }),
                "told-first-draft",
            ),
        ] {
            let refused = keep_told_first(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
    }
}

#[tokio::test]
async fn who_hears_first_is_settled_when_comments_are_answered_or_there_is_a_reason() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let of = named(&instance, &ctx, &reference).await;
        let good = told_first(FirstTold::Family, of);
        let mut open = good.clone();
        if let Some(draft) = &mut open.draft {
            draft.comments = CommentsStand::Waiting;
        }
        let id = keep_told_first(app, &ctx, &reference, (form(), None), &open)
            .await
            .unwrap();
        let twice = keep_told_first(app, &ctx, &reference, (form(), None), &good).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
        assert!(!open.is_complete() && good.is_complete());
        let place = (form(), Some((id, 1)));
        keep_told_first(app, &ctx, &reference, place, &good)
            .await
            .unwrap();
        let nobody = ToldFirst {
            told: None,
            draft: None,
            not_first: Some(not_first("nobody", "The business manager")),
            ..told_first(FirstTold::Carers, of)
        };
        keep_told_first(app, &ctx, &reference, (form(), None), &nobody)
            .await
            .unwrap();
        let last = told_first(FirstTold::Practitioners, of);
        let codes = missing(&instance, &reference, PublicationOutcome::Published).await;
        assert!(codes.contains(&"publication-told-first"), "{codes:?}");
        keep_told_first(app, &ctx, &reference, (form(), None), &last)
            .await
            .unwrap();
        let codes = missing(&instance, &reference, PublicationOutcome::Published).await;
        assert!(!codes.contains(&"publication-told-first"), "{codes:?}");
    }
}

#[tokio::test]
async fn the_last_notice_is_the_step_with_the_latest_date_or_neither_is_kept() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let of = named(&instance, &ctx, &reference).await;
        let mut by_dove = notice("panel", of, on(-3));
        by_dove.channel = "dove".to_owned();
        for (new, code) in [
            (
                notice("police", of, on(-3)),
                "publication-no-such-recipient",
            ),
            (by_dove, "publication-channel"),
            (notice("panel", of, on(1)), "publication-later"),
        ] {
            let refused = send_notice(&instance, &reference, &new).await;
            assert_eq!(rule(refused), code);
        }
        let paused = Transition {
            track: TrackKind::Publication,
            instance: 0,
            to: StageKind::Paused,
            happened: on(-2),
            reason: Some(words("The trial begins.")),
            details: StepDetails {
                look_again: Some(day(20)),
                ..StepDetails::default()
            },
        };
        step(app, &ctx, &reference, form(), &paused).await.unwrap();
        for (recipient, days) in [("secretary_of_state", -4), ("panel", -5)] {
            let new = notice(recipient, of, on(days));
            send_notice(&instance, &reference, &new).await.unwrap();
        }
        let found = seen(&instance, &reference).await;
        assert_eq!(found.made.stage(), Some(StageKind::Paused));
        // All three before the pause: the step would stand before it and the pause after it, which is sound.
        let new = notice("ofsted", of, on(-6));
        send_notice(&instance, &reference, &new).await.unwrap();
        let steps = seen(&instance, &reference).await.made.records.steps;
        let given: Vec<_> = steps
            .iter()
            .filter(|one| one.body.to == StageKind::NoticeGiven)
            .collect();
        assert_eq!(given.len(), 1);
        assert_eq!(given[0].body.happened, on(-4));
        let own = Transition {
            to: StageKind::NoticeGiven,
            ..paused
        };
        let refused = step(app, &ctx, &reference, form(), &own).await;
        assert_eq!(rule(refused), "step-own-page");
    }
}

fn delay(never: bool) -> PublicationDelay {
    PublicationDelay {
        never,
        reasons: words("The trial is in spring."),
        expected: None,
        by: words("The three partners"),
        on: today(),
    }
}

fn sent_to_panel(delay: RecordId) -> ReasonsSent {
    ReasonsSent {
        delay,
        recipient: "panel".to_owned(),
        on: on(-1),
        channel: "email".to_owned(),
        by: words("The business manager"),
        answer: None,
    }
}

#[tokio::test]
async fn reasons_for_a_delay_are_sent_and_what_came_back_is_kept() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let (mut bare, mut later) = (delay(false), delay(false));
        bare.reasons = words(" ");
        later.on = on(3);
        for (new, code) in [
            (bare, "publication-delay-reasons"),
            (later, "publication-later"),
        ] {
            let refused = keep_delay(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
        let id = keep_delay(app, &ctx, &reference, (form(), None), &delay(false))
            .await
            .unwrap();
        let sent = sent_to_panel(id);
        let (mut elsewhere, mut wordless, mut nowhere) = (sent.clone(), sent.clone(), sent.clone());
        elsewhere.recipient = "ofsted".to_owned();
        let answer = ReasonsAnswer {
            on: today(),
            words: words(" "),
            done: words(""),
        };
        wordless.answer = Some(answer.clone());
        for (new, code) in [
            (elsewhere, "publication-no-such-recipient"),
            (wordless, "publication-answer"),
        ] {
            let refused = keep_reasons_sent(app, &ctx, &reference, (form(), None), &new).await;
            assert_eq!(rule(refused), code);
        }
        nowhere.delay = no_record();
        let refused = keep_reasons_sent(app, &ctx, &reference, (form(), None), &nowhere).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let record = keep_reasons_sent(app, &ctx, &reference, (form(), None), &sent)
            .await
            .unwrap();
        let answered = ReasonsSent {
            answer: Some(ReasonsAnswer {
                words: words("Publish as soon as the trial has ended."),
                ..answer
            }),
            ..sent
        };
        for _ in 0..2 {
            let place = (form(), Some((record, 1)));
            let done = keep_reasons_sent(app, &ctx, &reference, place, &answered).await;
            assert!(matches!(done, Ok(_) | Err(AppError::Clash(_))));
        }
        let found = seen(&instance, &reference).await;
        assert_eq!(found.made.reasons.len(), 1);
        assert_eq!(found.made.reasons[0].version, 2);
    }
}

#[tokio::test]
async fn an_approval_is_given_entered_and_confirmed_for_one_version() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let police = instance.acting(Role::DelegatedPartner, Some("police"));
        let none = approve(
            app,
            &police,
            &reference,
            form(),
            &approval(&instance, "police", ""),
        )
        .await;
        assert_eq!(rule(none), "publication-version-first");
        let of = named(&instance, &ctx, &reference).await.to_string();
        let good = approval(&instance, "police", &of);
        let refusing = SignOff {
            signs: false,
            ..good.clone()
        };
        let another = approval(&instance, "police", "another");
        let other = approval(&instance, "local_authority", &of);
        for (new, code) in [
            (refusing, "sign-why"),
            (another, "sign-changed"),
            (other, "sign-no-partner"),
        ] {
            let refused = approve(app, &police, &reference, form(), &new).await;
            assert_eq!(rule(refused), code);
        }
        approve(app, &police, &reference, form(), &good)
            .await
            .unwrap();
        let entered = SignOff {
            on_behalf: Some(OnBehalf {
                channel: "telephone".to_owned(),
                source: words("The partner, today at 10"),
                entered_by: None,
                confirmed_by: None,
            }),
            ..approval(&instance, "local_authority", &of)
        };
        let id = approve_for(app, &ctx, &reference, form(), &entered)
            .await
            .unwrap();
        let theirs = instance.acting(Role::LeadPartner, Some("local_authority"));
        confirm_approval(app, &theirs, &reference, form(), (id, 1))
            .await
            .unwrap();
        let approved = async || {
            let found = seen(&instance, &reference).await;
            let signed = found.approvals.iter().filter(|line| line.has_signed());
            signed.count()
        };
        assert_eq!(approved().await, 2);
        named(&instance, &ctx, &reference).await;
        assert_eq!(approved().await, 0);
        let author = instance.acting(Role::AgencyAuthor, None);
        let refused = approve(app, &author, &reference, form(), &good).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}
