//! The wall between cases and what others read. A thousand strings are planted in twenty reviews of two areas, and two hundred
//! pieces of learning with one of them in every field go through the whole gate. None is outside afterwards: in no row of a store,
//! no file, no line of the log, no e-mail, no page that others read, no title, no address, no file that people take. With a check
//! that finds nothing they are there, so the test would notice.
//!
//! What is on record and what has a form, the check finds alone. Of names that stand nowhere but in prose it may miss some: a person
//! who reads beside it takes them out, and how many that were is printed.
//!
//! On `SQLite` alone: each of some three thousand steps is a transaction with a check of every field in it. The same on both engines,
//! with three pieces of learning, is in the tests of `app`.

mod area;
mod canaries;
mod gate;
mod outside;
mod pages;

use std::collections::BTreeSet;
use std::sync::Arc;

use access::directory::OrganisationKind;
use app::commons::Filter;
use app::library::{self, Found, Indexing, Keeper};
use app::sharing::{NewRecall, Scrub, shared_draft};
use app::worker::Worker;
use model::case::RecallReason;
use model::learning::Sharing;
use model::{RecordId, SharedId};
use tokio::task::JoinSet;

use self::area::{Area, Planted, form, organisation, words};
use self::canaries::{Canary, Net, Seed};
use self::gate::{Gate, Missed};
use self::pages::Walked;
use crate::site::TestSite;

/// Pieces of learning of one review.
const ITEMS: usize = 10;

/// An area with its reviews, and what went through the gate in each.
struct Passed {
    area: Area,
    reviews: Vec<(Planted, Vec<RecordId>)>,
    missed: Missed,
}

/// Lets the learning of every review of one area through.
async fn pass(area: Area, reviews: Vec<Planted>, reads: bool) -> Passed {
    let mut passed = Passed {
        area,
        reviews: Vec::new(),
        missed: Missed::default(),
    };
    for (at, planted) in reviews.into_iter().enumerate() {
        let gate = Gate {
            area: &passed.area,
            planted: &planted,
            reads,
        };
        let mut drafts = Vec::new();
        for item in 0..ITEMS {
            let audience = match (at, item) {
                (0, 0) => Sharing::Public,
                _ => Sharing::Region,
            };
            drafts.push(gate.pass(item, audience, &mut passed.missed).await);
        }
        gate.hold_one().await;
        passed.reviews.push((planted, drafts));
    }
    passed
}

/// Two areas of one region with so many reviews each; their learning is where others read it.
async fn shared(site: &Arc<TestSite>, each: usize, reads: bool) -> Vec<Passed> {
    organisation(site, ("wall-north", OrganisationKind::Region, None)).await;
    let mut seed = Seed::new();
    let mut running = Vec::new();
    for code in ["wall-east", "wall-west"] {
        let area = Area::new(site, code, "wall-north").await;
        let mut reviews = Vec::new();
        for _ in 0..each {
            reviews.push(area.plant(&mut seed).await);
        }
        pages::keep_searches(&area, &reviews[0]).await;
        running.push((area, reviews));
    }
    // Both areas at once: each has its own store, and this machine more than one processor.
    let mut both = JoinSet::new();
    for (area, reviews) in running {
        both.spawn(pass(area, reviews, reads));
    }
    let mut all = Vec::new();
    while let Some(passed) = both.join_next().await {
        all.push(passed.unwrap());
    }
    let mut worker = Worker::new(Arc::clone(&site.app));
    worker.round().await.unwrap();
    // The index by which it is found, on the disk beside the stores.
    let indexing = Indexing {
        folder: site.folder.path().join("shared-index"),
        model: None,
    };
    let mut keeper = Keeper::new(Arc::clone(&site.app), indexing);
    assert!(keeper.round().await.unwrap() > 0, "it takes them in");
    all
}

/// The item that a draft became.
async fn item_of(area: &Area, planted: &Planted, draft: RecordId) -> SharedId {
    let (app, ctx) = (&area.site.app, &area.manager);
    let view = shared_draft(app, ctx, &planted.reference, draft).await;
    view.unwrap().release().unwrap().body.item
}

/// One piece of learning of each area is taken back, with a string in the reason.
async fn take_back(site: &Arc<TestSite>, all: &[Passed]) {
    for one in all {
        let (planted, drafts) = one.reviews.last().unwrap();
        let (app, ctx) = (&site.app, &one.area.manager);
        let view = shared_draft(app, ctx, &planted.reference, drafts[0]).await;
        let back = NewRecall {
            others: false,
            release: view.unwrap().release().unwrap().id,
            reason: RecallReason::Recognised,
            why: words(&format!("{} was known.", planted.canaries[2].text)),
        };
        app::sharing::recall(app, ctx, &planted.reference, (form(), &back))
            .await
            .unwrap();
    }
    let mut worker = Worker::new(Arc::clone(&site.app));
    worker.round().await.unwrap();
}

