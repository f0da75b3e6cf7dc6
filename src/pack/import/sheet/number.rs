//! Numbers as a spreadsheet shows them: `1.10`, `25 %`.

/// The number under its format code; only decimals and percents are read of it.
pub(super) fn shown(number: f64, code: &str) -> String {
    let code = code.split(';').next().unwrap_or_default();
    let plain = plain(code);
    let decimals = plain.split_once('.').map_or(0, |(_, after)| {
        after.chars().take_while(|c| matches!(c, '0' | '#' | '?')).filter(|c| *c == '0').count()
    });
    if plain.contains('%') {
        let decimals = decimals.min(6);
        return format!("{:.decimals$} %", number * 100.0);
    }
    if decimals > 0 && decimals < 10 && plain.contains('0') {
        return format!("{number:.decimals$}");
    }
    // What a spreadsheet computes has at most fifteen digits that mean anything.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// The code without texts in quotes, conditions and escapes.
fn plain(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            c => out.push(c),
        }
    }
    out
}

/// A day, a time, or both, from a date's parts.
pub(super) fn moment((year, month, day, hour, minute): (u16, u8, u8, u8, u8), serial: f64) -> String {
    let time = format!("{hour:02}:{minute:02}");
    if (0.0..1.0).contains(&serial) {
        return time;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { date } else { format!("{date} {time}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_under_their_format() {
        assert_eq!(shown(1.1, "0.00"), "1.10");
        assert_eq!(shown(0.25, "0%"), "25 %");
        assert_eq!(shown(0.125, "0.0%"), "12.5 %");
        assert_eq!(shown(1.1, "General"), "1.1");
        assert_eq!(shown(0.1 + 0.2, "General"), "0.3");
        assert_eq!(shown(3.0, "#,##0"), "3");
        assert_eq!(shown(7.0, "\"V\"0.0"), "7.0");
    }
}
