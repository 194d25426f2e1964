//! The list of themes: changed with a reason, every state kept, a theme retired and never left out.

use access::{Role, actions};
use commons::{CommonsError, Theme, ThemeList};

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
    let ctx = &somebody(new_id(), role);
    house
        .commons
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::EditThemes>()?;
                commons::change_themes(tx, &permit, (shown, "the group agreed"), list).await
            })
        })
        .await
}

fn rule(outcome: Result<i64, CommonsError>) -> &'static str {
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
