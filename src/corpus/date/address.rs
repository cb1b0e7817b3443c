//! Dates in the addresses of pages, and what the country of an address says of a time.

use std::ops::Range;

use super::{from_digits, valid};
use crate::article::PartialDate;

/// Whether a time in UTC, late in the evening, is of the next day in the country of an address: in Europe on Central
/// European Time.
pub(in crate::corpus) fn is_next_day(text: &str, address: &str) -> bool {
    const COUNTRIES: &[&str] = &[
        "at", "be", "ch", "cz", "de", "dk", "es", "fr", "hr", "hu", "it", "li", "lu", "nl", "no", "pl", "se",
        "si", "sk",
    ];
    let utc = text.ends_with('Z') || text.ends_with("+00:00") || text.ends_with("+0000");
    let host = address.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
    let country = host.rsplit('.').next().unwrap_or_default();
    let hour = text.get(11..13).and_then(|hour| hour.parse::<u8>().ok());
    let month = text.get(5..7).and_then(|month| month.parse::<u8>().ok());
    let (Some(hour), Some(month), Some('T' | ' ')) = (hour, month, text.chars().nth(10)) else {
        return false;
    };
    // Summer time, but for the days at its edges.
    let ahead = if (4..=10).contains(&month) { 2 } else { 1 };
    utc && COUNTRIES.contains(&country) && hour + ahead >= 24
}

/// The date in the path of an address: `/2025/06/17/slug`, `/2025-06-17-slug`, `/20250617/`.
pub(in crate::corpus) fn from_address(address: &str) -> Option<PartialDate> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    year_first(path).or_else(|| path.split('/').skip(1).find_map(day_first))
}

/// The date at the end of a part of an address, after its day: `29-10-2021`, `report-29-10-2021`.
fn day_first(part: &str) -> Option<PartialDate> {
    let part = part.split('.').next().unwrap_or_default();
    let mut ends = part.rsplitn(4, ['-', '_']);
    let mut number = |digits: Range<usize>| {
        let number = ends.next().filter(|number| digits.contains(&number.len()))?;
        if number.bytes().all(|byte| byte.is_ascii_digit()) { number.parse().ok() } else { None }
    };
    let (year, month, day) = (number(4..5)?, number(2..3)?, number(1..3)?);
    valid(year, month, day).filter(|date| date.day > 0 && (1990..2100).contains(&date.year))
}

fn year_first(path: &str) -> Option<PartialDate> {
    let bytes = path.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let begins = at > 0 && matches!(bytes[at - 1], b'/' | b'-' | b'_' | b'.');
        let year = begins.then(|| path.get(at..at + 4)).flatten()?;
        if !(year.starts_with("19") || year.starts_with("20"))
            || !year.bytes().all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let rest = &path[at + 4..];
        let sign = rest.chars().next()?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if end == 4 {
            return from_digits(&path[at..at + 8]);
        }
        if end > 0 || !matches!(sign, '/' | '-' | '_') {
            return None;
        }
        let mut parts = rest[1..].split([sign, '/']);
        let slug = sign != '/';
        let mut part = || {
            let part = parts.next()?;
            let length = part.bytes().take_while(u8::is_ascii_digit).count();
            // `/2025/10/3-reasons` is no day.
            let ended = part.len() == length || slug && !part.as_bytes()[length].is_ascii_alphanumeric();
            if (1..=2).contains(&length) && ended { part[..length].parse().ok() } else { None }
        };
        valid(year.parse().ok()?, part()?, part()?).filter(|date| date.day > 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_time_in_utc_is_of_the_next_day_in_central_europe() {
        for (time, address, next) in [
            ("2021-11-04T23:00Z", "https://www.larive.de/x", true),
            ("2021-11-04T22:59Z", "https://www.larive.de/x", false),
            ("2021-07-04T22:00:00.000Z", "https://larive.fr", true),
            ("2021-07-04T22:00:00+00:00", "https://larive.it:8080/x", true),
            ("2021-07-04T23:00:00+02:00", "https://larive.it/x", false),
            ("2021-11-04T23:00Z", "https://gull.example/x.de", false),
            ("2021-11-04", "https://larive.de/x", false),
            ("2021-11-04T", "", false),
        ] {
            assert_eq!(is_next_day(time, address), next, "{time} {address}");
        }
    }

    #[test]
    fn an_address_may_end_in_a_day() {
        for (address, date) in [
            ("https://gull.example/news/29-10-2021", Some("2021-10-29")),
            ("https://gull.example/news/report-03-04-2021.html", Some("2021-04-03")),
            ("https://gull.example/news/29-13-2021", None),
            ("https://gull.example/news/9-1-2021", None),
        ] {
            assert_eq!(from_address(address).map(|date| date.to_string()).as_deref(), date, "{address}");
        }
    }
}
