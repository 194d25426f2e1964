//! Names under which people download files.

/// Longest name in characters, extension included.
const LONGEST: usize = 100;

/// Longest name in bytes: file systems stop at 255, and browsers add to a name that is taken.
const LONGEST_BYTES: usize = 200;

/// Longest extension that is kept when a name is shortened, dot included.
const LONGEST_EXTENSION: usize = 6;

/// Names that Windows keeps for devices, whatever their extension.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A name that can be offered for download.
///
/// It has no folder, no control character, none that hides or reorders others, none that a file system or a header
/// gives a meaning to; it is at most 100 characters and 200 bytes long and never empty.
#[must_use]
pub fn safe_file_name(name: &str) -> String {
    let last_part = name
        .rsplit(['/', '\\'])
        .find(|part| !tidy(part).is_empty())
        .unwrap_or_default();
    let tidied = tidy(last_part);
    let stem = tidied
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_lowercase();
    if tidied.is_empty() {
        "file".to_owned()
    } else if DEVICES.contains(&stem.as_str()) {
        shorten(&format!("file {tidied}"))
    } else {
        shorten(&tidied)
    }
}

/// The name's last extension in lower case, without its dot; empty when there is none.
pub(crate) fn extension(name: &str) -> String {
    let tidied = tidy(name.rsplit(['/', '\\']).next().unwrap_or_default());
    match tidied.rsplit_once('.') {
        Some((_, extension)) => extension.trim().to_lowercase(),
        None => String::new(),
    }
}

fn tidy(part: &str) -> String {
    let mut tidied = String::with_capacity(part.len());
    for character in part.chars().filter(|character| !is_hidden(*character)) {
        let kept = match character {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' | ';' | '`' | '$' => '-',
            other if other.is_whitespace() => ' ',
            other => other,
        };
        if kept != ' ' || !tidied.ends_with(' ') {
            tidied.push(kept);
        }
    }
    // Windows drops dots and spaces at the end; a dot in front hides a file elsewhere.
    tidied
        .trim_matches(|character| matches!(character, ' ' | '.'))
        .to_owned()
}

/// Control characters, and characters that are invisible or change the order of others.
fn is_hidden(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(
            character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        )
        || matches!(character, '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
        || matches!(character, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= LONGEST && name.len() <= LONGEST_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = match name.rfind('.').and_then(|dot| name.split_at_checked(dot)) {
        Some((stem, extension)) if extension.chars().count() <= LONGEST_EXTENSION => {
            (stem, extension)
        }
        _ => (name, ""),
    };
    let mut shortened = String::new();
    let stem_letters = LONGEST - extension.chars().count();
    for character in stem.chars().take(stem_letters) {
        if shortened.len() + character.len_utf8() + extension.len() > LONGEST_BYTES {
            break;
        }
        shortened.push(character);
    }
    format!("{}{extension}", shortened.trim_end_matches([' ', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folders_and_tricks_are_taken_out_of_names() {
        for (given, safe) in [
            ("Hospital note.pdf", "Hospital note.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\note.docx", "note.docx"),
            ("note\u{202E}fdp.exe", "notefdp.exe"),
            ("a\r\nSet-Cookie: b.txt", "a Set-Cookie- b.txt"),
            (" .hidden ", "hidden"),
            ("two   spaces\t.txt", "two spaces .txt"),
            ("say \"hello\".txt", "say -hello-.txt"),
            ("CON.txt", "file CON.txt"),
            ("nul", "file nul"),
            ("", "file"),
            ("...", "file"),
            ("folder/", "folder"),
            ("\u{200B}\0", "file"),
            ("Zoë Łukasz أمل.pdf", "Zoë Łukasz أمل.pdf"),
        ] {
            assert_eq!(safe_file_name(given), safe, "{given:?}");
        }
    }

    #[test]
    fn long_names_keep_their_extension() {
        let long = safe_file_name(&format!("{}.docx", "a".repeat(300)));
        assert_eq!(long.chars().count(), LONGEST);
        assert!(
            std::path::Path::new(&long)
                .extension()
                .is_some_and(|extension| extension == "docx")
        );
        let wide = safe_file_name(&format!("{}.pdf", "王".repeat(300)));
        assert!(wide.len() <= LONGEST_BYTES && wide.ends_with(".pdf") && wide.starts_with('王'));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_name_becomes_safe_and_stays_as_it_is_the_second_time(name in any::<String>()) {
            let safe = safe_file_name(&name);
            prop_assert!(!safe.is_empty() && safe.chars().count() <= LONGEST && safe.len() <= LONGEST_BYTES);
            prop_assert!(!safe.contains(['/', '\\', '"', ':', '\n', '\r', '\0']));
            prop_assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']));
            prop_assert_eq!(safe_file_name(&safe), safe);
        }
    }
}
