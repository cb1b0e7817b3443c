//! The document: its pages are drawn, and what is drawn is noted instead of shown.

use std::time::{Duration, Instant};

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt as _, interpret_page,
};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, BezPath, Point, Rect, Shape as _};

use super::answer::{Answer, Document, Refusal};
use super::heads::{self, Sheet};
use super::order::order;
use super::pieces::{Area, Letter, Piece, body, pieces};
use super::write;

/// How long pages are read; the rest is left out.
const LONGEST: Duration = Duration::from_secs(12);

/// The most pages that are read.
const MOST_PAGES: usize = 5000;

/// The most letters of a page, and rectangles.
const MOST_LETTERS: usize = 300_000;
const MOST_RECTANGLES: usize = 20_000;

/// The most bytes of text.
const MOST_TEXT: usize = 24 << 20;

/// Reads a document.
pub(super) fn read(bytes: Vec<u8>) -> Answer {
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            return Answer::Refused(Refusal::Password);
        }
        Err(_) => return Answer::Refused(Refusal::Damaged),
    };
    let mut document = Document { count: pdf.pages().len(), ..Document::default() };
    let drawn = draw(&pdf, &mut document);
    let mut sheets: Vec<Sheet> = Vec::with_capacity(drawn.len());
    for page in &drawn {
        sheets.push(Sheet { pieces: pieces(&page.letters[0]), height: page.height });
    }
    document.heads = heads::take(&mut sheets);
    let metadata = pdf.metadata();
    let given =
        |bytes: &Option<Vec<u8>>| bytes.as_deref().map(text_string).filter(|text| !text.trim().is_empty());
    document.title = title(sheets.first().map_or(&[], |sheet| &sheet.pieces), given(&metadata.title));
    document.author = given(&metadata.author);
    let made = metadata.creation_date.or(metadata.modification_date);
    document.made = made.map(|day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day));
    for (page, sheet) in drawn.iter().zip(sheets) {
        document.pages.push(page.text(&sheet.pieces));
    }
    Answer::Document(document)
}

/// What the pages draw, of as many as time and memory allow.
fn draw(pdf: &Pdf, document: &mut Document) -> Vec<Drawn> {
    let cache = InterpreterCache::new();
    let start = Instant::now();
    let mut all = Vec::new();
    let mut length = 0;
    for page in pdf.pages().iter().take(MOST_PAGES) {
        if start.elapsed() > LONGEST || length > MOST_TEXT {
            break;
        }
        let drawn = Drawn::of(page, pdf, &cache);
        document.letters += drawn.count;
        document.unknown += drawn.unknown;
        if drawn.count == 0 && drawn.pictures > 0 {
            document.pictures += 1;
        }
        length += drawn.count;
        all.push(drawn);
    }
    all
}

/// What a page draws.
#[derive(Debug, Default)]
struct Drawn {
    width: f32,
    height: f32,
    /// Letters that are read to the right, down, to the left and up.
    letters: [Vec<Letter>; 4],
    rectangles: Vec<Area>,
    /// How many letters are drawn, blanks aside, and how many of them are unknown.
    count: usize,
    unknown: usize,
    pictures: usize,
}

