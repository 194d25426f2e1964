//! The program as a person runs it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use testing::{Cluster, Scratch};

const PROGRAM: &str = env!("CARGO_BIN_EXE_throughline");

pub fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    let config = data.with_file_name("config.toml");
    if config.exists() {
        command.arg("--config").arg(config);
    }
    command
        .arg("--data")
        .arg(data)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub fn run(data: &Path, arguments: &[&str]) -> Output {
    answering(data, arguments, "")
}

pub fn answering(data: &Path, arguments: &[&str], typed: &str) -> Output {
    asked(data, arguments, typed).wait_with_output().unwrap()
}

/// Starts a command that has been given its answer already.
pub fn asked(data: &Path, arguments: &[&str], typed: &str) -> Child {
    let mut child = command(data, arguments).spawn().unwrap();
    // A command that has ended by then reads nothing.
    drop(child.stdin.take().unwrap().write_all(typed.as_bytes()));
    child
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn works(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}{}",
        said(output),
        complained(output)
    );
    said(output)
}

/// Makes an instance and returns its recovery key.
pub fn init(data: &Path) -> String {
    let made = run(
        data,
        &[
            "init",
            "--administrator",
            "An Administrator",
            "--email",
            "admin@example.invalid",
            "--organisation",
            "An Invented Partnership",
            "--code",
            "invented",
        ],
    );
    let text = works(&made);
    let key = text
        .lines()
        .find(|line| line.starts_with("  ") && line.contains('-'))
        .unwrap();
    key.trim().to_owned()
}

/// Serves until something has happened, then stops in good order.
pub fn serve_until(data: &Path, done: impl Fn() -> bool) {
    let mut service = command(data, &["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_secs(30), "it never came");
        assert_eq!(service.try_wait().unwrap(), None, "the service ended");
        std::thread::sleep(Duration::from_millis(100));
    }
    let stop = Command::new("kill").arg(service.id().to_string()).status();
    assert!(stop.unwrap().success());
    assert!(service.wait().unwrap().success());
}

/// Where an instance on PostgreSQL lies: its server, and a folder with `data` and `config.toml`.
pub struct OnPostgres {
    pub cluster: Cluster,
    pub scratch: Scratch,
    pub data: PathBuf,
}

pub async fn on_postgres() -> Option<OnPostgres> {
    let cluster = Cluster::start()?;
    let scratch = Scratch::on(cluster.provision()).await;
    let folder = scratch.folder.path();
    let role = scratch.server.as_ref().unwrap().service.get_username();
    let service = cluster
        .url()
        .replace("postgres://postgres@", &format!("postgres://{role}@"));
    for (name, url) in [("service.url", service), ("provision.url", cluster.url())] {
        private(&folder.join(name), &url);
    }
    let config = format!(
        "[postgres]\nservice_url_file = {:?}\nprovision_url_file = {:?}\n",
        folder.join("service.url"),
        folder.join("provision.url")
    );
    std::fs::write(folder.join("config.toml"), config).unwrap();
    let data = folder.join("data");
    Some(OnPostgres {
        cluster,
        scratch,
        data,
    })
}

pub fn private(file: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(file, text).unwrap();
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
}
