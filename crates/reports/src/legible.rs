//! Text as the fonts can print it.

use model::paper::paragraphs;

use crate::world::fonts;

/// Printed where no font has the character.
const BOX: char = '\u{25A1}';

/// Lets a line break inside a very long word; the template puts a space too narrow to see in its place, so that it is never copied.
const BREAK_HERE: char = '\u{200B}';

/// Makes texts printable and counts what could not be.
#[derive(Default)]
pub struct Legible {
    unprintable: usize,
}

impl Legible {
    /// How many characters so far print as a box.
    pub fn unprintable(&self) -> usize {
        self.unprintable
    }

    /// The paragraphs of a text as lines; a word longer than `longest_word` letters may break across lines.
    pub fn paragraphs(&mut self, text: &str, longest_word: usize) -> Vec<Vec<String>> {
        let found = paragraphs(text);
        found
            .into_iter()
            .map(|lines| {
                lines
                    .iter()
                    .map(|line| self.line(line, longest_word))
                    .collect()
            })
            .collect()
    }

    fn line(&mut self, line: &str, longest_word: usize) -> String {
        let mut printed = String::with_capacity(line.len());
        let mut letters_in_word = 0;
        for character in line.chars() {
            if character == '\t' {
                printed.push_str("    ");
                letters_in_word = 0;
                continue;
            }
            let Some(shown) = self.shown(character) else {
                continue;
            };
            letters_in_word = if shown.is_whitespace() {
                0
            } else {
                letters_in_word + 1
            };
            if letters_in_word > longest_word {
                printed.push(BREAK_HERE);
                letters_in_word = 1;
            }
            printed.push(shown);
        }
        printed
    }

    /// The character to print, a box instead of it, or nothing.
    fn shown(&mut self, character: char) -> Option<char> {
        let is_printable = fonts().iter().any(|font| has(font, character));
        if is_printable && character != BREAK_HERE {
            Some(character)
        } else if shows_nothing(character) {
            None
        } else {
            self.unprintable += 1;
            Some(BOX)
        }
    }
}

fn has(font: &typst::text::Font, character: char) -> bool {
    font.info().coverage.contains(u32::from(character))
}

/// Marks that only tell neighbouring letters how to look; without the right font they have nothing to say.
fn shows_nothing(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}')
        || matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}')
}
