//! Running a law over everything that was ever found, and then over changed seeds for as long as there is time.

use std::{
    cell::Cell,
    env, fs,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    time::{Duration, Instant},
};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::mutate::mutated;

/// Longer than this for one input is a find of its own.
const PATIENCE: Duration = Duration::from_secs(1);

/// So often in a row, as a busy machine must decide nothing.
const SLOW: usize = 3;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name)
}

/// So many changed seeds are tried when nobody says how long: the same ones every time, so that what passes here passes
/// elsewhere.
const INPUTS: u64 = 1000;

/// How long somebody wants each target to run, beginning elsewhere each time.
fn long_run() -> Option<Duration> {
    env::var("FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).map(Duration::from_secs)
}

fn random(is_long: bool) -> TestRng {
    if !is_long {
        return TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    }
    let now = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos());
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(&now.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &seed)
}

/// Holds a law against one input, and says what broke it.
fn broken_by(law: &impl Fn(&[u8]), input: &[u8]) -> Option<String> {
    let mut quickest = Duration::MAX;
    for _ in 0..SLOW {
        let started = Instant::now();
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| law(input)));
        quickest = quickest.min(started.elapsed());
        if let Err(cause) = outcome {
            let words = cause.downcast_ref::<String>().cloned();
            return words
                .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .or(Some(String::new()));
        }
        if quickest <= PATIENCE {
            return None;
        }
    }
    Some(format!("it took {quickest:?}"))
}

/// Holds a law against every input in `corpus/<name>/`, then against the seeds as they are and changed. A find is written
/// into that folder in its shortest form, and the test fails.
pub(crate) fn hold(name: &str, seeds: impl IntoIterator<Item = Vec<u8>>, law: impl Fn(&[u8])) {
    let mut seeds: Vec<Vec<u8>> = seeds.into_iter().collect();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder(name)).into_iter().flatten().map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files {
        let input = fs::read(&file).unwrap();
        if let Some(words) = broken_by(&law, &input) {
            panic!("{} breaks again: {words}", file.display());
        }
        seeds.push(input);
    }
    let config =
        Config { cases: u32::MAX, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let long = long_run();
    let mut runner = TestRunner::new_with_rng(config, random(long.is_some()));
    let end = long.map(|time| Instant::now() + time);
    let (cases, ended) = (Cell::new(0_u64), Cell::new(false));
    let outcome = runner.run(&mutated(seeds), |input| {
        // Failing is the only way out of the runner, which then looks for a shorter input that fails: there is none.
        if ended.get() {
            return Ok(());
        }
        if end.map_or(cases.get() >= INPUTS, |end| Instant::now() > end) {
            ended.set(true);
            return Err(TestCaseError::fail("that is all"));
        }
        cases.set(cases.get() + 1);
        broken_by(&law, &input).map_or(Ok(()), |words| Err(TestCaseError::fail(words)))
    });
    match outcome {
        Err(TestError::Fail(words, input)) if !ended.get() => {
            fs::create_dir_all(folder(name)).unwrap();
            let sum = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
                (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
            let file = folder(name).join(format!("{sum:016x}"));
            fs::write(&file, &input).unwrap();
            panic!("{words}\nfound after {} inputs, and kept in {}", cases.get(), file.display());
        }
        _ => println!("{name}: {} inputs", cases.get()),
    }
}
