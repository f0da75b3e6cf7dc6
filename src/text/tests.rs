//! Widths, wrapping, and what becomes of words from outside.

use super::*;

#[test]
fn words_are_cut_behind_a_word_where_that_leaves_enough() {
    let title = "Callback, origin and logout URLs restricted";
    assert_eq!(truncate_at_word(title, 50, '…'), title);
    assert_eq!(truncate_at_word(title, 39, '…'), "Callback, origin and logout URLs…");
    assert_eq!(truncate_at_word(title, 33, '…'), "Callback, origin and logout URLs…");
    assert_eq!(truncate_at_word("Callback, origin", 12, '…'), "Callback…");
    assert_eq!(truncate_at_word("a Donaudampfschifffahrt", 12, '…'), "a Donaudamp…");
    assert_eq!(truncate_at_word(title, 0, '…'), "");
    assert_eq!(truncate_at_word("seven two six", 9, '…'), "seven…");
    assert_eq!(truncate_at_word("four five six", 8, '…'), "four…");
}

#[test]
fn words_are_found_without_accents_and_capitals() {
    assert_eq!(folded("Zoë ŁÓDŹ Straße Ægir œuvre Øre Đan ðan"), "zoe lodz strasse aegir oeuvre ore dan dan");
    assert_eq!(folded("İstanbul ısı"), "istanbul isi");
    assert_eq!(after_folded("Zoë Müller", "zoe"), Some(" Müller"));
    // The marks of the last letter belong to it.
    assert_eq!(after_folded("zoe\u{308}x", "Zoë"), Some("x"));
    assert_eq!(after_folded("Ana", ""), Some("Ana"));
    assert_eq!(after_folded("Ana", "ANA"), Some(""));
    assert_eq!((after_folded("Ben", "an"), after_folded("An", "ana")), (None, None));
}

#[test]
fn only_web_addresses_with_a_host_are_links() {
    let words = "see https://a.example/x, (http://b.example). and https:// or ftp://c.example";
    assert_eq!(links_in(words), ["https://a.example/x", "http://b.example"]);
}

#[test]
fn a_text_of_several_lines_is_shown_by_its_first() {
    let (one, more) = (Text::block("日本"), Text::block("first \nsecond"));
    assert_eq!((one.as_str(), one.width(), one.first_line()), ("日本", 4, "日本"));
    assert_eq!(
        (one.glimpse(), more.glimpse(), more.glimpse_with('.')),
        ("日本".into(), "first …".into(), "first .".into())
    );
    assert_eq!(format!("{one:>5}|{}", one.as_ref() as &str), "   日本|日本");
    assert_eq!((Text::from("a\nb"), Text::from("a ".to_owned())), (Text::block("a\nb"), Text::line("a")));
    assert!(one == *"日本" && one != *"日");
    assert!(one == "日本" && one != "日");
    assert_eq!(serde_json::from_str::<Text>("\"a\"").unwrap(), "a");
    let known = std::collections::BTreeSet::from([one]);
    assert!(known.contains("日本"));
}

#[test]
fn words_are_put_in_the_form_of_a_message() {
    assert_eq!((pad("日本", 6), pad("long", 2)), ("日本  ".to_owned(), "long".to_owned()));
    assert_eq!(quoted("a\u{1b}b"), "`a\u{fffd}b`");
    assert_eq!((capital("écrire ici"), capital("")), ("Écrire ici".to_owned(), String::new()));
    assert_eq!(["…", "→", "x"].map(|sign| sign.chars().map(plain_sign).collect::<String>()), [".", ">", "x"]);
    let entries = [0, 1, 2].map(|count| counted(count, "entry", "entries"));
    assert_eq!(entries, ["0 entries", "1 entry", "2 entries"]);
}

#[test]
fn hostile_characters_are_replaced_and_emoji_stay_whole() {
    assert_eq!(Text::line("a\u{1b}[31mb"), "a\u{fffd}[31mb");
    assert_eq!(Text::line("abc\u{202e}def"), "abc\u{fffd}def");
    assert_eq!(
        Text::line("zero\u{200b}width, soft\u{ad}hyphen, \u{feff}mark"),
        "zerowidth, softhyphen, mark"
    );
    assert_eq!(Text::line("👩‍👩‍👧"), "👩‍👩‍👧");
    assert_eq!(Text::line(" two\nlines\t"), "two lines");
    assert_eq!(Text::block("two\r\nlines\r"), "two\nlines");
}

