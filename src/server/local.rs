//! A game on this machine: the same server on a thread at loopback, so that single player and LAN are one path.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread::JoinHandle;

use super::runner::WakeSender;
use super::{ServeError, ServeOptions, open};
use crate::ai::PolicyName;
use crate::level::Level;
use crate::level::ids::SeatId;

/// What to play on this machine.
#[derive(Clone, Debug)]
pub struct LocalGame {
    /// The level.
    pub level: Arc<Level>,
    /// The seed.
    pub seed: u64,
    /// Policies for seats; the others are filled as soon as the person sits down.
    pub policies: Vec<(SeatId, PolicyName)>,
    /// Whether others on the LAN may join (else loopback only).
    pub lan: bool,
}

/// A server on a thread of this process. Dropping it stops the server.
pub struct LocalServer {
    /// Where it listens.
    pub address: SocketAddr,
    /// The PIN it asks for.
    pub pin: String,
    wake: WakeSender,
    thread: Option<JoinHandle<()>>,
}

/// Starts a server on a thread.
///
/// # Errors
/// Why it can't listen or start.
pub fn spawn_local(game: LocalGame) -> Result<LocalServer, ServeError> {
    let pin = draw_pin();
    let host = if game.lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    };
    let options = ServeOptions {
        level: game.level,
        tables: 1,
        bind: SocketAddr::from((host, 0)),
        pin: Some(pin.clone()),
        policies: game.policies,
        fill_ai: true,
        turn_seconds: None,
        once: false,
        seed: game.seed,
    };
    serve_on_thread(options)
}

/// Starts any server on a thread.
///
/// # Errors
/// Why it can't listen or start.
pub fn serve_on_thread(options: ServeOptions) -> Result<LocalServer, ServeError> {
    let pin = options.pin.clone().unwrap_or_default();
    let (told, hear) = channel();
    let thread = std::thread::Builder::new()
        .name("chokepoint server".to_owned())
        .spawn(move || match open(options, false) {
            Ok(mut opened) => {
                let port = opened.listening.port;
                if told.send(Ok((port, opened.wake.clone()))).is_ok() {
                    opened.app.run();
                }
            }
            Err(error) => {
                // The asker waits for exactly one answer.
                let _ = told.send(Err(error));
            }
        })?;
    let gone = || ServeError::Thread(std::io::Error::other("it ended before it could listen"));
    let (port, wake) = hear.recv().map_err(|_| gone())??;
    Ok(LocalServer {
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        pin,
        wake,
        thread: Some(thread),
    })
}

/// Six random digits.
#[must_use]
pub fn draw_pin() -> String {
    let mut bytes = [0_u8; 8];
    // Without a source of randomness the PIN is only less secret; the netcode key is drawn elsewhere and must succeed.
    let _ = getrandom::fill(&mut bytes);
    format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000)
}

/// A random seed; `None` if the system has no randomness to give.
#[must_use]
pub fn draw_seed() -> Option<u64> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).ok()?;
    // Seeds are shown and typed: keep them short.
    Some(u64::from_le_bytes(bytes) % 1_000_000_000)
}

impl std::fmt::Debug for LocalServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LocalServer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        self.wake.stop();
        if let Some(thread) = self.thread.take() {
            // A panic in the server has been reported already; leaving the window must not repeat it.
            let _ = thread.join();
        }
    }
}
