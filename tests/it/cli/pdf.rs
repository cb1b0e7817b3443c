//! PDF documents as users meet them: read in their order by a second process, which a hostile one brings down alone.

use std::fmt::Write as _;
use std::process::Command;

use super::{Place, Run};

/// A document with a page for each content, in Helvetica; each may draw the picture `P` and the drawing `F`.
fn document(contents: &[String], drawing: &str) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n7\nendstream".to_owned(),
        drawing.to_owned(),
    ];
    let mut pages = String::new();
    for content in contents {
        let number = objects.len() + 1;
        let _ = write!(pages, "{number} 0 R ");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources << /Font << /H 3 0 R >> /XObject << /P 4 0 R /F 5 0 R >> >> >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{pages}] /Count {} >>", contents.len());
    let mut out = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let at = out.len();
    let _ = write!(
        out,
        "{table}trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n",
        objects.len() + 1
    );
    out.into_bytes()
}

/// Lines from a place downwards.
fn lines(x: u32, y: u32, size: u32, lines: &[&str]) -> String {
    let mut out = format!("BT /H {size} Tf {} TL {x} {y} Td\n", size + 2);
    for line in lines {
        let _ = writeln!(out, "({line}) Tj T*");
    }
    out + "ET\n"
}

const LEFT: [&str; 5] = [
    "The quay of Malville opens again",
    "in March, says the harbour master",
    "Ada Quill. Two years of work have",
    "cost 4.5 million euros. The crane",
    "stays where it has always been,",
];
const RIGHT: [&str; 5] = [
    "beside the old fish market. Boats",
    "will moor there from the second",
    "of the month on. Nobody knows yet",
    "who will pay for the lighthouse,",
    "which has been dark for ten years.",
];

/// A page that draws its columns line by line, as some programs do.
fn two_columns() -> String {
    let mut page = lines(50, 740, 24, &["The quay opens again"]);
    for (at, (left, right)) in (0u32..).zip(LEFT.iter().zip(RIGHT)) {
        page += &lines(50, 700 - 12 * at, 10, &[left]);
        page += &lines(320, 700 - 12 * at, 10, &[right]);
    }
    page
}

fn shown(place: &Place) -> Run {
    let run = place.run(["show", "a.pdf"]);
    assert_eq!(run.code, 0, "{run:?}");
    run
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn columns_are_read_one_after_the_other() {
    let place = Place::new();
    place.file("a.pdf", document(&[two_columns()], ""));
    let run = shown(&place);
    let expected = [LEFT.concat(), RIGHT.concat()].concat().replace(' ', "");
    let letters: String = run.out.split_whitespace().collect();
    assert!(letters.contains(&expected), "{}", run.out);
    assert!(flat(&run.out).starts_with("The quay opens again"), "{}", run.out);
}

#[test]
fn what_stands_on_every_page_is_told_and_left_out() {
    let place = Place::new();
    let page = |number: usize| {
        let text = format!("Report {number} says that the harbour of Malville had a good year.");
        lines(50, 780, 9, &["The Malville Echo"])
            + &lines(50, 500, 11, &[&text])
            + &lines(300, 20, 9, &[&number.to_string()])
    };
    place.file("a.pdf", document(&(1..=4).map(page).collect::<Vec<_>>(), ""));
    let run = shown(&place);
    let text = flat(&run.out);
    assert!(!text.contains("Malville Echo"), "{text}");
    for number in 1..=4 {
        assert!(text.contains(&format!("Report {number} says")), "{text}");
    }
}

#[test]
fn a_pdf_without_a_text_is_a_problem_that_says_why() {
    let place = Place::new();
    let scan = vec!["q 600 0 0 800 0 0 cm /P Do Q".to_owned(); 2];
    let bytes = document(&[two_columns()], "");
    for (bytes, cause) in [
        (document(&scan, ""), "is a scan: pictures of pages, without a text"),
        (document(&[String::new()], ""), "holds no text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), "is a damaged PDF document; run pdftotext FILE"),
        (bytes[..60].to_vec(), "is a damaged PDF document"),
    ] {
        place.file("a.pdf", bytes);
        let run = place.run(["check", "a.pdf"]);
        assert!((run.out.clone() + &run.err).contains(cause), "{cause}: {run:?}");
    }
}

#[test]
fn a_pdf_that_takes_for_ever_ends_and_the_other_files_are_read() {
    let place = Place::new();
    // A drawing that draws itself, many times.
    let again = "/F Do ".repeat(60);
    let drawing = format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /F 5 0 R >> >> /Length {} >>\nstream\n{again}\nendstream",
        again.len()
    );
    place.file("a.pdf", document(&["/F Do".to_owned()], &drawing));
    place.file("b.txt", "The other\n\nA text that is read all the same.\n");
    let limited = format!("ulimit -t 3; exec {} check .", env!("CARGO_BIN_EXE_liseuse"));
    let mut command = Command::new("sh");
    command.arg("-c").arg(limited).current_dir(place.path()).env("HOME", place.path());
    let run = Run::of(command.output().unwrap());
    assert!(run.err.contains("a.pdf: takes too long to read; run pdftotext FILE"), "{run:?}");
    assert!(run.out.contains("2 files: 1 read, 1 skipped"), "{run:?}");
}

#[test]
fn a_pdf_that_brings_its_reader_down_is_a_problem_and_the_other_files_are_read() {
    let place = Place::new();
    place.file("a.pdf", document(&["[".repeat(3_000_000)], ""));
    place.file("b.txt", "The other\n\nA text that is read all the same.\n");
    let run = place.run(["check", "."]);
    assert!(run.err.contains("a.pdf: cannot be read: it is nested too deep"), "{run:?}");
    assert!(run.out.contains("2 files: 1 read, 1 skipped"), "{run:?}");
}
