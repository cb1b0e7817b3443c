//! The words that decide, by the hash of their folded form.

use crate::facts::name::hash::hash_of_ascii;
use crate::facts::name::shape::Shape;
use crate::facts::name::token::Token;

macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident: $($word:literal)*;)*) => {
        $($(#[doc = $doc])* pub(super) const $name: &[u32] = &[$(hash_of_ascii($word)),*];)*
    };
}

words! {
    /// French and English nouns that a name follows when a place or thing bears it: `rue Jean Vidal`.
    NAMED_AFTER_BEFORE: "rue" "rues" "avenue" "boulevard" "bd" "bld" "place" "placette" "quai" "square" "allee" "allees" "impasse"
        "ruelle" "venelle" "esplanade" "promenade" "rond-point" "faubourg" "pont" "passerelle" "lycee" "college" "ecole" "ecoles"
        "creche" "universite" "faculte" "campus" "stade" "gymnase" "piscine" "patinoire" "velodrome" "hippodrome" "arena"
        "hopital" "clinique" "ehpad" "aeroport" "gare" "metro" "theatre" "auditorium" "mediatheque" "bibliotheque"
        "musee" "fondation" "institut" "prix" "trophee" "challenge" "medaille" "parc" "jardin" "caserne"
        "residence" "chateau" "eglise" "chapelle" "basilique" "cathedrale" "abbaye" "amphitheatre" "conservatoire" "cinema"
        "paquebot" "fregate" "porte-avions" "sous-marin" "chalutier" "cargo" "petrolier" "navire" "voilier" "tempete" "ouragan" "cyclone"
        "typhon" "dynastie" "ile" "iles" "mont" "lac" "cap" "golfe" "detroit" "glacier"
        "hurricane" "typhoon" "dynasty" "island" "lake" "cape" "mount" "aircraft-carrier";
    /// The same when a title is between: `avenue du Général Varga`.
    STREET: "rue" "avenue" "boulevard" "bd" "place" "quai" "square" "allee" "allees" "impasse" "esplanade" "promenade"
        "rond-point" "pont" "lycee" "college" "ecole" "stade" "gymnase" "hopital" "clinique" "aeroport" "caserne" "residence"
        "prix" "parc" "fondation";
    /// What is between a street and a title.
    OF: "du" "de" "des" "la" "l";
    /// English nouns that follow the name of what is named after a person: `Tom Oakes Bridge`.
    NAMED_AFTER_BEHIND: "street" "avenue" "road" "boulevard" "drive" "lane" "square" "plaza" "park" "stadium" "arena" "airport" "hospital"
        "school" "college" "university" "institute" "foundation" "bridge" "building" "center" "centre" "memorial" "museum"
        "library" "prize" "award" "awards" "trophy" "cup" "medal" "theatre" "theater" "hall" "station" "high" "elementary" "academy" "highway"
        "parkway" "expressway" "freeway" "tower" "gallery" "clinic" "chapel" "church" "cathedral" "cemetery" "prison" "ward"
        "lecture" "scholarship" "fellowship" "open" "classic" "marathon" "district" "island" "islands" "county" "reservoir" "creek" "beach"
        "rue" "blvd" "st" "ave" "rd";
    /// Nouns for firms and media, which a firm's name follows.
    FIRM_BEFORE: "firm" "company" "retailer" "brand" "startup" "start-up" "bank" "agency" "insurer" "carmaker" "automaker" "chipmaker"
        "drugmaker" "planemaker" "brewer" "lender" "chain" "conglomerate" "subsidiary" "manufacturer" "airline" "newspaper" "magazine" "website"
        "fund" "supermarket" "supermarkets" "restaurant" "hotel" "unit" "platform" "label" "tabloid" "weekly" "studio"
        "societe" "entreprise" "groupe" "marque" "enseigne" "cabinet" "agence" "banque" "compagnie" "fonds" "filiale" "pme"
        "holding" "plateforme" "hebdomadaire" "quotidien" "mensuel" "site" "constructeur" "equipementier"
        "fabricant" "operateur" "laboratoire" "distributeur" "imprimerie" "boulangerie" "patisserie" "brasserie" "pharmacie" "garage"
        "transports" "etablissements" "ets" "galerie" "librairie" "supermarche" "hypermarche" "magasin" "magasins" "usine" "dynasty";
    /// What a firm that is named after a person says of its trade, at its name's end: `Varga Conserves`.
    TRADE: "energie" "energies" "conserves" "plomberie" "construction" "constructions" "batiment" "immobilier" "automobiles" "distribution" "conseil"
        "consulting" "capital" "partners" "invest" "finance" "assurances" "avocats" "notaires" "electricite" "chauffage" "menuiserie" "maconnerie"
        "paysages" "traiteur" "motors" "foods" "energy" "solutions" "systems" "media" "studios" "records" "trio" "quartet" "quartett" "orchestra"
        "group" "groupe";
    /// Behind `&` or `and`, in the names of firms: `Varga & Fils`.
    PARTNERS: "fils" "filles" "freres" "associes" "associees" "cie" "co" "sons" "daughters" "brothers" "associates" "partners" "company";
    /// Forms of firms, before their names.
    LEGAL_BEFORE: "sarl" "eurl" "sci" "sas" "sasu" "selarl" "scop" "gaec" "earl" "etablissements" "ets" "maisons" "transports" "editions" "galeries"
        "laboratoires" "cabinet" "domaine" "chateau" "champagne" "vignobles";
    /// Forms of firms, behind their names.
    LEGAL: "inc" "ltd" "llc" "llp" "plc" "corp" "corporation" "gmbh" "sarl" "sas" "sasu" "srl" "spa" "holdings" "limited"
        "pty" "pvt" "bhd" "oyj" "asa" "kgaa" "cie" "bros" "industries" "technologies" "pharmaceuticals" "ventures" "laboratories";
    /// The same, where only capitals tell: `Oakes SA`, not `Oakes sa`.
    LEGAL_CAPS: "sa" "ag" "ab" "nv" "bv" "se" "kg" "co" "oy" "as" "lp";
    /// Titles of civility, before a name of any form.
    CIVIL: "m" "mm" "mme" "mmes" "mlle" "mlles" "mr" "mrs" "ms" "monsieur" "madame" "mademoiselle" "messieurs" "mesdames" "messrs" "mx";
    /// Titles of rank, before a name, and before places and offices too.
    RANK: "miss" "lord" "lady" "baroness" "baron" "sir" "dame" "viscount" "earl" "countess" "marquess" "duchess";
    /// Titles of several people.
    PLURAL: "mm" "mmes" "mlles" "messieurs" "mesdames" "messrs" "mes" "sens" "reps" "drs" "profs" "justices" "judges" "senators" "lords";
    /// Words of credits, which are no part of the name before them.
    CREDIT: "reporting" "editing" "writing" "additional" "reuters" "afp" "ap" "getty" "images" "photo" "photos" "via" "staff" "contributed"
        "credit" "compiled" "sipa" "file" "handout" "pool" "bestimage" "maxppp";
    /// Small words that open sentences and belong to no name: `Que Varga`.
    FUNCTION: "que" "quand" "lorsque" "puisque" "mais" "donc" "comme" "avec" "sans" "chez" "dans" "cette" "ces" "notre" "leur" "leurs"
        "elles" "ils" "nous" "vous" "juste" "ainsi" "alors" "tandis" "selon" "pour" "the" "and" "but" "when" "while" "after" "before"
        "since" "with" "from" "this" "that" "these" "those" "their" "they" "why" "how" "what" "which" "where";
    /// Nouns of sports and pages that open sentences: `Carton jaune pour …`.
    OPENING: "carton" "penalty" "corner" "essai" "remplacement" "avertissement" "touche" "transformation" "but";
    /// What stands behind a verb and before a noun, and not behind a name that opens a sentence.
    DETERMINER: "contre" "les" "des" "un" "une" "ses" "leurs" "nos" "vos" "mes" "ces" "cet" "cette" "son" "notre" "votre" "mieux" "davantage"
        "the" "your" "our" "these" "those" "an";
    /// Particles within names of any language.
    PARTICLE: "von" "van" "vom" "zu" "de" "di" "da" "do" "dos" "del" "della" "ter" "ten" "la" "le" "el" "al" "bin" "ben" "ibn" "y" "e" "af"
        "av";
    /// Articles and prepositions of other languages that are on the lists of first names, or are particles behind another one: `van der`.
    ARTICLE: "der" "die" "das" "den" "dem" "des" "ein" "eine" "einer" "einen" "bei" "im" "am" "auf" "aus" "mit" "nach" "vor" "wie" "so" "als" "het" "een"
        "los" "las" "un" "una" "il" "lo" "gli" "os" "as" "um" "uma" "ett" "det" "en" "och";
    /// Before or after the birth of Christ.
    AGE: "avant" "apres" "av" "ap";
    /// Awards that are called by a first name.
    AWARD: "oscar" "oscars" "cesar" "emmy" "grammy" "goya" "tony" "moliere" "edgar";
    /// What is before such an award.
    AN_AWARD: "un" "deux" "trois" "quatre" "des" "les" "aux" "cet" "premier" "an" "two" "three" "four" "first" "best" "l" "d";
    /// Joins the last of several names.
    AND: "et" "and" "ou" "or";
    /// Words that follow a name in a list of people with the surname first.
    BORN: "ne" "nee" "born" "age" "agee" "aged" "alias" "dit" "dite";
    /// Prepositions of place.
    AT: "a" "en" "in" "at" "near" "from" "vers" "pres" "to";
}

/// Whether the token is a word of the list.
pub(super) fn is(token: Option<&Token>, words: &[u32]) -> bool {
    token.is_some_and(|token| token.shape.is(Shape::WORD) && words.contains(&token.hash))
}

/// Whether the token is a punctuation mark of this hash.
pub(super) fn is_mark(token: Option<&Token>, mark: u32) -> bool {
    token.is_some_and(|token| !token.shape.is(Shape::WORD) && token.hash == mark)
}