#[test]
fn width_counts_cells() {
    assert_eq!(width("日本"), 4);
    assert_eq!(truncate("日本語", 4, '…'), "日…");
    assert_eq!(take("日本語", 4), "日本");
    assert_eq!(truncate("short", 5, '…'), "short");
    assert_eq!(truncate("longer", 0, '…'), "");
}

#[test]
fn wrapping_breaks_at_blanks_and_cuts_only_what_must_be_cut() {
    assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
    assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
    assert_eq!(wrap("日本語", 1), ["日", "本", "語"]);
    assert_eq!(wrap("👩‍👩‍👧👩‍👩‍👧", 3), ["👩‍👩‍👧", "👩‍👩‍👧"]);
    assert_eq!(wrap("", 4), [""]);
}

#[test]
fn indentation_and_runs_of_blanks_survive_wrapping() {
    assert_eq!(wrap("- first\n    - second  with   gaps", 80), ["- first", "    - second  with   gaps"]);
    assert_eq!(wrap("    - second  with", 12), ["    - second", "with"]);
    assert_eq!(wrap("ends in blanks   ", 80), ["ends in blanks"]);
    assert_eq!(wrap("          deep", 4), ["deep"]);
    assert_eq!(wrap("   ", 2), [""]);
}

#[test]
fn words_are_composed_and_joiners_stay_where_they_are_needed() {
    assert_eq!(Text::line("Mu\u{308}ller"), "Müller");
    // The half-space of Persian, a half form of Hindi, an emoji of two.
    for kept in ["می\u{200c}خواهم", "क्\u{200d}ष", "👩\u{200d}💻"] {
        assert_eq!(Text::line(kept), kept);
    }
    assert_eq!(Text::line("a\u{200d}b\u{200c}c \u{200c}"), "abc");
    // Composing brings these marks into another order, and the joiner is judged behind it.
    assert!(!Text::line("\u{300}\u{94d}\u{200c}ی").contains(REPLACEMENT));
    let marks = "\u{300}".repeat(40);
    assert_eq!(Text::line(&format!("x{marks}y")).chars().count(), 10);
}

#[test]
fn a_joiner_goes_unless_both_its_neighbours_need_it() {
    for (typed, kept) in [
        ("a\u{200d}💻", "a💻"),
        ("💻\u{200d}a", "💻a"),
        ("👩\u{200c}💻", "👩💻"),
        ("می\u{200c}a", "میa"),
        ("a\u{200c}می", "aمی"),
    ] {
        assert_eq!(Text::line(typed), kept);
    }
    assert_eq!(clean("a\u{200d}b"), "a\u{fffd}b");
    assert_eq!(clean("👩\u{200d}💻\u{1b}"), "👩\u{200d}💻\u{fffd}");
}

#[test]
fn what_was_typed_never_becomes_a_replacement() {
    assert_eq!(unshowable("plain\tand\nsoft\u{ad}"), None);
    assert_eq!(unshowable("a\u{202e}b"), Some('\u{202e}'));
    assert_eq!(typed("a\u{1b}[31m\u{202e}b\u{200b}\tc"), "a[31mb\tc");
    assert_eq!(typed("soft\u{ad}ly"), "softly");
    assert_eq!(typed("a\u{1b}b"), "ab");
}

proptest::proptest! {
    #[test]
    fn tidying_twice_is_tidying_once(raw in "[a-zäé\u{300}\u{308}\u{200c}\u{200d}\u{ad}می👩💻क् ]{0,20}") {
        let once = Text::line(&raw);
        proptest::prop_assert_eq!(Text::line(&once), once.clone());
        proptest::prop_assert!(!once.contains(REPLACEMENT));
    }

    #[test]
    fn no_line_is_too_wide_and_no_word_is_lost(raw in "[a-z日 👩]{0,40}", cells in 2_usize..20) {
        let lines = wrap(&raw, cells);
        proptest::prop_assert!(lines.iter().all(|line| width(line) <= cells));
        let bare = |words: &str| words.replace(' ', "");
        proptest::prop_assert_eq!(bare(&lines.concat()), bare(&raw));
    }
}

#[test]
fn the_nearest_candidate_is_suggested_only_when_it_is_near() {
    assert_eq!(nearest("desing", ["design", "deploy"]), Some("design"));
    assert_eq!(nearest("zebra", ["design", "deploy"]), None);
    assert_eq!(nearest("certifcte", ["certificate"]), Some("certificate"));
    assert_eq!(nearest("certifct", ["certificate"]), None);
}
