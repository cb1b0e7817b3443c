//! Themes: a colour or a modifier for each role on the screen, read from TOML like every other setting.
//!
//! A user chooses a name; which file it means depends on the background of the terminal and on its number of colours.
//! The files for a known background have a contrast (WCAG 2.2, 1.4.3 and 1.4.6) of at least 7:1 for text and 4.5:1 for every
//! role, also on the rows that are selected; on an unknown one only mid-tones near 4.5:1 can do for black and white alike.

use std::str::FromStr;

use ratatui::backend::IntoCrossterm as _;
pub use ratatui::style::Style;
use ratatui::style::{Color, Modifier};
use serde::Deserialize;

use crate::article::structure::{BlockKind, EmphasisKind};
use crate::text::Safe;

/// Generates from one list of roles: the fields of [`Theme`], the tables of a theme file, reading them, and finding
/// a role by name.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident,)*) => {
        /// A style for each role.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $role: Style,)*
        }

        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct RawTheme {
            $($role: RawStyle,)*
        }

        impl Theme {
            /// Validates what was read.
            pub(super) fn resolve(raw: RawTheme) -> Result<Self, String> {
                Ok(Self { $($role: raw.$role.resolve()?,)* })
            }

            /// The style of a role by its name in a theme file; that of `text` for an unknown name.
            pub(crate) fn role(&self, name: &str) -> Style {
                match name {
                    $(stringify!($role) => self.$role,)*
                    _ => self.text,
                }
            }
        }
    };
}

roles! {
    /// Running text.
    text,
    /// Secondary text: dates, counts, removed boilerplate.
    dim,
    /// Titles and headings.
    title,
    /// The frame of a pane.
    border,
    /// The frame of the pane that has the keyboard.
    focus,
    /// The selected row.
    selection,
    /// Letters that the filter matched, and matches of a search.
    matched,
    /// The current mention of the tracked target.
    current,
    /// Other mentions of the tracked target.
    target,
    /// Passages that are kept.
    highlight,
    /// People.
    person,
    /// Organisations.
    organisation,
    /// Amounts.
    amount,
    /// Percentages.
    percent,
    /// The mark of an unread article.
    unread,
    /// The mark of a starred article.
    starred,
    /// Errors and warnings.
    error,
}

