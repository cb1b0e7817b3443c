//! Signals: a thread turns them into input of the event loop, and ends the process itself, with the terminal
//! restored, when the loop does not. Stopping and continuing, too.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use std::{process, thread};

use rustix::process::{Pid, Signal, kill_current_process_group, kill_process};
use signal_hook::consts::signal::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use super::channel::{Input, Queue};
use super::screen;

/// How long the loop has to end by itself.
const PATIENCE: Duration = Duration::from_millis(700);

/// How long a stop may take to come into force. Where nothing can be stopped (the first process of a container),
/// it is over after that.
const STOP: Duration = Duration::from_millis(300);

/// Every signal whose default is death, except those that a program sends itself by a fault. (An abort by the
/// allocator or by a stack overflow restores nothing: that takes a handler in unsafe code.)
const DEADLY: [i32; 11] =
    [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGABRT];

/// The program that has the terminal now; 0 for ourselves.
static CHILD: AtomicI32 = AtomicI32::new(0);
/// Whether the process stops, or is stopped, by its own will.
static STOPPING: AtomicBool = AtomicBool::new(false);
static CONTINUED: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());
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
    let child = CHILD.load(Ordering::SeqCst);
    match signal {
        SIGXFSZ => {}
        SIGWINCH => queue.push(Input::Resize),
        SIGTSTP if STOPPING.load(Ordering::SeqCst) => {}
        // The child got it too and has put the terminal right; both go on together.
        SIGTSTP if child != 0 => {
            let _ = kill_process(rustix::process::getpid(), Signal::STOP);
        }
        SIGTSTP => queue.push(Input::Suspend),
        SIGCONT if STOPPING.load(Ordering::SeqCst) => {
            *CONTINUED.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
            CONTINUED.1.notify_all();
        }
        SIGCONT if child != 0 => {}
        SIGCONT => queue.push(Input::Continued),
        // Typed at the child.
        SIGINT | SIGQUIT if child != 0 => {}
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
    *CONTINUED.0.lock().unwrap_or_else(PoisonError::into_inner) = false;
    leave();
    // The whole group, so that a shell also sees what started us as stopped. SIGSTOP, because SIGTSTP is handled
    // and would come back to us.
    if kill_current_process_group(Signal::STOP).is_ok() {
        let continued = CONTINUED.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = CONTINUED.1.wait_timeout_while(continued, STOP, |continued| !*continued);
    }
    STOPPING.store(false, Ordering::SeqCst);
}

/// Says which program has the terminal, or that it is ours again.
pub(super) fn child(pid: Option<u32>) {
    CHILD.store(pid.and_then(|pid| i32::try_from(pid).ok()).unwrap_or(0), Ordering::SeqCst);
}
