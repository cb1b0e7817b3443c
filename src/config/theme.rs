//! Themes: a colour or a modifier for each role on the screen, read from TOML like every other setting.
//!
//! The colours of the default theme are mid-tones with a contrast near 4.5:1 against black and against white
//! alike (WCAG 2.2, 1.4.3), so that they are legible on dark and on light terminals.

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
    /// People.
    person,
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

/// The themes that come with the program: name and source.
pub(crate) const BUILT_IN: [(&str, &str); 4] = [
    ("auto", include_str!("../../assets/themes/auto.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

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

    /// The built-in theme called `name`; `None` when no theme has that name.
    pub fn built_in(name: &str) -> Option<Self> {
        let (_, source) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Self::parse(source).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_that_comes_with_the_program_is_valid() {
        for (name, source) in BUILT_IN {
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

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(index: u8) -> f64 {
        if index >= 232 {
            let grey = f64::from(8 + 10 * u16::from(index - 232)) / 255.0;
            return ((grey + 0.055) / 1.055).powf(2.4);
        }
        let level = |n: u8| if n == 0 { 0.0 } else { f64::from(55 + 40 * u16::from(n)) / 255.0 };
        let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let cube = index - 16;
        0.2126 * linear(level(cube / 36))
            + 0.7152 * linear(level(cube / 6 % 6))
            + 0.0722 * linear(level(cube % 6))
    }

    #[test]
    fn the_default_colours_read_on_black_and_on_white() {
        let theme = Theme::built_in("auto").unwrap();
        for style in [
            theme.dim,
            theme.focus,
            theme.person,
            theme.amount,
            theme.percent,
            theme.matched,
            theme.error,
            theme.starred,
        ] {
            let Some(Color::Indexed(index)) = style.fg else { panic!("{style:?} is not an indexed colour") };
            let light = luminance(index);
            assert!((light + 0.05) / 0.05 >= 3.5, "{index} on black");
            assert!(1.05 / (light + 0.05) >= 3.5, "{index} on white");
        }
    }
}
