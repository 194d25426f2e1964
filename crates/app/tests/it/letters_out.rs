//! Letters that a partnership writes: the words it keeps, and a letter from the first question to the paper.

use access::{Ctx, Role};
use app::letters_out::{
    NewLetter, Template, change_template, keep_letter, letters_out, templates, writing,
};
use app::wording::confirm;
use app::{AppError, Reference};
use model::case::{ProtectedKind, ProtectedLetters};

use crate::decision::rule;
use crate::documents::{protect, who_may_read_all};
use crate::follow::{form, manager, notified_case};
use crate::support::{self, Instance, NOW, words};

async fn template(instance: &Instance, ctx: &Ctx, id: &str) -> Template {
    let all = templates(&instance.app, ctx).await.unwrap();
    let found = all.into_iter().find(|one| one.def.item.id == id);
    found.unwrap()
}

fn letter(template: &str) -> NewLetter {
    NewLetter {
        template: template.to_owned(),
        to: words("Ms Invented"),
        person: None,
        title: words("A review is being held"),
        words: words("Dear Ms Invented\n\nWe are sorry."),
        danger: Some(false),
        safe_says: words("The family's named contact"),
        synthetic: true,
    }
}

async fn kept(instance: &Instance, ctx: &Ctx, reference: &Reference, id: &str) {
    let words = template(instance, ctx, id).await;
    let new = (words.title(), words.words());
    let sent = (form(), words.version());
    change_template(&instance.app, ctx, sent, id, new)
        .await
        .unwrap();
    let now = writing(&instance.app, ctx, reference).await.unwrap();
    assert!(now.template(id).unwrap().may_be_used());
}

#[tokio::test]
async fn a_partnership_keeps_its_own_words_and_every_version_stays() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let before = template(&instance, &ctx, "family_review").await;
        assert!(!before.may_be_used() && before.version() == 0);
        let change = async |version, title: &str, text: &str| {
            change_template(app, &ctx, (form(), version), "family_review", (title, text)).await
        };
        let own = "Dear {recipient}\n\nOur words.";
        let long = "x".repeat(20_001);
        for (title, text, code) in [
            (" ", own, "template-title"),
            ("A review", "\n", "template-words"),
            ("A review", long.as_str(), "template-words"),
            ("A review", "Dear {mother}", "template-place"),
            ("About {child", own, "template-place"),
        ] {
            assert_eq!(rule(change(0, title, text).await), code);
        }
        let sent = (form(), 0);
        for _ in 0..2 {
            change_template(app, &ctx, sent, "family_review", ("A review", own))
                .await
                .unwrap();
        }
        assert_eq!(
            rule(change(0, "A review", "Other words").await),
            "template-changed"
        );
        change(1, "A review", "Later words").await.unwrap();
        let now = template(&instance, &ctx, "family_review").await;
        assert!(now.may_be_used());
        assert_eq!((now.version(), now.words()), (2, "Later words"));
        assert_eq!(now.versions[1].words, own);
        let nothing = change_template(app, &ctx, (form(), 0), "no_such", ("A", "B")).await;
        assert!(matches!(nothing, Err(AppError::NotFound)));
        for role in [
            Role::DelegatedPartner,
            Role::LeadReviewer,
            Role::AgencyAuthor,
        ] {
            let other = instance.acting(role, None);
            let refused = templates(app, &other).await;
            assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
            let new = ("A", "B");
            let refused = change_template(app, &other, (form(), 2), "family_review", new).await;
            assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        }
    }
}

