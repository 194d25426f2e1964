//! Letters that look like Latin ones, and how letters of other scripts are written over.

/// Each Latin letter with what looks like it: Cyrillic, Greek, Armenian, Cherokee, Lisu, small capitals, letters turned round.
const LOOKS: [(char, &str); 26] = [
    ('a', "аАαΑᴀɑɐꓮᎪ"),
    ('b', "вВβΒʙꓐᏴ"),
    ('c', "сСϲϹᴄɔꓚᏟ"),
    ('d', "ԁԀᴅɗꓓᎠ"),
    ('e', "еЕєЄεΕᴇǝəƏꓰᎬ"),
    ('f', "ғҒꜰꓝ"),
    ('g', "ԍԌɢɡƃցꓖᏀ"),
    ('h', "нНһҺΗʜɥհꓧᎻ"),
    ('i', "іІїЇιΙɪᴉꓲᎥ"),
    ('j', "јЈϳᴊɾյꓙᎫ"),
    ('k', "кКқҚκΚᴋʞꓗᏦ"),
    ('l', "ӏӀʟꓡᏞ"),
    ('m', "мМΜᴍɯꓟᎷ"),
    ('n', "пиИйЙηΝɴոꓠ"),
    ('o', "оОοΟσᴏօՕꓳ"),
    ('p', "рРρΡᴘꓑᏢ"),
    ('q', "ԛԚϙզ"),
    ('r', "гяЯʀɹꓣᎡᏒ"),
    ('s', "ѕЅꜱꓢᏚ"),
    ('t', "тТτΤᴛʇꓔᎢ"),
    ('u', "цυᴜսꓴʋ"),
    ('v', "νѵѴᴠʌꓦᏙ"),
    ('w', "шШѡѠωԝԜᴡʍꓪᎳ"),
    ('x', "хХχΧꓫ"),
    ('y', "уУүҮγΥʏʎꓬᎩ"),
    ('z', "ΖᴢꓜᏃ"),
];

/// Small letters of Cyrillic and Greek, and the Latin ones that stand for them.
const SOUNDS: [(&str, &str); 62] = [
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("гґѓ", "g"),
    ("д", "d"),
    ("еэ", "e"),
    ("ё", "yo"),
    ("ж", "zh"),
    ("з", "z"),
    ("иі", "i"),
    ("йы", "y"),
    ("кќ", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("уў", "u"),
    ("ф", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ъь", ""),
    ("ю", "yu"),
    ("я", "ya"),
    ("ї", "yi"),
    ("є", "ye"),
    ("ј", "j"),
    ("љ", "lj"),
    ("њ", "nj"),
    ("ћ", "c"),
    ("ђ", "dj"),
    ("џѕ", "dz"),
    ("α", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("ζ", "z"),
    ("ηι", "i"),
    ("θ", "th"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("ο", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σς", "s"),
    ("τ", "t"),
    ("υ", "y"),
    ("φ", "f"),
    ("χ", "ch"),
    ("ψ", "ps"),
    ("ω", "o"),
    ("қ", "q"),
];

/// The small Latin letter that it looks like.
pub(super) fn look(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let first = match code {
        0x1F150..=0x1F169 => Some(0x1F150),
        0x1F170..=0x1F189 => Some(0x1F170),
        0x1F1E6..=0x1F1FF => Some(0x1F1E6),
        _ => None,
    };
    if let Some(first) = first {
        return char::from_u32(u32::from(b'a') + code - first);
    }
    // The blocks in which they stand; most letters with an accent stand in none of them.
    let may = matches!(
        code,
        0x183
            | 0x18F
            | 0x1DD
            | 0x250..=0x2AF
            | 0x370..=0x52F
            | 0x531..=0x586
            | 0x13A0..=0x13F5
            | 0x1D00..=0x1D2B
            | 0xA4D0..=0xA4F7
            | 0xA730..=0xA731
    );
    let mut looks = LOOKS.iter().filter(|_| may);
    looks
        .find(|(_, like)| like.contains(letter))
        .map(|(latin, _)| *latin)
}

/// The Latin letters that stand for a small letter of another script.
pub(super) fn sound(letter: char) -> Option<&'static str> {
    let mut sounds = SOUNDS.iter().filter(|_| is_of_another_script(letter));
    sounds
        .find(|(letters, _)| letters.contains(letter))
        .map(|(_, latin)| *latin)
}

/// Whether it is a letter of Cyrillic or Greek.
pub(crate) fn is_of_another_script(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{52F}' | '\u{1F00}'..='\u{1FFF}')
}
