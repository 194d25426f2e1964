//! The section `[mail]`.

use mail::{Config, Secrets};
use model::Sensitive;

fn secrets() -> Secrets {
    Secrets {
        password: Some(Sensitive("secret\n".to_owned())),
        authorities: None,
    }
}

/// What is said of a section.
fn said(text: &str, secrets: Secrets) -> Result<(), String> {
    let config: Config = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    match config.mailer(secrets) {
        Ok(_) => Ok(()),
        Err(wrong) => Err(wrong.to_string()),
    }
}

const SMTP: &str = "kind = \"smtp\"\nfrom = \"throughline@reviews.example\"\n";

#[test]
fn what_operators_write_is_taken() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("mail");
    let text = format!(
        "kind = \"folder\"\nfrom = \"throughline@reviews.example\"\nfrom_name = \"Throughline\"\nfolder = '{}'",
        folder.display()
    );
    assert_eq!(said(&text, Secrets::default()), Ok(()));
    assert!(folder.is_dir(), "it was made");
    for more in [
        "host = \"smtp.example.org\"",
        "host = \"relay\"\ntls = \"required\"\nport = 2525\ntimeout_seconds = 5",
        "host = \"smtp.example.org\"\nuser = \"a\"\npassword_file = \"/a\"",
        "host = \"localhost\"\ntls = \"none\"",
        "host = \"::1\"\ntls = \"none\"\nport = 1025",
    ] {
        assert_eq!(said(&format!("{SMTP}{more}"), secrets()), Ok(()), "{more}");
    }
}

/// What follows the kind, the sender and nothing else of a relay, and how what is said of it begins.
const OF_A_RELAY: [(&str, &str); 19] = [
    ("", "[mail] host: give"),
    ("host = \"\"", "[mail] host: give"),
    ("host = \"smtp.example.org:25\"", "[mail] host: give"),
    ("host = \"smtp://example.org\"", "[mail] host: give"),
    (
        "host = \"a.example\"\ntls = \"none\"",
        "[mail] tls: \"none\" is for",
    ),
    (
        "host = \"10.0.0.1\"\ntls = \"none\"",
        "[mail] tls: \"none\" is for",
    ),
    (
        "host = \"localhost.example\"\ntls = \"none\"",
        "[mail] tls: \"none\" is for",
    ),
    ("host = \"a.example\"\nport = 0", "[mail] port: give"),
    (
        "host = \"a.example\"\ntimeout_seconds = 0",
        "[mail] timeout_seconds: give",
    ),
    (
        "host = \"a.example\"\ntimeout_seconds = 301",
        "[mail] timeout_seconds: give",
    ),
    (
        "host = \"a.example\"\nuser = \"a\"",
        "[mail] password_file: give",
    ),
    (
        "host = \"a.example\"\npassword_file = \"/a\"",
        "[mail] user: give",
    ),
    (
        "host = \"a.example\"\nuser = \"\"\npassword_file = \"/a\"",
        "[mail] user: give",
    ),
    (
        "host = \"a.example\"\nca_file = \"/a\"",
        "[mail] ca_file: the file was not read",
    ),
    (
        "host = \"localhost\"\ntls = \"none\"\nca_file = \"/a\"",
        "[mail] ca_file: nothing is",
    ),
    (
        "host = \"a.example\"\nfolder = \"/a\"",
        "[mail] folder: it goes with kind = \"folder\"",
    ),
    (
        "host = \"a.example\"\nfrom_name = \"a\\nb\"",
        "[mail] from_name: the name",
    ),
    (
        "host = \"a.example\"\ntls = \"maybe\"",
        "unknown variant `maybe`",
    ),
    (
        "host = \"a.example\"\npasword = \"a\"",
        "unknown field `pasword`",
    ),
];

