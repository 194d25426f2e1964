//! Where a browser is sent, and a sign-in that holds.

use oidc::Failure;
use serde_json::{Value, json};
use testing::provider::Says;

use crate::support::{Both, NOW, SUBJECT, VERIFIER, answer, at};

#[test]
fn a_sign_in_gives_the_subject_and_nothing_else() {
    let both = Both::new();
    assert_eq!(both.signed_in().unwrap(), SUBJECT);
}

#[test]
fn the_browser_carries_no_secret_and_asks_for_no_name() {
    let both = Both::new();
    let address = both.address(false);
    assert!(address.starts_with(&format!("{}/authorize?", both.small.issuer())));
    for part in [
        "scope=openid&",
        "code_challenge_method=S256",
        "response_type=code",
    ] {
        assert!(address.contains(part), "{address}");
    }
    for absent in [VERIFIER, "secret", "email", "profile", "prompt", "max_age"] {
        assert!(!address.contains(absent), "{absent}: {address}");
    }
    let anew = both.address(true);
    assert!(
        anew.contains("prompt=login") && anew.contains("max_age=0"),
        "{anew}"
    );
}

#[test]
fn what_counts_as_two_factors_is_asked_for_where_the_standard_has_a_way() {
    let both = Both::with(|one| {
        one.require.acr = vec!["AAL2".to_owned()];
        one.require.acrs = vec!["c1".to_owned()];
    });
    let address = both.address(false);
    assert!(address.contains("acr_values=AAL2"), "{address}");
    assert!(address.contains("claims=%7B%22id_token%22"), "{address}");
}

#[test]
fn each_way_of_saying_two_factors_counts_and_one_factor_does_not() {
    let both = Both::with(|one| {
        one.require.acr = vec!["AAL2".to_owned()];
        one.require.acrs = vec!["c1".to_owned()];
    });
    let says = |amr: Value, acr: Value, acrs: Value| {
        both.small.claim("amr", amr);
        both.small.claim("acr", acr);
        both.small.claim("acrs", acrs);
        both.signed_in()
    };
    let null = Value::Null;
    let one_factor = Err(Failure::TwoFactors);
    assert!(says(json!(["pwd", "mfa"]), null.clone(), null.clone()).is_ok());
    assert!(says(json!(["pwd"]), json!("AAL2"), null.clone()).is_ok());
    assert!(says(null.clone(), null.clone(), json!(["c2", "c1"])).is_ok());
    assert!(says(null.clone(), null.clone(), json!("c1")).is_ok());
    assert_eq!(
        says(json!(["pwd"]), json!("AAL1"), json!(["c2"])),
        one_factor
    );
    assert_eq!(says(null.clone(), null.clone(), null), one_factor);
    // A value of one claim is none of another.
    assert_eq!(
        says(json!(["AAL2"]), json!("mfa"), json!(["mfa"])),
        one_factor
    );
}

#[test]
fn whoever_has_to_show_anew_who_they_are_has_to_have_done_so_since() {
    let both = Both::new();
    let since = |seconds: i64| both.answered(|one| one.anew_since = Some(at(NOW + seconds)));
    assert!(since(-30).is_ok() && since(0).is_ok());
    both.small.claim("auth_time", json!(NOW - 3600));
    assert_eq!(since(0), Err(Failure::NotAnew));
    assert!(both.signed_in().is_ok(), "where any time will do");
    both.small.claim("auth_time", Value::Null);
    assert_eq!(since(0), Err(Failure::NotAnew));
}

#[test]
fn description_and_keys_are_asked_for_once_an_hour() {
    let both = Both::new();
    let asked = || {
        let of = |path| both.small.asked_for(path);
        (of("/.well-known/openid-configuration"), of("/keys"))
    };
    for _ in 0..3 {
        both.signed_in().unwrap();
    }
    assert_eq!(asked(), (1, 1));
    both.small.at(NOW + 3700);
    let back = both.small.sign_in(&both.address(false), SUBJECT);
    both.provider
        .subject(&answer(&back.code), at(NOW + 3700))
        .unwrap();
    assert_eq!(asked(), (2, 2));
}

#[test]
fn a_new_key_is_looked_for_once_and_then_not_for_a_minute() {
    let both = Both::new();
    both.signed_in().unwrap();
    both.small.rotate("second");
    let enter = |now: i64| {
        both.small.at(now);
        let back = both.small.sign_in(&both.address(false), SUBJECT);
        both.provider.subject(&answer(&back.code), at(now))
    };
    assert_eq!(
        enter(NOW + 30),
        Err(Failure::Signature),
        "asked a moment ago"
    );
    assert_eq!(enter(NOW + 90).unwrap(), SUBJECT);
    assert_eq!(both.small.asked_for("/keys"), 2);
    both.small
        .says(|one: &mut Says| one.key_id = Some("never seen".to_owned()));
    for _ in 0..3 {
        assert_eq!(enter(NOW + 100), Err(Failure::Signature));
    }
    assert_eq!(
        both.small.asked_for("/keys"),
        2,
        "nobody makes us ask again and again"
    );
}
