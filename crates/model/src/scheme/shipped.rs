//! The scheme files inside the program.

/// Name and text of every scheme file that is shipped, newest first.
#[must_use]
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "england-2026.toml",
            include_str!("../../../../schemes/england-2026.toml"),
        ),
        (
            "england-2023.toml",
            include_str!("../../../../schemes/england-2023.toml"),
        ),
    ]
}
