//! `ajar health`: asks a server on this machine whether it is ready, for those who watch over containers.

use crate::{config::Config, failure::Failure, out};
use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs},
    time::Duration,
};

/// How long the server may take, at each step.
const PATIENCE: Duration = Duration::from_secs(5);
/// What is read of an answer.
const MOST: u64 = 4 * 1024;

/// Says what the server says.
pub fn run(config: &Config, live: bool) -> Result<(), Failure> {
    let base = config.public_url.as_ref().map(|public| public.base.as_str()).unwrap_or_default();
    let path = format!("{base}/health/{}", if live { "live" } else { "ready" });
    let unreachable = |error: &dyn std::fmt::Display| {
        Failure::failed(format!("AJAR_LISTEN: no server answers at {}: {error}", config.listen))
    };
    let address = reachable(&config.listen).map_err(|error| unreachable(&error))?;
    let answer = ask(address, &path).map_err(|error| unreachable(&error))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).unwrap_or_default();
    match status {
        "200" => out::line(body.trim_end()),
        "404" => Err(Failure::failed(format!("AJAR_PUBLIC_URL: the server at {address} knows no {path}"))),
        _ => Err(Failure::failed(format!("the server at {address} is not ready ({status}): {}", body.trim_end()))),
    }
}

/// Where a server that listens at an address is reached from here.
fn reachable(listen: &str) -> std::io::Result<SocketAddr> {
    let missing = || std::io::Error::other("there is no such address");
    let mut address = listen.to_socket_addrs()?.next().ok_or_else(missing)?;
    if address.port() == 0 {
        return Err(std::io::Error::other("port 0 is a free one that only the server knows"));
    }
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    Ok(address)
}

fn ask(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(MOST).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_everywhere_is_reached_on_this_machine() {
        for (listen, address) in
            [("0.0.0.0:8080", "127.0.0.1:8080"), ("[::]:80", "[::1]:80"), ("192.0.2.7:1", "192.0.2.7:1")]
        {
            assert_eq!(reachable(listen).unwrap().to_string(), address, "{listen}");
        }
        assert!(reachable("127.0.0.1:0").unwrap_err().to_string().contains("port 0"));
    }
}
