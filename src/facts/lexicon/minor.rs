//! Minor units of currencies by name: cents, centimes, pence, kopecks.

/// A minor unit by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Minor {
    /// A hundredth of many currencies: of the one that the article mentions, else of the dollar.
    Cent,
    /// A hundredth of the franc, and in French of the euro.
    Centime,
    /// A hundredth of the pound.
    Penny,
    /// A hundredth of a currency that the sum itself must name.
    Hundredth,
    /// A tenth of a yuan.
    Tenth,
    /// "50p": a penny if the article mentions pounds.
    Letter,
}

/// The names of minor units.
pub(crate) const FORMS: &[(&str, Minor)] = &[
    ("cent", Minor::Cent),
    ("cents", Minor::Cent),
    ("centime", Minor::Centime),
    ("centimes", Minor::Centime),
    ("penny", Minor::Penny),
    ("pennies", Minor::Penny),
    ("pence", Minor::Penny),
    ("sen", Minor::Hundredth),
    ("sens", Minor::Hundredth),
    ("jeon", Minor::Hundredth),
    ("tiyin", Minor::Hundredth),
    ("tiyins", Minor::Hundredth),
    ("kopeck", Minor::Hundredth),
    ("kopecks", Minor::Hundredth),
    ("kopek", Minor::Hundredth),
    ("kopeks", Minor::Hundredth),
    ("paisa", Minor::Hundredth),
    ("paise", Minor::Hundredth),
    ("centavo", Minor::Hundredth),
    ("centavos", Minor::Hundredth),
    ("pfennig", Minor::Hundredth),
    ("pfennigs", Minor::Hundredth),
    ("rappen", Minor::Hundredth),
    ("grosz", Minor::Hundredth),
    ("groszy", Minor::Hundredth),
    ("ore", Minor::Hundredth),
    ("haler", Minor::Hundredth),
    ("bani", Minor::Hundredth),
    ("stotinki", Minor::Hundredth),
    ("agorot", Minor::Hundredth),
    ("piastre", Minor::Hundredth),
    ("piastres", Minor::Hundredth),
    ("fen", Minor::Hundredth),
    ("fils", Minor::Hundredth),
    ("halala", Minor::Hundredth),
    ("halalas", Minor::Hundredth),
    ("kobo", Minor::Hundredth),
    ("pesewa", Minor::Hundredth),
    ("pesewas", Minor::Hundredth),
    ("thebe", Minor::Hundredth),
    ("filler", Minor::Hundredth),
    ("fillers", Minor::Hundredth),
    ("lipa", Minor::Hundredth),
    ("lipas", Minor::Hundredth),
    ("para", Minor::Hundredth),
    ("paras", Minor::Hundredth),
    ("satang", Minor::Hundredth),
    ("satangs", Minor::Hundredth),
    ("millime", Minor::Hundredth),
    ("millimes", Minor::Hundredth),
    ("centesimo", Minor::Hundredth),
    ("centesimi", Minor::Hundredth),
    ("centimo", Minor::Hundredth),
    ("centimos", Minor::Hundredth),
    ("santim", Minor::Hundredth),
    ("eyrir", Minor::Hundredth),
    ("aurar", Minor::Hundredth),
    ("luma", Minor::Hundredth),
    ("tetri", Minor::Hundredth),
    ("tyiyn", Minor::Hundredth),
    ("qapik", Minor::Hundredth),
    ("poisha", Minor::Hundredth),
    ("laari", Minor::Hundredth),
    ("ngwee", Minor::Hundredth),
    ("tambala", Minor::Hundredth),
    ("kurus", Minor::Hundredth),
    ("stotinka", Minor::Hundredth),
    ("haleru", Minor::Hundredth),
    ("hellers", Minor::Hundredth),
    ("heller", Minor::Hundredth),
    ("penni", Minor::Hundredth),
    ("sene", Minor::Hundredth),
    ("senti", Minor::Hundredth),
    ("bututs", Minor::Hundredth),
    ("butut", Minor::Hundredth),
    ("avos", Minor::Hundredth),
    ("pyas", Minor::Hundredth),
    ("groschen", Minor::Hundredth),
    ("rappens", Minor::Hundredth),
    ("pfennige", Minor::Hundredth),
    ("kopiyka", Minor::Hundredth),
    ("kopiykas", Minor::Hundredth),
    ("xu", Minor::Hundredth),
    ("iraimbilanja", Minor::Hundredth),
    ("mao", Minor::Tenth),
    ("jiao", Minor::Tenth),
];

impl Minor {
    /// Decimal places of the currency that it counts: 2 for a cent.
    /// `digits` are those of the currency's own minor unit, where the currency is known.
    pub(crate) fn places(self, digits: Option<u8>) -> i16 {
        match (self, digits) {
            (Self::Tenth, _) => 1,
            (Self::Hundredth, Some(3)) => 3,
            _ => 2,
        }
    }
}
