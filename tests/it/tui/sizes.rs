//! Any size works, whatever is pressed.

use golive::tui::keys::{Code, Key};
use golive::tui::theme::Signs;
use proptest::prelude::*;

use super::harness::{Stage, screen};

#[test]
fn degenerate_sizes_say_so_in_one_line_or_nothing() {
    assert_eq!(screen("2", (0, 0)), "");
    assert_eq!(screen("2", (1, 1)), "…");
    assert_eq!(screen("2", (20, 4)), "too small for Golive\n\n\n");
    assert_eq!(screen("2", (40, 3)), "Golive needs 20 columns and 5 rows\n\n");
}

#[test]
fn twenty_by_five_still_shows_entries() {
    let text = screen("2", (20, 5));
    assert!(text.contains("Number o"), "{text}");
    assert!(text.contains("? help"), "{text}");
}

#[test]
fn a_resize_keeps_the_cursor_in_view() {
    let mut stage = Stage::new((120, 36));
    stage.press("2G");
    stage.resize(40, 8).sees("▌");
    stage.resize(200, 60).sees("▌");
}

/// A large screen shows more: the page of the entry in hand where a list leaves rows, titles, and unfolded sections.
#[test]
fn a_large_screen_is_used() {
    let mut stage = Stage::demo((200, 60), Signs::Rich);
    stage
        .sees("Design 42  Session lifetimes designed")
        .sees("After how many hours must an unused session end?");
    // Away from an entry there is no page, and on a screen of usual size no room for one.
    stage.press("<tab><tab>").misses("After how many hours must an unused session end?");
    stage.press("<s-tab><s-tab>").resize(120, 36).misses("After how many hours must an unused session end?");
    stage.resize(200, 60).press("2").sees("Error pages and the way back designed").misses("more, ↓");
    stage.press("3").sees("Need for Auth0 Extensions reviewed").sees("todo, later");
    stage.press("/token").sees("Analyze 45  Needs for custom code in the tenant captured").press("<esc>");
    let mut stage = Stage::new((200, 60));
    stage.press("4").sees("Done when").sees("How many tenants do we need?");
}

#[test]
fn the_review_says_workstreams_in_short_before_it_cuts_titles() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press("4").sees("Native applications return through an https link");
    assert!(stage.row_with("Analyze 48").contains("  Profile  "), "{}", stage.text());
    stage.resize(200, 60).sees("  Profile Management  ");
}

fn any_key() -> impl Strategy<Value = Key> {
    let plain = prop_oneof![
        Just(Code::Enter),
        Just(Code::Esc),
        Just(Code::Tab),
        Just(Code::BackTab),
        Just(Code::Up),
        Just(Code::Down),
        Just(Code::Left),
        Just(Code::Right),
        Just(Code::Home),
        Just(Code::End),
        Just(Code::PageUp),
        Just(Code::PageDown),
        Just(Code::Backspace),
        Just(Code::Delete),
    ];
    prop_oneof![
        4 => plain.prop_map(Key::plain),
        6 => prop::sample::select("jkhlgGJKfx mdbwaertvcoNEyL./?:uUq12345ny".chars().collect::<Vec<_>>())
            .prop_map(Key::char),
        1 => any::<char>().prop_map(Key::char),
        1 => prop::sample::select("apruwehszc".chars().collect::<Vec<_>>()).prop_map(Key::ctrl),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_key_at_any_size_panics(
        start in prop::sample::select(vec!["2", "4", "4<s-tab><enter>", "4<s-tab><enter><enter>", "4<s-tab><enter><down><enter>"]),
        steps in prop::collection::vec((any_key(), prop::option::weighted(0.1, (0_u16..170, 0_u16..50))), 1..60),
    ) {
        let mut stage = Stage::new((120, 36));
        stage.press(start);
        for (key, size) in steps {
            stage.app.key(key);
            stage.app.take_requests();
            if let Some((width, height)) = size {
                stage.resize(width, height);
            }
            stage.buffer();
        }
    }
}
