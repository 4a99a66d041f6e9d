//! A sign of life on a terminal, once a run takes longer than a second.

use std::io::{self, IsTerminal as _, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::args::Args;

/// How long nothing is shown, and how long one sign stays.
const PAUSE: Duration = Duration::from_secs(1);

/// Shows that the program is at work, until it is dropped.
pub(crate) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Shows something only where standard error is a terminal and nobody has asked for silence.
    pub(crate) fn start(args: &Args) -> Self {
        if args.no_progress || !io::stderr().is_terminal() {
            return Self(None);
        }
        let (end, ended) = mpsc::channel();
        let show = move || show(&ended, PAUSE, &mut io::stderr());
        Self(Some((end, thread::spawn(show))))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, shown)) = self.0.take() {
            drop(end);
            // Whatever became of the sign, the results are there.
            let _ = shown.join();
        }
    }
}

/// Writes a line over and over until the sender is gone, then takes it away.
fn show(ended: &Receiver<()>, pause: Duration, out: &mut impl Write) {
    let mut columns = 0;
    for seconds in 1_u32.. {
        if ended.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
            break;
        }
        let line = format!("reading and comparing: {seconds} s");
        columns = line.len();
        let _ = write!(out, "\r{line}").and_then(|()| out.flush());
    }
    if columns > 0 {
        let _ = write!(out, "\r{:columns$}\r", "").and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written, up to the third time: then the sender goes.
    struct Page(Vec<u8>, usize, Option<Sender<()>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.1 += 1;
            self.2 = self.2.take().filter(|_| self.1 < 3);
            Ok(())
        }
    }

    #[test]
    fn a_run_that_is_over_at_once_shows_nothing() {
        let (end, ended) = mpsc::channel();
        drop(end);
        let mut out = Vec::new();
        show(&ended, PAUSE, &mut out);
        assert_eq!(out, b"");
    }

    #[test]
    fn the_sign_is_taken_away_in_the_end() {
        let (end, ended) = mpsc::channel();
        let mut out = Page(Vec::new(), 0, Some(end));
        show(&ended, Duration::ZERO, &mut out);
        let shown = String::from_utf8(out.0).unwrap();
        let signs = shown.matches("\rreading and comparing: ").count();
        assert_eq!((signs, shown.ends_with('\r')), (3, true), "{shown:?}");
    }
}
