//! A drawing in a document, as forms and words. Whatever was typed stands in it as text and is escaped where it becomes SVG.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// A drawing. Lengths are CSS pixels.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// What it shows, for those who do not see it; all that it says must stand here or beside it.
    pub words: String,
    /// Its forms; later ones lie on earlier ones.
    pub shapes: Vec<Shape>,
}

/// A form in a drawing. Places are CSS pixels from the left and from above, written as SVG writes numbers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A line, or an outline where it is closed.
    Path {
        /// Its course, as SVG writes it.
        course: String,
        /// How it is drawn.
        stroke: Stroke,
        /// Whether what lies under it is covered in white.
        covers: bool,
    },
    /// A grey field with round corners and a dotted edge.
    Field {
        /// Left edge.
        x: String,
        /// Upper edge.
        y: String,
        /// Width.
        width: String,
        /// Height.
        height: String,
    },
    /// A line of text around a point, with a white edge so that lines do not run through it.
    Text {
        /// Its middle.
        x: String,
        /// Its foot.
        y: String,
        /// What it says.
        text: String,
        /// Whether its letters are bold.
        bold: bool,
    },
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stroke {
    /// Thick and black.
    Strong,
    /// Thin and grey.
    Plain,
    /// The outline of a sign.
    Sign,
    /// Thick, black, with gaps.
    StrongEnded,
    /// Thin, grey, with gaps.
    PlainEnded,
    /// Dotted.
    Dotted,
}

impl Stroke {
    /// The line with gaps, which says that something is over.
    #[must_use]
    pub const fn ended(self) -> Self {
        match self {
            Self::Strong => Self::StrongEnded,
            Self::Plain => Self::PlainEnded,
            other => other,
        }
    }

    const fn attributes(self) -> &'static str {
        match self {
            Self::Strong => r##"stroke="#0b0c0c" stroke-width="2.5""##,
            Self::Plain => r##"stroke="#505a5f" stroke-width="1.5""##,
            Self::Sign => r##"stroke="#0b0c0c" stroke-width="2""##,
            Self::StrongEnded => r##"stroke="#0b0c0c" stroke-width="2.5" stroke-dasharray="7 5""##,
            Self::PlainEnded => r##"stroke="#505a5f" stroke-width="1.5" stroke-dasharray="7 5""##,
            Self::Dotted => {
                r##"stroke="#505a5f" stroke-width="2" stroke-dasharray="1 5" stroke-linecap="round""##
            }
        }
    }
}

impl Picture {
    /// The drawing as SVG that needs no styles, with its letters in a family. Its words are not in it: whoever places it says
    /// them.
    #[must_use]
    pub fn svg(&self, family: &str) -> String {
        let (width, height) = (self.width, self.height);
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#
        );
        for shape in &self.shapes {
            // Writing to a text cannot fail.
            _ = shape.write(&mut svg, family);
        }
        svg.push_str("</svg>");
        svg
    }
}

impl Shape {
    fn write(&self, svg: &mut String, family: &str) -> std::fmt::Result {
        match self {
            Self::Path {
                course,
                stroke,
                covers,
            } => {
                let fill = if *covers { "#fff" } else { "none" };
                let (course, look) = (escaped(course), stroke.attributes());
                write!(svg, r#"<path d="{course}" fill="{fill}" {look}/>"#)
            }
            Self::Field {
                x,
                y,
                width,
                height,
            } => {
                let [x, y, width, height] = [x, y, width, height].map(|text| escaped(text));
                write!(
                    svg,
                    r##"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="16" fill="#f3f2f1" stroke="#505a5f" stroke-width="1.5" stroke-dasharray="2 4"/>"##
                )
            }
            Self::Text { x, y, text, bold } => {
                let weight = if *bold { 700 } else { 400 };
                let [x, y, text, family] =
                    [x, y, text, family].map(|text| escaped(&super::printable(text)));
                write!(
                    svg,
                    r##"<text x="{x}" y="{y}" font-family="{family}" font-size="13" font-weight="{weight}" text-anchor="middle" fill="#0b0c0c" stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke">{text}</text>"##
                )
            }
        }
    }
}

/// Text as it may stand in SVG, in an attribute too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Picture, Shape, Stroke};

    fn of(shape: Shape) -> String {
        let picture = Picture {
            width: 20,
            height: 10,
            words: "A line".to_owned(),
            shapes: vec![shape],
        };
        picture.svg("Serif")
    }

    #[test]
    fn what_was_typed_stays_text() {
        let typed = r#"</text><image href="file:///etc/hosts"/>"&'"#;
        let svg = of(Shape::Text {
            x: "1.0".to_owned(),
            y: typed.to_owned(),
            text: typed.to_owned(),
            bold: false,
        });
        assert!(!svg.contains("<image"), "{svg}");
        assert!(!svg.contains("\"file:"), "{svg}");
        assert!(svg.contains("&lt;/text&gt;"), "{svg}");
        assert_eq!(svg.matches("<text").count(), 1, "{svg}");
    }

    #[test]
    fn what_is_over_has_gaps() {
        let line = |stroke| Shape::Path {
            course: "M0 0L1 1".to_owned(),
            stroke,
            covers: false,
        };
        assert!(!of(line(Stroke::Strong)).contains("dasharray"));
        assert!(of(line(Stroke::Strong.ended())).contains("dasharray"));
        assert_eq!(Stroke::Sign.ended(), Stroke::Sign);
    }
}
