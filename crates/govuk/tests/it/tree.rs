//! HTML as a tree in which only what a reader could notice is left: the order of attributes and of classes is not,
//! white space is one space or none.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element or a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// An element with what is in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

/// Elements that HTML never closes.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// Elements that stand in a line of text, where a space beside them is seen.
const IN_TEXT: [&str; 6] = ["a", "b", "em", "i", "span", "strong"];

/// The parts of some HTML. A parser of browsers would mend what is wrong; this one refuses it.
pub fn parse(html: &str) -> Result<Vec<Node>, String> {
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    // The first is not an element but what all of them are in.
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let Some(inside) = open.last_mut() else {
            return Err("closes more than it opens".to_owned());
        };
        match event {
            Event::Start(start) => {
                let element = element(&start)?;
                if VOID.contains(&element.name.as_str()) {
                    inside.children.push(Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Event::Empty(start) => inside.children.push(Node::Element(element(&start)?)),
            Event::End(end) => {
                let name = end.name().into_inner().to_owned();
                let closed = open.pop().unwrap_or_default();
                if closed.name != name {
                    return Err(format!("<{}> ends with </{name}>", closed.name));
                }
                let Some(outer) = open.last_mut() else {
                    return Err(format!("</{name}> was never opened"));
                };
                outer.children.push(Node::Element(closed));
            }
            Event::Text(text) => add_text(inside, &text),
            Event::GeneralRef(reference) => {
                let whole = format!("&{};", &*reference);
                // The few that XML lacks stay as they are.
                let meant =
                    quick_xml::escape::unescape(&whole).unwrap_or_else(|_| whole.as_str().into());
                add_text(inside, &meant);
            }
            Event::Eof => break,
            other => return Err(format!("unexpected {other:?}")),
        }
    }
    match (open.pop(), open.last()) {
        (Some(root), None) => Ok(tidy(root.children, false)),
        (Some(unclosed), Some(_)) => Err(format!("<{}> is never closed", unclosed.name)),
        (None, _) => Err("nothing is open at the end".to_owned()),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element {
        name: start.name().into_inner().to_owned(),
        ..Element::default()
    };
    for attribute in start.html_attributes() {
        let attribute = attribute.map_err(|error| format!("<{}>: {error}", element.name))?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|error| format!("<{}>: {error}", element.name))?;
        let name = attribute.key.into_inner().to_owned();
        let value = if name == "class" {
            let mut classes: Vec<_> = value.split_whitespace().collect();
            classes.sort_unstable();
            classes.join(" ")
        } else {
            value.into_owned()
        };
        element.attributes.insert(name, value);
    }
    Ok(element)
}

fn add_text(inside: &mut Element, text: &str) {
    match inside.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => inside.children.push(Node::Text(text.to_owned())),
    }
}

fn stands_in_text(node: Option<&Node>) -> bool {
    match node {
        Some(Node::Element(element)) => IN_TEXT.contains(&element.name.as_str()),
        Some(Node::Text(_)) => true,
        None => false,
    }
}

/// White space is one space, and none at the edge of an element or beside one that is no part of a line of text.
fn tidy(children: Vec<Node>, verbatim: bool) -> Vec<Node> {
    let beside: Vec<(bool, bool)> = (0..children.len())
        .map(|at| {
            let before = at.checked_sub(1).and_then(|at| children.get(at));
            (stands_in_text(before), stands_in_text(children.get(at + 1)))
        })
        .collect();
    let mut tidied = Vec::new();
    for (node, (before, after)) in children.into_iter().zip(beside) {
        match node {
            Node::Element(mut element) => {
                let verbatim = matches!(element.name.as_str(), "textarea" | "pre");
                element.children = tidy(element.children, verbatim);
                tidied.push(Node::Element(element));
            }
            Node::Text(text) if verbatim => tidied.push(Node::Text(text)),
            Node::Text(text) => {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let first = before && text.starts_with(char::is_whitespace);
                let last = after && text.ends_with(char::is_whitespace);
                let kept = match (words.is_empty(), first, last) {
                    (true, true, true) => " ".to_owned(),
                    (true, ..) => continue,
                    (false, ..) => {
                        let space = |on: bool| if on { " " } else { "" };
                        format!("{}{words}{}", space(first), space(last))
                    }
                };
                tidied.push(Node::Text(kept));
            }
        }
    }
    tidied
}

/// A line for each part, for people to compare.
pub fn outline(nodes: &[Node]) -> String {
    let mut lines = String::new();
    write_outline(nodes, 0, &mut lines);
    lines
}

fn write_outline(nodes: &[Node], depth: usize, lines: &mut String) {
    for node in nodes {
        let indent = "  ".repeat(depth);
        match node {
            Node::Text(text) => writeln!(lines, "{indent}{text:?}"),
            Node::Element(element) => {
                let attributes: String = element
                    .attributes
                    .iter()
                    .map(|(name, value)| format!(" {name}={value:?}"))
                    .collect();
                writeln!(lines, "{indent}{}{attributes}", element.name)
            }
        }
        .expect("a string takes everything");
        if let Node::Element(element) = node {
            write_outline(&element.children, depth + 1, lines);
        }
    }
}

/// Every element, however deep.
pub fn elements(nodes: &[Node]) -> Vec<&Element> {
    let mut found = Vec::new();
    for node in nodes {
        if let Node::Element(element) = node {
            found.push(element);
            found.extend(elements(&element.children));
        }
    }
    found
}

#[test]
fn what_a_reader_could_notice_differs() {
    let same = [
        (
            "<p class=\"a b\" id=\"c\">x</p>",
            "<p id='c'  class=\"b  a\">\n  x\n</p>",
        ),
        ("<div><p>x</p></div>", "<div>\n<p>x</p>\n</div>"),
        ("<input disabled>", "<input disabled=\"\">"),
        ("<p>&quot;&#39;</p>", "<p>\"'</p>"),
        ("<p>a <b>b</b></p>", "<p>a\n  <b>b</b></p>"),
    ];
    for (one, other) in same {
        assert_eq!(parse(one), parse(other), "{one} and {other}");
    }
    let different = [
        ("<p>x</p>", "<p>y</p>"),
        ("<p>x</p>", "<p id=\"x\">x</p>"),
        ("<p>x</p>", "<div>x</div>"),
        ("<p>a <b>b</b></p>", "<p>a<b>b</b></p>"),
        ("<p><b>a</b> <b>b</b></p>", "<p><b>a</b><b>b</b></p>"),
        ("<textarea>a </textarea>", "<textarea>a</textarea>"),
        ("<p>&lt;b&gt;</p>", "<p><b></b></p>"),
    ];
    for (one, other) in different {
        assert_ne!(parse(one), parse(other), "{one} and {other}");
    }
}

#[test]
fn what_a_browser_would_mend_is_refused() {
    for broken in [
        "<p>x",
        "x</p>",
        "<p><b>x</p></b>",
        "<p id=\"a\" id=\"b\">x</p>",
        "<p id=\"a>x</p>",
    ] {
        assert!(parse(broken).is_err(), "{broken}: {:?}", parse(broken));
    }
}
