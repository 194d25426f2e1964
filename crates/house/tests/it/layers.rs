//! Which crate may use which (ARCHITECTURE.md), and where the heavy libraries live.

use crate::repository::{crates, text};

/// Each crate of the workspace and the crates of the workspace that it may use.
const MAY_USE: [(&str, &[&str]); 21] = [
    ("model", &[]),
    ("crypto", &["model"]),
    ("db", &["model"]),
    ("oidc", &["model"]),
    ("access", &["model", "db", "crypto", "oidc"]),
    ("vault", &["model", "access", "db", "crypto"]),
    ("commons", &["model", "access", "db", "crypto"]),
    ("search", &["model", "crypto"]),
    ("post", &["model", "access", "db", "crypto"]),
    ("papers", &["model"]),
    ("chronology", &["model"]),
    ("deidentify", &["model", "recogniser"]),
    ("recogniser", &[]),
    ("mail", &["model"]),
    ("reports", &["model"]),
    ("govuk", &[]),
    (
        "app",
        &[
            "model",
            "crypto",
            "db",
            "access",
            "vault",
            "commons",
            "post",
            "search",
            "papers",
            "reports",
            "chronology",
            "deidentify",
        ],
    ),
    ("web", &["app", "model", "govuk", "access", "crypto", "db"]),
    (
        "throughline",
        &[
            "model",
            "crypto",
            "db",
            "access",
            "vault",
            "commons",
            "post",
            "search",
            "papers",
            "reports",
            "govuk",
            "app",
            "web",
            "oidc",
            "chronology",
            "mail",
            "deidentify",
        ],
    ),
    ("house", &[]),
    ("testing", &["db", "crypto"]),
];

/// The crate that any other may use for its tests, and for nothing else.
const FOR_TESTS: &str = "testing";

/// What tests of a crate may use beside that: a test of a writer reads with the reader of what it writes.
const TESTS_MAY_USE: [(&str, &str); 2] = [("papers", "chronology"), ("web", "papers")];

/// Libraries that belong to one place, and the crates that are that place.
const LIVES_IN: [(&str, &[&str]); 39] = [
    ("sqlx", &["db", "testing"]),
    ("libsqlite3-sys", &["db"]),
    ("cedar-policy", &["access"]),
    ("webauthn-rs", &["access"]),
    ("totp-rs", &["access"]),
    ("openidconnect", &["oidc"]),
    ("ureq", &["oidc"]),
    ("axum", &["web"]),
    ("axum-extra", &["web"]),
    ("tower-http", &["web"]),
    ("fluent-bundle", &["web"]),
    ("askama", &["web", "govuk"]),
    ("typst", &["reports"]),
    ("typst-pdf", &["reports"]),
    ("typst-assets", &["reports"]),
    ("resvg", &["reports"]),
    ("zip", &["papers"]),
    ("flate2", &["papers"]),
    ("quick-xml", &["papers"]),
    ("jiff", &["model"]),
    ("argon2", &["crypto"]),
    ("chacha20poly1305", &["crypto"]),
    ("ed25519-dalek", &["crypto"]),
    ("x25519-dalek", &["crypto"]),
    ("hkdf", &["crypto"]),
    ("sha2", &["crypto"]),
    ("getrandom", &["crypto"]),
    ("clap", &["throughline"]),
    ("pdf-extract", &["papers"]),
    ("calamine", &["papers"]),
    ("rust_xlsxwriter", &["papers"]),
    ("lettre", &["mail"]),
    ("multer", &["web"]),
    ("rlimit", &["throughline"]),
    ("landlock", &["throughline"]),
    ("rustix", &["throughline"]),
    ("tantivy", &["search"]),
    ("frostem", &["search"]),
    ("ndarray", &["search"]),
];

/// Libraries that no crate of ours names, though another library may bring them.
const NOBODY: [(&str, &str); 6] = [
    ("chrono", "dates are model types over jiff"),
    ("time", "dates are model types over jiff"),
    ("rand", "crypto::random is the only source of randomness"),
    ("openssl", "only SQLCipher links OpenSSL"),
    ("openssl-sys", "only SQLCipher links OpenSSL"),
    ("native-tls", "TLS is rustls"),
];

