//! The server of a game played on this machine: the same server, on a thread, at loopback.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::level::Level;

/// A game to be played here.
#[derive(Debug, Clone)]
pub struct LocalPlan {
    /// The level.
    pub level: Arc<Level>,
    /// Country of the seat to play.
    pub seat: String,
    /// Seed; drawn if none is given.
    pub seed: Option<u64>,
    /// Open to others on the network.
    pub lan: bool,
}

/// A running server; dropping it ends it.
pub struct Local {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its PIN.
    pub pin: String,
    /// What others on the network type to join, if they may: address and PIN.
    pub invitation: Option<String>,
    /// Ends the server when dropped; the mutex makes it shareable.
    _guard: Guard,
}

#[cfg(feature = "server")]
type Guard = std::sync::Mutex<crate::server::LocalServer>;
#[cfg(not(feature = "server"))]
type Guard = ();

/// Starts a server for a plan. Blocks until it listens: call it on a thread.
///
/// # Errors
/// One sentence that says why not.
#[cfg(feature = "server")]
pub fn start(plan: LocalPlan) -> Result<Local, String> {
    let seed = plan.seed.or_else(crate::server::draw_seed).unwrap_or(1);
    let policies = patient(&plan);
    let game = crate::server::LocalGame {
        level: plan.level,
        seed,
        policies,
        lan: plan.lan,
    };
    let server = crate::server::spawn_local(game).map_err(|error| error.to_string())?;
    let invitation = plan
        .lan
        .then(|| format!("{}:{}#{}", own_address(), server.address.port(), server.pin));
    Ok(Local {
        address: server.address,
        pin: server.pin.clone(),
        invitation,
        _guard: std::sync::Mutex::new(server),
    })
}

/// Against whom somebody plays who is guided, alone: policies that talk, so that a newcomer gets an answer. Otherwise the
/// seed decides.
#[cfg(feature = "server")]
fn patient(plan: &LocalPlan) -> Vec<(crate::level::ids::SeatId, crate::ai::PolicyName)> {
    let level = &plan.level;
    let me = level.seat_named(&plan.seat);
    let guided = level.guide.as_ref().is_some_and(|g| me == Some(g.seat));
    if plan.lan || !guided {
        return Vec::new();
    }
    (0..level.seats.len())
        .map(crate::level::ids::SeatId::at)
        .filter(|seat| me != Some(*seat))
        .map(|seat| (seat, crate::ai::PolicyName::Dove))
        .collect()
}

/// This computer's address on its network: the one the system would send from. Nothing is sent.
#[cfg(feature = "server")]
fn own_address() -> std::net::IpAddr {
    let route = || {
        let socket = std::net::UdpSocket::bind((std::net::Ipv4Addr::UNSPECIFIED, 0))?;
        // An address set aside for documentation: only the route to it is looked up.
        socket.connect((std::net::Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    };
    route().map_or(std::net::Ipv4Addr::LOCALHOST.into(), |address| address.ip())
}

/// A program without the server can only join.
///
/// # Errors
/// Always.
#[cfg(not(feature = "server"))]
pub fn start(plan: LocalPlan) -> Result<Local, String> {
    Err(format!(
        "this program was built without the server, so {} can only be joined on another one",
        plan.level.file.id
    ))
}
