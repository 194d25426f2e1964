//! Licence expressions as packages write them (SPDX, and the older `A/B` for `A OR B`).

/// Whether the expression can be met with the given licences alone.
pub fn allows(expression: &str, licences: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = alternatives(&words, &mut at, licences);
    met && at == words.len()
}

fn alternatives(words: &[&str], at: &mut usize, licences: &[String]) -> bool {
    let mut met = together(words, at, licences);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= together(words, at, licences);
    }
    met
}

fn together(words: &[&str], at: &mut usize, licences: &[String]) -> bool {
    let mut met = one(words, at, licences);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, licences);
    }
    met
}

fn one(words: &[&str], at: &mut usize, licences: &[String]) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let met = alternatives(words, at, licences);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return met && closed;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!(
            "{name} WITH {}",
            words.get(*at + 1).copied().unwrap_or_default()
        );
        *at += 2;
    }
    licences.contains(&name)
}

#[test]
fn expressions_are_read_as_their_authors_mean_them() {
    let ours = [
        "MIT",
        "Apache-2.0",
        "Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
    ]
    .map(String::from);
    for met in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-2.0-only OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
    ] {
        assert!(allows(met, &ours), "{met}");
    }
    for not_met in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR GPL-3.0) AND GPL-2.0",
        "GPL-2.0 WITH LLVM-exception",
        "(MIT",
    ] {
        assert!(!allows(not_met, &ours), "{not_met}");
    }
}
