//! A program in a pseudo-terminal: keys in, screen out. Whoever waits, waits for something to be seen, with a
//! deadline that only a hang reaches; nobody sleeps a fixed time.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

/// Only a program that hangs is that slow.
const DEADLINE: Duration = Duration::from_secs(60);

/// How a synchronized update begins and ends: a terminal shows all of it or nothing.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// How giving the terminal back begins.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?1006l";

/// What the terminal was sent, and what it shows.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// How much of that the parser has been given.
    parsed: usize,
    screen: vt100::Screen,
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        // A mark may have come in two parts.
        let mut from = self.raw.len().saturating_sub(END.len() - 1).max(self.parsed);
        self.raw.extend_from_slice(bytes);
        while let Some(at) = self.raw[from..].windows(END.len()).position(|window| window == END) {
            from += at + END.len();
            self.parse(from);
        }
        let begun = self.raw[self.parsed..].windows(BEGIN.len()).position(|window| window == BEGIN);
        match begun {
            Some(at) if at > 0 => self.parse(self.parsed + at),
            Some(_) => {}
            // Less than a mark may be the beginning of one.
            None => self.parse(self.raw.len() - unfinished(&self.raw[self.parsed..])),
        }
    }

    fn parse(&mut self, to: usize) {
        self.parser.process(&self.raw[self.parsed..to]);
        self.parsed = to;
        self.screen = self.parser.screen().clone();
    }
}

/// How many of the last bytes may be the beginning of a synchronized update.
fn unfinished(bytes: &[u8]) -> usize {
    (1..BEGIN.len()).rev().find(|&count| bytes.ends_with(&BEGIN[..count])).unwrap_or(0)
}

/// A program and its terminal.
pub(crate) struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    /// Keeps the terminal alive after the program, so that its attributes can be looked at.
    _slave: Box<dyn SlavePty + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    listening: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
    name: PathBuf,
    /// The attributes before the program started.
    pub(crate) before: String,
}

/// A command to be started in a terminal of 120 by 36.
pub(crate) struct Setup {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
}

impl Setup {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = CommandBuilder::new(program);
        command.env("TERM", "xterm-256color");
        for name in ["RUST_BACKTRACE", "NO_COLOR", "COLORTERM", "LINES", "COLUMNS"] {
            command.env_remove(name);
        }
        Self { command, columns: 120, rows: 36 }
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// The terminal sends no signals then, not even at hang-up.
    pub(crate) fn without_controlling_terminal(mut self) -> Self {
        self.command.set_controlling_tty(false);
        self
    }

    pub(crate) fn start(self) -> Pty {
        let size = PtySize { rows: self.rows, cols: self.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let before = attributes(&*pair.master);
        let name = pair.master.tty_name().expect("a name of the terminal");
        let reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let child = pair.slave.spawn_command(self.command).expect("the program starts");
        let parser = parser(self.columns, self.rows);
        let screen = parser.screen().clone();
        let seen = Seen { parser, raw: Vec::new(), parsed: 0, screen };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let listening = Arc::new(AtomicBool::new(true));
        let listener = listen(reader, Arc::clone(&seen), Arc::clone(&listening));
        Pty {
            master: Some(pair.master),
            writer: Some(writer),
            _slave: pair.slave,
            child,
            seen,
            listening,
            listener: Some(listener),
            name,
            before,
        }
    }
}

fn nonzero(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

/// A terminal of no size shows 80x24, as most do.
fn parser(columns: u16, rows: u16) -> vt100::Parser {
    let (columns, rows) = if columns == 0 || rows == 0 { (80, 24) } else { (columns, rows) };
    vt100::Parser::new(nonzero(rows), nonzero(columns), 0)
}

fn attributes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("attributes of the terminal"))
}

fn listen(
    mut reader: Box<dyn Read + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    listening: Arc<AtomicBool>,
) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            if !listening.load(Ordering::SeqCst) {
                return;
            }
            let mut state = seen.0.lock().unwrap();
            state.take(&bytes[..count]);
            seen.1.notify_all();
        }
    })
}

