//! The front desk: a small HTTP server on the game's port number, where one joins.
//!
//! It runs on a thread of its own and doesn't know the game. It checks what can be checked without
//! it (sizes, protocol, name, how often an address guessed the PIN), brings the question to the
//! loop and waits for the answer. A table that is slow makes the desk say so; it never makes it wait
//! for ever.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::{Json, Router};
use bevy::log::{debug, error, warn};
use thiserror::Error;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{Instant, sleep, timeout};

use super::door::{Door, Visit};
use super::runner::WakeSender;
use crate::net::channels::PROTOCOL;
use crate::net::join::{JoinRefusal, JoinReply, JoinRequest, MAX_WORD, RefusalKind, clean_name};

/// The largest body of a request.
const MAX_BODY: usize = 4096;

/// How long the desk waits for a request's body, and for the loop's answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many wrong PINs one address may try in [`WRONG_PIN_WINDOW`].
const WRONG_PINS: usize = 5;

/// After this long a wrong PIN is forgotten.
const WRONG_PIN_WINDOW: Duration = Duration::from_secs(60);

/// How many addresses with wrong PINs are remembered.
const ADDRESSES: usize = 4096;

/// How many questions wait for the loop at once.
const QUESTIONS: usize = 64;

/// How long open connections may finish when the desk closes.
const CLOSING: Duration = Duration::from_millis(300);

// ---------------------------------------------------------------------------------------------
// What goes to the loop and back

/// What somebody at the desk wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskCall {
    /// A seat. The protocol fits, the name is clean, the words have sane lengths; everything else,
    /// the PIN too, is for the host to judge.
    Join(JoinRequest),
    /// The server's state, for `GET /status`. What is in the answer is public.
    Status,
}

/// The host's answer, of the same kind as the call.
#[derive(Debug, Clone, PartialEq)]
pub enum DeskReply {
    /// To [`DeskCall::Join`].
    Join(Result<JoinReply, JoinRefusal>),
    /// To [`DeskCall::Status`].
    Status(serde_json::Value),
}

/// A question on its way to the loop.
#[derive(Debug)]
pub struct DeskRequest {
    /// What is asked.
    pub request: DeskCall,
    /// Who asks.
    pub from: SocketAddr,
    /// Where the answer goes. Nobody may be waiting any more; that is no error.
    pub reply: oneshot::Sender<DeskReply>,
}

// ---------------------------------------------------------------------------------------------
// The desk

/// What the desk shows beside `/join` and `/status`.
#[derive(Debug, Clone, Default)]
pub struct DeskSettings {
    /// The page at `/`, as HTML; the built-in one when empty.
    pub front_page: String,
    /// Everything else: asked for every path the desk doesn't know itself. Handlers may extract
    /// `ConnectInfo<SocketAddr>`, and reach the game by `WakeSender::task`.
    pub more: Router,
}

/// Why the desk can't open.
#[derive(Debug, Error)]
pub enum DeskError {
    /// The socket, the runtime or the thread.
    #[error("the desk cannot open: {0}")]
    Io(#[from] io::Error),
}

/// The open desk. Dropping it closes it.
#[derive(Debug)]
pub struct Desk {
    close: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
    address: SocketAddr,
}

impl Desk {
    /// Opens the desk on a bound socket. Questions go to `wake`.
    pub fn open(tcp: TcpListener, wake: WakeSender, settings: DeskSettings) -> Result<Self, DeskError> {
        tcp.set_nonblocking(true)?;
        let address = tcp.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()?;
        let router = router(Counter::new(wake), settings);
        let (close, closed) = oneshot::channel::<Infallible>();
        let thread = thread::Builder::new()
            .name("desk".to_owned())
            .spawn(move || runtime.block_on(serve(tcp, router, closed)))?;
        Ok(Self {
            close: Some(close),
            thread: Some(thread),
            address,
        })
    }