#[tokio::test]
async fn words_that_nobody_here_has_read_cannot_be_used_until_they_are_kept_or_confirmed() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let new = letter("agency_information");
        let refused = keep_letter(app, &ctx, &reference, form(), &new).await;
        assert_eq!(rule(refused), "letter-out-template");
        let digest = &app.scheme_on(ctx.today()).unwrap().digest;
        let needed = ["letters/agency_information".to_owned()];
        confirm(app, &ctx, digest, &needed).await.unwrap();
        keep_letter(app, &ctx, &reference, form(), &new)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_letter_is_kept_once_with_its_day_and_whom_it_is_to() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        kept(&instance, &ctx, &reference, "agency_information").await;
        let good = letter("agency_information");
        for (new, code) in [
            (
                NewLetter {
                    to: words(" "),
                    ..good.clone()
                },
                "letter-out-to",
            ),
            (
                NewLetter {
                    title: words(""),
                    ..good.clone()
                },
                "letter-out-title",
            ),
            (
                NewLetter {
                    words: words("\n"),
                    ..good.clone()
                },
                "letter-out-words",
            ),
            (
                NewLetter {
                    words: words("Until {answer_by}"),
                    ..good.clone()
                },
                "letter-out-place",
            ),
        ] {
            let refused = keep_letter(app, &ctx, &reference, form(), &new).await;
            assert_eq!(rule(refused), code);
        }
        let sent = form();
        let first = keep_letter(app, &ctx, &reference, sent, &good)
            .await
            .unwrap();
        let again = keep_letter(app, &ctx, &reference, sent, &good)
            .await
            .unwrap();
        assert_eq!(first, again);
        let found = letters_out(app, &ctx, &reference).await.unwrap();
        let one = &found.letters[0].body;
        assert!(found.letters.len() == 1 && found.may_write);
        assert_eq!((one.on, one.template_version), (NOW.date_in_london(), 1));
        let opening = one.paper.opening();
        assert_eq!(opening[1], "To Ms Invented");
        // To an organisation it says what was kept back.
        assert!(opening[2].starts_with("Withheld: "), "{opening:?}");
        let author = instance.acting(Role::AgencyAuthor, None);
        let refused = keep_letter(app, &author, &reference, form(), &good).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn a_letter_to_a_family_is_kept_only_when_somebody_said_that_it_is_safe() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        kept(&instance, &ctx, &reference, "family_review").await;
        let known = writing(app, &ctx, &reference).await.unwrap();
        assert!(known.safe.is_none(), "the section is not open to them");
        let good = NewLetter {
            person: Some(known.subjects[0].id),
            ..letter("family_review")
        };
        for (new, code) in [
            (
                NewLetter {
                    danger: None,
                    ..good.clone()
                },
                "letter-out-danger",
            ),
            (
                NewLetter {
                    danger: Some(true),
                    ..good.clone()
                },
                "letter-out-danger",
            ),
            (
                NewLetter {
                    safe_says: words(" "),
                    ..good.clone()
                },
                "letter-out-safe-says",
            ),
        ] {
            let refused = keep_letter(app, &ctx, &reference, form(), &new).await;
            assert_eq!(rule(refused), code);
        }
        let mut stranger = good.clone();
        stranger.person = Some(crypto::id(NOW).unwrap());
        let refused = keep_letter(app, &ctx, &reference, form(), &stranger).await;
        assert!(matches!(refused, Err(AppError::NotFound)));

        let keeper = who_may_read_all(&instance, &reference).await;
        let sheet = (ProtectedKind::SafeContact, "Only in person, at the school.");
        protect(&instance, &keeper, &reference, sheet, ProtectedLetters::No).await;
        let known = writing(app, &keeper, &reference).await.unwrap().safe;
        assert_eq!(known.map(|sheets| sheets.len()), Some(1));
        let refused = keep_letter(app, &keeper, &reference, form(), &good).await;
        assert_eq!(rule(refused), "letter-out-no-letters");
        // Whoever may not read that section is not told what stands there, and has said whom they asked.
        keep_letter(app, &ctx, &reference, form(), &good)
            .await
            .unwrap();
        let found = letters_out(app, &ctx, &reference).await.unwrap();
        let one = &found.letters[0].body;
        assert_eq!(one.safe_says.0, "The family's named contact");
        let all = serde_json::to_string(&one.paper).unwrap();
        assert!(!all.contains("Only in person") && !all.contains("few people"));
        assert!(one.paper.marking.is_empty() && one.paper.withheld.is_none());
    }
}
