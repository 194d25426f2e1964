//! The fixtures that our components do not follow.

/// Component, reason, and the names of the fixtures. A fixture that agrees after all, or that is no more, may not stand
/// here; one that is new in govuk-frontend and does not agree fails the test until somebody decides about it.
pub const LEFT_OUT: &[(&str, &str, &[&str])] = &[
    (
        "breadcrumbs",
        "a crumb is words and an address: no script of ours reads attributes of one",
        &["item attributes"],
    ),
    (
        "character-count",
        "`maxwords` is going out of use: a limit of words is written with the count type instead",
        &["with maxwords"],
    ),
    (
        "character-count",
        "`length` is what the script counts unless it is told otherwise, and is not said",
        &["with count type 'length'"],
    ),
    (
        "character-count",
        "a limit is always given: without one nothing is counted for whoever has no script",
        &[
            "to configure in JavaScript",
            "with neither maxlength nor maxwords set",
            "with neither maxlength, maxwords nor textarea description set",
        ],
    ),
    (
        "character-count",
        "it gives texts for characters and for words at once: ours has those of its own limit only",
        &["with translations"],
    ),
    (
        "checkboxes",
        "an entry that is nothing cannot be written, and the fixture counts it where ids are numbered",
        &["with falsy values"],
    ),
    (
        "checkboxes",
        "what a choice reveals is markup or absent: `false` cannot be written",
        &["empty conditional"],
    ),
    (
        "date-input",
        "the server reads boxes named day, month and year after the field; names in brackets fit no form of ours",
        &["with nested name"],
    ),
    (
        "date-input",
        "which box is red follows from the error of that box, not from a class set by hand",
        &[
            "with error on single field using classes",
            "with error on single item using classes",
        ],
    ),
    (
        "date-input",
        "a box has one value: there are no two places to give it, so nothing overrides anything",
        &[
            "with field value and item value",
            "with field value, item value and values",
            "with field value overriding values",
        ],
    ),
    (
        "file-upload",
        "browsers ignore the value of a file input, so it is not offered",
        &["with value"],
    ),
    (
        "label",
        "a field without words cannot be found by whoever listens to the page",
        &["empty"],
    ),
    (
        "panel",
        "buttons and links stand after a panel, in a form of the page: none are offered inside it",
        &[
            "interruption",
            "interruption-with-content-with-long-line-length",
            "interruption-with-headings-content-and-lists",
            "confirmation, with actions",
            "interruption, with actions classes and attributes",
            "interruption, submit action",
            "interruption, button link",
            "interruption, no actions items",
        ],
    ),
    (
        "password-input",
        "a password is never sent back to the browser",
        &["value"],
    ),
    (
        "radios",
        "an entry that is nothing cannot be written, and the fixture counts it where ids are numbered",
        &["with falsy items"],
    ),
    (
        "radios",
        "what a choice reveals is markup or absent: `false` cannot be written",
        &["with empty conditional"],
    ),
    (
        "service-navigation",
        "the service is in one language, so it has no links to others",
        &[
            "with language navigation",
            "with right-aligned language navigation",
            "inverse with language navigation",
        ],
    ),
    (
        "service-navigation",
        "what stands beside the links is in the frame of the page, not in slots",
        &["with slotted content", "with `inline` end slot"],
    ),
    (
        "summary-list",
        "a card without a title cannot be told from its neighbours",
        &[
            "summary card with custom classes",
            "summary card with custom attributes",
        ],
    ),
    (
        "task-list",
        "an entry that is nothing cannot be written, and the fixture counts it where ids are numbered",
        &["with empty values"],
    ),
];

/// Components that are not offered, with the reason. One that is new in govuk-frontend fails the test until it is
/// offered or stands here.
pub const NOT_OFFERED: &[(&str, &str)] = &[
    (
        "accordion",
        "hides what people need on their worst days; a page says it in order",
    ),
    (
        "cookie-banner",
        "the service sets only the cookie that signing in needs",
    ),
    ("feedback", "no page invites comments on the service"),
    ("footer", "ours carries no crown and no licence of gov.uk"),
    (
        "header",
        "the crown and logotype belong to gov.uk addresses",
    ),
    ("language-navigation", "the service is in one language"),
    ("tabs", "hides what people need; a page says it in order"),
];