/// The reason why `user` may not depend on `used`, if there is one.
fn objection(user: &str, used: &str, in_workspace: bool) -> Option<String> {
    if in_workspace {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == user) else {
            return Some(format!(
                "{user} is not in the table of layers: add it there and to ARCHITECTURE.md"
            ));
        };
        return (!allowed.contains(&used))
            .then(|| format!("{user} may not use {used} (ARCHITECTURE.md)"));
    }
    if let Some((_, reason)) = NOBODY.iter().find(|(name, _)| *name == used) {
        return Some(format!("{user} may not use {used}: {reason}"));
    }
    LIVES_IN
        .iter()
        .find(|(name, places)| *name == used && !places.contains(&user))
        .map(|(_, places)| {
            format!(
                "{user} may not use {used}, which lives in {}",
                places.join(" and ")
            )
        })
}

#[test]
fn crates_use_only_what_the_architecture_allows() {
    let mut objections = Vec::new();
    let mut looked_at = 0;
    for package in crates() {
        let user = text(package, "name");
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            looked_at += 1;
            // What only tests use may be any outside library: a test of a reader writes with the library it reads with.
            let in_workspace = !dependency["path"].is_null();
            let used = text(dependency, "name");
            let for_tests = text(dependency, "kind") == "dev";
            if for_tests && (used == FOR_TESTS || TESTS_MAY_USE.contains(&(user, used))) {
                continue;
            }
            if !in_workspace && for_tests && !NOBODY.iter().any(|(name, _)| *name == used) {
                continue;
            }
            objections.extend(objection(user, used, in_workspace));
        }
    }
    assert!(
        looked_at > 30,
        "cargo metadata lists the dependencies of the workspace"
    );
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

#[test]
fn a_crate_that_reaches_across_is_refused() {
    assert!(objection("model", "db", true).is_some());
    assert!(objection("web", "vault", true).is_some());
    assert!(objection("commons", "vault", true).is_some());
    assert!(objection("newcomer", "model", true).is_some());
    assert!(objection("web", "sqlx", false).is_some());
    assert!(objection("model", "chrono", false).is_some());
    assert!(objection("vault", "db", true).is_none());
    assert!(objection("model", "serde", false).is_none());
}

#[test]
fn the_architecture_document_names_every_crate() {
    let document = std::fs::read_to_string(crate::repository::root().join("ARCHITECTURE.md"))
        .expect("ARCHITECTURE.md");
    for package in crates() {
        let name = text(package, "name");
        assert!(
            document.contains(&format!("`{name}`")),
            "ARCHITECTURE.md does not name the crate `{name}`"
        );
    }
}

/// The only file in which learning goes from a case to where others read it.
const THE_WAY_OUT: &str = "crates/app/src/sharing/put.rs";

/// Puts invented items there that come from no case, for the demonstration.
const OF_NO_CASE: &str = "crates/throughline/src/demo/shared.rs";

/// Whether a file puts something into the store of shared learning, or takes it back from there.
fn puts(text: &str) -> bool {
    ["commons::put(", "commons::recall("]
        .iter()
        .any(|call| text.contains(call))
}

#[test]
fn nothing_leaves_a_case_but_by_the_check_before_sharing() {
    let all = &*crate::repository::FILES;
    let code = all.iter().filter(|file| {
        let source = file.path.contains("/src/") && file.extension() == "rs";
        source
            && !file.path.starts_with("crates/commons/")
            && !file.path.starts_with("crates/house/")
    });
    let putting = code.filter(|file| file.text.as_deref().is_some_and(puts));
    let paths: Vec<&str> = putting.map(|file| file.path.as_str()).collect();
    assert_eq!(paths, [THE_WAY_OUT, OF_NO_CASE]);
    assert!(puts("commons::put(tx, &permit, new)"));
    assert!(!puts("crate::sharing::put"));
}
