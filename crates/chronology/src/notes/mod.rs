//! Events proposed from free notes and letters, each with the passage that it comes from.
