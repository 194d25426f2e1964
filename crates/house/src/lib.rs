//! The house rules that no compiler keeps, as tests (`tests/it`): which crate may use which, how long a file may be,
//! what every table says of itself, which words stay out of the repository and off the screen, and which licences
//! come in. `docs/decisions/` and CONTRIBUTING.md say why each is there.