/// The files of the themes that come with the program: name and source.
pub(crate) const FILES: [(&str, &str); 10] = [
    ("auto", include_str!("../../assets/themes/auto.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("high-contrast-dark", include_str!("../../assets/themes/high-contrast-dark.toml")),
    ("high-contrast-light", include_str!("../../assets/themes/high-contrast-light.toml")),
    ("colour-blind-dark", include_str!("../../assets/themes/colour-blind-dark.toml")),
    ("colour-blind-light", include_str!("../../assets/themes/colour-blind-light.toml")),
    ("sixteen-dark", include_str!("../../assets/themes/sixteen-dark.toml")),
    ("sixteen-light", include_str!("../../assets/themes/sixteen-light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// A theme that users can choose: its name, and its files for a dark and for a light background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its name in the configuration.
    pub name: &'static str,
    /// What it is, for the list to choose from: a phrase.
    pub(crate) doc: &'static str,
    dark: &'static str,
    light: &'static str,
    /// The file for a background that is not known.
    unknown: &'static str,
}

/// The themes that users can choose. The first is the default, and the only one that minds how many colours there are.
pub(crate) const CHOICES: [Choice; 7] = [
    Choice {
        name: "auto",
        doc: "dark or light, as the terminal's background is, in as many colours as it has",
        dark: "dark",
        light: "light",
        unknown: "auto",
    },
    Choice { name: "dark", doc: "for a dark background", dark: "dark", light: "dark", unknown: "dark" },
    Choice { name: "light", doc: "for a light background", dark: "light", light: "light", unknown: "light" },
    Choice {
        name: "high-contrast",
        doc: "a contrast of 7:1 and more everywhere",
        dark: "high-contrast-dark",
        light: "high-contrast-light",
        unknown: "high-contrast-dark",
    },
    Choice {
        name: "colour-blind",
        doc: "blue, yellow and orange instead of red and green",
        dark: "colour-blind-dark",
        light: "colour-blind-light",
        unknown: "colour-blind-dark",
    },
    Choice {
        name: "sixteen",
        doc: "the sixteen colours of the terminal",
        dark: "sixteen-dark",
        light: "sixteen-light",
        unknown: "sixteen-dark",
    },
    Choice {
        name: "mono",
        doc: "no colours: weight, slant and underline",
        dark: "mono",
        light: "mono",
        unknown: "mono",
    },
];

impl Choice {
    /// The choice called `name`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        CHOICES.into_iter().find(|choice| choice.name == name)
    }

    /// Whether it depends on the background.
    pub(crate) fn follows_background(self) -> bool {
        self.dark != self.light
    }

    /// Its theme for a screen.
    pub fn theme(self, screen: Screen) -> Theme {
        let choice = if screen.sixteen_colours && self == CHOICES[0] { CHOICES[5] } else { self };
        let name = match screen.background {
            Some(Background::Dark) => choice.dark,
            Some(Background::Light) => choice.light,
            None => choice.unknown,
        };
        Theme::built_in(name).unwrap_or_else(|| unreachable!("a test reads every theme"))
    }
}

/// How light the background of the terminal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Light letters are read better on it.
    Dark,
    /// Dark letters are read better on it.
    Light,
}

impl Background {
    /// Of a colour in sRGB, each channel from 0 to 1. Black and white letters are equally legible at a relative luminance
    /// of 0.179 (WCAG 2.2: (L + 0.05) / 0.05 = 1.05 / (L + 0.05)).
    pub(crate) fn of(rgb: [f64; 3]) -> Self {
        if luminance(rgb) > 0.179 { Self::Light } else { Self::Dark }
    }
}

/// What is known of the screen that a theme is drawn on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Screen {
    /// Its background; `None` when the terminal does not say.
    pub background: Option<Background>,
    /// Whether it has no more than sixteen colours.
    pub sixteen_colours: bool,
}

/// Names of terminals with 256 colours that do not say so in them.
const COLOURFUL: [&str; 9] =
    ["kitty", "alacritty", "foot", "wezterm", "ghostty", "contour", "rio", "iterm", "konsole"];

impl Screen {
    /// What the environment says: `TERM`, `COLORTERM`, and `COLORFGBG`, whose last number is the background's among sixteen
    /// colours.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let many = ["256", "direct", "truecolor"].iter().chain(&COLOURFUL).any(|part| term.contains(part));
        let more = variable("COLORTERM").is_some_and(|value| !value.is_empty());
        let colours = variable("COLORFGBG");
        let background = colours.as_deref().and_then(|value| value.rsplit(';').next()?.parse().ok());
        let background = background.and_then(|index: u8| match index {
            7 | 9..=15 => Some(Background::Light),
            0..=6 | 8 => Some(Background::Dark),
            _ => None,
        });
        Self { background, sixteen_colours: !many && !more }
    }
}

/// Relative luminance (WCAG 2.2) of a colour in sRGB, each channel from 0 to 1.
fn luminance(rgb: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawStyle {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
}

impl RawStyle {
    fn resolve(self) -> Result<Style, String> {
        let colour = |text: String| {
            Color::from_str(&text).map_err(|_| {
                format!(
                    "\"{text}\" is not a colour: expected a name (\"red\"), an index (\"134\") or \"#rrggbb\""
                )
            })
        };
        let mut style = Style {
            fg: self.fg.map(colour).transpose()?,
            bg: self.bg.map(colour).transpose()?,
            ..Style::default()
        };
        for (wanted, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underlined, Modifier::UNDERLINED),
            (self.reversed, Modifier::REVERSED),
        ] {
            if wanted {
                style = style.add_modifier(modifier);
            }
        }
        Ok(style)
    }
}

impl Theme {
    /// Reads a theme from TOML. The error names the mistake and, where it is known, the line.
    pub(crate) fn parse(source: &str) -> Result<Self, String> {
        Self::resolve(toml::from_str(source).map_err(|error| error.to_string())?)
    }

