//! Signals: a thread turns them into input of the event loop, and ends the process itself, with the terminal
//! restored, when the loop does not. Stopping and continuing, too.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{process, thread};

use nix::sys::signal::{SigSet, SigmaskHow, Signal as Fault};
use rustix::process::{Pid, Signal, getpid, kill_current_process_group, kill_process};
use signal_hook::consts::signal::{
    SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use super::channel::{Input, Queue};
use super::screen;

/// How long the loop may take to end before the process is ended.
const PATIENCE: Duration = Duration::from_millis(700);

/// How long a signal that the process sends to itself may take to act. Where it never does (the first process of a
/// container cannot be stopped), the program continues after that.
const SETTLE: Duration = Duration::from_millis(300);

/// Every signal that by default ends a process on every system, except PIPE, which Rust ignores, and [`FAULTS`].
const DEADLY: [i32; 14] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGABRT,
    SIGTRAP, SIGBUS, SIGSYS,
];

/// Those that only Linux has: STKFLT, IO, PWR, and the real-time signals that the C library leaves to programs.
/// IO is ignored by default on other systems.
fn deadly_on_linux() -> impl Iterator<Item = i32> {
    let named = [Fault::SIGSTKFLT, Fault::SIGIO, Fault::SIGPWR].map(|signal| signal as i32);
    named.into_iter().chain(34..=64)
}

/// Signals that report a fault of the program itself. Safe code cannot handle these, so they are blocked in every thread,
/// and one thread waits for those that another process sent. One that reports a real fault ends the process at once, even
/// when blocked; then the guard restores the terminal.
const FAULTS: [Fault; 3] = [Fault::SIGILL, Fault::SIGFPE, Fault::SIGSEGV];

/// An event that a thread can wait for.
type Mark = (Mutex<bool>, Condvar);

/// How long after another program ended a Ctrl-C still counts as meant for it.
const LATE: Duration = Duration::from_secs(1);

/// When the last other program ended.
static BACK: Mutex<Option<Instant>> = Mutex::new(None);
/// Whether another program has the terminal.
static AWAY: AtomicBool = AtomicBool::new(false);
/// The process id of that program while it runs; 0 for none.
static CHILD: AtomicI32 = AtomicI32::new(0);
/// Whether the process has stopped itself or is about to.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// Whether SIGCONT arrived after that.
static CONTINUED: Mark = (Mutex::new(false), Condvar::new());
/// Whether a thread will end the process if the loop does not.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Blocks the signals of faults, in this thread and those it starts.
pub(super) fn hold_faults_back() -> SigSet {
    let faults: SigSet = FAULTS.into_iter().collect();
    let _ = faults.thread_block();
    faults
}

/// Starts another program with these signals unblocked, because it would inherit the blocked ones from this thread.
pub(super) fn with_faults_let_through<T>(start: impl FnOnce() -> T) -> T {
    let faults: SigSet = FAULTS.into_iter().collect();
    let held_back = faults.thread_swap_mask(SigmaskHow::SIG_UNBLOCK);
    let started = start();
    if let Ok(held_back) = held_back {
        let _ = held_back.thread_set_mask();
    }
    started
}

/// Starts the threads. They stay for the life of the process, so that it can still be ended after the loop.
pub(super) fn listen<M: Send + 'static>(queue: Arc<Queue<M>>) -> io::Result<()> {
    // SIGXFSZ is caught and otherwise ignored: the write that went too far fails, and its owner says so.
    let mut signals = Signals::new(DEADLY)?;
    for signal in [SIGXFSZ, SIGTSTP, SIGCONT, SIGWINCH] {
        signals.add_signal(signal)?;
    }
    if cfg!(target_os = "linux") {
        // A signal that the system reserves cannot be caught, and no process sends it.
        deadly_on_linux().for_each(|signal| drop(signals.add_signal(signal)));
    }
    let faults = hold_faults_back();
    let faulty = Arc::clone(&queue);
    thread::Builder::new().name("faults".into()).spawn(move || {
        while let Ok(signal) = faults.wait() {
            receive(&faulty, signal as i32);
        }
    })?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        while !signals.is_closed() {
            let mut batch: Vec<i32> = signals.wait().collect();
            // A stop and the continuation may be seen together; the continuation came later.
            batch.sort_by_key(|&signal| signal == SIGCONT);
            for signal in batch {
                receive(&queue, signal);
            }
        }
    })?;
    Ok(())
}

