//! What an article shows about currencies: which dollar, which franc, which pound, and the currency of bare sums.
//!
//! A shared name ("dollar") stands for the currency of a country when the article names that one and no other
//! with the noun ("dollars canadiens", "C$"), or speaks of that country at least three times, and at least
//! twice as often as of all others that share the name; else for its default (the US dollar, the French
//! franc, the pound sterling).
//!
//! A bare sum takes the currency that the article makes clear: the one of all its sums, or of at least three
//! in four of them. It is then marked as inferred.

use crate::facts::Currency;
use crate::facts::lexicon::{Country, Lexicon, Minor, Noun};
use crate::facts::unit::Money;

/// Mentions of a country that make it the article's; one of them must name the country itself.
const SPEAKS_OF: u32 = 3;

/// The mentions of a country.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// All of them.
    all: u32,
    /// Those that name the country itself, not a town of it.
    named: u32,
}

/// The currencies and countries in an article.
pub(crate) struct Context {
    lexicon: &'static Lexicon,
    /// How often each country was mentioned.
    countries: Vec<Seen>,
    /// Currencies that sums named unambiguously, and how often.
    named: Vec<(Currency, u32)>,
    /// Nouns that sums named.
    nouns: Vec<Noun>,
    /// Whether it is in French.
    pub(crate) french: bool,
}

impl Context {
    /// Without any.
    pub(crate) fn new(lexicon: &'static Lexicon) -> Self {
        Self { lexicon, countries: Vec::new(), named: Vec::new(), nouns: Vec::new(), french: false }
    }

    /// A country is mentioned, by its name or by the name of a town.
    pub(crate) fn see_country(&mut self, country: Country, is_named: bool) {
        if self.countries.is_empty() {
            self.countries = vec![Seen::default(); self.lexicon.countries()];
        }
        let seen = &mut self.countries[country.index()];
        seen.all += 1;
        seen.named += u32::from(is_named);
    }

    /// Whether the article speaks often enough of a country other than this one to give it a shared name.
    pub(crate) fn speaks_of_others(&self, country: Country) -> bool {
        self.countries
            .iter()
            .enumerate()
            .any(|(index, seen)| index != country.index() && seen.all >= SPEAKS_OF)
    }

    /// Whether the article shows that an uncertain short name is this money: it names the currency, or speaks of a
    /// country that has it.
    pub(crate) fn confirms(&self, money: Money) -> bool {
        match money {
            Money::Currency(currency) => {
                self.named.iter().any(|(named, _)| *named == currency)
                    || self
                        .countries
                        .iter()
                        .enumerate()
                        .any(|(index, seen)| seen.all > 0 && self.lexicon.has_currency(index, currency))
            }
            Money::Noun(noun) => self.nouns.contains(&noun) || self.speaks_of(noun),
            Money::Minor(_) => true,
        }
    }

    /// A sum names a currency unambiguously.
    pub(crate) fn see_currency(&mut self, currency: Currency) {
        count(&mut self.named, currency);
    }

    /// A sum names a noun.
    pub(crate) fn see_noun(&mut self, noun: Noun) {
        if !self.nouns.contains(&noun) {
            self.nouns.push(noun);
        }
    }

    /// The currency a noun stands for in this article.
    pub(crate) fn currency_of(&self, noun: Noun) -> Currency {
        let mut default = self.lexicon.default_currency(noun);
        if !self.french && default == Currency::new(b"MAD") {
            // The dirham of the English press is the Emirates'.
            default = Currency::new(b"AED");
        }
        let mut named = self
            .named
            .iter()
            .filter(|(currency, _)| self.lexicon.sharing(noun).any(|(_, shared)| shared == *currency));
        match (named.next(), named.next()) {
            (Some((only, _)), None) => return *only,
            (Some(_), Some(_)) => return default,
            _ => {}
        }
        if self.countries.is_empty() {
            return default;
        }
        let of = |country: Country| self.countries[country.index()].all;
        let total: u32 = self.lexicon.meaning_bare_noun(noun).map(|(country, _)| of(country)).sum();
        let most = self.lexicon.meaning_bare_noun(noun).max_by_key(|(country, _)| of(*country));
        match most {
            Some((country, currency))
                if of(country) >= SPEAKS_OF
                    && of(country) * 3 >= total * 2
                    && self.countries[country.index()].named > 0 =>
            {
                currency
            }
            _ => default,
        }
    }