fn everything(all: &[Passed]) -> impl Iterator<Item = &Canary> {
    let reviews = all.iter().flat_map(|one| &one.reviews);
    reviews.flat_map(|(planted, _)| &planted.canaries)
}

async fn standing(area: &Area) -> usize {
    let (app, ctx) = (&area.site.app, &area.manager);
    let found = library::find(app, ctx, &Filter::default(), "").await;
    let found = found.unwrap().into_iter();
    found
        .filter(|one| matches!(one, Found::Item { .. }))
        .count()
}

/// What the check missed: nothing that is on record, and nothing that has a form.
fn check_missed(all: &[Passed]) {
    let written: usize = all.iter().map(|one| one.missed.written).sum();
    let prose: usize = all.iter().map(|one| one.missed.prose).sum();
    println!("{written} strings stood in fields; the check missed {prose} names of prose");
    assert_eq!(written, 20 * ITEMS * 7);
    for one in all {
        assert_eq!(one.missed.to_find, [""; 0]);
    }
}

/// Pages and files, as those get them who may.
async fn walk(all: &[Passed]) -> Vec<Walked> {
    let mut walks = Vec::new();
    for one in all {
        let (planted, drafts) = &one.reviews[0];
        let mut items = Vec::new();
        for draft in &drafts[..4] {
            items.push(item_of(&one.area, planted, *draft).await);
        }
        walks.push(pages::library(&one.area, planted, &items).await);
        walks.push(pages::public(&one.area, &items[..1]).await);
        walks.push(pages::case(&one.area, planted).await);
    }
    walks
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_strings_planted_in_reviews_none_is_outside() {
    outside::listen();
    let site = Arc::new(TestSite::demonstration().await);
    let all = shared(&site, 10, true).await;
    let net = Net::of(everything(&all));
    assert_eq!(everything(&all).count(), 1_000);
    check_missed(&all);
    assert_eq!(standing(&all[0].area).await, 20 * ITEMS, "all of it went");
    take_back(&site, &all).await;
    assert_eq!(standing(&all[0].area).await, 20 * ITEMS - 2);

    let none: BTreeSet<&str> = BTreeSet::new();
    for walked in walk(&all).await {
        assert!(walked.many > 1 && !walked.heads.is_empty());
        assert_eq!(net.caught(walked.heads.as_bytes()), none);
        assert_eq!(net.caught(walked.shared.as_bytes()), none);
    }
    for one in &all {
        let mails = outside::mails(&one.area).await;
        assert!(
            !mails.is_empty(),
            "somebody is told that there is something new"
        );
        assert_eq!(net.caught(mails.join("\n").as_bytes()), none);
        let (planted, _) = &one.reviews[0];
        for canary in &planted.canaries[..34] {
            assert_eq!(outside::finds(&one.area, &canary.tells[0]).await, 0);
        }
        assert!(outside::finds(&one.area, "teams record").await > 10);
    }
    let stores = outside::stores(&all[0].area).await;
    let words = String::from_utf8_lossy(&stores).into_owned();
    assert!(words.contains("did not share a record"), "it is read");
    assert_eq!(net.caught(&stores), none);
    let (many, found) = outside::files(site.folder.path(), &net);
    assert!(many > 4, "stores and sealed files: {many}");
    assert_eq!(found, [""; 0]);
    let logged = outside::logged();
    assert!(String::from_utf8_lossy(&logged).contains("the log is kept"));
    assert_eq!(net.caught(&logged), none);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_check_they_are_outside_and_the_test_notices() {
    let site = Arc::new(TestSite::demonstration().await);
    site.app.scrubs_with(Scrub::switched_off());
    let all = shared(&site, 1, false).await;
    let net = Net::of(everything(&all));
    assert_eq!(standing(&all[0].area).await, 2 * ITEMS);
    let stores = outside::stores(&all[0].area).await;
    let there = net.caught(&stores);
    let missing: Vec<&str> = everything(&all)
        .filter(|one| !one.tells.iter().any(|tell| there.contains(tell.as_str())))
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(missing, [""; 0], "every string that stood in a field");
    for one in &all {
        let (planted, _) = &one.reviews[0];
        let told = planted.canaries[0].tells[0].as_str();
        assert!(outside::finds(&one.area, told).await > 0, "by the index");
    }
    let walked = walk(&all).await;
    assert!(
        walked
            .iter()
            .any(|one| !net.caught(one.shared.as_bytes()).is_empty())
    );
}