fn receive<M: Send + 'static>(queue: &Arc<Queue<M>>, signal: i32) {
    let away = AWAY.load(Ordering::SeqCst);
    match signal {
        SIGXFSZ => {}
        SIGWINCH => queue.push(Input::Resize),
        SIGTSTP if STOPPING.load(Ordering::SeqCst) => {}
        // The child got it too and has set the terminal again; both continue together.
        SIGTSTP if away => {
            let _ = kill_process(getpid(), Signal::STOP);
        }
        SIGTSTP => queue.push(Input::Suspend),
        SIGCONT if STOPPING.load(Ordering::SeqCst) => raise_mark(&CONTINUED),
        SIGCONT if away => {}
        SIGCONT => queue.push(Input::Continued),
        // Typed at the child.
        SIGINT | SIGQUIT if away || came_back_just_now() => {}
        deadly => end(queue, deadly),
    }
}

/// Asks the loop to end with status 128 plus this signal, and ends the process if it does not.
pub(super) fn end<M>(queue: &Queue<M>, signal: i32) {
    queue.end(signal as u8);
    if let Some(child) = Pid::from_raw(CHILD.load(Ordering::SeqCst)) {
        let _ = kill_process(child, Signal::from_named_raw(signal).unwrap_or(Signal::TERM));
    }
    if !ENDING.swap(true, Ordering::SeqCst) {
        let force = move || {
            thread::sleep(PATIENCE);
            screen::leave_for_good();
            process::exit(128 + signal);
        };
        if thread::Builder::new().name("end".into()).spawn(force).is_err() {
            screen::leave_for_good();
            process::exit(128 + signal);
        }
    }
}

/// Restores the terminal, stops the process group, and returns when it is continued.
pub(super) fn stop(leave: impl FnOnce()) {
    STOPPING.store(true, Ordering::SeqCst);
    lower_mark(&CONTINUED);
    leave();
    // The process group, so that a shell also sees the process that started us as stopped. SIGSTOP, because SIGTSTP is
    // handled by this program.
    if kill_current_process_group(Signal::STOP).is_ok() {
        wait_for_mark(&CONTINUED);
    }
    STOPPING.store(false, Ordering::SeqCst);
}

/// Stops the process group as the system does when it uses the terminal from the background. Returns whether it was
/// stopped and continued.
pub(super) fn stop_in_background() -> bool {
    STOPPING.store(true, Ordering::SeqCst);
    lower_mark(&CONTINUED);
    let continued = !ENDING.load(Ordering::SeqCst)
        && kill_current_process_group(Signal::TTOU).is_ok()
        && wait_for_mark(&CONTINUED);
    STOPPING.store(false, Ordering::SeqCst);
    continued
}

/// Notes that another program is to have the terminal.
pub(super) fn go_away() {
    AWAY.store(true, Ordering::SeqCst);
}

/// Notes the process id of that program.
pub(super) fn child(pid: u32) {
    CHILD.store(i32::try_from(pid).unwrap_or(0), Ordering::SeqCst);
}

/// Notes that this program has the terminal again.
pub(super) fn come_back() {
    CHILD.store(0, Ordering::SeqCst);
    *BACK.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    AWAY.store(false, Ordering::SeqCst);
}

/// Whether a Ctrl-C was meant for the other program that it ended: this process gets the signal too, and may see it later.
/// In raw mode no key sends the signal.
fn came_back_just_now() -> bool {
    BACK.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|back| back.elapsed() < LATE)
}

fn lower_mark(mark: &Mark) {
    *mark.0.lock().unwrap_or_else(PoisonError::into_inner) = false;
}

fn raise_mark(mark: &Mark) {
    *mark.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
    mark.1.notify_all();
}

fn wait_for_mark(mark: &Mark) -> bool {
    let raised = mark.0.lock().unwrap_or_else(PoisonError::into_inner);
    let waited = mark.1.wait_timeout_while(raised, SETTLE, |raised| !*raised);
    *waited.unwrap_or_else(PoisonError::into_inner).0
}