    /// Whether the article names a currency of that noun by another noun or unambiguously.
    pub(crate) fn knows(&self, noun: Noun) -> bool {
        let default = self.lexicon.default_currency(noun);
        let by_noun = |other: &Noun| *other != noun && self.lexicon.default_currency(*other) == default;
        let named = |currency| self.named.iter().any(|(named, _)| *named == currency);
        self.nouns.iter().any(by_noun) || self.lexicon.sharing(noun).any(|(_, currency)| named(currency))
    }

    /// Whether the article speaks of a country that has a currency of that name.
    pub(crate) fn speaks_of(&self, noun: Noun) -> bool {
        let mentions =
            |country: Country| self.countries.get(country.index()).is_some_and(|seen| seen.all > 0);
        self.lexicon.sharing(noun).any(|(country, _)| mentions(country))
    }

    /// The currency of a minor unit that stands alone.
    pub(crate) fn currency_of_minor(&self, minor: Minor, clear: Option<Currency>) -> Currency {
        let among = |codes: &[&str]| clear.filter(|currency| codes.contains(&currency.code()));
        match minor {
            Minor::Cent => among(&["USD", "EUR", "CAD", "AUD", "NZD", "HKD", "SGD", "ZAR"])
                .unwrap_or(Currency::new(if self.french { b"EUR" } else { b"USD" })),
            Minor::Centime => {
                among(&["EUR", "CHF", "FRF", "BEF", "DZD", "MAD"]).unwrap_or(Currency::new(b"EUR"))
            }
            _ => Currency::new(b"GBP"),
        }
    }

    /// What money is in this article; `None` for a minor unit.
    pub(crate) fn resolve(&self, money: Money) -> Option<Currency> {
        match money {
            Money::Currency(currency) => Some(currency),
            Money::Noun(noun) => Some(self.currency_of(noun)),
            Money::Minor(_) => None,
        }
    }
}

/// Adds one to a currency's count.
pub(crate) fn count(counts: &mut Vec<(Currency, u32)>, currency: Currency) {
    match counts.iter_mut().find(|(counted, _)| *counted == currency) {
        Some((_, count)) => *count += 1,
        None => counts.push((currency, 1)),
    }
}

/// The currency that counts of sums make clear: of all, or of three in four.
pub(crate) fn clear(counts: &[(Currency, u32)]) -> Option<Currency> {
    let total: u32 = counts.iter().map(|(_, count)| count).sum();
    let (currency, most) = counts.iter().max_by_key(|(_, count)| *count)?;
    (most * 4 >= total * 3).then_some(*currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn see(context: &mut Context, name: &str, times: usize) {
        let word = Lexicon::get().word(&crate::facts::lexicon::Folded::of(name)).unwrap();
        for _ in 0..times {
            context.see_country(word.country.unwrap(), word.qualifies);
        }
    }

    fn dollar(context: &Context) -> String {
        let noun = Lexicon::get().noun("dollar").unwrap();
        context.currency_of(noun).code().to_owned()
    }

    #[test]
    fn a_bare_dollar_is_american_unless_the_article_speaks_for_another_country() {
        let mut context = Context::new(Lexicon::get());
        assert_eq!(dollar(&context), "USD");
        see(&mut context, "Canada", 2);
        assert_eq!(dollar(&context), "USD");
        see(&mut context, "Ottawa", 1);
        assert_eq!(dollar(&context), "CAD");
        see(&mut context, "Washington", 2);
        assert_eq!(dollar(&context), "USD");
        context.see_currency(Currency::new(b"AUD"));
        assert_eq!(dollar(&context), "AUD");
        context.see_currency(Currency::new(b"USD"));
        assert_eq!(dollar(&context), "USD");
    }

    #[test]
    fn three_sums_in_four_make_a_currency_clear() {
        let (euro, dollar) = (Currency::new(b"EUR"), Currency::new(b"USD"));
        assert_eq!(clear(&[]), None);
        assert_eq!(clear(&[(euro, 1)]), Some(euro));
        assert_eq!(clear(&[(euro, 3), (dollar, 1)]), Some(euro));
        assert_eq!(clear(&[(euro, 2), (dollar, 1)]), None);
    }
}
