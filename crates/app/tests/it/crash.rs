//! Two stores, the post between them, and the program killed in the middle again and again: what was
//! acknowledged arrives, once, and both records of who did what are whole.
//!
//! The program is this test itself, started again with a place to work in. On PostgreSQL it is now and
//! then the server that is killed.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use access::Role;
use app::worker::Worker;
use crypto::SecretKey;
use model::{CaseId, OrganisationId};
use testing::{Cluster, Scratch};

use crate::letters::{NOTICE, arrived, carry, case, checked, send, sent};
use crate::support::{Instance, reopen};

const KILLS: u64 = 30;
/// Every how many kills it is the server that is killed.
const SERVER: u64 = 6;
const ASKED: &str = "THROUGHLINE_CRASH_POST";

fn told() -> Option<Vec<String>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "how the test tells its own child what to do"
    )]
    let told = std::env::var(ASKED).ok()?;
    Some(told.split('\n').map(str::to_owned).collect())
}

/// The child: sends letters and carries the post until it is killed, and says each number after its
/// commit.
#[tokio::test]
async fn sender_of_the_crash_test() {
    let Some(told) = told() else { return };
    let server = (!told[0].is_empty()).then(|| testing::server_at(&told[0], &told[1]));
    let key = SecretKey::from_hex(&told[3]).unwrap();
    let app = reopen(server.as_ref(), Path::new(&told[2]), &key, &told[4]).await;
    let partnership: OrganisationId = told[5].parse().unwrap();
    let national: OrganisationId = told[6].parse().unwrap();
    let case: CaseId = told[7].parse().unwrap();
    let ctx = crate::support::acting_for(partnership, Role::BusinessManager, None);
    let mut worker = Worker::new(Arc::clone(&app));
    worker.wake().await.unwrap();
    let all = sent(&app, &ctx, case).await;
    let from = all.iter().filter(|one| one.kind == NOTICE).count();
    for number in from.. {
        send(&app, &ctx, case, national, number).await;
        let mut out = std::io::stdout().lock();
        // The test harness leaves its own line unfinished.
        writeln!(out, "\nkept {number}").unwrap();
        out.flush().unwrap();
        drop(out);
        worker.round().await.unwrap();
    }
}

fn start(instance: &Instance, case: CaseId, server: Option<&Cluster>) -> Child {
    let service = instance.scratch.server.as_ref();
    let role = service.map(|server| server.service.get_username().to_owned());
    let told = [
        server.map(Cluster::url).unwrap_or_default(),
        role.unwrap_or_default(),
        instance.scratch.folder.path().display().to_string(),
        instance.key.to_hex(),
        instance.schema.clone(),
        instance.partnership.to_string(),
        instance.national.unwrap().to_string(),
        case.to_string(),
    ];
    let arguments = [
        "--exact",
        "crash::sender_of_the_crash_test",
        "--nocapture",
        "--test-threads=1",
    ];
    Command::new(std::env::current_exe().unwrap())
        .args(arguments)
        .env(ASKED, told.join("\n"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn number_in(line: &str) -> Option<usize> {
    line.strip_prefix("kept ")?.parse().ok()
}

/// Lets the child send a few letters, then kills it, or the server beneath it, somewhere in a send or
/// in a round of the worker.
fn kill_in_the_middle(
    instance: &Instance,
    case: CaseId,
    server: Option<&Cluster>,
    round: u64,
) -> BTreeSet<usize> {
    let mut child = start(instance, case, server);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut kept = BTreeSet::new();
    let enough = 1 + usize::try_from(round % 4).unwrap();
    while kept.len() < enough {
        let line = lines.next().unwrap().unwrap();
        kept.extend(number_in(&line));
    }
    std::thread::sleep(Duration::from_micros(round * 997 % 30_000));
    let server = server.filter(|_| round.is_multiple_of(SERVER));
    match server {
        Some(server) => server.kill(),
        None => child.kill().unwrap(),
    }
    // Without its server the child fails by itself.
    kept.extend(
        lines
            .map_while(Result::ok)
            .filter_map(|line| number_in(&line)),
    );
    child.wait().unwrap();
    if let Some(server) = server {
        server.start_again();
    }
    kept
}

#[tokio::test(flavor = "multi_thread")]
async fn the_post_survives_the_kill() {
    survives(Instance::on(Scratch::sqlite_on_disk(), true).await, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_post_survives_the_kill_of_the_server() {
    let Some(server) = Cluster::start() else {
        return;
    };
    let scratch = Scratch::on(server.provision()).await;
    survives(Instance::on(scratch, true).await, Some(&server)).await;
}

async fn survives(instance: Instance, server: Option<&Cluster>) {
    let reference = instance.incident().await;
    let ctx = instance.acting(Role::BusinessManager, None);
    let id = case(&instance.app, &ctx, &reference).await;
    instance.app.vaults().close_all().await;
    let mut acknowledged = BTreeSet::new();
    for round in 0..KILLS {
        acknowledged.extend(kill_in_the_middle(&instance, id, server, round));
    }
    // A new start of the program, whose connections are none that went with the server.
    let folder = instance.scratch.folder.path();
    let place = instance.scratch.server.as_ref();
    let app = reopen(place, folder, &instance.key, &instance.schema).await;
    carry(&app).await;
    let sent = sent(&app, &ctx, id).await;
    let letters: Vec<_> = sent.iter().filter(|one| one.kind == NOTICE).collect();
    let arrived = arrived(&instance, &app).await;
    let every_number_once: Vec<usize> = (0..letters.len()).collect();
    assert_eq!(
        arrived, every_number_once,
        "each letter that was kept arrives once"
    );
    let last = acknowledged.last().copied().unwrap();
    assert!(last < letters.len(), "what was acknowledged was kept");
    assert!(
        letters
            .iter()
            .all(|one| one.delivered_at.is_some() && one.receipt_at.is_some())
    );
    carry(&app).await;
    for organisation in [instance.partnership, instance.national.unwrap()] {
        let report = checked(&app, organisation).await;
        assert_eq!((report.first_break, report.unsealed), (None, 0));
    }
    eprintln!(
        "{:?}: killed {KILLS} times, {} acknowledged, {} arrived",
        instance.scratch.engine(),
        acknowledged.len(),
        arrived.len()
    );
}
