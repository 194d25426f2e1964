//! Whether somebody has an account does not show in how much is done for an answer.

use std::time::{Duration, Instant as Stopwatch};

use access::Role;
use access::sign_in::Outcome;

use crate::world::{ELSEWHERE, NOW, PASSWORD, World, on_both, role_of};

const EMAIL: &str = "sam.carter@council.example";
const INVITED: &str = "jo.field@council.example";
const WITHOUT: &str = "kim.marsh@council.example";
const TIMES: usize = 5;

/// How an attempt is made: in words, whose address, password, code.
type Attempt<'a> = (&'static str, &'a str, &'a str, &'a str);

/// Makes an attempt several times, each from an address of its own; returns how often a password was worked on
/// each time, and the time in the middle.
async fn tried(world: &World, attempt: Attempt<'_>) -> (Vec<u64>, Duration) {
    let (what, email, password, code) = attempt;
    let (mut worked, mut times) = (Vec::new(), Vec::new());
    for number in 0..TIMES {
        let at = format!("{ELSEWHERE} {what} {number}");
        let before = world.sign_in.passwords_worked_on();
        let began = Stopwatch::now();
        let outcome = world
            .sign_in
            .with_password(email, password, code, &at, NOW.plus_seconds(300))
            .await;
        times.push(began.elapsed());
        worked.push(world.sign_in.passwords_worked_on() - before);
        assert!(matches!(outcome.unwrap(), Outcome::Wrong), "{what}");
    }
    times.sort();
    (worked, times[TIMES / 2])
}

#[test]
fn as_much_is_done_for_nobody_as_for_somebody() {
    on_both(false, async |world| {
        let sam = world.known(EMAIL, Role::BusinessManager).await;
        let invited = world.add_person("Jo Field", INVITED).await;
        let role = role_of(invited, Role::AgencyAuthor, "2026-01-01", None);
        world.add_role(&role, world.partnership).await;
        let administrator = world.administrator(crypto::id(NOW).unwrap(), NOW);
        world.invite(&administrator, invited).await.unwrap();
        world.add_person("Kim Marsh", WITHOUT).await;
        let right = sam.code(NOW.plus_seconds(300));
        let attempts: [Attempt<'_>; 6] = [
            ("a wrong password", EMAIL, "seven herons over mist", &right),
            ("a wrong code", EMAIL, PASSWORD, "000000"),
            ("nobody", "nobody@council.example", PASSWORD, &right),
            ("invited, not accepted", INVITED, PASSWORD, &right),
            ("no way to sign in yet", WITHOUT, PASSWORD, &right),
            ("no address", "", PASSWORD, &right),
        ];
        for attempt in attempts {
            let (worked, middle) = tried(world, attempt).await;
            assert_eq!(worked, [1; TIMES], "{}", attempt.0);
            eprintln!("{:>24}: {} ms in the middle", attempt.0, middle.as_millis());
        }
    });
}

#[test]
fn as_little_is_done_for_nobody_as_for_somebody_who_has_to_wait() {
    on_both(false, async |world| {
        world.known(EMAIL, Role::BusinessManager).await;
        let now = NOW.plus_seconds(300);
        let mut counts = Vec::new();
        for email in [EMAIL, "nobody@council.example"] {
            let before = world.sign_in.passwords_worked_on();
            let mut waits = 0;
            for _ in 0..9 {
                let outcome = world
                    .sign_in
                    .with_password(email, "seven herons over mist", "000000", ELSEWHERE, now)
                    .await;
                waits += usize::from(matches!(outcome.unwrap(), Outcome::TryLater { .. }));
            }
            counts.push((world.sign_in.passwords_worked_on() - before, waits));
        }
        assert_eq!(counts[0], counts[1]);
        assert!(counts[0].1 > 0, "somebody had to wait");
    });
}

#[test]
fn a_passkey_is_asked_for_without_saying_who_is_there() {
    on_both(false, async |world| {
        let nobody_yet = world.sign_in.start_entry(NOW).await.unwrap();
        world.known(EMAIL, Role::BusinessManager).await;
        let somebody = world.sign_in.start_entry(NOW).await.unwrap();
        let shape = |options: &str| {
            options
                .chars()
                .filter(|sign| "{}[],:".contains(*sign))
                .collect::<String>()
        };
        assert_eq!(shape(&nobody_yet.options), shape(&somebody.options));
        assert_eq!(nobody_yet.options.len(), somebody.options.len());
    });
}
