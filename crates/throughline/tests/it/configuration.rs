//! A configuration that cannot be used says where, and what is wrong.

use crate::program::{complained, private, run};

fn complaint(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.toml"), text).unwrap();
    let refused = run(&folder.path().join("data"), &["verify"]);
    assert!(!refused.status.success());
    complained(&refused)
}

#[test]
fn file_line_key_and_what_is_wrong() {
    let cases = [
        (
            "# a comment\nlistne = \"127.0.0.1:1\"\n",
            "line 2, listne: unknown field",
        ),
        ("listen = 8080\n", "line 1, listen: invalid type: integer"),
        (
            "listen = \"a\"\nlisten = \"b\"\n",
            "line 2, listen: duplicate key",
        ),
        ("listen = \n", "line 1, listen: "),
        (
            "[postgres]\nurl = \"postgres://x\"\n",
            "line 2, url: unknown field",
        ),
        (
            "trusted_proxies = \"10.0.0.1\"\n",
            "line 1, trusted_proxies: invalid type",
        ),
    ];
    for (text, expected) in cases {
        let said = complaint(text);
        let at = said.contains("config.toml, ") && said.contains(expected);
        assert!(at, "{text:?} gives {said}");
    }
}

#[test]
fn an_unknown_variable_is_refused_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = crate::program::command(&folder.path().join("data"), &["verify"]);
    let refused = command.env("THROUGHLINE_LISTNE", "x").output().unwrap();
    assert!(!refused.status.success());
    let said = complained(&refused);
    assert!(
        said.contains("listne") && said.contains("THROUGHLINE_"),
        "{said}"
    );
}

#[test]
fn a_secret_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("service.url");
    let config =
        format!("[postgres]\nservice_url_file = {file:?}\nprovision_url_file = {file:?}\n");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(folder.path().join("config.toml"), config).unwrap();
    private(&data.join("instance.key"), &"7".repeat(64));
    private(&file, "postgres://nobody@localhost/none");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let refused = run(&data, &["verify"]);
    assert!(!refused.status.success());
    let said = complained(&refused);
    assert!(
        said.contains("service.url") && said.contains("chmod 600"),
        "{said}"
    );
    assert!(
        !said.contains("nobody"),
        "the secret is not repeated: {said}"
    );
}

#[test]
fn a_proxy_that_is_no_address_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    crate::program::init(&data);
    let config = "trusted_proxies = [\"127.0.0.1\", \"proxy.example\"]\n";
    std::fs::write(folder.path().join("config.toml"), config).unwrap();
    let refused = run(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!refused.status.success());
    assert!(
        complained(&refused).contains("proxy.example"),
        "{}",
        complained(&refused)
    );
}

/// A provider that can be used, with one line changed.
fn with_provider(change: &[(&str, &str)]) -> String {
    let whole = "[[sign_in.providers]]\nid = \"aldermere\"\nname = \"Aldermere Council\"\n\
        issuer = \"https://login.aldermere.example\"\nclient_id = \"throughline\"\n\
        require = { amr = [\"mfa\"] }\n";
    change.iter().fold(whole.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

fn refused_at_start(config: &str, beside: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    crate::program::init(&data);
    for (name, text) in beside {
        private(&folder.path().join(name), text);
    }
    let config = config.replace("FOLDER", &folder.path().display().to_string());
    std::fs::write(folder.path().join("config.toml"), config).unwrap();
    let refused = run(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!refused.status.success());
    complained(&refused)
}

#[test]
fn a_provider_without_two_factors_or_with_a_wrong_address_stops_the_start() {
    let id = "sign_in.providers, aldermere: ";
    let cases: [(&[(&str, &str)], &str); 5] = [
        (
            &[("amr = [\"mfa\"]", "amr = []")],
            "require: say what counts as two factors",
        ),
        (
            &[("https://login", "http://login")],
            "issuer: give an address with https",
        ),
        (&[("id = \"throughline\"", "id = \"\"")], "client_id: "),
        (
            &[("require =", "ca_file = \"FOLDER/none.pem\"\nrequire =")],
            "ca_file: ",
        ),
        (
            &[(
                "require =",
                "client_secret_file = \"FOLDER/none\"\nrequire =",
            )],
            "client_secret_file: ",
        ),
    ];
    for (change, expected) in cases {
        let said = refused_at_start(&with_provider(change), &[]);
        assert!(
            said.contains(id) && said.contains(expected),
            "{change:?} gives {said}"
        );
    }
    let twice = with_provider(&[]).repeat(2);
    assert!(refused_at_start(&twice, &[]).contains("give each provider one of its own"));
    let empty = with_provider(&[(
        "require =",
        "client_secret_file = \"FOLDER/secret\"\nrequire =",
    )]);
    assert!(refused_at_start(&empty, &[("secret", "\n")]).contains("the file is empty"));
}

#[test]
fn a_secret_in_the_configuration_or_no_word_on_two_factors_is_refused_with_its_line() {
    let cases = [
        (
            &[("require =", "client_secret = \"x\"\nrequire =")],
            "line 6, client_secret: unknown field",
        ),
        (
            &[("require = { amr = [\"mfa\"] }\n", "")],
            "missing field `require`",
        ),
    ];
    for (change, expected) in cases {
        let said = complaint(&with_provider(change));
        assert!(said.contains(expected), "{change:?} gives {said}");
    }
}
