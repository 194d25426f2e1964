//! The list of themes: changed with a reason, every state kept, a theme retired and never left out.

use access::{Ctx, Role, actions};
use commons::{CommonsError, Theme, ThemeList, ThemesAsked};
use model::RecordId;

use crate::house::{House, both, new_id, somebody};

async fn list(house: &House) -> ThemeList {
    let ctx = &somebody(new_id(), Role::LearningReader);
    let read = house.commons.look(ctx, |tx| Box::pin(commons::themes(tx)));
    read.await.unwrap()
}

async fn change(
    house: &House,
    role: Role,
    shown: i64,
    list: &[Theme],
) -> Result<i64, CommonsError> {
    let organisation = new_id();
    let (ctx, second) = (&somebody(organisation, role), &somebody(organisation, role));
    let id = ask(house, ctx, shown, list).await?;
    let agreed = house.commons.transact(second, |tx| {
        Box::pin(async move { commons::agree_themes(tx, (id, 1)).await })
    });
    agreed.await
}

async fn ask(
    house: &House,
    ctx: &Ctx,
    shown: i64,
    list: &[Theme],
) -> Result<RecordId, CommonsError> {
    let asked = house.commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::EditThemes>()?;
            commons::ask_themes(tx, &permit, (shown, "the group agreed"), list).await
        })
    });
    asked.await
}

async fn waits(house: &House, ctx: &Ctx) -> Option<ThemesAsked> {
    let read = house
        .commons
        .look(ctx, |tx| Box::pin(commons::themes_asked(tx)));
    read.await.unwrap()
}

fn rule<T: std::fmt::Debug>(outcome: Result<T, CommonsError>) -> &'static str {
    match outcome {
        Err(CommonsError::Rule(code)) => code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_list_is_changed_whole_and_the_one_before_is_kept() {
    for house in both().await {
        let shipped = list(&house).await;
        assert_eq!((shipped.version, shipped.changed.is_none()), (0, true));
        assert!(shipped.themes.len() > 15);
        let mut themes = shipped.themes.clone();
        themes.push(Theme {
            code: "housing".to_owned(),
            title: "Housing".to_owned(),
            words: vec!["eviction".to_owned()],
            retired: false,
        });
        let secretariat = Role::PanelSecretariat;
        let refused = change(&house, Role::BusinessManager, 0, &themes).await;
        assert!(matches!(refused, Err(CommonsError::Refused { .. })));
        assert_eq!(change(&house, secretariat, 0, &themes).await.unwrap(), 1);
        let again = change(&house, secretariat, 0, &themes).await;
        assert_eq!(rule(again), "changed-meanwhile");
        assert_eq!(list(&house).await.themes, themes);
        let left_out = &themes[1..];
        let outcome = change(&house, secretariat, 1, left_out).await;
        assert_eq!(rule(outcome), "theme-left-out");
        let mut twice = themes.clone();
        twice.push(themes[0].clone());
        let outcome = change(&house, secretariat, 1, &twice).await;
        assert_eq!(rule(outcome), "theme-code");
        let ctx = &somebody(new_id(), Role::LearningReader);
        let all = house
            .commons
            .look(ctx, |tx| Box::pin(commons::theme_versions(tx)));
        let versions: Vec<i64> = all.await.unwrap().iter().map(|one| one.version).collect();
        assert_eq!(versions, [1, 0]);
    }
}

#[tokio::test]
async fn a_list_waits_for_a_second_person_and_nobody_else_reads_it() {
    for house in both().await {
        let organisation = new_id();
        let of = |role| somebody(organisation, role);
        let ctx = &of(Role::RegionalFacilitator);
        let second = &of(Role::RegionalFacilitator);
        let mut themes = list(&house).await.themes;
        themes[0].title = "Another title".to_owned();
        let id = ask(&house, ctx, 0, &themes).await.unwrap();
        assert_eq!(list(&house).await.version, 0, "it is not in force");
        let elsewhere = somebody(new_id(), Role::PanelSecretariat);
        for other in [&of(Role::LearningReader), &elsewhere] {
            assert_eq!(waits(&house, other).await, None);
        }
        assert_eq!(waits(&house, second).await.unwrap().themes, themes);
        let again = ask(&house, second, 0, &themes).await;
        assert_eq!(rule(again), "theme-asked");
        let agree = async |ctx: &Ctx, shown| {
            let agreed = house.commons.transact(ctx, |tx| {
                Box::pin(async move { commons::agree_themes(tx, (id, shown)).await })
            });
            agreed.await
        };
        assert_eq!(rule(agree(ctx, 1).await), "release-author");
        let theirs = agree(&elsewhere, 1).await;
        assert!(matches!(theirs, Err(CommonsError::NotFound)));
        let back = house.commons.transact(second, |tx| {
            Box::pin(async move { commons::send_back_themes(tx, (id, 1), "Too long.").await })
        });
        back.await.unwrap();
        assert_eq!(rule(agree(second, 1).await), "changed-meanwhile");
        assert_eq!(rule(agree(second, 2).await), "second-sent-back");
        let withdraw = async |ctx: &Ctx| {
            let gone = house.commons.transact(ctx, |tx| {
                Box::pin(async move { commons::withdraw_themes(tx, (id, 2)).await })
            });
            gone.await
        };
        assert_eq!(rule(withdraw(second).await), "second-not-yours");
        withdraw(ctx).await.unwrap();
        assert_eq!(waits(&house, ctx).await, None);
        assert_eq!(list(&house).await.version, 0);
    }
}

#[tokio::test]
async fn a_sentence_suggests_a_theme_by_whole_words() {
    for house in both().await {
        let themes = list(&house).await;
        let text =
            "The area kept a register. Nobody spoke of racism in the meeting. Neglect was named.";
        let found = themes.suggested(text);
        let codes: Vec<&str> = found.iter().map(|(theme, _)| theme.code.as_str()).collect();
        assert_eq!(codes, ["identity", "neglect"]);
        assert_eq!(found[0].1, "Nobody spoke of racism in the meeting.");
        assert!(
            themes
                .suggested("An embrace is no race-horse of ours")
                .len()
                <= 1
        );
        assert!(themes.suggested("A terrace of houses").is_empty());
    }
}
