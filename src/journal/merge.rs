//! Several journals as one: the set of their lines.
//!
//! In whatever order files are merged, and however often, the same lines come out in the same order. Lines that
//! cannot be read are left out and told; those of a newer version stay.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::damage::Damage;
use super::disk::create_file;
use super::error::JournalError;
use super::line::write_header;
use super::record::{FORMAT, Header, Seq};
use super::scan::Scan;
use crate::files::disk::Drive;
use crate::text::Text;

/// The lines of one or more files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    lines: BTreeSet<(Seq, Arc<str>)>,
    ids: BTreeSet<Text>,
    newest_format: u32,
}

impl Merged {
    /// The lines of one file, and what was wrong with it.
    pub fn read(bytes: &[u8]) -> (Merged, Vec<Damage>) {
        let mut scan = Scan::default();
        let mut lines: BTreeSet<(Seq, Arc<str>)> = BTreeSet::new();
        lines.extend(scan.feed(bytes).into_iter().map(|line| (line.seq(), line.text)));
        let problems = scan.verdict().problems;
        // With its line end, the last line is told apart like all others.
        lines.extend(scan.feed(b"\n").into_iter().map(|line| (line.seq(), line.text)));
        lines.extend(scan.newer().iter().cloned());
        let headers = scan.headers();
        let merged = Merged {
            lines,
            ids: headers.iter().map(|header| header.id.clone()).collect(),
            newest_format: headers.iter().map(|header| header.format).max().unwrap_or_default(),
        };
        (merged, problems)
    }

    /// The lines of both.
    #[must_use]
    pub fn and(mut self, other: Merged) -> Merged {
        self.lines.extend(other.lines);
        self.ids.extend(other.ids);
        self.newest_format = self.newest_format.max(other.newest_format);
        self
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The projects that the files are about; more than one if they do not belong together, or if a
    /// file was made anew.
    pub fn ids(&self) -> impl Iterator<Item = &Text> {
        self.ids.iter()
    }

    /// The format of a file that a newer version made; what it means cannot be known here.
    pub fn newer_format(&self) -> Option<u32> {
        Some(self.newest_format).filter(|format| *format > FORMAT)
    }

    /// The project that the copy is about: the first id in order, or `otherwise` if there is none.
    pub fn id(&self, otherwise: &Text) -> Text {
        self.ids.first().unwrap_or(otherwise).clone()
    }

    /// The copy: the first line and all records in order. `otherwise` is the id if no file has one.
    pub fn text(&self, otherwise: &Text) -> String {
        let mut text = write_header(&Header { format: FORMAT, id: self.id(otherwise) }) + "\n";
        for (_, line) in &self.lines {
            text += line;
            text.push('\n');
        }
        text
    }

    /// Writes the copy to a new file; never over one that is there.
    pub fn save(&self, path: &Path, otherwise: &Text) -> Result<(), JournalError> {
        create_file(&mut Drive, path, self.text(otherwise).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::journal::fold::Fold;
    use crate::journal::line::JournalLine;
    use crate::journal::samples::lines;

    fn file(id: &str, lines: &[JournalLine]) -> String {
        let lines: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
        format!("Golive(format: 1, id: \"{id}\")\n{}", lines.join("\n"))
    }

    fn merged(text: &str) -> Merged {
        Merged::read(text.as_bytes()).0
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn files_merge_in_any_order_any_grouping_and_any_number_of_times(files in vec((lines(), "[ab]"), 3)) {
            let [a, b, c] = [0, 1, 2].map(|at| merged(&file(&files[at].1, &files[at].0)));
            prop_assert_eq!(a.clone().and(b.clone()), b.clone().and(a.clone()));
            prop_assert_eq!(a.clone().and(b.clone()).and(c.clone()), a.clone().and(b.clone().and(c)));
            prop_assert_eq!(a.clone().and(b.clone()).and(b.clone()), a.clone().and(b));
            prop_assert_eq!(merged(&a.text(&"x".into())), a);
        }

        #[test]
        fn a_merge_comes_to_the_same_as_all_lines(one in lines(), other in lines()) {
            let text = merged(&file("a", &one)).and(merged(&file("a", &other))).text(&"x".into());
            let copy = Fold::of(Scan::default().feed(text.as_bytes()));
            let both = Fold::of(one.into_iter().chain(other));
            prop_assert_eq!(copy.answers(), both.answers());
        }
    }

    #[test]
    fn formats_and_projects_of_several_files_are_told() {
        let format = |format: u32| merged(&format!("Golive(format: {format}, id: \"a\")\n")).newer_format();
        assert_eq!((format(FORMAT), format(FORMAT + 1)), (None, Some(FORMAT + 1)));
        let both = merged(&file("a", &[])).and(merged("Golive(format: 9, id: \"a\")\n"));
        assert_eq!(both.newer_format(), Some(9));
        let ids: Vec<_> = both.and(merged(&file("b", &[]))).ids().cloned().collect();
        assert_eq!(ids, ["a", "b"]);
    }

    #[test]
    fn a_copy_is_clean_and_keeps_what_newer_versions_wrote() {
        let newer =
            r#"(n: 2, at: "2026-11-20T21:39:32Z", by: "ana", w: "00000000000000c4", change: Vote(1))"#;
        let older =
            r#"(n: 1, at: "2026-11-20T21:39:32Z", by: "ana", w: "00000000000000c4", change: Project("A"))"#;
        let (merged, problems) =
            Merged::read(format!("=======\n{newer}\nrubbish\n{older}\n{older}").as_bytes());
        assert_eq!(problems.iter().filter(|problem| problem.lost).count(), 2); // the rubbish, and no first line
        assert_eq!((merged.len(), merged.is_empty(), Merged::default().is_empty()), (2, false, true));
        assert_eq!(merged.text(&"9f".into()), format!("Golive(format: 1, id: \"9f\")\n{older}\n{newer}\n"));
    }
}
