//! What a new password has to be. Length counts, not odd signs.

/// Fewest characters of a password.
pub const LEAST_CHARACTERS: usize = 12;
/// Most characters of a password.
pub const MOST_CHARACTERS: usize = 200;

const COMMON: &str = include_str!("common_passwords.txt");

/// What is wrong with a new password, as codes of texts: `password-short`, `password-long`,
/// `password-common`, `password-email`, `password-repeats`. Nothing when it may be used.
#[must_use]
pub fn password_faults(password: &str, email: &str) -> Vec<&'static str> {
    let characters = password.chars().count();
    let folded = password.trim().to_lowercase();
    let mut faults = Vec::new();
    if characters < LEAST_CHARACTERS {
        faults.push("password-short");
    }
    if characters > MOST_CHARACTERS {
        faults.push("password-long");
    }
    if COMMON.lines().any(|line| line == folded) {
        faults.push("password-common");
    }
    if is_the_email(&folded, &email.trim().to_lowercase()) {
        faults.push("password-email");
    }
    let different: std::collections::BTreeSet<char> = folded.chars().collect();
    if characters >= LEAST_CHARACTERS && different.len() < 4 {
        faults.push("password-repeats");
    }
    faults
}

/// The address itself, or its part before the `@` with nothing but digits and signs around it.
fn is_the_email(folded: &str, email: &str) -> bool {
    let name = email.split('@').next().unwrap_or(email);
    let trimmed = folded.trim_matches(|sign: char| !sign.is_alphabetic());
    folded == email || (!name.is_empty() && (folded == name || trimmed == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMAIL: &str = "alexandra.morgan@council.example";

    #[test]
    fn a_long_phrase_passes() {
        assert!(password_faults("seven herons over marsh", EMAIL).is_empty());
    }

    #[test]
    fn each_rule_has_its_code() {
        assert_eq!(password_faults("short", EMAIL), ["password-short"]);
        assert_eq!(
            password_faults("Safeguarding2026", EMAIL),
            ["password-common"]
        );
        assert_eq!(
            password_faults("Alexandra.Morgan@council.example", EMAIL),
            ["password-email"]
        );
        assert_eq!(
            password_faults("alexandra.morgan2026!", EMAIL),
            ["password-email"]
        );
        assert_eq!(
            password_faults("ababababababab", EMAIL),
            ["password-repeats"]
        );
        assert_eq!(
            password_faults(&"long phrase ".repeat(20), EMAIL),
            ["password-long"]
        );
    }

    #[test]
    fn every_listed_password_is_one_the_length_rule_lets_through() {
        for line in COMMON.lines() {
            assert!(
                line.chars().count() >= LEAST_CHARACTERS,
                "{line} need not be listed"
            );
            assert_eq!(line, line.to_lowercase());
        }
    }
}
