//! Reading e-mail addresses and telephone numbers. Both are checked for slips of the keyboard
//! only: whether an address works is known by writing to it.

use super::field::Problem;
use super::{Field, Filled};

const LONGEST_EMAIL: usize = 254;
const LONGEST_PHONE: usize = 40;

impl Filled {
    /// An e-mail address that must be given; kept as typed, its domain in small letters.
    pub fn email(&mut self, field: &Field) -> Option<String> {
        let typed = self.text(field, LONGEST_EMAIL)?;
        let address = tidy_email(&typed);
        if address.is_none() {
            self.wrong(field, Problem::Email, &[]);
        }
        address
    }

    /// A telephone number that must be given; kept as typed.
    pub fn phone(&mut self, field: &Field) -> Option<String> {
        let typed = self.text(field, LONGEST_PHONE)?;
        if is_phone(&typed) {
            return Some(typed);
        }
        self.wrong(field, Problem::Phone, &[]);
        None
    }
}

fn tidy_email(typed: &str) -> Option<String> {
    let (name, domain) = typed.rsplit_once('@')?;
    let bad = |letter: char| letter.is_whitespace() || "@,;:<>()[]\\\"".contains(letter);
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    let dots = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    let good = !name.is_empty() && !dots && !name.contains(bad);
    let place = domain.contains('.') && domain.split('.').all(label);
    (good && place).then(|| format!("{name}@{}", domain.to_lowercase()))
}

fn is_phone(typed: &str) -> bool {
    let number = typed.to_lowercase();
    let number = number.split(" ext").next().unwrap_or_default();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let known = |letter: char| letter.is_ascii_digit() || " +()-.".contains(letter);
    (9..=15).contains(&digits)
        && number.chars().all(known)
        && !number.get(1..).unwrap_or("").contains('+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(
            tidy_email("A.Okafor@Example.GOV.uk").as_deref(),
            Some("A.Okafor@example.gov.uk")
        );
        for slip in [
            "",
            "a",
            "a@b",
            "a@@b.uk",
            "a b@c.uk",
            "a@b..uk",
            ".a@b.uk",
            "a@-b.uk",
            "a@b.uk,c@d.uk",
        ] {
            assert_eq!(tidy_email(slip), None, "{slip}");
        }
    }

    #[test]
    fn numbers() {
        for good in [
            "020 7946 0000",
            "+44 (0)20 7946 0000",
            "07700 900123",
            "01632 960 001 ext 12",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for slip in ["", "999", "call me", "0207946+0000", "12345678901234567890"] {
            assert!(!is_phone(slip), "{slip}");
        }
    }
}
