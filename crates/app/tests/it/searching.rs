//! The index of shared learning: what was released is found by other forms of its words and by meaning, what was taken back is not, and
//! an index that is damaged is made anew while the library answers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use access::directory::OrganisationKind;
use access::{Ctx, Role};
use app::App;
use app::commons::{Audience, Filter, FindingKind, FindingState, Proposed};
use app::exchange::{MetOf, met_before};
use app::library::{self, Found, How, Indexing, Keeper, Library, documents};
use app::moment::record;
use app::sharing::{NewRecall, recall};
use crypto::Digest;
use futures_util::stream;
use model::SharedId;
use model::case::RecallReason;
use model::learning::{Moment, TakeDownReason};
use search::{Embedder, ModelError};

use crate::follow::{form, manager};
use crate::library::{PDF, agreed, catalogue, put, reads, region};
use crate::sharing::versions::corrected;
use crate::sharing::{asked_for, releases, round, view};
use crate::support::{Instance, both, reopen, words};

fn folder(instance: &Instance) -> PathBuf {
    instance.scratch.folder.path().join("shared-index")
}

pub(crate) fn keeper(instance: &Instance) -> Keeper {
    let indexing = Indexing {
        folder: folder(instance),
        model: None,
    };
    Keeper::new(Arc::clone(&instance.app), indexing)
}

async fn asked(app: &App, ctx: &Ctx, question: &str) -> Library {
    library::library(app, ctx, &Filter::default(), question)
        .await
        .unwrap()
}

fn items(library: &Library) -> Vec<SharedId> {
    let items = library.found.iter().filter_map(|one| match one {
        Found::Item { item, .. } => Some(item.id),
        Found::Finding { .. } => None,
    });
    items.collect()
}

/// Writes over every file of a folder.
fn spoil(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            spoil(&path);
        } else {
            std::fs::write(path, b"rubbish").unwrap();
        }
    }
}

#[tokio::test]
async fn what_is_released_is_found_in_other_forms_and_what_is_taken_back_is_not() {
    for instance in both(true).await {
        let app = &instance.app;
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        keeper(&instance).round().await.unwrap();
        let reader = &instance.acting(Role::LearningReader, None);
        let before = asked(app, reader, "recorded systems").await;
        assert_eq!((before.how, before.found.len()), (How::Words, 0));
        round(&instance).await;
        let found = asked(app, reader, "which recorded system shows an entry?").await;
        assert_eq!((found.how, items(&found).len()), (How::Words, 1));
        let Found::Item { why, .. } = &found.found[0] else {
            panic!("no item")
        };
        assert!(!why.close);
        let stands = |word: &str, text: &str| {
            let mut words = why.words.iter();
            words.any(|one| one.word == word && one.text == text)
        };
        assert!(stands("record", "condition"), "{:?}", why.words);
        assert!(stands("entries", "condition"), "{:?}", why.words);
        let release = view(&instance, at, draft).await;
        let back = NewRecall {
            others: false,
            release: release.release().unwrap().id,
            reason: RecallReason::Recognised,
            why: words("A reader knew the street."),
        };
        recall(app, &who.governance, &reference, (form(), &back))
            .await
            .unwrap();
        round(&instance).await;
        let after = asked(app, reader, "recorded systems").await;
        assert_eq!((after.how, after.found.len()), (How::Words, 0));
    }
}

#[tokio::test]
async fn the_index_follows_to_the_newest_version() {
    for instance in both(true).await {
        let app = &instance.app;
        let (reference, who, draft) = asked_for(&instance).await;
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        round(&instance).await;
        keeper(&instance).round().await.unwrap();
        let reader = &instance.acting(Role::LearningReader, None);
        assert!(items(&asked(app, reader, "register").await).is_empty());
        corrected(&instance, (&reference, &who), draft).await;
        assert_eq!(items(&asked(app, reader, "register").await).len(), 1);
    }
}

