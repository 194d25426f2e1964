//! What is new in searches that are kept: findings of published documents too.

use std::time::Duration;

use access::Role;
use app::commons::{Filter, FindingState};
use app::library::{self, Found, documents};
use futures_util::stream;

use crate::library::{PDF, agreed, catalogue, reads};
use crate::support::{NOW, both};

#[tokio::test]
async fn what_a_document_found_is_new_in_a_search_that_is_kept() {
    for instance in both(false).await {
        let app = &instance.app;
        reads(&instance, &[]);
        let ctx = &instance.acting(Role::BusinessManager, None);
        let reader = &instance.acting(Role::LearningReader, None);
        let pieces = stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
        let sent = (crypto::id(NOW).unwrap(), &catalogue(), None);
        let id = documents::deposit(app, ctx, sent, ("a.pdf", pieces)).await;
        let id = id.unwrap().id().unwrap();
        agreed(&instance, ctx, id).await;
        let asked = (&Filter::default(), "appointment");
        let kept = library::keep_search(app, reader, crypto::id(NOW).unwrap(), asked).await;
        let kept = kept.unwrap();
        let vault = app.vault(ctx).await.unwrap();
        assert_eq!(library::remind_digest(app, &vault).await.unwrap(), 0);
        let view = documents::document(app, ctx, id).await.unwrap();
        let one = &view.findings[0];
        let which = (id, one.id, one.version);
        documents::confirm(app, ctx, which, FindingState::Confirmed, &one.body)
            .await
            .unwrap();
        let found = library::find(app, reader, asked.0, asked.1).await.unwrap();
        let Found::Finding { finding, .. } = &found[0] else {
            panic!("no finding")
        };
        assert_eq!((found.len(), &finding.catalogue), (1, &Some(catalogue())));
        assert!(library::anything_new(app, reader).await.unwrap());
        assert_eq!(library::remind_digest(app, &vault).await.unwrap(), 1);
        let shown = library::one_search(app, reader, kept)
            .await
            .unwrap()
            .shown();
        library::seen_search(app, reader, kept, &shown)
            .await
            .unwrap();
        assert!(!library::anything_new(app, reader).await.unwrap());
    }
}
