//! Other programs: run to their end, or kept running beside this one, and never left behind.
//!
//! Each gets a process group of its own, so that stopping it stops what it started.

use anyhow::{Context as _, Result, bail};
use std::{
    io::{self, BufRead as _, BufReader},
    process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio, exit},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, TryRecvError},
    },
    thread,
    time::{Duration, Instant},
};

/// The process groups that run now.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static ENDS_WELL: AtomicBool = AtomicBool::new(false);

/// How long a program may take to end when asked, before it is made to.
const PATIENCE: Duration = Duration::from_secs(5);

fn running() -> MutexGuard<'static, Vec<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes Ctrl+C, a hang-up and a polite kill stop every child before this program ends.
///
/// # Errors
/// The operating system refuses the handler.
pub(crate) fn stop_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        stop_children();
        if ENDS_WELL.load(Ordering::SeqCst) {
            println!("\nStopped.");
            exit(0);
        }
        exit(130);
    })
    .context("Ctrl+C cannot be handled")
}

/// From now on an interrupt is how this program is meant to end.
pub(crate) fn interrupt_is_success() {
    ENDS_WELL.store(true, Ordering::SeqCst);
}

/// Asks every child to end, waits until each has, and insists after a while.
fn stop_children() {
    for insist in [false, true] {
        for group in running().iter() {
            signal_group(*group, insist);
        }
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if running().is_empty() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

#[cfg(unix)]
fn signal_group(group: u32, insist: bool) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let signal = if insist { Signal::KILL } else { Signal::TERM };
    if let Some(group) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        // It fails where the group is gone already, which is what was wanted.
        let _gone = kill_process_group(group, signal);
    }
}

/// Windows tells every program on the console itself.
#[cfg(not(unix))]
fn signal_group(_group: u32, _insist: bool) {}

/// A child in a group of its own. Dropping it stops it.
pub(crate) struct Running {
    group: u32,
    name: String,
    input: Option<ChildStdin>,
    output: Option<ChildStdout>,
    ended: Receiver<io::Result<ExitStatus>>,
}

impl Running {
    /// Starts a program.
    ///
    /// # Errors
    /// The program cannot be started, usually because it is not installed.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let name = command.get_program().to_string_lossy().into_owned();
        // Held while starting, so that an interrupt cannot fall between the start and its note.
        let mut groups = running();
        let mut child =
            command.spawn().with_context(|| format!("{name} cannot be started; is it installed?"))?;
        let group = child.id();
        groups.push(group);
        drop(groups);

        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (tell, ended) = mpsc::channel();
        // A thread of its own waits for each child, so that none stays behind as a zombie whatever the others do.
        thread::spawn(move || {
            let status = child.wait();
            running().retain(|other| *other != group);
            // Nobody may be asking any more.
            drop(tell.send(status));
        });
        Ok(Self { group, name, input, output, ended })
    }

    /// The first line that the program prints; later ones are shown as they come.
    ///
    /// # Errors
    /// The program ends or closes its output without a line.
    pub(crate) fn first_line(&mut self) -> Result<String> {
        let output =
            self.output.take().with_context(|| format!("the output of {} is not ours", self.name))?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line).with_context(|| format!("{} cannot be read", self.name))?;
        if line.is_empty() {
            bail!("{} ended before it was ready", self.name);
        }
        thread::spawn(move || io::copy(&mut output, &mut io::stdout()));
        Ok(line)
    }

    /// Waits for the program's end, and while that takes calls `tell` every few seconds.
    ///
    /// # Errors
    /// The operating system cannot say how it ended.
    pub(crate) fn wait_telling(&mut self, tell: impl Fn()) -> Result<ExitStatus> {
        loop {
            match self.ended.recv_timeout(PATIENCE) {
                Ok(status) => return status.with_context(|| format!("{} got lost", self.name)),
                Err(RecvTimeoutError::Timeout) => tell(),
                Err(RecvTimeoutError::Disconnected) => bail!("{} was waited for twice", self.name),
            }
        }
    }

    /// Whether the program has ended.
    pub(crate) fn has_ended(&self) -> bool {
        !matches!(self.ended.try_recv(), Err(TryRecvError::Empty))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.input.take());
        for insist in [false, true] {
            if self.has_ended() {
                return;
            }
            signal_group(self.group, insist);
            if self.ended.recv_timeout(PATIENCE).is_ok() {
                return;
            }
        }
    }
}

/// When an interrupt is being handled, waits for this program's end: what a stopped child says is not news.
pub(crate) fn yield_to_interrupt() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        thread::sleep(PATIENCE);
    }
}

/// Runs a program to its end, with its output shown.
///
/// # Errors
/// It cannot be started, or it reports failure.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command.stdin(Stdio::null()))?.wait_telling(|| ())?;
    yield_to_interrupt();
    if !status.success() {
        bail!("{} failed ({status})", describe(command));
    }
    Ok(())
}

/// Runs a program to its end and gives what it printed.
///
/// # Errors
/// It cannot be started, or it reports failure.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} cannot be started", describe(command)))?;
    if !output.status.success() {
        bail!("{} failed: {}", describe(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as a person would type it, cut where it gets long.
fn describe(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        if line.len() > 100 {
            line.push_str(" …");
            break;
        }
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// Says what is about to happen, does it, and says how long it took if that was long enough to notice.
///
/// # Errors
/// Those of the step.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {what}");
    let started = Instant::now();
    let result = work()?;
    let took = started.elapsed();
    if took >= Duration::from_secs(1) {
        println!("   {:.1} s", took.as_secs_f64());
    }
    Ok(result)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::null()).stdout(Stdio::piped());
        command
    }

    #[test]
    fn what_a_stopped_program_started_is_stopped_too() {
        let mut parent = Running::start(&mut shell("sleep 30 & echo started; wait")).unwrap();
        let mut output = BufReader::new(parent.output.take().unwrap());
        output.read_line(&mut String::new()).unwrap();
        let started = Instant::now();
        drop(parent);
        // The output ends when the last program that holds it does.
        output.read_line(&mut String::new()).unwrap();
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_that_ends_silently_is_not_ready() {
        let message = Running::start(&mut shell("exit 3")).unwrap().first_line().unwrap_err().to_string();
        assert_eq!(message, "sh ended before it was ready");
    }

    #[test]
    fn failure_names_the_command() {
        let message = run(&mut shell("exit 3")).unwrap_err().to_string();
        assert!(message.starts_with("sh -c exit 3 failed (exit status: 3)"), "{message}");
    }
}
