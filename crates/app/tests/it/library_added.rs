//! What a person finds in a published document and no rule proposed.

use std::time::Duration;

use access::{Ctx, Role};
use app::AppError;
use app::commons::{FindingKind, FindingState};
use app::library::{added, documents};
use futures_util::stream;
use model::RecordId;

use crate::decision::rule;
use crate::library::{PDF, agreed, catalogue, reads};
use crate::support::{Instance, NOW, both};

/// A document that waits for a second person.
async fn waiting(instance: &Instance, ctx: &Ctx) -> RecordId {
    reads(instance, &[]);
    let pieces = stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
    let sent = (crypto::id(NOW).unwrap(), &catalogue(), None);
    let taken = documents::deposit(&instance.app, ctx, sent, ("a.pdf", pieces)).await;
    taken.unwrap().id().unwrap()
}

#[tokio::test]
async fn a_person_adds_words_of_the_document_and_divides_a_passage() {
    for instance in both(false).await {
        let app = &instance.app;
        let ctx = &instance.acting(Role::BusinessManager, None);
        let form = || crypto::id(NOW).unwrap();
        let id = waiting(&instance, ctx).await;
        let finding = FindingKind::Finding;
        let words = "Nobody was told that the\nappointment";
        let waits = added::add(app, ctx, (form(), id), (finding, words)).await;
        assert!(matches!(waits, Err(AppError::NotFound)), "it waits");
        agreed(&instance, ctx, id).await;

        let reader = &instance.acting(Role::LearningReader, None);
        let refused = added::add(app, reader, (form(), id), (finding, words)).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let other = "Nobody was told that the meeting had been moved.";
        let elsewhere = added::add(app, ctx, (form(), id), (finding, other)).await;
        assert_eq!(rule(elsewhere), "finding-elsewhere");
        let short = added::add(app, ctx, (form(), id), (finding, "Nobody")).await;
        assert!(matches!(short, Err(AppError::Rule("finding-length"))));

        let same = form();
        for _ in 0..2 {
            let sent = (FindingKind::Recommendation, words);
            added::add(app, ctx, (same, id), sent).await.unwrap();
        }
        let view = documents::document(app, ctx, id).await.unwrap();
        assert_eq!(view.findings.len(), 2, "a form counts once");
        let new = &view.findings[1];
        assert_eq!(new.state, FindingState::Proposed);
        assert_eq!(new.body.text, "Nobody was told that the appointment");

        let first = &view.findings[0];
        let which = (id, first.id, first.version);
        let halves = (words, "appointment had been moved.");
        let wrong = (words, "meeting had been moved to a day.");
        let elsewhere = added::divide(app, ctx, form(), which, wrong).await;
        assert_eq!(rule(elsewhere), "finding-elsewhere");
        added::divide(app, ctx, form(), which, halves)
            .await
            .unwrap();
        let late = added::divide(app, ctx, form(), which, halves).await;
        assert!(matches!(late, Err(AppError::Rule("changed-meanwhile"))));
        let view = documents::document(app, ctx, id).await.unwrap();
        let texts: Vec<&str> = view
            .findings
            .iter()
            .map(|one| one.body.text.as_str())
            .collect();
        assert_eq!(
            texts,
            [
                "Nobody was told that the appointment",
                "appointment had been moved.",
                "Nobody was told that the appointment",
            ]
        );
        assert_eq!(view.findings[1].body.because, "Findings");
    }
}
