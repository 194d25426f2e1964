//! A message read back, by rules of its own and not by those of the library that wrote it.

use data_encoding::BASE64;

#[derive(Debug)]
pub(crate) struct Parsed {
    /// Name and unfolded value, in order.
    pub(crate) headers: Vec<(String, String)>,
    /// Decoded, with line breaks of one sign.
    pub(crate) body: String,
}

impl Parsed {
    pub(crate) fn header(&self, name: &str) -> &str {
        let all: Vec<_> = self.headers.iter().filter(|(one, _)| one == name).collect();
        assert_eq!(all.len(), 1, "{name} stands once");
        &all.first().unwrap().1
    }
}

/// Reads a message; fails where it is none.
pub(crate) fn parse(bytes: &[u8]) -> Parsed {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.is_ascii());
    assert!(
        !text.replace("\r\n", "").contains(['\r', '\n']),
        "bare breaks"
    );
    assert!(text.split("\r\n").all(|line| line.len() <= 998));
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let headers: Vec<_> = head
        .split("\r\n")
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), decoded_words(value)))
        .collect();
    let mut parsed = Parsed {
        headers,
        body: String::new(),
    };
    let bytes = match parsed.header("Content-Transfer-Encoding") {
        "7bit" => body.as_bytes().to_vec(),
        "quoted-printable" => quoted_printable(body),
        "base64" => BASE64.decode(body.replace("\r\n", "").as_bytes()).unwrap(),
        other => unreachable!("{other}"),
    };
    parsed.body = String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    parsed
}

/// RFC 2045, 6.7.
fn quoted_printable(body: &str) -> Vec<u8> {
    let joined = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if *first == b'=' {
            let (digits, others) = rest.split_at(2);
            let digits = std::str::from_utf8(digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = others;
        } else {
            bytes.push(*first);
        }
    }
    bytes
}

/// RFC 2047, with the encoding `b`; the blank between two encoded words is none.
fn decoded_words(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value;
    let mut after_a_word = false;
    while let Some((before, from)) = rest.split_once("=?utf-8?b?") {
        if !(after_a_word && before.trim().is_empty()) {
            text.push_str(before);
        }
        let (word, others) = from.split_once("?=").unwrap();
        let bytes = BASE64.decode(word.as_bytes()).unwrap();
        text.push_str(std::str::from_utf8(&bytes).unwrap());
        rest = others;
        after_a_word = true;
    }
    text.push_str(rest);
    text
}
