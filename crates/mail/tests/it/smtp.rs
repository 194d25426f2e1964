//! What a relay may answer, and what follows from it.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use mail::{Failure, Mailer as _, Relay, SignIn, Smtp, Tls};
use model::Sensitive;

use crate::parsed::parse;
use crate::relay::{Behaviour, GOES_AWAY, Heard, SILENT, relay};
use crate::support::{LINK, TO, message, sender};

/// A way to a relay on this machine, in the clear.
fn plain(port: u16) -> Relay {
    Relay {
        host: "127.0.0.1".to_owned(),
        port,
        tls: Tls::None,
        sign_in: None,
        authorities: None,
        timeout: Duration::from_secs(2),
    }
}

fn as_user() -> Option<SignIn> {
    Some(SignIn {
        user: "throughline".to_owned(),
        password: Sensitive("pass wörd".to_owned()),
    })
}

/// Sends one message to a relay that answers so, and says what came of it and what the relay heard.
fn sent(answers: &[(&'static str, &'static str)]) -> (Result<(), Failure>, Heard) {
    let relay = relay(Behaviour {
        answers: answers.to_vec(),
        ..Behaviour::default()
    });
    let result = Smtp::new(plain(relay.port), sender())
        .unwrap()
        .send(&message());
    (result, relay.heard())
}

#[test]
fn a_message_arrives_as_it_was_written() {
    let (result, heard) = sent(&[]);
    assert_eq!(result, Ok(()));
    let commands = [
        "EHLO reviews.example".to_owned(),
        "MAIL FROM:<throughline@reviews.example>".to_owned(),
        format!("RCPT TO:<{TO}>"),
        "DATA".to_owned(),
        "QUIT".to_owned(),
    ];
    assert_eq!(heard.commands, commands);
    let parsed = parse(&heard.message.unwrap());
    assert_eq!(parsed.header("To"), TO);
    assert!(
        parsed.body.contains(&format!("\n\n{LINK}\n\n")),
        "{parsed:?}"
    );
    assert!(
        parsed.body.contains("\n\n.\n\n"),
        "a dot by itself ends nothing"
    );
    assert_eq!(parsed.body.trim_end(), message().body().trim_end());
}

#[test]
fn what_is_put_off_is_tried_again() {
    for (at, answer, reply) in [
        ("", "421 4.3.2 too busy", 421),
        ("EHLO", "451 later", 451),
        ("MAIL", "452 4.3.1 no room", 452),
        (
            "RCPT",
            "450 4.2.0 greylisted ana.example@aldermere.example",
            450,
        ),
        ("RCPT", "452 4.2.2 mailbox full", 452),
        ("DATA", "451 later", 451),
        (".", "451 4.7.1 later", 451),
    ] {
        let (result, _) = sent(&[(at, answer)]);
        let failure = result.unwrap_err();
        assert_eq!(failure, Failure::PutOff(reply), "{at}");
        assert!(failure.again() && !failure.needs_the_operator());
    }
}

#[test]
fn an_address_that_is_refused_is_never_tried_again() {
    for (answer, reply) in [
        ("550 5.1.1 no such user ana.example@aldermere.example", 550),
        ("551 elsewhere", 551),
        ("553 5.1.3 not an address", 553),
        ("554 no", 554),
        ("556 5.1.10 this domain takes no mail", 556),
    ] {
        let (result, heard) = sent(&[("RCPT", answer)]);
        let failure = result.unwrap_err();
        assert_eq!(failure, Failure::Recipient(reply));
        assert!(!failure.again() && !failure.needs_the_operator());
        assert!(heard.message.is_none());
        assert_eq!(heard.commands.last().unwrap(), "QUIT");
        let shown = format!("{failure} {failure:?}");
        assert!(
            !shown.contains("ana") && !shown.contains("aldermere"),
            "{shown}"
        );
    }
}

#[test]
fn a_relay_that_serves_nobody_or_not_this_service_loses_no_message() {
    for (at, answer, expected) in [
        ("", "554 5.3.2 no service here", Failure::Relay(554)),
        ("EHLO", "550 5.7.1 who are you", Failure::Relay(550)),
        ("MAIL", "530 5.7.0 sign in first", Failure::Sender(530)),
        (
            "MAIL",
            "553 5.1.8 not from this sender",
            Failure::Sender(553),
        ),
        ("RCPT", "554 5.7.1 relay access denied", Failure::Relay(554)),
        ("RCPT", "550 5.7.54 unable to relay", Failure::Relay(550)),
        ("RCPT", "530 sign in first", Failure::Relay(530)),
        ("RCPT", "503 bad sequence", Failure::Relay(503)),
        ("DATA", "503 bad sequence", Failure::Relay(503)),
    ] {
        let (result, heard) = sent(&[(at, answer)]);
        let failure = result.unwrap_err();
        assert_eq!(failure, expected, "{at} {answer}");
        assert!(failure.again() && failure.needs_the_operator());
        assert!(heard.message.is_none());
    }
}

