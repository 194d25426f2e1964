//! What an operation of the police is called, out of a reference: "Operation Marram", "OP-LARKSPUR 42/7731".

/// Its name, where the reference begins with the word for it.
pub(super) fn name_of(reference: &str) -> Option<String> {
    let lower = reference.trim().to_lowercase();
    let rest = ["operation", "op"]
        .into_iter()
        .find_map(|word| lower.strip_prefix(word))?;
    let named = rest.trim_start_matches([' ', '.', '-', ':', '/', '_']);
    if named.len() == rest.len() {
        return None;
    }
    let words = named
        .split(|letter: char| !letter.is_alphabetic())
        .take_while(|word| word.chars().count() >= 3)
        .take(2);
    let name = words.collect::<Vec<&str>>().join(" ");
    (name.chars().count() >= 4).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_operation_is_called_is_read_from_its_reference() {
        for (reference, name) in [
            ("Operation Marram", Some("marram")),
            ("OP-LARKSPUR 42/7731", Some("larkspur")),
            ("Op. Grey Heron 7", Some("grey heron")),
            ("Opal House 7", None),
            ("Operation 12", None),
            ("CAD 4567/12", None),
        ] {
            assert_eq!(name_of(reference).as_deref(), name, "{reference}");
        }
    }
}
