//! Signals: a thread turns them into input of the event loop, and ends the process itself, with the terminal
//! restored, when the loop does not. Stopping and continuing, too.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{process, thread};

use rustix::process::{Pid, Signal, getpid, kill_current_process_group, kill_process};
use signal_hook::consts::signal::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use super::channel::{Input, Queue};
use super::screen;

/// How long the loop has to end by itself.
const PATIENCE: Duration = Duration::from_millis(700);

/// How long a signal sent to ourselves may take to come into force. Where it never does (the first process of a
/// container cannot be stopped), things go on after that.
const SETTLE: Duration = Duration::from_millis(300);

/// Every signal whose default is death, except those that a program sends itself by a fault. (An abort by the
/// allocator or by a stack overflow restores nothing: that takes a handler in unsafe code.)
const DEADLY: [i32; 11] =
    [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGABRT];

/// Something that has happened, to wait for.
type Mark = (Mutex<bool>, Condvar);

/// How long after another program ended a Ctrl-C is still taken for its own.
const LATE: Duration = Duration::from_secs(1);

/// When the last one ended.
static BACK: Mutex<Option<Instant>> = Mutex::new(None);
/// Whether another program has the terminal.
static AWAY: AtomicBool = AtomicBool::new(false);
/// That program, once it runs; 0 for none.
static CHILD: AtomicI32 = AtomicI32::new(0);
/// Whether the process stops, or is stopped, by its own will.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// SIGCONT came after that.
static CONTINUED: Mark = (Mutex::new(false), Condvar::new());
/// Whether somebody ends the process if the loop does not.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Starts the thread. It stays for the life of the process, so that it can still be ended after the loop.
pub(super) fn listen<M: Send + 'static>(queue: Arc<Queue<M>>) -> io::Result<()> {
    // SIGXFSZ is caught and otherwise ignored: the write that went too far fails, and its owner says so.
    let mut signals = Signals::new(DEADLY)?;
    for signal in [SIGXFSZ, SIGTSTP, SIGCONT, SIGWINCH] {
        signals.add_signal(signal)?;
    }
    thread::Builder::new().name("signals".into()).spawn(move || {
        while !signals.is_closed() {
            let mut batch: Vec<i32> = signals.wait().collect();
            // A stop and its end may be seen together; the end came later.
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
        // The child got it too and has put the terminal right; both go on together.
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

/// Asks the loop to end with status 128 plus this signal, and sees to it.
pub(super) fn end<M>(queue: &Queue<M>, signal: i32) {
    queue.end(signal as u8);
    if let Some(child) = Pid::from_raw(CHILD.load(Ordering::SeqCst))
        && let Some(signal) = Signal::from_named_raw(signal)
    {
        let _ = kill_process(child, signal);
    }
    if !ENDING.swap(true, Ordering::SeqCst) {
        let force = move || {
            thread::sleep(PATIENCE);
            screen::leave();
            process::exit(128 + signal);
        };
        if thread::Builder::new().name("end".into()).spawn(force).is_err() {
            screen::leave();
            process::exit(128 + signal);
        }
    }
}

/// Gives the terminal back, stops the process group, and returns when it is continued.
pub(super) fn stop(leave: impl FnOnce()) {
    STOPPING.store(true, Ordering::SeqCst);
    lower_mark(&CONTINUED);
    leave();
    // The whole group, so that a shell also sees what started us as stopped. SIGSTOP, because SIGTSTP is handled
    // and would come back to us.
    if kill_current_process_group(Signal::STOP).is_ok() {
        wait_for_mark(&CONTINUED);
    }
    STOPPING.store(false, Ordering::SeqCst);
}

/// Says that another program is to have the terminal.
pub(super) fn go_away() {
    AWAY.store(true, Ordering::SeqCst);
}

/// Says which one it is.
pub(super) fn child(pid: u32) {
    CHILD.store(i32::try_from(pid).unwrap_or(0), Ordering::SeqCst);
}

/// Says that the terminal is ours again.
pub(super) fn come_back() {
    CHILD.store(0, Ordering::SeqCst);
    *BACK.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    AWAY.store(false, Ordering::SeqCst);
}

/// The Ctrl-C that ended the other program came to us too, and may be seen only now. In raw mode no key sends
/// another.
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

fn wait_for_mark(mark: &Mark) {
    let raised = mark.0.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = mark.1.wait_timeout_while(raised, SETTLE, |raised| !*raised);
}
