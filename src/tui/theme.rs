//! The roles of colours and signs. A role names what something is; only here is said how that looks.
//!
//! Colours are the terminal's own, so that light and dark follow from it. Each state also has a sign and a word.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use crate::domain::standing::Sign;
use crate::journal::record::Verdict;
use crate::text;

/// How signs are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// With the signs of Unicode.
    Rich,
    /// With ASCII alone.
    Ascii,
}

/// How things look.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its name in the settings.
    pub name: &'static str,
    /// Whether this run has no colours, whatever the settings say.
    pub is_plain: bool,
    pub signs: Signs,
    pub normal: Style,
    /// The entry in hand and the question.
    pub strong: Style,
    /// What is settled, labels, what does not apply.
    pub dim: Style,
    /// Beside the cursor mark.
    pub cursor: Style,
    /// A line between parts.
    pub rule: Style,
    /// The heading of a part.
    pub heading: Style,
    /// The heading of the part that has the focus.
    pub focus: Style,
    /// The tab of the screen that is shown.
    pub tab: Style,
    pub key: Style,
    /// What must be seen at once: not saved.
    pub alarm: Style,
    /// What was just done.
    pub message: Style,
    pub done: Style,
    pub waived: Style,
    pub doing: Style,
    pub blocked: Style,
    /// A day that is past.
    pub late: Style,
    /// The three verdicts of a gate.
    pub not_ready: Style,
    pub with_conditions: Style,
    pub ready: Style,
    pub look_again: Style,
    pub milestone: Style,
    /// The letters of a search that were found.
    pub found: Style,
    /// Where a field can be written in.
    pub field: Style,
    /// What is in a field and gives way to what is typed.
    pub selected: Style,
}

/// The themes by their names in the settings, with what each is.
pub const THEMES: [(&str, &str); 5] = [
    ("terminal", "the terminal's own colours"),
    ("light", "fixed colours for a white background"),
    ("dark", "fixed colours for a black background"),
    ("high_contrast", "bold, underlined and reverse, nothing dim"),
    ("mono", "weight alone"),
];

/// Fixed colours, of the 256 that terminals have.
struct Palette {
    good: u8,
    mixed: u8,
    bad: u8,
    odd: u8,
    milestone: u8,
}

const LIGHT: Palette = Palette { good: 28, mixed: 94, bad: 124, odd: 90, milestone: 24 };
const DARK: Palette = Palette { good: 114, mixed: 179, bad: 203, odd: 176, milestone: 80 };

impl Theme {
    /// The theme with this name, as the settings have it; the terminal's own colours for any other name.
    pub fn named(name: &str, signs: Signs) -> Theme {
        let theme = match name {
            "light" => Theme::fixed(&LIGHT, signs),
            "dark" => Theme::fixed(&DARK, signs),
            "high_contrast" => Theme::high_contrast(signs),
            "mono" => Theme::monochrome(signs),
            _ => Theme::colours(signs),
        };
        let known = THEMES.iter().find(|(known, _)| *known == name);
        Theme { name: known.map_or("terminal", |(known, _)| known), ..theme }
    }

    /// The theme in the terminal's own colours. Only red and magenta can be read as words on white and on black; the
    /// others colour signs, whose shape says the same.
    pub fn colours(signs: Signs) -> Theme {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Theme {
            done: plain.fg(Color::Green),
            waived: plain.fg(Color::Green),
            blocked: plain.fg(Color::Red),
            late: plain.fg(Color::Red),
            look_again: plain.fg(Color::Magenta),
            milestone: plain.fg(Color::Cyan),
            found: plain.fg(Color::Magenta).add_modifier(Modifier::UNDERLINED),
            not_ready: bold.fg(Color::Red),
            ..Theme::monochrome(signs)
        }
    }

    /// A theme of fixed colours, which can be read on the background that they are for.
    fn fixed(palette: &Palette, signs: Signs) -> Theme {
        let of = |colour: u8| Style::new().fg(Color::Indexed(colour));
        let bold = |colour: u8| of(colour).add_modifier(Modifier::BOLD);
        Theme {
            done: of(palette.good),
            waived: of(palette.good),
            blocked: of(palette.bad),
            late: of(palette.bad),
            look_again: of(palette.odd),
            milestone: of(palette.milestone),
            found: of(palette.odd).add_modifier(Modifier::UNDERLINED),
            not_ready: bold(palette.bad),
            with_conditions: bold(palette.mixed),
            ready: bold(palette.good),
            ..Theme::monochrome(signs)
        }
    }