#[tokio::test]
async fn what_the_index_still_holds_is_not_shown_when_it_was_taken_back() {
    for instance in both(false).await {
        let app = &instance.app;
        let id = put(&instance, Audience::Nation).await;
        let mut keeper = keeper(&instance);
        assert_eq!(keeper.round().await.unwrap(), 1);
        let reader = &instance.acting(Role::LearningReader, None);
        assert_eq!(items(&asked(app, reader, "letter").await), [id]);
        // Past everything that tells the index.
        crate::library::recall(&instance, id).await;
        assert!(asked(app, reader, "letter").await.found.is_empty());
        assert_eq!(keeper.check().await.unwrap(), 1, "it is removed");
        assert_eq!(keeper.check().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_is_shared_within_another_region_is_not_found() {
    for instance in both(false).await {
        let app = &instance.app;
        let north = region(&instance, "north", None, OrganisationKind::Region).await;
        let id = put(&instance, Audience::Region("north".to_owned())).await;
        keeper(&instance).round().await.unwrap();
        let here = &instance.acting(Role::LearningReader, None);
        let found = asked(app, here, "letters").await;
        assert_eq!((found.how, found.found.len()), (How::Words, 0));
        let there = &Ctx {
            organisation: north,
            ..instance.acting(Role::RegionalFacilitator, None)
        };
        assert_eq!(items(&asked(app, there, "letters").await), [id]);
        let narrowed = Filter {
            harm: "no_such".to_owned(),
            ..Filter::default()
        };
        let none = library::library(app, there, &narrowed, "letters").await;
        assert!(none.unwrap().found.is_empty(), "codes narrow it");
        for (text, many) in [("condition", 1), ("tried", 0)] {
            let narrowed = Filter {
                text: text.to_owned(),
                ..Filter::default()
            };
            let found = library::library(app, there, &narrowed, "letters").await;
            assert_eq!(found.unwrap().found.len(), many, "{text}");
            let exact = library::find(app, there, &narrowed, "letters").await;
            assert_eq!(exact.unwrap().len(), many, "{text}");
        }
    }
}

#[tokio::test]
async fn a_finding_is_found_once_a_person_has_confirmed_it() {
    for instance in both(false).await {
        let app = &instance.app;
        reads(&instance, &[]);
        keeper(&instance).round().await.unwrap();
        let ctx = &instance.acting(Role::BusinessManager, None);
        let pieces = stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
        let sent = (form(), &catalogue(), None);
        let id = documents::deposit(app, ctx, sent, ("a.pdf", pieces))
            .await
            .unwrap()
            .id()
            .unwrap();
        agreed(&instance, ctx, id).await;
        let reader = &instance.acting(Role::LearningReader, None);
        let moved = "appointments that move";
        assert!(asked(app, reader, moved).await.found.is_empty());
        let one = documents::document(app, ctx, id).await.unwrap().findings[0].clone();
        let body = Proposed {
            kind: FindingKind::Finding,
            ..one.body.clone()
        };
        let which = (id, one.id, one.version);
        documents::confirm(app, ctx, which, FindingState::Confirmed, &body)
            .await
            .unwrap();
        let found = asked(app, reader, moved).await;
        assert_eq!((found.how, found.found.len()), (How::Words, 1));
        assert!(matches!(&found.found[0], Found::Finding { why, .. } if why.words.len() == 2));
        documents::remove(app, ctx, id, (TakeDownReason::Court, "withdrawn"))
            .await
            .unwrap();
        assert!(asked(app, reader, moved).await.found.is_empty());
    }
}

#[tokio::test]
async fn an_index_that_is_damaged_is_made_anew_while_the_library_answers() {
    for instance in both(false).await {
        let id = put(&instance, Audience::Nation).await;
        let reader = &instance.acting(Role::LearningReader, None);
        let exact = asked(&instance.app, reader, "letters").await;
        assert_eq!((exact.how, items(&exact)), (How::ExactWords, vec![id]));
        let mut first = keeper(&instance);
        first.round().await.unwrap();
        spoil(&folder(&instance));
        let memory = asked(&instance.app, reader, "letter").await;
        assert_eq!((memory.how, items(&memory)), (How::Words, vec![id]));
        first.check().await.unwrap();
        assert_eq!(first.check().await.unwrap(), 0, "it is whole again");
        drop(first);
        spoil(&folder(&instance));
        let (server, folder) = (
            instance.scratch.server.as_ref(),
            instance.scratch.folder.path(),
        );
        let app = reopen(server, folder, &instance.key, &instance.schema).await;
        let exact = asked(&app, reader, "letters").await;
        assert_eq!((exact.how, items(&exact)), (How::ExactWords, vec![id]));
        let indexing = Indexing {
            folder: folder.join("shared-index"),
            model: None,
        };
        Keeper::new(Arc::clone(&app), indexing)
            .round()
            .await
            .unwrap();
        let whole = asked(&app, reader, "letter").await;
        assert_eq!((whole.how, items(&whole)), (How::Words, vec![id]));
    }
}

#[tokio::test]
async fn an_index_that_is_taken_away_while_the_service_runs_is_made_anew_at_once() {
    for instance in both(false).await {
        let app = &instance.app;
        let first = put(&instance, Audience::Nation).await;
        let reader = &instance.acting(Role::LearningReader, None);
        let mut keeper = keeper(&instance);
        keeper.round().await.unwrap();
        assert_eq!(keeper.round().await.unwrap(), 0, "nothing to do");
        std::fs::remove_dir_all(folder(&instance)).unwrap();
        let second = put(&instance, Audience::Nation).await;
        let memory = asked(app, reader, "letter").await;
        assert_eq!((memory.how, items(&memory)), (How::Words, vec![first]));
        assert!(keeper.round().await.unwrap() >= 2, "in the next round");
        let mut whole = items(&asked(app, reader, "letter").await);
        whole.sort();
        let mut expected = vec![first, second];
        expected.sort();
        assert_eq!(whole, expected);
        assert_eq!(keeper.round().await.unwrap(), 0, "it is whole again");
        spoil(&folder(&instance));
        assert!(
            keeper.round().await.unwrap() >= 2,
            "damage in its place too"
        );
        assert_eq!(keeper.round().await.unwrap(), 0);
        assert_eq!(keeper.check().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_folder_without_the_sentence_model_leaves_searching_by_words() {
    for instance in both(false).await {
        let id = put(&instance, Audience::Nation).await;
        let indexing = Indexing {
            folder: folder(&instance),
            model: Some(instance.scratch.folder.path().join("nothing-here")),
        };
        let mut keeper = Keeper::new(Arc::clone(&instance.app), indexing);
        assert_eq!(keeper.round().await.unwrap(), 1);
        assert_eq!(keeper.round().await.unwrap(), 0);
        let reader = &instance.acting(Role::LearningReader, None);
        let found = asked(&instance.app, reader, "letter").await;
        assert_eq!((found.how, items(&found)), (How::Words, vec![id]));
    }
}

/// Knows that letters and correspondence are the same, and nothing else.
pub(crate) struct Toy;

impl Toy {
    fn vector(text: &str) -> Vec<f32> {
        let text = text.to_lowercase();
        let post = text.contains("letters") || text.contains("correspondence");
        match post {
            true => vec![1.0, 0.0],
            false => vec![0.0, 1.0],
        }
    }
}

impl Embedder for Toy {
    fn digest(&self) -> Digest {
        crypto::digest(b"toy")
    }

    fn passages(&self, title: &str, text: &str) -> Result<Vec<Vec<f32>>, ModelError> {
        Ok(vec![Self::vector(&format!("{title} {text}"))])
    }

    fn question(&self, text: &str) -> Result<Vec<f32>, ModelError> {
        Ok(Self::vector(text))
    }
}

#[tokio::test]
async fn with_a_model_what_is_close_in_meaning_is_found_and_says_so() {
    for instance in both(false).await {
        let app = &instance.app;
        let id = put(&instance, Audience::Nation).await;
        let mut keeper = keeper(&instance).reading_with(Arc::new(Toy));
        assert_eq!(
            keeper.round().await.unwrap(),
            2,
            "its words and its meaning"
        );
        assert_eq!(keeper.round().await.unwrap(), 0);
        let reader = &instance.acting(Role::LearningReader, None);
        let found = asked(app, reader, "unopened correspondence").await;
        assert_eq!((found.how, items(&found)), (How::Both, vec![id]));
        let Found::Item { why, .. } = &found.found[0] else {
            panic!("no item")
        };
        assert!(why.close && why.words.is_empty());
        let far = asked(app, reader, "elephants").await;
        assert_eq!((far.how, far.found.len()), (How::Both, 0));
        let (ctx, reference) = (manager(&instance), instance.incident().await);
        let seen = Moment::of("Correspondence waited for weeks.");
        let moment = record(app, &ctx, &reference, form(), &seen).await.unwrap();
        let met = met_before(app, &ctx, &reference, MetOf::Moment(moment)).await;
        let met = met.unwrap();
        assert_eq!((met.how, met.found.len()), (How::Both, 1));
        assert!(met.found[0].why.close);
        let opened = instance.acting(Role::InformationGovernance, None);
        let opened =
            library::take_down(app, &opened, id, (TakeDownReason::Court, "an order")).await;
        assert!(opened.unwrap().is_empty(), "nobody is noted as a reader");
        let gone = asked(app, reader, "unopened correspondence").await;
        assert!(gone.found.is_empty());
    }
}

#[tokio::test]
async fn the_sentence_model_itself_finds_what_shares_no_word() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = own.ancestors().map(|folder| folder.join("shared/model"));
    let model = folders.find(|folder| folder.join("model.safetensors").is_file());
    let Some(model) = model else {
        println!("skipped: no sentence model in shared/model (scripts/get-meaning-model)");
        return;
    };
    for instance in both(false).await {
        let id = put(&instance, Audience::Nation).await;
        let indexing = Indexing {
            folder: folder(&instance),
            model: Some(model.clone()),
        };
        let mut keeper = Keeper::new(Arc::clone(&instance.app), indexing);
        assert_eq!(keeper.round().await.unwrap(), 2);
        let reader = &instance.acting(Role::LearningReader, None);
        let question = "hospital correspondence that no person opens";
        let found = asked(&instance.app, reader, question).await;
        assert_eq!((found.how, items(&found)), (How::Both, vec![id]));
        let far = asked(&instance.app, reader, "baking sourdough bread").await;
        assert!(far.found.is_empty());
    }
}
