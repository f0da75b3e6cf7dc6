//! What a new pack begins with: a copy of the built-in one, the smallest pack that works, or one that adds to the built-in one.

use crate::pack::embedded::FILES;

/// What a new pack begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartKind {
    /// All files of the built-in pack.
    Copy,
    /// One list with one item, one plan with one milestone, with comments.
    Empty,
    /// Nothing but what the built-in pack has, and a place for the user's own.
    Overlay,
}

/// The files of a new pack, by name.
pub(super) fn files(kind: StartKind, id: &str) -> Vec<(&'static str, String)> {
    match kind {
        StartKind::Copy => {
            let own = |(name, text): &(&'static str, &str)| {
                let text = if *name == "pack.ron" { with_id(text, id) } else { (*text).to_owned() };
                (*name, text)
            };
            FILES.iter().map(own).collect()
        }
        StartKind::Empty => EMPTY.iter().map(|(name, text)| (*name, text.replace("PACK-ID", id))).collect(),
        StartKind::Overlay => vec![("pack.ron", OVERLAY.replace("PACK-ID", id))],
    }
}

/// The manifest with another id.
fn with_id(text: &str, id: &str) -> String {
    text.replacen("    id: \"auth0\",", &format!("    id: \"{id}\","), 1)
}

const OVERLAY: &str = r#"// A pack that adds to the built-in one. Its texts are not copied, so a newer golive brings newer texts.
// docs/pack-format.md describes the fields.
(
    format: 1,
    extends: "auth0",
    // Projects know their pack by its id, so it stays for ever.
    id: "PACK-ID",
    title: "Auth0 customer identity, with our own lists",
    version: "1",

    // Lists of your own: each is the file checklists/ID.ron. `golive pack import FILE --into DIR --milestone go-live`
    // writes one from a spreadsheet, adds its id here, and adds the milestone below.
    checklists: [],

    // Where they count, and from there on.
    milestones: [
        // (id: "b2c/p1/go-live", checklists: ["release-checks"]),
    ],

    // Entries in your own words or with your own level; what is left out stays.
    replaces: [
        // (id: "design/tenants-decided", title: "...", ask: "...", done_when: "...", guidance: "...", level: must),
    ],
)
"#;

const EMPTY: &[(&str, &str)] = &[
    (
        "pack.ron",
        r#"// What the pack is, and the order of its lists and plans. docs/pack-format.md describes the fields.
(
    format: 1,
    // Projects know their pack by its id, so it stays for ever.
    id: "PACK-ID",
    title: "Our checks",
    version: "1",
    // Each list is the file checklists/ID.ron, each plan plans/ID.ron.
    checklists: ["release"],
    plans: ["main"],
)
"#,
    ),
    (
        "checklists/release.ron",
        r#"// One list. `golive pack import FILE --into DIR` writes such a file from a spreadsheet.
(
    id: "release",
    title: "Release",
    purpose: "Nobody is surprised on the day of the release.",
    sections: [
        (
            // A section may name a workstream of a plan. Without one its items count wherever their list does.
            title: "Before the release",
            items: [
                (
                    // The full id is release/way-back-tried. Answers are kept by it: words may change, the id stays.
                    id: "way-back-tried",
                    // Its number in the list, never given to another item: people say "Release 1".
                    no: 1,
                    title: "Way back tried",
                    // What is asked in a room, and what makes it done.
                    ask: "When did we last go back to the version before?",
                    done_when: "Somebody went back to the version before on the test system, and wrote down how long it took.",
                    guidance: "A way back that nobody has tried is a hope. Try it where it hurts nobody.",
                    // must blocks a milestone, should is a condition, could is listed.
                    level: must,
                    // Who usually knows.
                    role: "developer",
                    // Topics of a plan that it stands for, as "workstream/topic".
                    topics: [],
                ),
            ],
        ),
    ],
)
"#,
    ),
    (
        "plans/main.ron",
        r#"// One plan: phases, their workstreams, and the milestones at which lists count.
(
    id: "main",
    title: "Release plan",
    phases: [
        (
            id: "p1",
            title: "First release",
            summary: "From the first build to the first users.",
            workstreams: [
                (
                    id: "build",
                    title: "Build",
                    summary: "What is built and tried out.",
                    topics: [
                        (
                            id: "first-version",
                            title: "First version",
                            guidance: "The smallest version that a user can use from beginning to end.",
                        ),
                    ],
                ),
            ],
            milestones: [
                (
                    id: "go-live",
                    title: "Ready for users",
                    after: ["build"],
                    checklists: ["release"],
                    finished: "The first version is tried out, and the release list is settled.",
                    then: "Users can be let in.",
                ),
            ],
        ),
    ],
)
"#,
    ),
    (
        "scenarios.ron",
        r#"// The kinds of projects, each with its plan. With one kind nobody is asked for it.
[
    (
        id: "product",
        title: "Product",
        kind: business,
        short: "A product of ours.",
        summary: "A product of ours, from the first build to the first users.",
        protocol: "None in particular.",
        plan: "main",
        plan_note: "The release plan.",
        consider: [],
        links: [],
    ),
]
"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_another_id_and_the_same_words() {
        let all = files(StartKind::Copy, "ours");
        let manifest = &all.iter().find(|(name, _)| *name == "pack.ron").expect("it is a pack").1;
        assert!(manifest.contains("    id: \"ours\",") && !manifest.contains("id: \"auth0\""));
        let same =
            all.iter().filter(|(name, text)| FILES.iter().any(|known| known == &(*name, text.as_str())));
        assert_eq!(same.count(), FILES.len() - 1);
    }
}