#[test]
fn a_message_that_is_refused_is_never_tried_again() {
    for (at, answer) in [("DATA", "554 5.6.0 no"), (".", "554 5.7.1 looks like spam")] {
        let (result, _) = sent(&[(at, answer)]);
        let failure = result.unwrap_err();
        assert_eq!(failure, Failure::Content(554));
        assert!(!failure.again() && failure.needs_the_operator());
    }
}

#[test]
fn a_relay_that_goes_away_is_tried_again() {
    for at in ["", "EHLO", "MAIL", "RCPT", "DATA", "."] {
        let (result, _) = sent(&[(at, GOES_AWAY)]);
        let failure = result.unwrap_err();
        let expected = [Failure::BrokenOff, Failure::Unreachable];
        assert!(
            expected.contains(&failure) && failure.again(),
            "{at} {failure}"
        );
    }
    for answer in ["no SMTP here", "999 what", "250-only\r\n251 half"] {
        let (result, _) = sent(&[("", answer), ("MAIL", answer)]);
        assert_eq!(result, Err(Failure::BrokenOff), "{answer}");
    }
}

#[test]
fn a_yes_to_another_question_is_no_invitation_to_send() {
    let (result, heard) = sent(&[("DATA", "250 OK")]);
    assert_eq!(result, Err(Failure::BrokenOff));
    assert!(heard.message.is_none());
}

#[test]
fn a_relay_that_goes_away_after_it_took_a_message_has_taken_it() {
    let (result, heard) = sent(&[("QUIT", GOES_AWAY)]);
    assert_eq!(result, Ok(()));
    assert!(heard.message.is_some());
}

#[test]
fn nobody_waits_longer_than_is_configured() {
    for at in ["", "RCPT"] {
        let relay = relay(Behaviour {
            answers: vec![(at, SILENT)],
            ..Behaviour::default()
        });
        let mut way = plain(relay.port);
        way.timeout = Duration::from_millis(300);
        let began = Instant::now();
        let result = Smtp::new(way, sender()).unwrap().send(&message());
        assert_eq!(result, Err(Failure::Unreachable));
        assert!(
            began.elapsed() < Duration::from_secs(3),
            "{:?}",
            began.elapsed()
        );
    }
}

#[test]
fn a_relay_that_is_not_there_is_tried_again() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let result = Smtp::new(plain(port), sender()).unwrap().send(&message());
    assert_eq!(result, Err(Failure::Unreachable));
    assert!(Failure::Unreachable.again());
}

#[test]
fn the_service_signs_in_where_that_is_configured() {
    let relay = relay(Behaviour {
        offers: vec!["AUTH LOGIN PLAIN"],
        ..Behaviour::default()
    });
    let mut way = plain(relay.port);
    way.sign_in = as_user();
    let result = Smtp::new(way, sender()).unwrap().send(&message());
    assert_eq!(result, Ok(()));
    let heard = relay.heard();
    let token = heard.commands.get(1).unwrap();
    let token = token.strip_prefix("AUTH PLAIN ").unwrap();
    let expected = "\0throughline\0pass wörd".as_bytes();
    assert_eq!(BASE64.decode(token.as_bytes()).unwrap(), expected);
}

#[test]
fn a_password_that_is_refused_loses_no_message() {
    let refusing = |offers: Vec<&'static str>, answer: &'static str| {
        let relay = relay(Behaviour {
            answers: vec![("AUTH", answer)],
            offers,
            tls: None,
        });
        let mut way = plain(relay.port);
        way.sign_in = as_user();
        let result = Smtp::new(way, sender()).unwrap().send(&message());
        (result.unwrap_err(), relay.heard())
    };
    let (failure, heard) = refusing(vec!["AUTH PLAIN"], "535 5.7.8 no");
    assert_eq!(failure, Failure::SignIn);
    assert!(failure.again() && failure.needs_the_operator());
    assert!(!heard.commands.iter().any(|said| said.starts_with("MAIL")));
    let (failure, heard) = refusing(vec!["AUTH CRAM-MD5"], "235 welcome");
    assert_eq!(failure, Failure::SignIn, "no way that both know");
    assert!(!heard.commands.iter().any(|said| said.starts_with("AUTH")));
    let (failure, _) = refusing(vec!["AUTH PLAIN"], "454 4.7.0 later");
    assert_eq!(failure, Failure::PutOff(454));
}
