//! The program is killed again and again in the middle of disposals. Each case is there whole or gone with its certificate, and
//! at the end no byte of any is left.

use std::io::{BufRead as _, BufReader, Write as _};
use std::time::Duration;

use access::{Section, actions};
use model::case::DisposalProposed;
use model::{CaseId, RecordId};
use testing::{Cluster, Scratch};
use vault::VaultError;

use crate::crash::{start, told, told_house};
use crate::disposal::{BASIS, NAME, case, close, holds, lead, proposal, rows_left, sealed_files};
use crate::house::House;

const CASES: usize = 12;
const KILLS: u64 = 24;
/// Every how many kills it is the server that is killed.
const SERVER: u64 = 6;

/// A case, what was proposed, and its rows by table as they were.
type Proposed = (CaseId, RecordId, Vec<(String, i64)>);

fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    // The test harness leaves its own line unfinished.
    writeln!(out, "\n{words}").unwrap();
    out.flush().unwrap();
}

/// Confirms what was proposed; nothing happens where the case is gone.
async fn confirm(house: &House, case: CaseId, proposed: RecordId) {
    let ctx = &lead(house);
    let work = house.vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx
                .permit::<actions::ConfirmDisposal>(case, Section::General)
                .await?;
            let proposal = vault::one::<_, DisposalProposed>(tx, &permit, proposed).await?;
            vault::dispose(tx, &permit, &proposal, BASIS).await
        })
    });
    match work.await {
        Ok((_, blobs)) => house.vault.files().remove_disposed(&blobs),
        Err(VaultError::NotFound) => {}
        Err(other) => panic!("{other:?}"),
    }
}

/// The child: disposes of one case after the other until it is killed.
#[tokio::test]
async fn disposer_of_the_crash_test() {
    let Some(told) = told() else { return };
    let house = told_house(&told).await;
    for pair in told[3].split(' ') {
        let (case, proposed) = pair.split_once('+').unwrap();
        say("begun");
        confirm(&house, case.parse().unwrap(), proposed.parse().unwrap()).await;
        let clean = house.job("disposals");
        house.vault.clean_after_disposals(&clean).await.unwrap();
    }
    say("ended");
}

/// Kills the child, or the server beneath it, in the middle of a disposal or of writing the store anew.
fn kill_in_the_middle(house: &House, all: &str, server: Option<&Cluster>, round: u64) {
    let child = "cut_off::disposer_of_the_crash_test";
    let mut child = start(house, all.to_owned(), server, child);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let begun = |line: &Result<String, _>| line.as_ref().is_ok_and(|line| line == "begun");
    assert!(lines.any(|line| begun(&line)), "the child ended by itself");
    std::thread::sleep(Duration::from_micros(round * 1_733 % 25_000));
    let server = server.filter(|_| round.is_multiple_of(SERVER));
    match server {
        Some(server) => server.kill(),
        None => child.kill().unwrap(),
    }
    drop(lines);
    child.wait().unwrap();
    if let Some(server) = server {
        server.start_again();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_whole_or_gone_after_each_kill() {
    survives(House::on(Scratch::sqlite_on_disk()).await, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_whole_or_gone_after_each_kill_of_the_server() {
    let Some(server) = Cluster::start() else {
        return;
    };
    let scratch = Scratch::on(server.provision()).await;
    survives(House::on(scratch).await, Some(&server)).await;
}

async fn survives(house: House, server: Option<&Cluster>) {
    let mut whole = Vec::new();
    for _ in 0..CASES {
        let case = case(&house).await;
        close(&house, case).await;
        let proposal = proposal(&house, case).await;
        whole.push((case, proposal.id, rows_left(&house, case).await));
    }
    let pairs = whole.iter().map(|(case, id, _)| format!("{case}+{id}"));
    let all = pairs.collect::<Vec<_>>().join(" ");
    let (mut cut, mut gone) = (0, 0);
    for round in 0..KILLS {
        kill_in_the_middle(&house, &all, server, round);
        let before = gone;
        gone = count_gone(&house, &whole, server.is_some()).await;
        cut += usize::from(gone == before);
    }
    for (case, proposed, _) in &whole {
        confirm(&house, *case, *proposed).await;
    }
    let clean = house.job("disposals");
    house.vault.clean_after_disposals(&clean).await.unwrap();
    assert_eq!(count_gone(&house, &whole, false).await, CASES);
    certified_once(&house, &whole).await;
    // Sealed files whose rows went and which were not removed before the kill.
    let left = sealed_files(&house);
    for path in crate::files::on_disk(&house) {
        crate::files::make_old(&path);
    }
    house.vault.sweep(&house.job("sweep files")).await.unwrap();
    assert_eq!(sealed_files(&house), 0);
    if server.is_none() {
        let place = house.sqlite_place();
        let bytes = testing::decrypted(&place.file, &place.raw_key);
        assert!(!holds(&bytes, NAME));
    }
    house.seal().await.unwrap();
    assert_eq!(house.verify().await.first_break, None);
    eprintln!(
        "{:?}: killed {KILLS} times in {CASES} disposals, {cut} times without one more that was gone, {left} files left to sweep",
        house.vault.db().engine()
    );
}

/// How many are gone; the others are as they were.
async fn count_gone(house: &House, whole: &[Proposed], again: bool) -> usize {
    if again {
        // The connections of this test's own store went with the server.
        let _lost = house.vault.db().durability().await;
    }
    let mut gone = 0;
    for (case, _, before) in whole {
        let now = rows_left(house, *case).await;
        if now.iter().all(|(_, many)| *many == 0) {
            gone += 1;
        } else {
            assert_eq!(&now, before, "half of a case is gone");
        }
    }
    gone
}

async fn certified_once(house: &House, whole: &[Proposed]) {
    let ctx = &lead(house);
    let found = house.vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
            vault::certificates(tx, &permit).await
        })
    });
    let mut certified: Vec<CaseId> = found.await.unwrap().iter().map(|one| one.case).collect();
    certified.sort();
    let mut cases: Vec<CaseId> = whole.iter().map(|(case, _, _)| *case).collect();
    cases.sort();
    assert_eq!(certified, cases);
}
