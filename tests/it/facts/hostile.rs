//! An export is somebody else's file: what is refused, and with which words.

use std::fs;

use super::support::{expected, read, sample};

#[test]
fn hostile_samples_are_refused_with_their_reason() {
    for (name, part) in expected()["hostile"].as_object().expect("it is written like that") {
        if name == "link.yaml" {
            continue;
        }
        let refusal = read(&sample("hostile").join(name)).expect_err("it is refused");
        let said = format!("{refusal}; {}", refusal.hint);
        assert!(said.contains(part.as_str().expect("it is written like that")), "{name}: {said}");
        assert!(!refusal.hint.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn links_pipes_and_devices_are_not_read() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("it is written like that");
    let link = folder.path().join("link.yaml");
    symlink(sample("first/tenant.yaml"), &link).expect("it is written like that");
    assert!(read(&link).expect_err("it is refused").what.contains("links are not followed"));
    assert!(
        read(std::path::Path::new("/dev/null"))
            .expect_err("it is refused")
            .what
            .contains("not a regular file")
    );
    // A link within a folder is refused by its name as soon as it would be read.
    fs::create_dir(folder.path().join("clients")).expect("it is written like that");
    symlink("/etc/hostname", folder.path().join("clients/a.json")).expect("it is written like that");
    let refusal = read(folder.path()).expect_err("it is refused");
    assert!(refusal.to_string().contains("clients/a.json"), "{refusal}");
}

#[test]
fn a_code_path_out_of_the_folder_is_not_read() {
    let facts = super::support::facts_of("marked");
    let dump = facts.iter().find(|seen| seen.id == "actions-no-dump").expect("it is written like that");
    assert_eq!(dump.verdict.word(), "untold");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    /// Whatever bytes an export has: it is read or refused, and a refusal quotes nothing of it.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        yaml in "(clients|tenant): ?\\n?([ \\-a-z:{}\\[\\]&*!|>'\"#]|PLANTED|\\n){0,60}",
    ) {
        let folder = tempfile::tempdir().expect("it can be made");
        for (name, text) in [("a.yaml", bytes.as_slice()), ("b.yaml", yaml.as_bytes()), ("c.json", yaml.as_bytes())] {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("it can be written");
            if let Err(refusal) = read(&path) {
                let said = format!("{refusal} {}", refusal.hint);
                proptest::prop_assert!(!said.contains("PLANTED"), "{said}");
            }
        }
    }
}
