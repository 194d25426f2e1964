//! The writer is killed again and again in the middle of its writes. What it acknowledged is there,
//! nothing is there twice, and the record of who did what is whole.
//!
//! The writer is this test program, started again with a place to write to. On PostgreSQL the client
//! is killed; the server's own crash safety is its own (the tests' cluster runs without fsync).

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use access::Section;
use db::{Engine, PostgresPlace};
use model::{CaseId, OrganisationId};
use testing::Scratch;
use vault::Place;

use crate::house::{self, House};

const KILLS: u64 = 32;
const ASKED: &str = "THROUGHLINE_CRASH_WRITER";

/// Where the killed writer writes: engine, folder, organisation, case, service role.
fn told() -> Option<Vec<String>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "how the test tells its own child what to do"
    )]
    let told = std::env::var(ASKED).ok()?;
    Some(told.split('\n').map(str::to_owned).collect())
}

/// The child: writes notes until it is killed, and says each number after its commit.
#[tokio::test]
async fn writer_of_the_crash_test() {
    let Some(told) = told() else { return };
    let scratch = Scratch::sqlite();
    let place = match told[0].as_str() {
        "sqlite" => Place::Folder(told[1].clone().into()),
        _ => {
            let provision = testing::postgres().unwrap();
            let service = provision.clone().username(&told[4]);
            let schema = String::new();
            let server = Box::new(PostgresPlace {
                service,
                provision,
                schema,
            });
            Place::Postgres {
                server,
                files: told[1].clone().into(),
            }
        }
    };
    let organisation: OrganisationId = told[2].parse().unwrap();
    let case: CaseId = told[3].parse().unwrap();
    let house = House::at(scratch, place, organisation, 1).await;
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

fn start(house: &House, case: CaseId) -> Child {
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
        case.to_string(),
        role.unwrap_or_default().to_owned(),
    ];
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::writer_of_the_crash_test",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(ASKED, told.join("\n"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the writer keep a few notes, then kills it in the middle; returns what it acknowledged.
fn kill_in_the_middle(house: &House, case: CaseId, round: u64) -> BTreeSet<usize> {
    let mut child = start(house, case);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut kept = BTreeSet::new();
    let enough = 1 + usize::try_from(round % 7).unwrap();
    while kept.len() < enough {
        let line = lines.next().expect("the writer ended by itself").unwrap();
        kept.extend(
            line.strip_prefix("kept ")
                .map(|number| number.parse::<usize>().unwrap()),
        );
    }
    // Somewhere between the commit that was acknowledged and the next one.
    std::thread::sleep(Duration::from_micros(round * 137 % 2900));
    child.kill().unwrap();
    child.wait().unwrap();
    for line in lines {
        let line = line.unwrap_or_default();
        kept.extend(
            line.strip_prefix("kept ")
                .and_then(|number| number.parse::<usize>().ok()),
        );
    }
    kept
}

#[tokio::test]
async fn what_was_acknowledged_survives_the_kill() {
    for house in house::both().await {
        let ctx = house.manager();
        let case = house.raise(&ctx).await.unwrap();
        let mut acknowledged = BTreeSet::new();
        for round in 0..KILLS {
            acknowledged.extend(kill_in_the_middle(&house, case, round));
        }
        let notes = house.notes(&ctx, case, Section::General).await.unwrap();
        let kept: Vec<usize> = notes
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
}

#[tokio::test]
async fn an_acknowledged_write_is_on_the_disk() {
    for house in house::both().await {
        let settings = house.vault.db().durability().await.unwrap();
        let of = |name: &str| {
            let found = settings.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        match house.vault.db().engine() {
            Engine::Sqlite => {
                assert_eq!(
                    (of("journal_mode").as_str(), of("synchronous").as_str()),
                    ("wal", "2")
                );
            }
            // fsync is the cluster's own setting; what a transaction asks for is ours.
            Engine::Postgres => assert_eq!(of("synchronous_commit"), "on"),
        }
    }
}
