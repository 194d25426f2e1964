//! The writer is killed again and again in the middle of its writes. What it acknowledged is there,
//! nothing is there twice, and the record of who did what is whole.
//!
//! The writer is this test program, started again with a place to write to. On PostgreSQL now the
//! writer is killed and now the server, in a cluster of this test's own that keeps every commit on disk.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use access::Section;
use db::Engine;
use model::{CaseId, OrganisationId};
use testing::{Cluster, Scratch};
use vault::Place;

use crate::house::House;

const KILLS: u64 = 32;
/// Every how many kills it is the server that is killed.
const SERVER: u64 = 6;
const ASKED: &str = "THROUGHLINE_CRASH_WRITER";

/// Where the killed child works: engine, folder, organisation, on what, service role, server.
pub(crate) fn told() -> Option<Vec<String>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "how the test tells its own child what to do"
    )]
    let told = std::env::var(ASKED).ok()?;
    Some(told.split('\n').map(str::to_owned).collect())
}

/// The store that a child was told of.
pub(crate) async fn told_house(told: &[String]) -> House {
    let scratch = Scratch::sqlite();
    let place = match told[0].as_str() {
        "sqlite" => Place::Folder(told[1].clone().into()),
        _ => {
            let server = Box::new(testing::server_at(&told[5], &told[4]));
            Place::Postgres {
                server,
                files: told[1].clone().into(),
            }
        }
    };
    let organisation: OrganisationId = told[2].parse().unwrap();
    House::at(scratch, place, organisation, 1).await
}

/// The child: writes notes until it is killed, and says each number after its commit.
#[tokio::test]
async fn writer_of_the_crash_test() {
    let Some(told) = told() else { return };
    let house = told_house(&told).await;
    let case: CaseId = told[3].parse().unwrap();
    let ctx = house.manager();
    let from = house
        .notes(&ctx, case, Section::General)
        .await
        .unwrap()
        .len();
    for number in from.. {
        let words = number.to_string();
        house
            .add_note(&ctx, case, Section::General, &words)
            .await
            .unwrap();
        let mut out = std::io::stdout().lock();
        // The test harness leaves its own line unfinished.
        writeln!(out, "\nkept {number}").unwrap();
        out.flush().unwrap();
    }
}

/// Starts a test of this program again as the child.
pub(crate) fn start(house: &House, on: String, server: Option<&Cluster>, child: &str) -> Child {
    let engine = match house.vault.db().engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    let role = house
        .scratch
        .server
        .as_ref()
        .map(|server| server.service.get_username());
    let folder = house.scratch.folder.path().display().to_string();
    let told = [
        engine.to_owned(),
        folder,
        house.organisation.to_string(),
        on,
        role.unwrap_or_default().to_owned(),
        server.map(Cluster::url).unwrap_or_default(),
    ];
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", child, "--nocapture", "--test-threads=1"])
        .env(ASKED, told.join("\n"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the writer keep a few notes, then kills it, or the server beneath it, in the middle; returns
/// what it acknowledged.
fn kill_in_the_middle(
    house: &House,
    case: CaseId,
    server: Option<&Cluster>,
    round: u64,
) -> BTreeSet<usize> {
    let writer = "crash::writer_of_the_crash_test";
    let mut child = start(house, case.to_string(), server, writer);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut kept = BTreeSet::new();
    let enough = 1 + usize::try_from(round % 7).unwrap();
    while kept.len() < enough {
        let line = lines.next().expect("the writer ended by itself").unwrap();
        kept.extend(number_in(&line));
    }
    // Somewhere between the commit that was acknowledged and the next one.
    std::thread::sleep(Duration::from_micros(round * 137 % 2900));
    match server.filter(|_| round.is_multiple_of(SERVER)) {
        Some(server) => server.kill(),
        None => child.kill().unwrap(),
    }
    // Without its server the writer fails by itself.
    kept.extend(
        lines
            .map_while(Result::ok)
            .filter_map(|line| number_in(&line)),
    );
    child.wait().unwrap();
    if let Some(server) = server.filter(|_| round.is_multiple_of(SERVER)) {
        server.start_again();
    }
    kept
}

fn number_in(line: &str) -> Option<usize> {
    line.strip_prefix("kept ")?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_the_kill() {
    survives(House::on(Scratch::sqlite_on_disk()).await, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_the_kill_of_the_server() {
    let Some(server) = Cluster::start() else {
        return;
    };
    let scratch = Scratch::on(server.provision()).await;
    survives(House::on(scratch).await, Some(&server)).await;
}

async fn survives(house: House, server: Option<&Cluster>) {
    every_commit_is_on_the_disk(&house).await;
    let ctx = house.manager();
    let case = house.raise(&ctx).await.unwrap();
    let mut acknowledged = BTreeSet::new();
    for round in 0..KILLS {
        acknowledged.extend(kill_in_the_middle(&house, case, server, round));
    }
    // The connections of this test's own store went with the server.
    let notes = match house.notes(&ctx, case, Section::General).await {
        Err(_) if server.is_some() => house.notes(&ctx, case, Section::General).await,
        notes => notes,
    };
    let kept: Vec<usize> = notes
        .unwrap()
        .iter()
        .map(|note| note.body.words.parse().unwrap())
        .collect();
    let once: BTreeSet<usize> = kept.iter().copied().collect();
    assert_eq!(once.len(), kept.len(), "something was kept twice");
    assert!(
        once.is_superset(&acknowledged),
        "something acknowledged is gone"
    );
    let unacknowledged = once.difference(&acknowledged).count();
    assert!(
        unacknowledged <= usize::try_from(KILLS).unwrap(),
        "at most the one note under way at each kill may be there without a word"
    );
    house.seal().await.unwrap();
    let report = house.verify().await;
    assert_eq!(report.first_break, None);
    assert_eq!(report.unsealed, 0);
    eprintln!(
        "{:?}: killed {KILLS} times, {} acknowledged, {} kept",
        house.vault.db().engine(),
        acknowledged.len(),
        kept.len()
    );
}

async fn every_commit_is_on_the_disk(house: &House) {
    let settings = house.vault.db().durability().await.unwrap();
    let expected: &[(&str, &str)] = match house.vault.db().engine() {
        Engine::Sqlite => &[
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("secure_delete", "1"),
        ],
        Engine::Postgres => &[
            ("fsync", "on"),
            ("synchronous_commit", "on"),
            ("full_page_writes", "on"),
        ],
    };
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    assert_eq!(settings, expected);
}