impl Drawn {
    fn of<'a>(page: &Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>) -> Self {
        let (width, height) = page.render_dimensions();
        let mut drawn = Self { width, height, ..Self::default() };
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let to_page = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(to_page, area, cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut drawn);
        drawn
    }

    /// The text of the page, of which `upright` are the pieces that are read to the right.
    fn text(&self, upright: &[Piece]) -> String {
        let page = (self.width, self.height);
        let mut texts = vec![write::text(upright, &order(upright, &self.rectangles, page))];
        for letters in &self.letters[1..] {
            let turned = pieces(letters);
            texts.push(write::text(&turned, &order(&turned, &[], page)));
        }
        texts.retain(|text| !text.is_empty());
        texts.join("\n\n")
    }

    fn letter(&mut self, text: String, from: Point, to: Point, size: f64) {
        let is_on_page = from.x > -2.0
            && from.y > -2.0
            && from.x < f64::from(self.width) + 2.0
            && from.y < f64::from(self.height) + 2.0;
        if !is_on_page || !(0.5..2000.0).contains(&size) || !to.x.is_finite() || !to.y.is_finite() {
            return;
        }
        if !text.chars().all(char::is_whitespace) || text.is_empty() {
            self.count += 1;
            self.unknown += usize::from(text.is_empty());
        }
        let along = to - from;
        let direction = match (along.y.abs() <= along.x.abs(), along.x >= 0.0, along.y >= 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        };
        let turned = |point: Point| match direction {
            0 => (point.x, point.y),
            1 => (point.y, -point.x),
            2 => (-point.x, -point.y),
            _ => (-point.y, point.x),
        };
        let ((x, y), (end, _)) = (turned(from), turned(to));
        let letters = &mut self.letters[direction];
        if letters.len() < MOST_LETTERS && !text.is_empty() {
            #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
            letters.push(Letter { text, x: x as f32, y: y as f32, end: end as f32, size: size as f32 });
        }
    }
}

