//! Measures the reader on hostile inputs: the time for some size and for twice that, and the memory for each byte.

#[path = "../../benches/support/bombs.rs"]
mod bombs;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use self::bombs::{BOMBS, Bomb};
use crate::{Outcome, shell};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only inputs of which the name or the extension holds this
    filter: Option<String>,
    /// The size of an input, in bytes, for the time
    #[arg(long, default_value_t = 300_000)]
    bytes: usize,
    /// The size of an input, in bytes, for the memory; 0 leaves it out
    #[arg(long, default_value_t = 4_000_000)]
    memory_bytes: usize,
    /// How many rows of each table to show
    #[arg(long, default_value_t = 25)]
    rows: usize,
    /// The program to measure; built in release mode when none is named
    #[arg(long)]
    program: Option<PathBuf>,
}

/// An input that takes longer is given up.
const GIVE_UP: Duration = Duration::from_secs(5);

/// What one input cost.
struct Cost {
    bomb: &'static Bomb,
    milliseconds: [f64; 2],
    /// Bytes of memory for each byte of input.
    multiple: f64,
}

/// Measures all inputs, and prints the slowest, those that grow faster than their size, and the largest.
///
/// # Errors
/// When the program cannot be built or run.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let program = match &arguments.program {
        Some(program) => program.canonicalize()?,
        None => {
            shell::run(shell::cargo().args(["build", "--quiet", "--release", "--bin", "liseuse"]))?;
            shell::root().join("target/release/liseuse")
        }
    };
    let folder = std::env::temp_dir().join(format!("liseuse-hostile-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let costs = measure(arguments, &program, &folder);
    fs::remove_dir_all(&folder)?;
    let mut costs = costs?;
    println!("{} inputs of {} and {} bytes", costs.len(), arguments.bytes, 2 * arguments.bytes);
    costs.sort_by(|a, b| b.milliseconds[0].total_cmp(&a.milliseconds[0]));
    println!("\nslowest: ms for n, ms for 2n, growth");
    costs.iter().take(arguments.rows).for_each(Cost::print_time);
    let slow = costs.iter().filter(|cost| cost.milliseconds[0] > 200.0).count();
    println!("{slow} above 200 ms");
    costs.sort_by(|a, b| b.growth().total_cmp(&a.growth()));
    println!("\nfastest growth, of those above 20 ms");
    let above = costs.iter().filter(|cost| cost.milliseconds[1] > 20.0);
    above.take(arguments.rows).for_each(Cost::print_time);
    if arguments.memory_bytes > 0 {
        costs.sort_by(|a, b| b.multiple.total_cmp(&a.multiple));
        println!("\nlargest: bytes of memory for a byte of input, of {} bytes", arguments.memory_bytes);
        for cost in costs.iter().take(arguments.rows) {
            println!("{:8.1}  {} {}", cost.multiple, cost.bomb.extension, cost.bomb.name);
        }
    }
    Ok(())
}

impl Cost {
    fn growth(&self) -> f64 {
        self.milliseconds[1] / self.milliseconds[0].max(0.1)
    }

    fn print_time(&self) {
        let [once, twice] = self.milliseconds;
        let Bomb { name, extension, .. } = self.bomb;
        println!("{once:8.1} {twice:8.1}  x{:.1}  {extension} {name}", self.growth());
    }
}

fn measure(
    arguments: &Arguments,
    program: &Path,
    folder: &Path,
) -> Result<Vec<Cost>, Box<dyn std::error::Error>> {
    let (_, idle) = stats(program, folder, "txt", b"Un texte.\n")?;
    let chosen = BOMBS.iter().filter(|bomb| {
        arguments.filter.as_ref().is_none_or(|part| bomb.name.contains(part) || bomb.extension == part)
    });
    let mut costs = Vec::new();
    for bomb in chosen {
        let time = |bytes: usize| {
            let input = (bomb.make)(bytes);
            // The best of three, where it matters: what else the machine does is not the input's cost.
            let mut best = f64::INFINITY;
            for _ in 0..3 {
                best = best.min(stats(program, folder, bomb.extension, &input)?.0);
                if best < 100.0 || best >= GIVE_UP.as_secs_f64() * 1000.0 {
                    break;
                }
            }
            Ok::<f64, Box<dyn std::error::Error>>(best)
        };
        let milliseconds = [time(arguments.bytes)?, time(2 * arguments.bytes)?];
        let mut multiple = 0.0;
        if arguments.memory_bytes > 0 {
            let input = (bomb.make)(arguments.memory_bytes);
            // What is of one size whatever is asked for is too small to measure.
            if input.len() >= arguments.memory_bytes / 2 {
                let (_, peak) = stats(program, folder, bomb.extension, &input)?;
                multiple = (peak - idle).max(0.0) / input.len() as f64;
            }
        }
        let cost = Cost { bomb, milliseconds, multiple };
        if milliseconds[0] > 200.0 || cost.growth() > 3.0 && milliseconds[1] > 100.0 {
            cost.print_time();
        }
        costs.push(cost);
    }
    Ok(costs)
}

/// The milliseconds that reading an input took, and the peak of memory in bytes.
fn stats(
    program: &Path,
    folder: &Path,
    extension: &str,
    input: &[u8],
) -> Result<(f64, f64), Box<dyn std::error::Error>> {
    let file = folder.join(format!("input.{extension}"));
    fs::write(&file, input)?;
    let environment: HashMap<&str, &Path> = [("HOME", folder)].into();
    let mut command = Command::new(program);
    command.args(["stats", "--format", "json"]).arg(&file).env_clear().envs(environment);
    // Standard error would have to be read beside: a file of a million bad records says much.
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let began = Instant::now();
    while child.try_wait()?.is_none() {
        if began.elapsed() > GIVE_UP {
            child.kill()?;
            child.wait()?;
            return Ok((GIVE_UP.as_secs_f64() * 1000.0, 0.0));
        }
        thread::sleep(Duration::from_millis(2));
    }
    let found: Value = serde_json::from_slice(&child.wait_with_output()?.stdout)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    let number = |field: &str| found[field].as_f64().ok_or_else(|| format!("no {field} in the figures"));
    Ok((number("build_ms")?, number("peak_rss_bytes")?))
}
