//! Values derived from the answers: made once for a revision, and made again only after something changed.

use std::ops::Deref;

/// A state of the answers, the pack and the day. It changes with every change of any of them, whoever made it, also
/// when the file was replaced by one with as many lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revision(u64);

impl Revision {
    /// Goes on to the next revision.
    pub fn advance(&mut self) {
        self.0 += 1;
    }
}

/// A value made for one revision and one key: an area, a width, a milestone.
#[derive(Debug, Clone)]
pub struct Fresh<T, K = ()> {
    made_for: Option<(Revision, K)>,
    value: T,
}

impl<T: Default, K> Default for Fresh<T, K> {
    fn default() -> Fresh<T, K> {
        Fresh { made_for: None, value: T::default() }
    }
}

impl<T, K: PartialEq> Fresh<T, K> {
    /// A value that was made for this revision and key.
    pub fn of(revision: Revision, key: K, value: T) -> Fresh<T, K> {
        Fresh { made_for: Some((revision, key)), value }
    }

    /// Whether the value was made for this revision and key.
    pub fn is_for(&self, revision: Revision, key: &K) -> bool {
        self.made_for.as_ref().is_some_and(|(made, with)| *made == revision && with == key)
    }

    /// What the value was made for, beside the revision.
    pub fn key(&self) -> Option<&K> {
        self.made_for.as_ref().map(|(_, key)| key)
    }

    /// The value, if it remembers something of its own that is not made from the answers.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.value
    }

    /// Keeps a value that was made for this revision and key.
    pub fn set(&mut self, revision: Revision, key: K, value: T) {
        self.made_for = Some((revision, key));
        self.value = value;
    }

    /// Makes the value, unless it was made for this revision and key already.
    pub fn sync(&mut self, revision: Revision, key: K, make: impl FnOnce() -> T) {
        if !self.is_for(revision, &key) {
            let value = make();
            self.set(revision, key, value);
        }
    }

    /// Makes the value again at the next opportunity.
    pub fn forget(&mut self) {
        self.made_for = None;
    }
}

impl<T, K> Deref for Fresh<T, K> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_a_revision_and_a_key() {
        let mut revision = Revision::default();
        let mut value: Fresh<u32, u16> = Fresh::default();
        let mut made = 0;
        let mut sync = |revision, width| {
            value.sync(revision, width, || {
                made += 1;
                made
            });
            *value
        };
        assert_eq!((sync(revision, 80), sync(revision, 80), sync(revision, 60)), (1, 1, 2));
        revision.advance();
        assert_eq!((sync(revision, 60), sync(revision, 60)), (3, 3));
    }
}
