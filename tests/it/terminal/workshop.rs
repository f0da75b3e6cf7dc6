//! A whole workshop in real terminals: the laptop drives, a projector follows, nothing goes to plan, the laptop dies in
//! between, and somebody who was not there can act on the minutes.

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
fn a_projector_follows_a_workshop_that_leaves_its_plan_dies_and_closes() {
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

    // A decision, hands that do not agree, and an objection to it.
    laptop.types("cdProduction has a tenant of its own\r", "Production has a tenant of its own");
    projector.wait_for("Production has a tenant of its own");
    laptop.types("O", "0 of 2 have said");
    laptop.types("y", "1 of 2 have said");
    projector.wait_for("■ Ana   □ Ben");
    laptop.types("n", "kept with the entry");
    projector.wait_for("1   Ben");
    laptop.types("\x1b", "← → walk");
    laptop.types("coSupport cannot wait @ben\r", "Support cannot wait");
    projector.wait_for("Support cannot wait");

    // A break.
    laptop.types("B", "Break, 0 min");
    projector.wait_for("Break, 0 min");
    laptop.types("\r", "entry 2 of");
    projector.wait_for("entry 2 of");

    // It has to end earlier: it is late, and one proposal that keeps every must drops two entries.
    laptop.types("T", "The end of the workshop");
    laptop.types("\x1536\r", "min short");
    projector.wait_for("min short");
    laptop.types("=", "Put off these 2, and every must fits");
    projector.wait_for("Put off these 2,");
    laptop.types("\r", "entry 2 of 6");
    projector.wait_for("entry 2 of 6");
    laptop.types("A", "plan  took");
    projector.wait_for("plan  took");
    laptop.types("\x1b", "← → walk");

    // Somebody has to leave.
    laptop.types("P", "Who is here");
    laptop.types("\r", "entry 2 of 6");
    laptop.types("pWho pays for it?\r", "entry 3 of 6");
    projector.wait_for("entry 3 of 6");
    // A follower at the projector cannot change anything.
    projector.press(" eNot from here\t");

    // The laptop dies in the middle of a sentence, and goes on where it was.
    laptop.types("eWe are about to", "We are about to");
    projector.wait_for("We are about to");
    laptop.kill();
    projector.wait_for("entry 3 of 6");
    let mut laptop = home.laptop("workshop resumed where you left it");
    projector.wait_until("no draft of a dead laptop", |screen| {
        screen.contents().contains("entry 3 of 6") && !screen.contents().contains("We are about to")
    });
    laptop.types(" ", "✓ done");
    projector.wait_for("✓ done");
    projector.resize(60, 18);
    projector.wait_for("entry 3 of 6");

    // Nobody of a team is here: who asks them is an action of two keys.
    laptop.types("G", "who asks them?");
    projector.wait_for("who asks them?");
    laptop.types("ca", "Action, at");
    laptop.types("ben mon\r", "Ben · Mon");

    // The closing: read back, whose it is, what stays.
    laptop.types("\t", "Closing, 1 of 3");
    projector.wait_for("Closing, 1 of 3");
    laptop.types("\r", "Who comes back to it?");
    projector.wait_for("Closing, 2 of 3");
    laptop.types("@ben", "who Ben");
    projector.wait_for("@ben▏");
    laptop.types("\r", "parked    Who pays for it?");
    laptop.types(RIGHT, "Closing, 3 of 3");
    projector.wait_for("Put off");
    laptop.types("\r", "The next one");
    laptop.types("\x15+1w 14:00\r4, 5 well done\r", "Draw the diagram");
    projector.wait_for("No workshop is open.");
    projector.press("q");
    assert_eq!(projector.exit_status(), 0);
    projector.is_given_back();
    laptop.signal(Signal::TERM);
    assert_eq!(laptop.exit_status(), 143);
    assert!(home.golive(&["walk", "--list"]).contains("Sessions"), "the next one is prepared");
    assert!(home.golive(&["verify"]).contains("nothing is lost"), "the journal is whole");
    can_be_acted_on(&home);
}

/// Whoever was not there knows what was decided, against whom, what to do by when, and what was not dealt with.
#[track_caller]
fn can_be_acted_on(home: &Home) {
    let minutes = home.golive(&["report", "--workshop", "last"]);
    for words in [
        "Sessions",
        "Know what is missing",
        "One tenant for each stage.",
        "Production has a tenant of its own",
        "1 yes (Ana), 1 no (Ben)",
        "Support cannot wait",
        "Draw the diagram",
        "Ask product owner about Design 3",
        "Who pays for it?",
        "## Put off (2)",
        "Ana left at",
        "Break",
        "4, 5: 4.5 of 5; well done",
    ] {
        assert!(minutes.contains(words), "{words} is not in the minutes:\n{minutes}");
    }
    for words in ["Not from here", "We are about to", "| nobody", "for nobody", "no date"] {
        assert!(!minutes.contains(words), "{words} is in the minutes:\n{minutes}");
    }
    assert_eq!(minutes.matches("Draw the diagram").count(), 1, "{minutes}");
    for format in ["html", "json"] {
        let minutes = home.golive(&["report", "--workshop", "last", "--format", format]);
        assert!(minutes.contains("Know what is missing"), "the goal is not in the minutes as {format}");
    }
    let for_ben = home.golive(&["report", "--workshop", "last", "--for", "Ben"]);
    for words in
        ["Draw the diagram", "Ask product owner about Design 3", "Who pays for it?", "Support cannot wait"]
    {
        assert!(for_ben.contains(words), "{words} is not in Ben's part:\n{for_ben}");
    }
}
