//! The names of the months, whole and as they are abbreviated: in French and English, German, Dutch, Spanish,
//! Catalan, Portuguese, Italian, Romanian, the Scandinavian languages, Finnish, Polish, Czech, Turkish,
//! Indonesian and Russian, in the forms that stand in dates.

use crate::text::fold;

/// The month that a word names, from 1.
pub(super) fn of(word: &str) -> Option<i64> {
    if !(3..=24).contains(&word.len()) {
        return None;
    }
    let folded = fold::fold(word);
    let at = MONTHS.binary_search_by(|(name, _)| (*name).cmp(&*folded)).ok()?;
    Some(MONTHS[at].1)
}

/// By their folded names.
#[rustfmt::skip]
const MONTHS: &[(&str, i64)] = &[
    ("abr", 4), ("abril", 4), ("ago", 8), ("agost", 8), ("agosto", 8), ("agu", 8), ("agustos", 8),
    ("agustus", 8), ("aout", 8), ("apr", 4), ("aprel", 4), ("april", 4), ("aprile", 4), ("aprilie", 4),
    ("ara", 12), ("aralik", 12), ("aug", 8), ("august", 8), ("augusti", 8), ("augustus", 8), ("avr", 4),
    ("avril", 4), ("brezen", 3), ("brezna", 3), ("cerven", 6), ("cervence", 7), ("cervenec", 7), ("cervna", 6),
    ("czerwca", 6), ("czerwiec", 6), ("dec", 12), ("december", 12), ("decembre", 12), ("decembrie", 12),
    ("des", 12), ("desember", 12), ("dez", 12), ("dezember", 12), ("dezembro", 12), ("dic", 12),
    ("dicembre", 12), ("diciembre", 12), ("duben", 4), ("dubna", 4), ("eki", 10), ("ekim", 10), ("elokuu", 8),
    ("elokuuta", 8), ("ene", 1), ("enero", 1), ("eyl", 9), ("eylul", 9), ("feb", 2), ("febbraio", 2),
    ("febr", 2), ("febrer", 2), ("febrero", 2), ("februar", 2), ("februari", 2), ("februarie", 2),
    ("february", 2), ("fev", 2), ("fevereiro", 2), ("fevr", 2), ("fevrier", 2), ("gen", 1), ("gener", 1),
    ("gennaio", 1), ("giu", 6), ("giugno", 6), ("grudnia", 12), ("grudzien", 12), ("haz", 6), ("haziran", 6),
    ("heinakuu", 7), ("heinakuuta", 7), ("helmikuu", 2), ("helmikuuta", 2), ("huhtikuu", 4), ("huhtikuuta", 4),
    ("ianuarie", 1), ("iulie", 7), ("iunie", 6), ("jaenner", 1), ("jan", 1), ("janeiro", 1), ("janner", 1),
    ("januaari", 1), ("januar", 1), ("januara", 1), ("januari", 1), ("january", 1), ("janv", 1), ("janvier", 1),
    ("joulukuu", 12), ("joulukuuta", 12), ("juil", 7), ("juillet", 7), ("juin", 6), ("jul", 7), ("julho", 7),
    ("juli", 7), ("julio", 7), ("juliol", 7), ("july", 7), ("jun", 6), ("june", 6), ("junho", 6), ("juni", 6),
    ("junio", 6), ("juny", 6), ("kas", 11), ("kasim", 11), ("kesakuu", 6), ("kesakuuta", 6), ("kveten", 5),
    ("kvetna", 5), ("kwiecien", 4), ("kwietnia", 4), ("leden", 1), ("ledna", 1), ("lipca", 7), ("lipiec", 7),
    ("listopad", 11), ("listopada", 11), ("listopadu", 11), ("lokakuu", 10), ("lokakuuta", 10), ("lug", 7),
    ("luglio", 7), ("lutego", 2), ("luty", 2), ("maaliskuu", 3), ("maaliskuuta", 3), ("maart", 3), ("maerz", 3),
    ("mag", 5), ("maggio", 5), ("mai", 5), ("maig", 5), ("maio", 5), ("maj", 5), ("maja", 5), ("mar", 3),
    ("marc", 3), ("marca", 3), ("march", 3), ("marco", 3), ("maret", 3), ("marraskuu", 11), ("marraskuuta", 11),
    ("mars", 3), ("mart", 3), ("martie", 3), ("marz", 3), ("marzec", 3), ("marzo", 3), ("may", 5), ("mayis", 5),
    ("mayo", 5), ("mei", 5), ("mrt", 3), ("mrz", 3), ("nis", 4), ("nisan", 4), ("noiembrie", 11), ("nov", 11),
    ("november", 11), ("novembre", 11), ("novembro", 11), ("noviembre", 11), ("oca", 1), ("ocak", 1),
    ("oct", 10), ("october", 10), ("octobre", 10), ("octombrie", 10), ("octubre", 10), ("okt", 10),
    ("oktober", 10), ("oktobra", 10), ("ott", 10), ("ottobre", 10), ("out", 10), ("outubro", 10),
    ("pazdziernik", 10), ("pazdziernika", 10), ("prosince", 12), ("prosinec", 12), ("rijen", 10), ("rijna", 10),
    ("sep", 9), ("sept", 9), ("september", 9), ("septembre", 9), ("septembrie", 9), ("septiembre", 9),
    ("set", 9), ("setembre", 9), ("setembro", 9), ("setiembre", 9), ("settembre", 9), ("sierpien", 8),
    ("sierpnia", 8), ("srpen", 8), ("srpna", 8), ("styczen", 1), ("stycznia", 1), ("sub", 2), ("subat", 2),
    ("syyskuu", 9), ("syyskuuta", 9), ("tammikuu", 1), ("tammikuuta", 1), ("tem", 7), ("temmuz", 7),
    ("toukokuu", 5), ("toukokuuta", 5), ("unor", 2), ("unora", 2), ("wrzesien", 9), ("wrzesnia", 9),
    ("zari", 9), ("авг", 8), ("август", 8), ("августа", 8), ("апр", 4), ("апрель", 4), ("апреля", 4),
    ("дек", 12), ("декабрь", 12), ("декабря", 12), ("июл", 7), ("июль", 7), ("июля", 7), ("июн", 6),
    ("июнь", 6), ("июня", 6), ("май", 5), ("мар", 3), ("март", 3), ("марта", 3), ("мая", 5), ("ноя", 11),
    ("ноябрь", 11), ("ноября", 11), ("окт", 10), ("октябрь", 10), ("октября", 10), ("сен", 9), ("сентябрь", 9),
    ("сентября", 9), ("фев", 2), ("февраль", 2), ("февраля", 2), ("янв", 1), ("январь", 1), ("января", 1),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_folded() {
        assert!(MONTHS.is_sorted_by(|a, b| a.0 < b.0));
        for (name, month) in MONTHS {
            assert_eq!(fold::fold(name), *name);
            assert!((1..=12).contains(month));
        }
    }

    #[test]
    fn months_are_known_in_many_languages() {
        for (word, month) in [
            ("März", 3),
            ("MAI", 5),
            ("octubre", 10),
            ("września", 9),
            ("ağustos", 8),
            ("января", 1),
            ("Février", 2),
            ("dez", 12),
        ] {
            assert_eq!(of(word), Some(month), "{word}");
        }
        assert_eq!(of("marché"), None);
        assert_eq!(of("d"), None);
    }
}