impl<'a> Device<'a> for Drawn {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let to_page = transform * glyph_transform;
        let from = to_page * Point::ORIGIN;
        let size = (to_page * Point::new(0.0, EM) - from).hypot();
        let to = match glyph {
            Glyph::Outline(outline) => {
                to_page * Point::new(outline.advance_width().map_or(EM / 2.0, f64::from), 0.0)
            }
            Glyph::Type3(drawing) => {
                let mut ink = Ink::default();
                drawing.interpret(&mut ink, transform, glyph_transform, paint);
                ink.end(to_page)
            }
        };
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => apart(c),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        self.letter(text, from, to, size);
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'a>, _: &PathDrawMode) {
        // Rules and boxes have few sides.
        if path.elements().len() <= 12 && self.rectangles.len() < MOST_RECTANGLES {
            let area = (transform * path.clone()).bounding_box();
            #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
            self.rectangles.push(Area {
                x0: area.x0 as f32,
                y0: area.y0 as f32,
                x1: area.x1 as f32,
                y1: area.y1 as f32,
            });
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.pictures += 1;
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A letter, of which a ligature is several, and a sign for an unknown one none.
fn apart(c: char) -> String {
    match c {
        '\u{fb00}' => "ff".to_owned(),
        '\u{fb01}' => "fi".to_owned(),
        '\u{fb02}' => "fl".to_owned(),
        '\u{fb03}' => "ffi".to_owned(),
        '\u{fb04}' => "ffl".to_owned(),
        '\u{fb05}' | '\u{fb06}' => "st".to_owned(),
        '\0' | '\u{fffd}' => String::new(),
        c => c.to_string(),
    }
}

/// The height of letters in their own units.
const EM: f64 = 1000.0;

/// Where a letter that is a drawing of its own leaves ink: nothing else says how wide it is.
#[derive(Debug, Default)]
struct Ink(Option<Rect>);

impl Ink {
    fn add(&mut self, area: Rect) {
        self.0 = Some(self.0.map_or(area, |all| all.union(area)));
    }

    /// Where the ink ends along the line.
    fn end(&self, to_page: Affine) -> Point {
        let origin = to_page * Point::ORIGIN;
        let along = to_page * Point::new(1.0, 0.0) - origin;
        let unit = along.hypot();
        let Some(area) = self.0.filter(|_| unit > 0.0) else { return to_page * Point::new(EM / 4.0, 0.0) };
        let along = along / unit;
        let corners = [(area.x0, area.y0), (area.x1, area.y0), (area.x0, area.y1), (area.x1, area.y1)];
        let far = corners.map(|corner| (Point::from(corner) - origin).dot(along));
        origin + along * far.into_iter().fold(0.0, f64::max)
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'a>, _: &PathDrawMode) {
        self.add((transform * path.clone()).bounding_box());
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let area = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.add(transform.transform_rect_bbox(area));
    }

    fn draw_glyph(&mut self, _: &Glyph<'a>, outer: Affine, inner: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        self.add((outer * inner).transform_rect_bbox(Rect::new(0.0, 0.0, EM / 2.0, EM)));
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A string of the document's own data: UTF-16, UTF-8 with its mark, or something like Latin-1.
fn text_string(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        let (units, _) = rest.as_chunks::<2>();
        return String::from_utf16_lossy(
            &units.iter().map(|unit| u16::from_be_bytes(*unit)).collect::<Vec<_>>(),
        );
    }
    match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// The longest headline, in letters.
const HEADLINE: usize = 200;

/// The title: the given one when the page shows it, else what the page shows largest.
fn title(pieces: &[Piece], given: Option<String>) -> Option<String> {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let page = letters(&pieces.iter().map(|piece| &*piece.text).collect::<String>());
    let shown = given.filter(|title| {
        let title = letters(title);
        title.chars().count() > 5 && page.contains(&title)
    });
    shown.or_else(|| {
        let is_word = |piece: &&Piece| piece.text.chars().filter(|c| c.is_alphabetic()).count() > 2;
        let largest = pieces.iter().filter(is_word).map(|piece| piece.size).fold(0.0, f32::max);
        if largest < body(pieces) * 1.25 {
            return None;
        }
        let first = pieces.iter().position(|piece| piece.size > largest * 0.95)?;
        let lines = pieces[first..].iter().filter(|piece| piece.size > largest * 0.95);
        let mut title = String::new();
        let mut last: Option<&Piece> = None;
        for line in lines {
            if last.is_some_and(|last| line.y - last.y > largest * 1.8) {
                break;
            }
            title = [title.as_str(), " ", &line.text].concat();
            last = Some(line);
        }
        Some(title.trim().to_owned()).filter(|title| title.chars().count() <= HEADLINE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, y: f32, size: f32) -> Piece {
        Piece { text: text.into(), x0: 50.0, x1: 400.0, y, size }
    }

    #[test]
    fn bytes_that_are_no_document_are_refused() {
        for bytes in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF"] {
            let answer = read(bytes.to_vec());
            assert!(matches!(answer, Answer::Refused(Refusal::Damaged)), "{answer:?}");
        }
    }

    #[test]
    fn the_title_is_the_given_one_where_the_page_shows_it_and_else_the_largest_lines() {
        let page = [
            piece("The Echo", 40.0, 12.0),
            piece("The quay of Malville", 80.0, 24.0),
            piece("opens again", 108.0, 24.0),
            piece("It was closed for two years, and the crane stayed where it was.", 160.0, 10.0),
        ];
        let headline = Some("The quay of Malville opens again".to_owned());
        assert_eq!(title(&page, None), headline);
        assert_eq!(title(&page, Some("Microsoft Word - quay-v3.docx".into())), headline);
        assert_eq!(title(&page, Some("The crane stayed".into())).as_deref(), Some("The crane stayed"));
        assert_eq!(title(&page[3..], None), None, "nothing is larger than the text");
    }

    #[test]
    fn strings_are_read_in_the_encodings_that_they_come_in() {
        for (bytes, text) in [
            (&b"\xfe\xff\x00\xc9\x00t\x00\xe9"[..], "Été"),
            (b"\xef\xbb\xbf\xc3\x89t\xc3\xa9", "Été"),
            (b"\xc9t\xe9", "Été"),
            (b"plain", "plain"),
        ] {
            assert_eq!(text_string(bytes), text);
        }
    }

    #[test]
    fn a_ligature_is_its_letters() {
        assert_eq!(apart('\u{fb03}'), "ffi");
        assert_eq!(apart('é'), "é");
        assert_eq!(apart('\u{fffd}'), "", "a letter that is not known");
    }
}