/// The bytes that a terminal sends for keys named as in the keymap: `j G Enter Esc C-d S-Tab`, divided by spaces.
pub(crate) fn bytes_of(keys: &str) -> Vec<u8> {
    let one = |key: &str| match key {
        "Enter" => "\r".into(),
        "Esc" => "\x1b".into(),
        "Tab" => "\t".into(),
        "S-Tab" => "\x1b[Z".into(),
        "Space" => " ".into(),
        "Backspace" => "\x7f".into(),
        "Up" => "\x1b[A".into(),
        "Down" => "\x1b[B".into(),
        "Right" => "\x1b[C".into(),
        "Left" => "\x1b[D".into(),
        "Home" => "\x1b[H".into(),
        "End" => "\x1b[F".into(),
        "PageUp" => "\x1b[5~".into(),
        "PageDown" => "\x1b[6~".into(),
        "Delete" => "\x1b[3~".into(),
        "F1" => "\x1bOP".into(),
        _ => match key.strip_prefix("C-").and_then(|c| c.bytes().next()) {
            Some(letter) => String::from(char::from(letter & 0x1f)),
            None => key.to_owned(),
        },
    };
    keys.split(' ').filter(|key| !key.is_empty()).flat_map(|key| one(key).into_bytes()).collect()
}

impl Pty {
    /// Types keys, all at once. Keys after an `Esc` belong in another call, made after its effect was seen: in one
    /// burst a terminal's Esc and `j` are Alt-j.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        let bytes = bytes_of(keys);
        self.bytes(&bytes)
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let writer = self.writer.as_mut().expect("a terminal that is there");
        writer.write_all(bytes).expect("the terminal takes keys");
        writer.flush().expect("the terminal takes keys");
        self
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub(crate) fn until(&mut self, wanted: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let done = self.wait_for(|seen| wanted(&seen.screen));
        assert!(done, "never seen; the screen shows:\n{}\n{:?}", self.contents(), self.child.try_wait());
        self
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn until_shows(&mut self, text: &str) -> &mut Self {
        let done = self.wait_for(|seen| seen.screen.contents().contains(text));
        assert!(done, "never shows {text:?}, but:\n{}\n{:?}", self.contents(), self.child.try_wait());
        self
    }

    /// Waits until these bytes have been sent.
    #[track_caller]
    pub(crate) fn until_sent(&mut self, bytes: &[u8]) -> &mut Self {
        let done = self.wait_for(|seen| seen.raw.windows(bytes.len()).any(|window| window == bytes));
        assert!(done, "never sent {:?}", String::from_utf8_lossy(bytes));
        self
    }

    /// Waits until these bytes have been sent more than `times` times.
    #[track_caller]
    pub(crate) fn until_sent_more_than(&mut self, times: usize, bytes: &[u8]) -> &mut Self {
        let count = |raw: &[u8]| raw.windows(bytes.len()).filter(|window| *window == bytes).count();
        let done = self.wait_for(|seen| count(&seen.raw) > times);
        assert!(done, "not sent again: {:?}", String::from_utf8_lossy(bytes));
        self
    }

    fn wait_for(&self, wanted: impl Fn(&Seen) -> bool) -> bool {
        let seen = self.seen.0.lock().unwrap();
        let (seen, _) =
            self.seen.1.wait_timeout_while(seen, DEADLINE, |seen| !wanted(seen)).expect("the parser lives");
        wanted(&seen)
    }

    pub(crate) fn contents(&self) -> String {
        self.seen.0.lock().unwrap().screen.contents()
    }

    /// Every byte sent to the terminal so far.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().raw.clone()
    }

    /// What was sent between taking the terminal and giving it back.
    pub(crate) fn raw_on_alternate_screen(&self) -> Vec<u8> {
        let raw = self.raw();
        let find = |mode: &[u8]| raw.windows(mode.len()).position(|window| window == mode);
        let (from, to) = (find(b"\x1b[?1049h").unwrap_or(0), find(LEAVE).unwrap_or(raw.len()));
        raw[from..to.max(from)].to_vec()
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let (shown_columns, shown_rows) = if columns == 0 || rows == 0 { (80, 24) } else { (columns, rows) };
        let mut seen = self.seen.0.lock().unwrap();
        seen.parser.screen_mut().set_size(nonzero(shown_rows), nonzero(shown_columns));
        seen.screen = seen.parser.screen().clone();
        self.master.as_ref().expect("a terminal that is there").resize(size).expect("a new size");
        drop(seen);
        self
    }