/// Whole sections, and how what is said of them begins.
const WHOLE: [(&str, &str); 5] = [
    ("from = \"a@b.example\"", "missing field `kind`"),
    ("kind = \"folder\"", "missing field `from`"),
    (
        "kind = \"folder\"\nfrom = \"a@b.example\"",
        "[mail] folder: say",
    ),
    (
        "kind = \"folder\"\nfrom = \"a@b\"\nfolder = \"/a\"",
        "[mail] from: check",
    ),
    (
        "kind = \"folder\"\nfrom = \"a@b.example\"\nhost = \"a\"",
        "[mail] host: it goes with kind = \"smtp\"",
    ),
];

#[test]
fn what_cannot_be_used_says_which_key_and_what_to_do() {
    for (more, begins) in OF_A_RELAY {
        let wrong = said(&format!("{SMTP}{more}"), secrets()).unwrap_err();
        assert!(wrong.starts_with(begins), "{more}: {wrong}");
    }
    for (text, begins) in WHOLE {
        let wrong = said(text, Secrets::default()).unwrap_err();
        assert!(wrong.starts_with(begins), "{text}: {wrong}");
    }
}

#[test]
fn files_that_hold_nothing_of_use_are_noticed() {
    let with_user = format!("{SMTP}host = \"a.example\"\nuser = \"a\"\npassword_file = \"/a\"");
    for password in ["", "\n", "a\nb", "a\0b"] {
        let given = Secrets {
            password: Some(Sensitive(password.to_owned())),
            authorities: None,
        };
        let wrong = said(&with_user, given).unwrap_err();
        assert!(wrong.starts_with("[mail] password_file: "), "{wrong}");
        assert!(password.trim().is_empty() || !wrong.contains(password));
    }
    let with_authority = format!("{SMTP}host = \"a.example\"\nca_file = \"/a\"");
    for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n!\n"] {
        let given = Secrets {
            password: None,
            authorities: Some(pem.as_bytes().to_vec()),
        };
        let wrong = said(&with_authority, given).unwrap_err();
        assert!(wrong.starts_with("[mail] ca_file: it holds no"), "{wrong}");
    }
}

#[test]
fn a_password_is_not_printed_by_accident() {
    assert!(!format!("{:?}", secrets()).contains("secret"));
}

/// The examples in the documentation for operators.
const OPERATIONS: &str = include_str!("../../../../docs/operations.md");

#[test]
fn the_examples_of_the_documentation_are_taken() {
    let examples: Vec<_> = OPERATIONS
        .split("```toml\n[mail]\n")
        .skip(1)
        .map(|from| from.split("```").next().unwrap())
        .collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        // What stands behind a comment sign has to be right too.
        let whole = example.replace("\n# ", "\n");
        for text in [example, &whole] {
            let mut config: Config = toml::from_str(text).unwrap();
            let scratch = tempfile::tempdir().unwrap();
            if config.folder.is_some() {
                config.folder = Some(scratch.path().to_owned());
            }
            config.ca_file = None;
            assert!(config.mailer(secrets()).is_ok(), "{text}");
        }
    }
}

#[test]
fn every_failure_is_in_the_documentation_with_what_follows_from_it() {
    use mail::Failure as F;
    for failure in [
        F::Folder,
        F::Unreachable,
        F::Untrusted,
        F::NotEncrypted,
        F::BrokenOff,
        F::PutOff(450),
        F::SignIn,
        F::Sender(553),
        F::Relay(554),
        F::Recipient(550),
        F::Content(554),
        F::Unwritable,
    ] {
        let code = format!("`{}`", failure.code());
        let of_code = |line: &&str| {
            line.split('|')
                .nth(1)
                .is_some_and(|cell| cell.contains(&code))
        };
        let answer = if failure.again() { "| yes |" } else { "| no |" };
        let found = OPERATIONS.lines().filter(of_code);
        let found: Vec<_> = found.filter(|line| line.contains(answer)).collect();
        assert_eq!(found.len(), 1, "{code} {answer}");
    }
}