    /// The style of a block of an article; `strong` is for the headings of a table's columns.
    pub(crate) fn block(&self, kind: BlockKind, strong: bool) -> Style {
        match kind {
            BlockKind::Heading(0 | 1) => self.title.add_modifier(Modifier::UNDERLINED),
            BlockKind::Heading(2) => self.title,
            BlockKind::Heading(3) => self.title.add_modifier(Modifier::ITALIC),
            BlockKind::Heading(_) => self.text.add_modifier(Modifier::ITALIC),
            BlockKind::Caption => self.dim,
            _ if strong => self.title,
            _ => self.text,
        }
    }

    /// What an emphasis adds to the style of its block.
    pub(crate) fn emphasis(&self, kind: EmphasisKind) -> Style {
        Style::new().add_modifier(match kind {
            EmphasisKind::Strong => Modifier::BOLD,
            EmphasisKind::Italic | EmphasisKind::Code => Modifier::ITALIC,
            EmphasisKind::Struck => Modifier::CROSSED_OUT,
        })
    }

    /// What a link adds to the style of its block.
    pub(crate) fn link(&self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// `text` with the escape sequences of `style`, for output outside the reader.
    pub(crate) fn paint(&self, style: Style, text: &Safe<'_>) -> String {
        style.into_crossterm().apply(text).to_string()
    }

    /// The theme in the file `name`; `None` when there is no such file.
    pub(crate) fn built_in(name: &str) -> Option<Self> {
        let (_, source) = FILES.iter().find(|(known, _)| *known == name)?;
        Self::parse(source).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_theme_that_comes_with_the_program_is_valid() {
        for (name, source) in FILES {
            assert!(Theme::parse(source).is_ok(), "{name}: {:?}", Theme::parse(source));
        }
    }

    #[test]
    fn mono_uses_no_colour_at_all() {
        let theme = format!("{:?}", Theme::built_in("mono").unwrap());
        assert!(!theme.contains("fg: Some") && !theme.contains("bg: Some"), "{theme}");
    }

    #[test]
    fn a_wrong_colour_is_named() {
        let error = Theme::parse("[person]\nfg = \"mauve-ish\"").unwrap_err();
        assert!(error.contains("mauve-ish") && error.contains("#rrggbb"), "{error}");
    }

    /// sRGB of a colour, each channel from 0 to 1. The sixteen named ones as xterm has them; `None` for the terminal's own.
    fn rgb(colour: Color) -> Option<[f64; 3]> {
        let of = |rgb: [u8; 3]| Some(rgb.map(|channel| f64::from(channel) / 255.0));
        let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        match colour {
            Color::Rgb(red, green, blue) => of([red, green, blue]),
            Color::Indexed(index @ 232..) => of([8 + 10 * (index - 232); 3]),
            Color::Indexed(index @ 16..) => {
                let cube = index - 16;
                of([level(cube / 36), level(cube / 6 % 6), level(cube % 6)])
            }
            Color::Black => of([0, 0, 0]),
            Color::Red => of([205, 0, 0]),
            Color::Blue => of([0, 0, 238]),
            Color::Magenta => of([205, 0, 205]),
            Color::Gray => of([229, 229, 229]),
            Color::LightGreen => of([0, 255, 0]),
            Color::LightYellow => of([255, 255, 0]),
            Color::LightMagenta => of([255, 0, 255]),
            Color::LightCyan => of([0, 255, 255]),
            Color::White => of([255, 255, 255]),
            Color::Reset => None,
            other => panic!("{other:?} is not in the table"),
        }
    }

    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Every role with its name.
    fn roles_of(theme: &Theme) -> [(&'static str, Style); 17] {
        [
            "text",
            "dim",
            "title",
            "border",
            "focus",
            "selection",
            "matched",
            "current",
            "target",
            "highlight",
            "person",
            "organisation",
            "amount",
            "percent",
            "unread",
            "starred",
            "error",
        ]
        .map(|name| (name, theme.role(name)))
    }

    /// Asserts that every role of the theme in the file `name` has its contrast on each of the backgrounds. `own` is the
    /// colour of the terminal's text there.
    fn legible(name: &str, backgrounds: &[u32], own: [f64; 3], text: f64, least: f64) {
        let theme = Theme::built_in(name).unwrap();
        let screens =
            backgrounds.iter().map(|rgb| [16, 8, 0].map(|bits| f64::from(rgb >> bits & 255) / 255.0));
        let marked =
            [theme.selection.bg, theme.target.bg, theme.highlight.bg].into_iter().flatten().filter_map(rgb);
        for background in screens.chain(marked) {
            for (role, style) in roles_of(&theme) {
                let ink = style.fg.and_then(rgb).unwrap_or(own);
                let paper = style.bg.and_then(rgb).unwrap_or(background);
                let wanted = if role == "text" || role == "title" { text } else { least };
                let found = contrast(ink, paper);
                assert!(found >= wanted, "{name}: {role} has {found:.2} on {paper:?}");
            }
        }
    }

    const BLACK: [f64; 3] = [0.0; 3];
    const WHITE: [f64; 3] = [1.0; 3];

    #[test]
    fn every_role_is_legible_on_the_backgrounds_that_terminals_have() {
        // Black; the greys and blues of widespread schemes (Nord is the lightest).
        let dark = [0x00_0000, 0x1e_1e1e, 0x28_2c34, 0x00_2b36, 0x2e_3440];
        let light = [0xff_ffff, 0xfd_f6e3, 0xee_eeee];
        for name in ["dark", "colour-blind-dark"] {
            legible(name, &dark, WHITE, 7.0, 4.5);
        }
        for name in ["light", "colour-blind-light"] {
            legible(name, &light, BLACK, 7.0, 4.5);
        }
        legible("high-contrast-dark", &dark, WHITE, 7.0, 7.0);
        legible("high-contrast-light", &light, BLACK, 7.0, 7.0);
        legible("sixteen-dark", &[0], [0.9; 3], 7.0, 4.5);
        legible("sixteen-light", &[0xff_ffff], BLACK, 7.0, 4.5);
    }

    #[test]
    fn an_unknown_background_gets_colours_for_black_and_white_alike() {
        legible("auto", &[0], WHITE, 7.0, 4.4);
        legible("auto", &[0xff_ffff], BLACK, 7.0, 4.4);
    }

    #[test]
    fn kinds_differ_by_more_than_colour() {
        for (name, _) in FILES {
            let theme = Theme::built_in(name).unwrap();
            let kinds = [theme.person, theme.organisation, theme.amount, theme.percent];
            let shapes: HashSet<Modifier> = kinds.iter().map(|style| style.add_modifier).collect();
            assert_eq!(shapes.len(), kinds.len(), "{name}");
        }
    }

    #[test]
    fn the_theme_follows_the_screen() {
        let auto = Choice::named("auto").unwrap();
        let screen = |background, sixteen_colours| Screen { background, sixteen_colours };
        let built_in = |name| Theme::built_in(name).unwrap();
        assert_eq!(auto.theme(screen(Some(Background::Light), false)), built_in("light"));
        assert_eq!(auto.theme(screen(Some(Background::Dark), false)), built_in("dark"));
        assert_eq!(auto.theme(screen(None, false)), built_in("auto"));
        assert_eq!(auto.theme(screen(None, true)), built_in("sixteen-dark"));
        let dark = Choice::named("dark").unwrap();
        assert_eq!(
            dark.theme(screen(Some(Background::Light), true)),
            built_in("dark"),
            "the user has chosen"
        );
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are_and_which_lies_below() {
        let screen = |term: &str, colours: &str, pair: &str| {
            Screen::from_environment(|name| {
                let value = match name {
                    "TERM" => term,
                    "COLORTERM" => colours,
                    _ => pair,
                };
                (!value.is_empty()).then(|| value.to_owned())
            })
        };
        assert!(screen("linux", "", "").sixteen_colours);
        assert!(!screen("xterm-256color", "", "").sixteen_colours);
        assert!(!screen("xterm", "truecolor", "").sixteen_colours);
        assert!(!screen("xterm-kitty", "", "").sixteen_colours);
        for (pair, background) in [
            ("15;0", Some(Background::Dark)),
            ("0;15", Some(Background::Light)),
            ("0;default;15", Some(Background::Light)),
            ("12;8", Some(Background::Dark)),
            ("default;default", None),
            ("", None),
        ] {
            assert_eq!(screen("xterm", "", pair).background, background, "{pair}");
        }
    }

    #[test]
    fn a_background_is_light_where_black_reads_better() {
        assert_eq!(Background::of([0.0, 0.169, 0.212]), Background::Dark);
        assert_eq!(Background::of([0.992, 0.965, 0.89]), Background::Light);
    }
}
