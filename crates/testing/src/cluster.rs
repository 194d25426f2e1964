//! A PostgreSQL cluster that one test has for itself, with everything on that durability rests on:
//! it can be killed in the middle of work and started again.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;

/// A cluster of the test's own. Stopped and removed when dropped.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
}

/// A program of PostgreSQL, such as `pg_dump`; `None` where it is not installed.
#[must_use]
pub fn postgres_program(name: &str) -> Option<PathBuf> {
    let newest = fs::read_dir("/usr/lib/postgresql").ok().and_then(|found| {
        let versions = found.flatten().map(|entry| entry.path());
        versions.max_by_key(|path| {
            let version = path.file_name().and_then(|name| name.to_str());
            version.and_then(|version| version.parse::<u32>().ok())
        })
    });
    let candidates = [
        newest.map(|folder| folder.join("bin")),
        Some(PathBuf::from("/usr/bin")),
        Some(PathBuf::from("/usr/local/bin")),
    ];
    candidates
        .into_iter()
        .flatten()
        .map(|folder| folder.join(name))
        .find(|program| program.exists())
}

impl Cluster {
    /// Starts one; `None`, said aloud, where the tests are run without PostgreSQL.
    #[must_use]
    pub fn start() -> Option<Self> {
        crate::postgres()?;
        let initdb = postgres_program("initdb").expect("PostgreSQL's initdb");
        let programs = initdb.parent().expect("a folder").to_owned();
        let folder = crate::disk_folder();
        let cluster = Self { folder, programs };
        if is_root() {
            let done = Command::new("chown")
                .arg("postgres:")
                .arg(cluster.folder.path())
                .status();
            assert!(done.expect("chown").success());
        }
        let data = cluster.data();
        let made = cluster.run(
            "initdb",
            &[
                &format!("--pgdata={data}"),
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "--no-instructions",
            ],
        );
        assert!(made, "a cluster");
        let place = cluster.folder.path().display();
        let conf = format!(
            "listen_addresses = ''\nunix_socket_directories = '{place}'\nfsync = on\n\
             full_page_writes = on\nsynchronous_commit = on\nshared_buffers = 32MB\n"
        );
        let file = Path::new(&data).join("postgresql.conf");
        let before = fs::read_to_string(&file).expect("its configuration");
        fs::write(&file, before + &conf).expect("its configuration");
        cluster.start_again();
        Some(cluster)
    }

    /// Starts it after it was killed; it recovers from its write-ahead log.
    pub fn start_again(&self) {
        let log = self.folder.path().join("server.log");
        assert!(
            self.try_start(),
            "{}",
            fs::read_to_string(&log).unwrap_or_default()
        );
    }

    /// As [`Self::start_again`], for a log that was damaged; `false` when the server refuses.
    #[must_use]
    pub fn try_start(&self) -> bool {
        let log = self.folder.path().join("server.log");
        self.run(
            "pg_ctl",
            &[
                "start",
                &format!("--pgdata={}", self.data()),
                &format!("--log={}", log.display()),
                "--wait",
                "--timeout=60",
            ],
        )
    }

    /// Wipes out the last bytes that were written to the write-ahead log of a server that was killed.
    pub fn tear_log(&self, bytes: usize) {
        let folder = Path::new(&self.data()).join("pg_wal");
        let segments = fs::read_dir(folder).expect("its log").flatten();
        let newest = segments
            .filter(|entry| entry.file_name().len() == 24)
            .filter(|entry| {
                fs::read(entry.path()).is_ok_and(|log| log.iter().any(|byte| *byte != 0))
            })
            .map(|entry| entry.path())
            .max()
            .expect("a segment of the log");
        let mut log = fs::read(&newest).expect("the log");
        let end = log.iter().rposition(|byte| *byte != 0).unwrap_or(0);
        for byte in log.iter_mut().take(end + 1).skip(end.saturating_sub(bytes)) {
            *byte = 0;
        }
        fs::write(&newest, log).expect("the torn log");
    }

    /// Kills it at once, without a checkpoint and without an answer to anybody.
    pub fn kill(&self) {
        let data = format!("--pgdata={}", self.data());
        let stopped = self.run("pg_ctl", &["stop", &data, "--mode=immediate", "--wait"]);
        assert!(stopped, "the cluster was killed");
    }

    /// How it is reached, by somebody who may make databases and roles.
    #[must_use]
    pub fn provision(&self) -> PgConnectOptions {
        PgConnectOptions::from_str(&self.url()).expect("an address")
    }

    /// The same as text.
    #[must_use]
    pub fn url(&self) -> String {
        let place = self.folder.path().display();
        format!("postgres://postgres@localhost/postgres?host={place}")
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    /// PostgreSQL refuses to run as root.
    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = format!("--pgdata={}", self.data());
        self.run("pg_ctl", &["stop", &data, "--mode=immediate", "--wait"]);
    }
}