    /// Where the desk listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        drop(self.close.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn serve(tcp: TcpListener, router: Router, closed: oneshot::Receiver<Infallible>) {
    let tcp = match tokio::net::TcpListener::from_std(tcp) {
        Ok(tcp) => tcp,
        Err(problem) => {
            error!("the desk cannot open: {problem}");
            return;
        }
    };
    let door = Door::new(tcp).tap_io(|io: &mut Visit| {
        let _ = io.stream.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (finish, finished) = oneshot::channel::<Infallible>();
    let serving = axum::serve(door, service).with_graceful_shutdown(async {
        let _ = finished.await;
    });
    let closing = async {
        let _ = closed.await;
        drop(finish);
        sleep(CLOSING).await;
    };
    tokio::select! {
        _ = serving.into_future() => {}
        () = closing => {}
    }
}

fn router(counter: Counter, settings: DeskSettings) -> Router {
    let front_page = if settings.front_page.is_empty() {
        FRONT_PAGE.to_owned()
    } else {
        settings.front_page
    };
    let own = Router::new()
        .route("/", get(async move || Html(front_page.clone())))
        .route("/join", post(join))
        .route("/status", get(status))
        .with_state(Arc::new(counter));
    own.fallback_service(settings.more)
}

const FRONT_PAGE: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">
<title>Chokepoint</title>
<style>body{font:1.1rem/1.5 sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}</style>
</head><body>
<h1>Chokepoint</h1>
<p>A game is being served at this address.</p>
<p>To play, open Chokepoint on your computer, choose <em>Join</em>, and enter the code you were
given, or the address of this page and the PIN.</p>
</body></html>
";

/// What all handlers share.
struct Counter {
    wake: WakeSender,
    questions: Semaphore,
    guesses: Mutex<HashMap<IpAddr, Arc<tokio::sync::Mutex<Guesses>>>>,
}

/// The wrong PINs of one address. The lock is held from the check to the verdict, so that many
/// guesses at once don't slip through together.
#[derive(Default)]
struct Guesses {
    wrong: VecDeque<Instant>,
}

impl Guesses {
    fn forget_old(&mut self) {
        while let Some(oldest) = self.wrong.front()
            && oldest.elapsed() >= WRONG_PIN_WINDOW
        {
            self.wrong.pop_front();
        }
    }
}

impl Counter {
    fn new(wake: WakeSender) -> Self {
        Self {
            wake,
            questions: Semaphore::new(QUESTIONS),
            guesses: Mutex::default(),
        }
    }

    async fn ask(&self, request: DeskCall, from: SocketAddr) -> Result<DeskReply, JoinRefusal> {
        let busy = || JoinRefusal::new(RefusalKind::NotReady, "The server is busy; try again in a moment.");
        let _permit = self.questions.try_acquire().map_err(|_| busy())?;
        let (reply, answer) = oneshot::channel();
        let request = DeskRequest { request, from, reply };
        self.wake.desk(request).map_err(|_| busy())?;
        match timeout(PATIENCE, answer).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(busy()),
            Err(_) => {
                warn!("the desk got no answer within {PATIENCE:?}");
                Err(busy())
            }
        }
    }

    fn guesses_of(&self, address: IpAddr) -> Arc<tokio::sync::Mutex<Guesses>> {
        let mut all = lock(&self.guesses);
        if all.len() >= ADDRESSES && !all.contains_key(&address) {
            all.retain(|_, guesses| match guesses.try_lock() {
                Ok(mut guesses) => {
                    guesses.forget_old();
                    !guesses.wrong.is_empty()
                }
                Err(_) => true,
            });
            if all.len() >= ADDRESSES {
                all.clear();
            }
        }
        Arc::clone(all.entry(address).or_default())
    }

    async fn join(&self, from: SocketAddr, request: Request) -> Result<JoinReply, JoinRefusal> {
        let body = timeout(PATIENCE, to_bytes(request.into_body(), MAX_BODY))
            .await
            .map_err(|_| JoinRefusal::new(RefusalKind::BadRequest, "The request never ended."))?
            .map_err(|_| {
                JoinRefusal::new(
                    RefusalKind::TooLarge,
                    format!("The request is longer than {MAX_BODY} bytes."),
                )
            })?;
        let request = checked(&body)?;
        let guesses = self.guesses_of(from.ip());
        let mut guesses = guesses.lock().await;
        guesses.forget_old();
        if guesses.wrong.len() >= WRONG_PINS {
            return Err(JoinRefusal::new(
                RefusalKind::SlowDown,
                "Too many wrong PINs from this address; try again in a minute.",
            ));
        }
        match self.ask(DeskCall::Join(request), from).await? {
            DeskReply::Join(verdict) => {
                if let Err(refusal) = &verdict
                    && refusal.refused == RefusalKind::WrongPin
                {
                    guesses.wrong.push_back(Instant::now());
                }
                verdict
            }
            DeskReply::Status(_) => {
                error!("the host answered a join with a status");
                Err(JoinRefusal::new(RefusalKind::NotReady, "The server made a mistake."))
            }
        }
    }
}

/// Reads a request and checks what needs no game.
fn checked(body: &[u8]) -> Result<JoinRequest, JoinRefusal> {
    let bad = |message: String| JoinRefusal::new(RefusalKind::BadRequest, message);
    let value: serde_json::Value =
        serde_json::from_slice(body).map_err(|problem| bad(format!("The request is not JSON: {problem}.")))?;
    // Before the rest, which another version may have spelt otherwise.
    let protocol = value.get("protocol").and_then(serde_json::Value::as_u64);
    let protocol = protocol.ok_or_else(|| bad("The request names no protocol.".to_owned()))?;
    if protocol != u64::from(PROTOCOL) {
        let advice = if protocol < u64::from(PROTOCOL) {
            "update your program"
        } else {
            "the server needs an update"
        };
        return Err(JoinRefusal::new(
            RefusalKind::WrongVersion,
            format!(
                "This server speaks protocol {PROTOCOL} (version {}), your program protocol \
                 {protocol}: {advice}.",
                env!("CARGO_PKG_VERSION")
            ),
        ));
    }
    let mut request: JoinRequest =
        serde_json::from_value(value).map_err(|problem| bad(format!("The request is not understood: {problem}.")))?;
    request.name =
        clean_name(&request.name).map_err(|why| JoinRefusal::new(RefusalKind::BadName, format!("Sorry, {why}.")))?;
    let optional = [&request.table, &request.seat, &request.seat_key];
    let words = [&request.pin, &request.app_version]
        .into_iter()
        .chain(optional.into_iter().flatten());
    for word in words {
        if word.len() > MAX_WORD || word.chars().any(char::is_control) {
            return Err(bad("A field of the request is too long.".to_owned()));
        }
    }
    Ok(request)
}

async fn join(
    State(counter): State<Arc<Counter>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    match counter.join(from, request).await {
        // A seat key and a ticket are nobody else's business.
        Ok(reply) => {
            let mut response = Json(reply).into_response();
            let no_store = HeaderValue::from_static("no-store");
            response.headers_mut().insert(header::CACHE_CONTROL, no_store);
            response
        }
        Err(refusal) => refuse(&refusal, from),
    }
}

async fn status(State(counter): State<Arc<Counter>>, ConnectInfo(from): ConnectInfo<SocketAddr>) -> Response {
    match counter.ask(DeskCall::Status, from).await {
        Ok(DeskReply::Status(status)) => Json(status).into_response(),
        Ok(DeskReply::Join(_)) => {
            error!("the host answered a status with a join");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(refusal) => refuse(&refusal, from),
    }
}

fn refuse(refusal: &JoinRefusal, from: SocketAddr) -> Response {
    debug!("the desk refuses {from}: {:?}", refusal.refused);
    let status = StatusCode::from_u16(refusal.refused.status()).unwrap_or(StatusCode::BAD_REQUEST);
    (status, Json(refusal)).into_response()
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