    /// Nothing is dim, and what matters is red as well as bold or underlined.
    fn high_contrast(signs: Signs) -> Theme {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = bold.add_modifier(Modifier::UNDERLINED);
        Theme {
            dim: plain,
            rule: plain,
            blocked: bold.fg(Color::Red),
            late: bold.fg(Color::Red),
            look_again: underlined,
            not_ready: bold.fg(Color::Red).add_modifier(Modifier::REVERSED),
            with_conditions: underlined,
            milestone: bold,
            ..Theme::monochrome(signs)
        }
    }

    /// The theme that uses weight alone.
    pub fn monochrome(signs: Signs) -> Theme {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Theme {
            name: "mono",
            is_plain: false,
            signs,
            normal: plain,
            strong: bold,
            dim,
            // A coloured sign would be a coloured block in reverse video, so the cursor takes colours away.
            cursor: reversed.fg(Color::Reset).bg(Color::Reset),
            rule: dim,
            heading: plain,
            focus: bold,
            tab: bold,
            key: bold,
            alarm: reversed.add_modifier(Modifier::BOLD),
            message: bold,
            done: plain,
            waived: plain,
            doing: plain,
            blocked: bold,
            late: bold,
            not_ready: bold,
            with_conditions: bold,
            ready: bold,
            look_again: bold,
            milestone: plain,
            found: plain.add_modifier(Modifier::UNDERLINED),
            field: plain,
            selected: reversed,
        }
    }

