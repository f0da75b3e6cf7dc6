//! The name of an export in words that are taken from it: `export of larkfield-prod.eu.auth0.com, 28 Nov 2026`.

use jiff::civil::Date;

use crate::text::Text;

/// What a tenant is called whose export does not betray its name.
pub const UNNAMED_TENANT: &str = "an unnamed tenant";

const BEGIN: &str = "export of ";
const DAY: &str = "%-d %b %Y";

/// `export of larkfield-prod.eu.auth0.com, 28 Nov 2026`; a sentence follows after a colon.
pub fn export(tenant: Option<&Text>, day: Date) -> String {
    let tenant = tenant.map_or(UNNAMED_TENANT, Text::as_str);
    format!("{BEGIN}{tenant}, {}", day.strftime(DAY))
}

/// Whether evidence or a reason was taken from an export.
pub fn is_from_export(words: &Text) -> bool {
    words.starts_with(BEGIN)
}

/// The tenant and the day of the export that words were taken from; `None` if they were not.
pub fn source(words: &Text) -> Option<(&str, Date)> {
    let (name, _) = words.strip_prefix(BEGIN)?.split_once(": ")?;
    let (tenant, day) = name.rsplit_once(", ")?;
    Some((tenant, Date::strptime(DAY, day).ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_export_is_known_again_by_its_name() {
        for tenant in ["larkfield-prod.eu.auth0.com", "a, b"] {
            let day = date(2026, 11, 8);
            let words = Text::line(&format!("{}: 2 of 14: A, B", export(Some(&tenant.into()), day)));
            assert_eq!((source(&words), is_from_export(&words)), (Some((tenant, day)), true));
        }
        for other in ["wiki/1", "export of the list, 8 Nov 2026", "export of x: y", "export of x, today: y"] {
            assert_eq!(source(&other.into()), None, "{other}");
        }
    }
}
