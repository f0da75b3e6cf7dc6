//! What is done with bytes from anywhere, and what has to hold of it: for the fuzz targets and for the replay.

use golive::journal::fold::Fold;
use golive::journal::line::JournalLine;
use golive::journal::merge::Merged;
use golive::journal::scan::Scan;
use golive::pack::checked::check;
use golive::pack::draw::Drawing;
use golive::pack::source::{PackSource, ReadError};

/// A journal is read the same in one piece and in two, its lines come to the same in any order, and a merge of it is
/// clean.
pub(crate) fn journal(bytes: &[u8]) {
    let mut whole = Scan::default();
    let lines = whole.feed(bytes);
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let mut halves = Scan::default();
    halves.feed(first);
    halves.feed(second);
    assert_eq!(whole.verdict(), halves.verdict());
    let fold = Fold::of(lines.clone());
    let backwards: Vec<JournalLine> = lines.into_iter().rev().collect();
    assert_eq!(fold.answers(), Fold::of(backwards).answers());
    let text = Merged::read(bytes).0.text(&"x".into());
    let (again, problems) = Merged::read(text.as_bytes());
    assert_eq!(again.text(&"x".into()), text);
    assert!(problems.iter().all(|problem| !problem.lost), "{problems:?}");
}

/// A pack whose one file is in memory: a folder of its own for each would take longer than the check.
struct OneFile<'a>(&'a [u8]);

impl PackSource for OneFile<'_> {
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>) {
        (vec!["pack.ron".to_owned()], Vec::new())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        if name == "pack.ron" { Ok(self.0.to_vec()) } else { Err(ReadError::Missing) }
    }
}

/// A file of a pack is loaded or refused, and what is said about it is harmless.
pub(crate) fn pack(bytes: &[u8]) {
    let said = check(&OneFile(bytes)).render(&Drawing::default());
    assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
}

/// A spreadsheet is taken in or refused; the first byte tells its kind.
pub(crate) fn spreadsheet(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join(if *kind == b'x' { "a.xlsx" } else { "a.csv" });
    std::fs::write(&file, bytes).expect("it is empty");
    let mut world = golive::workspace::world::World::real();
    folder.path().clone_into(&mut world.folder);
    (world.home, world.folders) = (None, None);
    (world.stdout, world.stderr) = (Box::new(std::io::sink()), Box::new(std::io::sink()));
    std::fs::create_dir(folder.path().join("lists")).expect("it is not there");
    std::fs::write(folder.path().join("lists/pack.ron"), "(format: 1)").expect("it is empty");
    let args = ["golive", "pack", "import"].map(Into::into);
    let rest = [file.into_os_string(), "--into".into(), "lists".into()];
    let exit = golive::cli::run(args.into_iter().chain(rest), &mut world);
    assert!(exit.0 <= 3, "{exit:?}");
}

/// Keys are decoded the same in one piece and byte by byte. A sequence of 64 bytes and more is not waited for, so there
/// only nothing may panic.
#[cfg(unix)]
pub(crate) fn keys(bytes: &[u8]) {
    use golive::tui::input::decode::Decoder;
    let (mut whole, mut pieces) = (Decoder::default(), Decoder::default());
    let mut at_once = whole.take(bytes);
    let mut one_by_one: Vec<_> = bytes.iter().flat_map(|byte| pieces.take(&[*byte])).collect();
    at_once.extend(whole.nothing_follows());
    one_by_one.extend(pieces.nothing_follows());
    assert!(at_once == one_by_one || bytes.len() >= 64, "{at_once:?}, {one_by_one:?}");
}
