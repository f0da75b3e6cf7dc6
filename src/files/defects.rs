//! Seeded defects, so that the proof in `tests/proof` can prove itself: it has to see each of them.
//!
//! Without the feature `defects` nothing of this is in the program.

/// Whether the program is to show this defect.
#[cfg(feature = "defects")]
pub fn shows(name: &str) -> bool {
    std::env::var_os("GOLIVE_DEFECT").is_some_and(|wanted| wanted == name)
}

/// Whether the program is to show this defect: never.
#[cfg(not(feature = "defects"))]
pub const fn shows(_name: &str) -> bool {
    false
}