    /// Takes nothing more from the program, paints its window again and again until it must be stuck in a write,
    /// sends a signal, and gives the status it ends with.
    #[track_caller]
    pub(crate) fn status_when_stalled(&mut self, signal: Signal) -> Result<u32, String> {
        let seen = Arc::clone(&self.seen);
        let stalled = seen.0.lock().unwrap();
        for columns in 0..300 {
            let size = PtySize { rows: 50, cols: 200 + columns % 2, pixel_width: 0, pixel_height: 0 };
            self.master.as_ref().expect("a terminal that is there").resize(size).expect("a new size");
            thread::sleep(Duration::from_millis(1));
        }
        self.signal(signal);
        let start = Instant::now();
        while self.child.try_wait().expect("a child").is_none() && start.elapsed() < DEADLINE {
            thread::sleep(Duration::from_millis(1));
        }
        drop(stalled);
        self.status()
    }

    pub(crate) fn pid(&self) -> Pid {
        let pid = self.child.process_id().and_then(|pid| i32::try_from(pid).ok());
        pid.and_then(Pid::from_raw).expect("a process")
    }

    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.pid(), signal).expect("the process takes the signal");
        self
    }

    /// Waits until the process is stopped.
    #[track_caller]
    pub(crate) fn until_stopped(&mut self) -> &mut Self {
        let start = Instant::now();
        loop {
            let status =
                waitpid(Some(self.pid()), WaitOptions::UNTRACED | WaitOptions::NOHANG).expect("a child");
            match status {
                Some((_, status)) if status.stopped() => return self,
                Some((_, status)) => panic!("not stopped but {status:?}:\n{}", self.contents()),
                None => assert!(start.elapsed() < DEADLINE, "never stopped:\n{}", self.contents()),
            }
            thread::yield_now();
        }
    }

    /// Waits until the program has ended: its exit status, or the name of the signal that killed it.
    #[track_caller]
    pub(crate) fn status(&mut self) -> Result<u32, String> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.signal().map_or(Ok(status.exit_code()), |signal| Err(signal.to_owned()));
            }
            assert!(start.elapsed() < DEADLINE, "never ended; the screen shows:\n{}", self.contents());
            thread::yield_now();
            thread::sleep(Duration::from_millis(1));
        }
    }

    pub(crate) fn attributes(&self) -> String {
        attributes(&**self.master.as_ref().expect("a terminal that is there"))
    }

    /// Asserts that the terminal is as the program found it.
    #[track_caller]
    pub(crate) fn assert_restored(&mut self) {
        self.until(|screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        // The screen and the attributes do not come back at the same moment.
        let start = Instant::now();
        while self.attributes() != self.before && start.elapsed() < DEADLINE {
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(self.attributes(), self.before, "the terminal's attributes");
    }

    /// Writes to the terminal as a program in it does.
    fn write_as_program(&self, bytes: &[u8]) {
        let no_controlling_terminal = if cfg!(target_os = "linux") { 0o400 } else { 0x2_0000 };
        let mut terminal = File::options()
            .write(true)
            .custom_flags(no_controlling_terminal)
            .open(&self.name)
            .expect("opens");
        terminal.write_all(bytes).expect("the terminal takes bytes");
    }

    /// After the program has ended: the screen once everything that it wrote has come through.
    #[track_caller]
    pub(crate) fn settle(&mut self) -> vt100::Screen {
        // A command that terminals ignore: it shows nothing, and comes after everything else.
        let last = b"\x1b]777;settled\x07";
        self.write_as_program(last);
        self.until_sent(last);
        self.seen.0.lock().unwrap().screen.clone()
    }

    /// After the program was killed: the screen that it had shown last, also when its guard gave the terminal back.
    #[track_caller]
    pub(crate) fn settle_before_leave(&mut self) -> vt100::Screen {
        let (rows, columns) = self.settle().size();
        let raw = self.raw();
        let end = raw.windows(LEAVE.len()).position(|window| window == LEAVE).unwrap_or(raw.len());
        let parser = parser(columns.into(), rows.into());
        let screen = parser.screen().clone();
        let mut seen = Seen { parser, raw: Vec::new(), parsed: 0, screen };
        seen.take(&raw[..end]);
        seen.screen
    }

    /// After the program has ended: every byte that it sent.
    #[track_caller]
    pub(crate) fn settled_raw(&mut self) -> Vec<u8> {
        self.settle();
        self.raw()
    }

    /// Takes the terminal away, as when its window is closed or the network fails.
    pub(crate) fn hang_up(&mut self) -> &mut Self {
        // The listener holds the terminal too, in a read: one more byte, and it goes.
        self.listening.store(false, Ordering::SeqCst);
        self.write_as_program(b"x");
        self.listener.take().map(JoinHandle::join).transpose().expect("the listener ends");
        self.writer = None;
        self.master = None;
        self
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
