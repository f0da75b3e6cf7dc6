//! A whole workshop in real terminals: the laptop drives, a projector follows, the laptop dies in between, and what
//! was said is in the minutes.

use rustix::process::Signal;

use super::home::Home;
use super::session::Session;

const RIGHT: &str = "\x1b[C";

impl Session {
    /// Types keys and waits until the program has drawn these words, saved.
    #[track_caller]
    fn types(&mut self, keys: &str, words: &str) {
        self.press(keys);
        self.wait_until(words, |screen| {
            let text = screen.contents();
            text.contains(words) && !text.contains("saving") && !text.contains("NOT SAVED")
        });
    }
}

#[test]
fn a_projector_follows_a_workshop_that_dies_goes_on_and_closes() {
    let home = Home::with_a_project();
    let mut projector = home.screens(&["room"], (80, 24));
    projector.wait_for("No workshop is open.");

    let mut laptop = home.laptop("[1 Home]");
    laptop.types("5n", "Agenda");
    laptop.types("i", "Title");
    laptop.types(
        "\x15Sessions\r\r\x1560\r\x15Ana:architect, Ben:developer\r\rKnow what is missing\r",
        "with Ana",
    );
    laptop.types("o", "Enter begin");
    projector.wait_for("Here");
    laptop.types("\r", "How many tenants do we need?");
    projector.wait_for("How many tenants do we need?");
    let on_the_wall = projector.text();
    assert!(on_the_wall.contains("Sessions") && !on_the_wall.contains("Checklists"), "{on_the_wall}");

    // What is typed stands on the wall before it is kept.
    laptop.types("eOne tenant for each", "Our answer");
    projector.wait_for("One tenant for each");
    laptop.types(" stage.\t", "One tenant for each stage.");
    laptop.types("N", "not in the room view");
    laptop.types("caDraw the diagram @ben fri\r", "Draw the diagram");
    projector.wait_for("Draw the diagram");
    assert!(projector.text().contains("Ben"), "{}", projector.text());
    laptop.types(RIGHT, "entry 2 of");
    projector.wait_for("entry 2 of");
    // The workshop leaves its plan: an objection, a break, somebody goes, an entry is put off.
    laptop.types("coSupport cannot wait @ben\r", "Support cannot wait");
    projector.wait_for("Support cannot wait");
    laptop.types("B", "Break, 0 min");
    projector.wait_for("Break, 0 min");
    laptop.types("\r", "entry 2 of");
    projector.wait_for("entry 2 of");
    // It runs late: one proposal keeps every must.
    laptop.types("T", "The end of the workshop");
    laptop.types("\x1540\r", "min short");
    laptop.types("=", "Put off");
    laptop.types("\r", "entry 2 of");
    // A show of hands, hidden until both have said.
    laptop.types("O", "0 of 2 have said");
    laptop.types("y", "1 of 2 have said");
    projector.wait_for("■ Ana   □ Ben");
    laptop.types("n", "kept with the entry");
    projector.wait_for("Opinions");
    laptop.types("\x1b", "← → walk");
    laptop.types("P", "Who is here");
    laptop.types("\r", "entry 2 of");
    laptop.types("A", "plan  took");
    laptop.types("Gx", "plan  took");
    laptop.types("\x1b", "← → walk");
    laptop.types("pWho pays for it?\r", "entry 3 of");
    // Whoever sits at the projector cannot change anything.
    projector.press(" eNot from here\t");

    laptop.kill();
    projector.wait_for("entry 3 of");

    let mut laptop = home.laptop("workshop resumed where you left it");
    laptop.types(" ", "✓ done");
    projector.wait_for("✓ done");
    projector.resize(60, 18);
    projector.wait_for("entry 3 of");

    // Nobody of a team is here: who asks them is an action of two keys.
    laptop.types("G", "who asks them?");
    projector.wait_for("who asks them?");
    laptop.types("ca", "Action, at");
    laptop.types("ben mon\r", "Ben · Mon");

    laptop.types("\t", "Closing, 1 of 3");
    projector.wait_for("Closing, 1 of 3");
    laptop.types(RIGHT, "Who comes back to it?");
    laptop.types("@ben\r", "Ben");
    laptop.types(RIGHT, "Closing, 3 of 3");
    laptop.types("\r", "The next one");
    laptop.types("\r4, 5 well done\r", "Draw the diagram");
    projector.wait_for("No workshop is open.");
    projector.press("q");
    assert_eq!(projector.exit_status(), 0);
    projector.is_given_back();
    laptop.signal(Signal::TERM);
    assert_eq!(laptop.exit_status(), 143);

    let minutes = home.golive(&["report", "--workshop", "last"]);
    for words in ["Sessions", "One tenant for each stage.", "Draw the diagram", "Who pays for it?", "Ben"] {
        assert!(minutes.contains(words), "{words} is not in the minutes:\n{minutes}");
    }
    for words in [
        "Put off",
        "Objection",
        "Support cannot wait",
        "Ana left at",
        "Break",
        "4, 5: 4.5 of 5; well done",
        "1 yes (Ana), 1 no (Ben)",
        "Ask ",
    ] {
        assert!(minutes.contains(words), "{words} is not in the minutes:\n{minutes}");
    }
    assert!(!minutes.contains("Not from here"), "{minutes}");
    let put_off = minutes.split("## Put off (").nth(1).and_then(|rest| rest.split(')').next());
    assert!(put_off.is_some_and(|count| count.parse::<u32>().is_ok_and(|count| count >= 2)), "{minutes}");
    assert_eq!(minutes.matches("Draw the diagram").count(), 1, "{minutes}");
    assert!(home.golive(&["verify"]).contains("nothing is lost"), "the journal is whole");
}
