//! The terminal itself: the sequences sent when the reader takes and restores it, its attributes, and the frames between.
//! Taking and restoring are safe to call from any thread and any number of times.

use std::cell::RefCell;
use std::env;
use std::fs::File;
use std::io::{self, Write};
use std::mem;
use std::os::fd::{AsFd, BorrowedFd};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::getpgrp;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr,
};
use unicode_width::UnicodeWidthStr as _;

use super::{answer, guard};
use crate::error::{Error, Result};
use crate::text::Safe;

/// Alternate screen, erased; cursor hidden; bracketed paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h";

/// The terminal reports presses, releases, drags and turns of the wheel, with coordinates of any size (SGR).
const CAPTURE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Ends a synchronized update that was cut off; attributes off; modes of mouse, focus and keypad off (also those
/// that only a child may have left on);
/// paste mode off; alternate screen off; cursor shown.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?1006l\x1b[?1004l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1l\x1b>\
    \x1b[?2004l\x1b[?1049l\x1b[?25h";

/// The beginning and end of a synchronized update, with which the terminal shows a frame completely or not at all.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const ERASE: &[u8] = b"\x1b[m\x1b[2J";

/// How long to wait for a terminal that accepts no bytes before leaving without writing to it.
const PATIENCE: Duration = Duration::from_millis(100);

/// The attributes before the terminal was taken for the first time. Only these are restored: those found later may be
/// left by another program.
static FIRST: OnceLock<Termios> = OnceLock::new();
/// Whether the terminal must be restored.
static TAKEN: Mutex<bool> = Mutex::new(false);
/// Whether frames may be written.
static OURS: AtomicBool = AtomicBool::new(false);
/// Held during a write, which can take long when the terminal is slow.
static WRITING: Mutex<()> = Mutex::new(());
/// The terminal that keys are read from when standard input is not a terminal.
static CONTROLLING: OnceLock<File> = OnceLock::new();

/// Checks that there is a terminal to read and draw on; changes nothing.
///
/// # Errors
///
/// When there is none. The error names a command that works without a terminal.
pub(crate) fn available() -> Result<()> {
    let without = |thing, cause| {
        Err(Error::new(thing, cause).next("`liseuse articles` lists the articles without a terminal"))
    };
    if !isatty(stdout()) {
        return without("standard output", "the reader needs a terminal, and this is not one");
    }
    if env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return without("TERM=dumb", "the reader needs a terminal that can move its cursor");
    }
    if tty().is_err() {
        return without("/dev/tty", "the reader needs a terminal for its keys, and there is none");
    }
    Ok(())
}

/// The terminal that keys come from: standard input, or the controlling terminal when text is piped in.
/// crossterm chooses the same.
pub(super) fn tty() -> io::Result<BorrowedFd<'static>> {
    if isatty(stdin()) {
        return Ok(stdin());
    }
    if let Some(file) = CONTROLLING.get() {
        return Ok(file.as_fd());
    }
    let file = File::options().read(true).write(true).open("/dev/tty")?;
    Ok(CONTROLLING.get_or_init(|| file).as_fd())
}

/// Its columns and rows; 80x24 for a terminal that reports none.
pub(super) fn size() -> Size {
    match tcgetwinsize(stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        _ => Size::new(80, 24),
    }
}

/// Whether this process is in the foreground of the terminal; true when that cannot be determined.
pub(super) fn in_foreground() -> bool {
    let Ok(tty) = tty() else { return true };
    tcgetpgrp(tty).map_or(true, |group| group == getpgrp())
}

/// Takes the terminal, in the foreground; with `mouse` its mouse too.
pub(super) fn enter(mouse: bool) -> io::Result<()> {
    make_raw()?;
    let _writing = lock(&WRITING);
    OURS.store(true, Ordering::SeqCst);
    write_all(ENTER)?;
    if mouse { write_all(CAPTURE_MOUSE) } else { Ok(()) }
}

/// Restores the terminal as it was found: screen, cursor, modes, attributes.
pub(super) fn leave() {
    if !mem::take(&mut *lock(&TAKEN)) {
        return;
    }
    OURS.store(false, Ordering::SeqCst);
    {
        let _writing = lock_within(&WRITING, PATIENCE);
        write_leave();
    }
    put_attributes_back();
    guard::given_back();
}

/// The same at the end of the process, also after another program that may have changed the attributes.
pub(super) fn leave_for_good() {
    leave();
    put_attributes_back();
}

/// In the background nothing is restored: another program has set its attributes, and the system stops a process that
/// sets attributes from the background.
fn put_attributes_back() {
    if let (Some(first), Ok(tty)) = (FIRST.get(), tty())
        && in_foreground()
    {
        let _ = set_attributes(tty, first);
    }
}

/// Writes the sequences that end the use of the screen, if the terminal accepts bytes.
pub(super) fn write_leave() {
    if writable(PATIENCE) {
        // When the terminal is gone there is nothing to restore.
        let _ = write_all(LEAVE);
    }
}

/// Keeps the screen as another program left it, with a line that asks for a key.
pub(super) fn hold() -> io::Result<()> {
    make_raw()?;
    write_all(b"\r\n\x1b[7m any key: back to the reader \x1b[m")
}

/// Removes that line, so that what the terminal shows next begins at the start of a line.
pub(super) fn end_hold() -> io::Result<()> {
    write_all(b"\r\x1b[K")
}

/// Puts a text on the clipboard. It is sent in base64, so that no byte of it can end the sequence; the program that it is
/// pasted into gets the original bytes.
pub(super) fn copy(text: &Safe<'_>) -> io::Result<()> {
    write_frame(format!("\x1b]52;c;{}\x1b\\", base64(text.as_str().as_bytes())).as_bytes())
}

/// Asks the terminal for its background. The Linux console would show the question.
pub(super) fn ask_background() -> io::Result<()> {
    if env::var_os("TERM").is_some_and(|term| term == "linux") {
        return Ok(());
    }
    write_frame(answer::QUESTION)
}

/// Remembers the first attributes and sets raw mode, with VMIN and VTIME 0: a read returns the bytes that have arrived
/// and never blocks.
fn make_raw() -> io::Result<()> {
    let tty = tty()?;
    let mut taken = lock(&TAKEN);
    let first = match FIRST.get() {
        Some(first) => first,
        None => {
            let found = tcgetattr(tty)?;
            FIRST.get_or_init(|| found)
        }
    };
    let mut raw = first.clone();
    raw.make_raw();
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    guard::taken(first);
    *taken = true;
    set_attributes(tty, &raw)?;
    Ok(())
}

pub(super) fn set_attributes(tty: BorrowedFd<'_>, attributes: &Termios) -> io::Result<()> {
    loop {
        match tcsetattr(tty, OptionalActions::Now, attributes) {
            Err(rustix::io::Errno::INTR) => {}
            result => return Ok(result?),
        }
    }
}

/// Writes a frame, unless the terminal was restored since it was drawn.
fn write_frame(bytes: &[u8]) -> io::Result<()> {
    let _writing = lock(&WRITING);
    if OURS.load(Ordering::SeqCst) { write_all(bytes) } else { Ok(()) }
}

fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(rustix::io::Errno::INTR) => {}
            // Another program that shares the terminal has made it non-blocking.
            Err(rustix::io::Errno::AGAIN) => {
                writable(Duration::from_secs(1));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn writable(within: Duration) -> bool {
    let timeout = Timespec { tv_sec: within.as_secs() as i64, tv_nsec: within.subsec_nanos().into() };
    let output = stdout();
    let mut fds = [PollFd::new(&output, PollFlags::OUT)];
    matches!(poll(&mut fds, Some(&timeout)), Ok(1)) && fds[0].revents().contains(PollFlags::OUT)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lock_within<T>(mutex: &Mutex<T>, patience: Duration) -> Option<MutexGuard<'_, T>> {
    let start = Instant::now();
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() > patience => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// A frame being built; flushing does nothing, because a frame is written at once.
#[derive(Clone)]
struct Page(Rc<RefCell<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// ratatui's terminal at one size.
pub(super) struct Canvas {
    page: Page,
    terminal: Option<Terminal<CrosstermBackend<Page>>>,
    size: Size,
    /// The rows of the frame before that had letters of several characters.
    uneven: Vec<bool>,
}

impl Canvas {
    /// A canvas whose first frame erases the screen and paints all of it.
    pub(super) fn new(size: Size) -> Self {
        let page = Page(Rc::new(RefCell::new([BEGIN, ERASE].concat())));
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::from((Default::default(), size))) };
        let terminal = Terminal::with_options(CrosstermBackend::new(page.clone()), options).ok();
        Self { page, terminal, size, uneven: Vec::new() }
    }

    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// Draws a frame and writes what differs from the one before.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.compose(draw)?;
        self.page.0.borrow_mut().extend_from_slice(END);
        let written = write_frame(&self.page.0.borrow());
        let mut page = self.page.0.borrow_mut();
        page.clear();
        page.extend_from_slice(BEGIN);
        written
    }
}

impl Canvas {
    fn compose(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let Some(terminal) = self.terminal.as_mut() else { return Ok(()) };
        let uneven = &mut self.uneven;
        terminal.draw(|frame| {
            draw(frame);
            write_whole(frame.buffer_mut(), uneven);
        })?;
        Ok(())
    }
}

/// Terminals do not agree on how many columns a letter takes that is made of several characters (flags, families, stacked marks), so
/// that what one leaves behind is not known. A row that has one, or had one in the frame before, is written as a whole.
fn write_whole(buffer: &mut Buffer, before: &mut Vec<bool>) {
    let columns = usize::from(buffer.area.width).max(1);
    let rows = buffer.content.chunks_mut(columns);
    let had = before.iter().copied().chain(std::iter::repeat(false));
    let now = rows.zip(had).map(|(row, had)| {
        let has = row.iter().any(|cell| cell.symbol().chars().nth(1).is_some());
        if has || had {
            // The second column of a wide letter is written with it; what ratatui writes there would push the rest to the right.
            let mut covered = 0;
            for cell in row {
                if covered == 0 {
                    covered = cell.symbol().width();
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                } else {
                    cell.set_diff_option(CellDiffOption::Skip);
                }
                covered = covered.saturating_sub(1);
            }
        }
        has
    });
    *before = now.collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terminal of this test gives each half of a flag a column of its own, as tmux does.
    #[test]
    fn a_flag_leaves_nothing_behind() {
        let mut canvas = Canvas::new(Size::new(12, 2));
        let mut terminal = vt100::Parser::new(2.try_into().unwrap(), 12.try_into().unwrap(), 0);
        let page = canvas.page.clone();
        let mut shown = |text: &str| {
            canvas.compose(|frame| frame.render_widget(text, frame.area())).unwrap();
            terminal.process(&page.0.borrow());
            page.0.borrow_mut().clear();
            terminal.screen().rows(0, 12).map(|row| row.trim_end().to_owned()).collect::<Vec<_>>()
        };
        assert!(shown("🇫🇷 b")[0].ends_with(" b"));
        assert_eq!(shown(""), ["", ""]);
        assert!(shown("👩\u{200d}🚀🇫🇷c")[0].ends_with('c'));
        for _ in 0..2 {
            assert!(shown("❤\u{fe0f}❤\u{fe0f} 🇫🇷 bc")[0].ends_with(" bc"), "nothing is pushed to the right");
            assert_eq!(shown("❤\u{fe0f}❤\u{fe0f} 🇫🇷 bc")[1], "");
        }
        assert_eq!(shown("日 c"), ["日 c", ""]);
    }

    #[test]
    fn base64_as_in_rfc_4648() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("\u{1b}]é", "G13DqQ=="),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn a_new_canvas_paints_everything_inside_one_synchronized_update() {
        let mut canvas = Canvas::new(Size::new(5, 1));
        let page = canvas.page.clone();
        canvas.terminal.as_mut().unwrap().draw(|frame| frame.render_widget("hello", frame.area())).unwrap();
        let sent = String::from_utf8(page.0.borrow().clone()).unwrap();
        assert!(sent.starts_with("\x1b[?2026h\x1b[m\x1b[2J"), "{sent:?}");
        assert!(sent.contains("hello"), "{sent:?}");
    }
}
