//! The desk's door: how many connections come in, and how long they stay.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use bevy::log::debug;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

use super::desk::lock;

/// A connection is cut when this long passes without anything being sent to it. What *it* sends doesn't count, or one
/// byte now and then would hold it open.
const CONNECTION_LIFE: Duration = Duration::from_secs(15);

/// Connections at once, in all and from one address.
const CONNECTIONS: usize = 256;
pub(super) const CONNECTIONS_EACH: usize = 64;

/// Accepts connections, a bounded number at once, in all and from one address.
pub(super) struct Door {
    tcp: tokio::net::TcpListener,
    room: Arc<Semaphore>,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One accepted connection, with its alarm.
pub(super) struct Visit {
    pub(super) stream: TcpStream,
    alarm: Pin<Box<Sleep>>,
    from: IpAddr,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
    _room: OwnedSemaphorePermit,
}

impl Door {
    pub(super) fn new(tcp: tokio::net::TcpListener) -> Self {
        Self {
            tcp,
            room: Arc::new(Semaphore::new(CONNECTIONS)),
            inside: Arc::default(),
        }
    }

    /// Whether one more from this address may come in; counts it if so.
    fn enter(&self, from: IpAddr) -> bool {
        let mut inside = lock(&self.inside);
        let here = inside.entry(from).or_default();
        let enters = *here < CONNECTIONS_EACH;
        if enters {
            *here += 1;
        }
        enters
    }
}

impl Listener for Door {
    type Io = Visit;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Visit, SocketAddr) {
        loop {
            let Ok(room) = Arc::clone(&self.room).acquire_owned().await else {
                // Nobody closes the semaphore; should that change, nobody comes in.
                std::future::pending::<()>().await;
                continue;
            };
            let (stream, address) = match self.tcp.accept().await {
                Ok(accepted) => accepted,
                Err(problem) => {
                    // Gone again, or no file handles left.
                    debug!("the desk cannot accept: {problem}");
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            if !self.enter(address.ip()) {
                continue;
            }
            let visit = Visit {
                stream,
                alarm: Box::pin(sleep(CONNECTION_LIFE)),
                from: address.ip(),
                inside: Arc::clone(&self.inside),
                _room: room,
            };
            return (visit, address);
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut inside = lock(&self.inside);
        if let Some(here) = inside.get_mut(&self.from) {
            *here -= 1;
            if *here == 0 {
                inside.remove(&self.from);
            }
        }
    }
}

impl Visit {
    fn overstayed<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        self.alarm
            .as_mut()
            .poll(cx)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// What a write came to; a success sets the alarm anew.
    fn written(&mut self, result: Poll<io::Result<usize>>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match result {
            Poll::Ready(Ok(bytes)) if bytes > 0 => {
                self.alarm.as_mut().reset(Instant::now() + CONNECTION_LIFE);
                Poll::Ready(Ok(bytes))
            }
            Poll::Pending => self.overstayed(cx),
            done => done,
        }
    }
}

impl AsyncRead for Visit {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let late = self.overstayed(cx);
        if late.is_ready() {
            return late;
        }
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Visit {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.written(result, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.written(result, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door").field("tcp", &self.tcp).finish()
    }
}