    pub fn sign(&self, sign: Sign) -> &'static str {
        match (sign, self.signs) {
            (Sign::Done, Signs::Rich) => "✓",
            (Sign::Done, Signs::Ascii) => "x",
            (Sign::Waived, _) => "~",
            (Sign::Na, Signs::Rich) => "–",
            (Sign::Na, Signs::Ascii) => "n",
            (Sign::Doing, Signs::Rich) => "»",
            (Sign::Doing, Signs::Ascii) => "/",
            (Sign::Blocked, _) => "!",
            (Sign::Todo, Signs::Rich) => "○",
            (Sign::Todo, Signs::Ascii) => "o",
            (Sign::LookAgain, Signs::Rich) => "≠",
            (Sign::LookAgain, Signs::Ascii) => "#",
            (Sign::TwoAnswers, Signs::Rich) => "‖",
            (Sign::TwoAnswers, Signs::Ascii) => "2",
        }
    }

    /// The sign of what is refuted.
    pub fn cross(&self) -> &'static str {
        match self.signs {
            Signs::Rich => "✗",
            Signs::Ascii => "!",
        }
    }

    pub fn sign_style(&self, sign: Sign) -> Style {
        match sign {
            Sign::Done => self.done,
            Sign::Waived => self.waived,
            Sign::Na => self.dim,
            Sign::Doing => self.doing,
            Sign::Blocked => self.blocked,
            Sign::Todo => self.normal,
            Sign::LookAgain | Sign::TwoAnswers => self.look_again,
        }
    }

    /// How the words of a verdict look.
    pub fn verdict(&self, verdict: Verdict) -> Style {
        match verdict {
            Verdict::NotReady => self.not_ready,
            Verdict::ReadyWithConditions => self.with_conditions,
            Verdict::Ready => self.ready,
        }
    }

    /// Settled entries step back.
    pub fn entry_style(&self, sign: Sign) -> Style {
        match sign {
            Sign::Done | Sign::Waived | Sign::Na => self.dim,
            Sign::Doing | Sign::Blocked | Sign::Todo | Sign::LookAgain | Sign::TwoAnswers => self.normal,
        }
    }

    /// The mark at the place where a text was cut.
    pub fn cut(&self) -> char {
        self.pick('…', '.')
    }

    pub fn cursor_mark(&self) -> &'static str {
        self.pick("▌", ">")
    }

    /// The mark of a branch that is folded, or unfolded.
    pub fn fold(&self, is_open: bool) -> &'static str {
        if is_open { self.pick("▾", "-") } else { self.pick("▸", "+") }
    }

    pub fn milestone_mark(&self) -> &'static str {
        self.pick("◆", "*")
    }

    /// The mark of an entry that is marked.
    pub fn marked(&self) -> &'static str {
        self.pick("●", "@")
    }

    /// The mark of one choice among several: the chosen one, and the others.
    pub fn round(&self, is_chosen: bool) -> &'static str {
        if is_chosen { self.pick("(•)", "(*)") } else { "( )" }
    }

    /// The character of a horizontal line.
    pub fn line(&self) -> char {
        self.pick('─', '-')
    }

    /// The character of an upright line.
    pub fn upright(&self) -> &'static str {
        self.pick("│", "|")
    }

    /// The line beside a question.
    pub fn beside(&self) -> &'static str {
        self.pick("┃", "|")
    }

    /// What is behind words that are still being typed.
    pub fn typing(&self) -> &'static str {
        self.pick("▏", "_")
    }

    /// The boxes of who has said something and who has not.
    pub fn boxes(&self) -> (&'static str, &'static str) {
        (self.pick("■", "#"), self.pick("□", "."))
    }

    /// The two characters of a bar: settled, and still open.
    pub fn bar(&self) -> (char, char) {
        (self.pick('━', '='), self.pick('─', '-'))
    }

    /// `words` with the program's own typography in the signs that are allowed.
    pub fn typeset<'a>(&self, words: &'a str) -> Cow<'a, str> {
        if self.signs == Signs::Rich || words.is_ascii() {
            return Cow::Borrowed(words);
        }
        words.chars().map(text::plain_sign).collect::<String>().into()
    }

    fn pick<T>(&self, rich: T, ascii: T) -> T {
        match self.signs {
            Signs::Rich => rich,
            Signs::Ascii => ascii,
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    const SIGNS: [Sign; 8] = [
        Sign::Done,
        Sign::Waived,
        Sign::Na,
        Sign::Doing,
        Sign::Blocked,
        Sign::Todo,
        Sign::LookAgain,
        Sign::TwoAnswers,
    ];

    #[test]
    fn every_state_has_its_own_sign_of_one_cell() {
        for signs in [Signs::Rich, Signs::Ascii] {
            let theme = Theme::monochrome(signs);
            let shown: Vec<&str> = SIGNS.iter().map(|sign| theme.sign(*sign)).collect();
            for (at, sign) in shown.iter().enumerate() {
                assert_eq!(sign.width(), 1);
                assert!(
                    !shown.iter().skip(at + 1).any(|other| other == sign),
                    "{sign} stands for two states"
                );
                assert!(signs == Signs::Rich || sign.is_ascii());
            }
        }
    }

    /// The part of white's light that a colour of the cube of 256 gives, from 0 to 1.
    fn light(colour: u8) -> f64 {
        let cube = colour - 16;
        let part = |step: u8| {
            let value = if step == 0 { 0.0 } else { f64::from(55 + 40 * u16::from(step)) / 255.0 };
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(cube / 36) + 0.7152 * part(cube / 6 % 6) + 0.0722 * part(cube % 6)
    }

    #[test]
    fn fixed_colours_can_be_read_on_their_background() {
        for (palette, background) in [(LIGHT, 1.0), (DARK, 0.0)] {
            for colour in [palette.good, palette.mixed, palette.bad, palette.odd, palette.milestone] {
                let (one, other) = (light(colour).max(background), light(colour).min(background));
                let contrast = (one + 0.05) / (other + 0.05);
                assert!(contrast >= 4.5, "{colour}: {contrast:.1}");
            }
        }
    }

    #[test]
    fn only_red_and_magenta_colour_words_in_the_terminals_own_palette() {
        let theme = Theme::colours(Signs::Rich);
        for words in [theme.late, theme.blocked, theme.look_again, theme.found, theme.not_ready] {
            assert!(matches!(words.fg, Some(Color::Red | Color::Magenta)));
        }
        for words in [theme.doing, theme.normal, theme.key, theme.with_conditions, theme.ready] {
            assert_eq!(words.fg, None);
        }
    }

    #[test]
    fn ascii_leaves_foreign_letters_alone() {
        let theme = Theme::monochrome(Signs::Ascii);
        assert_eq!(theme.typeset("Müller · “done”…"), "Müller - \"done\".");
    }
}
