//! `throughline read-file`: takes the text or the tables out of one file that a stranger sent, in a process that
//! can do nothing else.
//!
//! The worker starts it with an empty environment. Before it looks at a byte it gives up what it does not need:
//! memory, time, new files, other programs, and, where the kernel has Landlock, the file system and the network.
//! It holds no key: the bytes come in on standard input, one line of JSON goes out.

use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::FileTypeExt as _;
use std::process::ExitCode;

use app::files::ReadingProgram;
use clap::Args;
use landlock::{
    ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetStatus, Scope,
};
use papers::{Answer, FileKind, Refusal};
use rlimit::Resource;

/// Most seconds of processor time.
const CPU_SECONDS: u64 = 60;
/// Most memory.
const MEMORY_MIB: u64 = 1024;
/// Largest file that is read.
const LARGEST: u64 = 50 * 1024 * 1024;

/// Takes the text, or the tables, out of a file on standard input.
#[derive(Debug, Args)]
pub struct ReadFileArgs {
    /// Kind of the file: txt, csv, docx, pdf, xlsx or xls.
    kind: String,
    /// Give the tables of the file instead of its text.
    #[arg(long)]
    tables: bool,
    /// Give what the file carries beside its text: properties, comments, tracked changes, hidden text.
    #[arg(long, conflicts_with = "tables")]
    residue: bool,
    /// Most seconds of processor time.
    #[arg(long, default_value_t = CPU_SECONDS, value_parser = clap::value_parser!(u64).range(1..=CPU_SECONDS))]
    cpu_seconds: u64,
    /// Most memory, in MiB.
    #[arg(long, default_value_t = MEMORY_MIB, value_parser = clap::value_parser!(u64).range(64..=MEMORY_MIB))]
    memory_mib: u64,
}

/// Reads. The process ends with 0 when it has an answer, also when that is a refusal, and with
/// [`ReadingProgram::NOT_STARTED`] when it could not make itself safe and has read nothing.
pub fn run(args: &ReadFileArgs) -> ExitCode {
    if let Err(error) = nothing_inherited().and_then(|()| give_up(args)) {
        // Nothing is left to do when standard error itself cannot be written.
        drop(writeln!(io::stderr(), "throughline read-file: {error:#}"));
        return ExitCode::from(ReadingProgram::NOT_STARTED);
    }
    match answer(args).and_then(|printed| io::stdout().write_all(&printed)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(args: &ReadFileArgs) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let length = io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)?;
    let kind = match FileKind::from_code(&args.kind) {
        _ if u64::try_from(length).map_or(true, |length| length > LARGEST) => {
            Err(Refusal::TooLarge)
        }
        Some(kind) => Ok(kind),
        None if args.tables => Err(Refusal::NoTable),
        None => Err(Refusal::NoTextView),
    };
    Ok(if args.residue {
        Answer::printed_residue(kind.and_then(|_| papers::residue(&bytes)))
    } else if args.tables {
        Answer::printed_grid(kind.and_then(|kind| papers::grid_of(kind, &bytes)))
    } else {
        Answer::printed(kind.and_then(|kind| papers::text_of(kind, &bytes)))
    })
}

/// A file that this process was handed beside its three streams could be a store or a key, a socket a way to
/// either. Then it reads nothing. Pipes of whatever started the service hold nothing of ours.
fn nothing_inherited() -> anyhow::Result<()> {
    let open: Vec<_> = std::fs::read_dir("/proc/self/fd")?.collect::<Result<_, _>>()?;
    for entry in open {
        let number: u32 = entry.file_name().to_string_lossy().parse()?;
        // The list itself is closed by now.
        let Ok(what) = std::fs::metadata(entry.path()) else {
            continue;
        };
        let kind = what.file_type();
        let ours = kind.is_file() || kind.is_block_device() || kind.is_socket();
        anyhow::ensure!(
            number <= 2 || !ours,
            "started with another file open: nothing was read"
        );
    }
    Ok(())
}

/// Gives up what reading does not need. Landlock is left out where the kernel has none; the other limits hold
/// everywhere or nothing is read.
fn give_up(args: &ReadFileArgs) -> anyhow::Result<()> {
    let memory = args.memory_mib * 1024 * 1024;
    for (resource, most) in [
        (Resource::AS, memory),
        (Resource::CPU, args.cpu_seconds),
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
        (Resource::NPROC, 0),
    ] {
        resource.set(most, most)?;
    }
    shut_off()?;
    Resource::NOFILE.set(3, 3)?;
    Ok(())
}

/// Without any rule, everything that Landlock knows of is refused.
fn shut_off() -> anyhow::Result<RulesetStatus> {
    let newest = ABI::V6;
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(newest))?
        .handle_access(AccessNet::from_all(newest))?
        .scope(Scope::from_all(newest))?
        .create()?
        .restrict_self()?;
    Ok(status.ruleset)
}
