//! Which addresses are everybody's: those that the registries give out for the internet at large.

use std::net::IpAddr;

/// Whether an address lies in the public internet. Loopback, private and link-local networks, those of carriers, of
/// documentation and of groups don't; nor do the networks that stand for IPv4 addresses (NAT64, 6to4, Teredo), behind which
/// any of these may lie, and where clouds tell their machines about themselves.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => match address.octets() {
            [0 | 10 | 127, ..] => false,
            [100, second, ..] => second & 0xc0 != 64,
            [169, 254, ..] | [192, 168, ..] | [192, 0, 0 | 2, _] | [192, 88, 99, _] => false,
            [172, second, ..] => second & 0xf0 != 16,
            [198, 18 | 19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => false,
            [first, ..] => first < 224,
        },
        IpAddr::V6(address) => match address.segments() {
            // 2001::/23: Teredo and the like; 2002::/16: 6to4; documentation.
            [0x2001, second, ..] => second >= 0x0200 && second != 0x0db8,
            [0x2002, ..] => false,
            [0x3fff, second, ..] => second & 0xf000 != 0,
            [first, ..] => first & 0xe000 == 0x2000,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_everybodys_is_known() {
        let private = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for address in private {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_internet_is_everybodys() {
        let public = [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.169.0.1",
            "198.20.0.1",
            "223.255.255.254",
            "::ffff:8.8.8.8",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00:1450::1",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
