"""A small path tracer: boxes, spheres, one round room, one shore (a height field with water).

Lengths are metres, y is up. A scene is a dictionary, see photographs.py.
"""
import math
import numpy as np
from numba import njit, prange, uint64
from scipy.ndimage import gaussian_filter, median_filter

DIFFUSE, COAT, GLASS, EMIT, METAL, WATER = range(6)
PLAIN, CONCRETE, TERRAZZO, WOOD, MOON, SAND = range(6)


# ---------------------------------------------------------------- random numbers, noise

@njit(inline="always")
def rnd(s):
    x = s[0]
    x ^= x >> uint64(12)
    x ^= x << uint64(25)
    x ^= x >> uint64(27)
    s[0] = x
    return float((x * uint64(2685821657736338717)) >> uint64(40)) / 16777216.0


@njit(inline="always")
def hash3(i, j, k):
    n = (i * 374761393 + j * 668265263 + k * 1274126177) & 0xFFFFFFFF
    n = ((n ^ (n >> 13)) * 1274126177) & 0xFFFFFFFF
    n = ((n ^ (n >> 15)) * 2246822519) & 0xFFFFFFFF
    return float((n ^ (n >> 16)) & 0xFFFF) / 65535.0


@njit(fastmath=True)
def noise(x, y, z):
    fx, fy, fz = math.floor(x), math.floor(y), math.floor(z)
    i, j, k = int(fx), int(fy), int(fz)
    u, v, w = x - fx, y - fy, z - fz
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    a = hash3(i, j, k) * (1 - u) + hash3(i + 1, j, k) * u
    b = hash3(i, j + 1, k) * (1 - u) + hash3(i + 1, j + 1, k) * u
    c = hash3(i, j, k + 1) * (1 - u) + hash3(i + 1, j, k + 1) * u
    d = hash3(i, j + 1, k + 1) * (1 - u) + hash3(i + 1, j + 1, k + 1) * u
    return (a * (1 - v) + b * v) * (1 - w) + (c * (1 - v) + d * v) * w


@njit(fastmath=True)
def fbm(x, y, z, octaves):
    s, a, n = 0.0, 0.5, 0.0
    for _ in range(octaves):
        s += a * noise(x, y, z)
        n += a
        x, y, z, a = x * 2.03 + 7.1, y * 2.03 + 3.7, z * 2.03 + 1.3, a * 0.5
    return s / n


def tile(size, low, high, angle=None, spread=0.3, seed=1, power=0.0):
    """A periodic height map: noise, filtered to wave numbers low..high (and to one direction)."""
    rng = np.random.default_rng(seed)
    f = np.fft.fft2(rng.standard_normal((size, size)))
    ky, kx = np.meshgrid(np.fft.fftfreq(size) * size, np.fft.fftfreq(size) * size, indexing="ij")
    k = np.hypot(kx, ky) + 1e-9
    mid, width = 0.5 * (low + high), 0.5 * (high - low)
    if power:
        f *= (k >= low) * (k <= high) * k ** -power
    else:
        f *= np.exp(-((k - mid) / width) ** 2)
    if angle is not None:
        d = np.angle(np.exp(2j * (np.arctan2(ky, kx) - angle))) / 2
        f *= np.exp(-((d / spread) ** 2))
    h = np.real(np.fft.ifft2(f))
    return ((h - h.mean()) / h.std()).astype(np.float32)


@njit(inline="always")
def lookup(t, x, z, metres):
    n = t.shape[0]
    u, v = x / metres * n, z / metres * n
    fu, fv = math.floor(u), math.floor(v)
    i, j = int(fu) % n, int(fv) % n
    i2, j2 = (i + 1) % n, (j + 1) % n
    a, b = u - fu, v - fv
    return (t[j, i] * (1 - a) + t[j, i2] * a) * (1 - b) + (t[j2, i] * (1 - a) + t[j2, i2] * a) * b


# ---------------------------------------------------------------- the sky

# sky: 0-2 zenith, 3-5 horizon, 6-8 sun direction, 9-11 glow, 12 glow power, 13 cloud, 14 fall, 15 sky's strength
@njit(fastmath=True)
def sky_colour(dx, dy, dz, k):
    h = max(dy, 0.0)
    m = math.exp(-h * k[14])
    r, g, b = k[0] + (k[3] - k[0]) * m, k[1] + (k[4] - k[1]) * m, k[2] + (k[5] - k[2]) * m
    c = dx * k[6] + dy * k[7] + dz * k[8]
    if c > 0:
        e = math.pow(c, k[12]) + 0.25 * math.pow(c, k[12] * 0.18)
        r, g, b = r + k[9] * e, g + k[10] * e, b + k[11] * e
    if k[13] > 0 and dy > 0.004:
        s = 1.0 / (dy + 0.06)
        f = fbm(dx * s * 0.9 + 3.0, dz * s * 0.32, 4.5, 6)
        f = min(max((f - 0.42) * 3.2, 0.0), 1.0) * k[13] * min(1.0, dy * 14.0)
        lit = 0.75 + 0.5 * max(c, 0.0) ** 3
        r, g, b = r + (k[3] * lit * 0.92 - r) * f, g + (k[4] * lit * 0.93 - g) * f, b + (k[5] * lit * 0.97 - b) * f
    return r * k[15], g * k[15], b * k[15]


# ---------------------------------------------------------------- geometry

# shore: 0 on, 1 relief m, 2 relief tile m, 3 ripple m, 4 ripple tile m, 5 water level, 6 ripple fades at m,
#        7 lowest, 8 highest, 9 slope along z, 10 base height, 11 waves on the water, 12 wave tile m
@njit(fastmath=True)
def shore_height(x, z, g, relief, ripple, cx, cz):
    h = g[10] + g[9] * z
    if g[1] > 0:
        h += g[1] * lookup(relief, x, z, g[2])
    if g[3] > 0:
        d = math.hypot(x - cx, z - cz) / g[6]
        h += g[3] * lookup(ripple, x, z, g[4]) / (1 + d * d)
    return min(max(h, g[7]), g[8])


@njit(fastmath=True)
def shore_hit(ox, oy, oz, dx, dy, dz, far, g, relief, ripple, cx, cz):
    if g[1] == 0 and g[3] == 0:
        level = max(g[10], g[5])
        if dy < -1e-6 and oy > level:
            t = (level - oy) / dy
            if t < far:
                return t
        return -1.0
    lo, hi = max(g[7], g[5]) - 1e-3, g[8] + 1e-4
    t0, t1 = 1e-3, far
    if oy > hi:
        if dy >= -1e-6:
            return -1.0
        t0 = (hi - oy) / dy
    elif dy > 1e-6:
        t1 = min(t1, (hi - oy) / dy)
    if dy < -1e-6:
        t1 = min(t1, (lo - oy) / dy)
    else:
        t1 = min(t1, 40.0)
    if t0 >= far or t1 <= t0:
        return -1.0
    n = 28
    last, lt = 1.0, t0
    for i in range(n + 1):
        t = t0 + (t1 - t0) * i / n
        x, z = ox + dx * t, oz + dz * t
        h = oy + dy * t - max(shore_height(x, z, g, relief, ripple, cx, cz), g[5])
        if h <= 0:
            if i == 0:
                return t
            return lt + (t - lt) * last / (last - h + 1e-12)
        last, lt = h, t
    if dy < -1e-6 and t1 < far:
        return t1
    return -1.0


@njit(fastmath=True)
def hit(ox, oy, oz, dx, dy, dz, far, sc, shadow):
    """The nearest hit: t, normal, material (-1 nothing, -2 shore)."""
    boxes, bmat, sph, smat, room, g, relief, ripple, mats, cam = sc
    best, nx, ny, nz, mat = far, 0.0, 0.0, 0.0, -1
    ix, iy, iz = 1 / (dx if dx != 0 else 1e-12), 1 / (dy if dy != 0 else 1e-12), 1 / (dz if dz != 0 else 1e-12)
    for i in range(boxes.shape[0]):
        a, b = (boxes[i, 0] - ox) * ix, (boxes[i, 3] - ox) * ix
        c, d = (boxes[i, 1] - oy) * iy, (boxes[i, 4] - oy) * iy
        e, f = (boxes[i, 2] - oz) * iz, (boxes[i, 5] - oz) * iz
        xn, xf, yn, yf, zn, zf = min(a, b), max(a, b), min(c, d), max(c, d), min(e, f), max(e, f)
        tn, tf = max(xn, max(yn, zn)), min(xf, min(yf, zf))
        if tn < tf and 1e-4 < tn < best:
            best, mat = tn, bmat[i]
            nx = ny = nz = 0.0
            if tn == xn:
                nx = -1.0 if dx > 0 else 1.0
            elif tn == yn:
                ny = -1.0 if dy > 0 else 1.0
            else:
                nz = -1.0 if dz > 0 else 1.0
            if shadow:
                return best, nx, ny, nz, mat
    for i in range(sph.shape[0]):
        if shadow and mats[smat[i], 3] == GLASS:
            continue
        x, y, z = ox - sph[i, 0], oy - sph[i, 1], oz - sph[i, 2]
        b = x * dx + y * dy + z * dz
        q = b * b - (x * x + y * y + z * z - sph[i, 3] ** 2)
        if q > 0:
            q = math.sqrt(q)
            t = -b - q
            if t < 1e-4:
                t = -b + q
            if 1e-4 < t < best:
                best, mat = t, smat[i]
                r = 1 / sph[i, 3]
                nx, ny, nz = (x + dx * t) * r, (y + dy * t) * r, (z + dz * t) * r
    # room: 0 on, 1 radius, 2 height, 3 oculus radius, 4 oculus x, 5 oculus z, 6 material, 7 upper radius of the oculus shaft
    if room[0] > 0:
        x, z = ox, oz
        a = dx * dx + dz * dz
        for shaft in range(2):
            R = room[1] if shaft == 0 else room[3]
            cx, cz = (0.0, 0.0) if shaft == 0 else (room[4], room[5])
            b = (x - cx) * dx + (z - cz) * dz
            q = b * b - a * ((x - cx) ** 2 + (z - cz) ** 2 - R * R)
            if q > 0 and a > 1e-9:
                q = math.sqrt(q)
                for s in range(2):
                    t = (-b - q) / a if s == 0 else (-b + q) / a
                    if 1e-4 < t < best:
                        y = oy + dy * t
                        if (shaft == 0 and y < room[2]) or (shaft == 1 and room[2] < y < room[2] + room[7]):
                            best, mat = t, int(room[6])
                            nx, ny, nz = -(x + dx * t - cx) / R, 0.0, -(z + dz * t - cz) / R
        if dy != 0:
            t = (room[2] - oy) / dy
            if 1e-4 < t < best and (x + dx * t - room[4]) ** 2 + (z + dz * t - room[5]) ** 2 > room[3] ** 2:
                best, mat = t, int(room[6])
                nx, ny, nz = 0.0, -1.0, 0.0
    if g[0] > 0:
        t = shore_hit(ox, oy, oz, dx, dy, dz, best, g, relief, ripple, cam[0], cam[2])
        if 0 < t < best:
            best, mat = t, -2
            x, z = ox + dx * t, oz + dz * t
            e = 0.004 + 0.0006 * t
            h0 = shore_height(x, z, g, relief, ripple, cam[0], cam[2])
            if h0 > g[5] and (g[1] > 0 or g[3] > 0):
                hx = shore_height(x + e, z, g, relief, ripple, cam[0], cam[2]) - h0
                hz = shore_height(x, z + e, g, relief, ripple, cam[0], cam[2]) - h0
                nx, ny, nz = -hx / e, 1.0, -hz / e
            else:
                nx, ny, nz = 0.0, 1.0, 0.0
                if g[11] > 0:
                    e = 0.02 + 0.0015 * t
                    w = g[11] / (1 + t * 0.004)
                    h0 = lookup(relief, x, z, g[12])
                    nx = -(lookup(relief, x + e, z, g[12]) - h0) / e * w
                    nz = -(lookup(relief, x, z + e, g[12]) - h0) / e * w
            q = 1 / math.sqrt(nx * nx + ny * ny + nz * nz)
            nx, ny, nz = nx * q, ny * q, nz * q
    return best, nx, ny, nz, mat


# ---------------------------------------------------------------- surfaces

@njit(fastmath=True)
def texture(kind, x, y, z, nx, ny, nz):
    """Returns a factor for the albedo, and a little unevenness for the gloss."""
    if kind == CONCRETE:
        ax, ay, az = abs(nx), abs(ny), abs(nz)
        if ay > ax and ay > az:
            u, v = z, x
        elif ax > az:
            u, v = z, y
        else:
            u, v = x, y
        pu, pv = u / 1.8, v / 0.9
        iu, iv = math.floor(pu), math.floor(pv)
        fu, fv = (pu - iu) * 1.8, (pv - iv) * 0.9
        f = 0.93 + 0.09 * hash3(int(iu), int(iv), int(10 * ax + 20 * ay))
        f *= 0.80 + 0.36 * fbm(x * 0.9, y * 0.55, z * 0.9, 5)
        f *= 0.95 + 0.09 * noise(x * 38, y * 38, z * 38)
        if ay < 0.5:
            f *= 0.90 + 0.17 * noise(u * 3.1, 0.23 * v, 2.0)
        du, dv = min(fu, 1.8 - fu), min(fv, 0.9 - fv)
        if min(du, dv) < 0.006:
            f *= 0.62
        hu, hv = abs(abs(fu - 0.9) - 0.6), abs(fv - 0.45)
        r = math.hypot(hu, hv)
        if r < 0.017:
            f *= 0.38
        elif r < 0.024:
            f *= 0.85
        return f
    if kind == TERRAZZO:
        return (0.86 + 0.2 * fbm(x * 0.5, 1.0, z * 0.5, 4)) * (0.96 + 0.08 * noise(x * 60, y * 60, z * 60))
    if kind == WOOD:
        return 0.75 + 0.35 * fbm(x * 1.2, y * 30, z * 30, 4)
    if kind == MOON:
        f = fbm(nx * 1.7 + 5, ny * 1.7 + 2, nz * 1.7 + 9, 5)
        m = min(max((f - 0.44) * 5, 0.0), 1.0)
        return (0.62 + 0.38 * m) * (0.86 + 0.24 * fbm(nx * 9, ny * 9, nz * 9, 4))
    if kind == SAND:
        return (0.78 + 0.44 * fbm(x * 0.7, 3.0, z * 0.7, 4)) * (0.88 + 0.24 * noise(x * 160, 1.0, z * 160))
    return 1.0


@njit(inline="always")
def onto(nx, ny, nz, a, b, c):
    """(a, b, c) in the frame whose third axis is n."""
    s = 1.0 if nz >= 0 else -1.0
    p = -1.0 / (s + nz)
    q = nx * ny * p
    return (a * (1 + s * nx * nx * p) + b * q + c * nx,
            a * s * q + b * (s + ny * ny * p) + c * ny,
            -a * s * nx - b * ny + c * nz)


@njit(inline="always")
def fresnel(c, f0):
    m = 1 - min(max(c, 0.0), 1.0)
    return f0 + (1 - f0) * m * m * m * m * m


@njit(fastmath=True)
def path(ox, oy, oz, dx, dy, dz, sc, sky, sun, lights, fog, env, bounces, pick, s, out):
    """One path; out: 0-2 light, 3-5 albedo, 6-8 normal, 9 distance."""
    mats, g = sc[8], sc[5]
    tr = tg = tb = 1.0
    seen, spec, run = False, True, 0.0
    for k in range(10):
        out[k] = 0.0
    for bounce in range(bounces):
        t, nx, ny, nz, m = hit(ox, oy, oz, dx, dy, dz, 1e5, sc, False)
        if spec and fog[0] > 0:
            f = math.exp(-((min(t, 20000.0) * fog[0]) ** fog[4]))
            if m == -1:
                f = 1.0
            hx = math.sqrt(max(1e-6, 1 - 0.0016))
            q = hx / math.sqrt(dx * dx + dz * dz + 1e-9)
            fr, fg, fb = sky_colour(dx * q, 0.04, dz * q, sky)
            out[0] += tr * (1 - f) * fr * fog[1]
            out[1] += tg * (1 - f) * fg * fog[2]
            out[2] += tb * (1 - f) * fb * fog[3]
            tr, tg, tb = tr * f, tg * f, tb * f
        if m == -1:
            if spec or env > 0:
                r, gg, b = sky_colour(dx, dy, dz, sky)
                out[0] += tr * r
                out[1] += tg * gg
                out[2] += tb * b
            if not seen:
                out[3] = out[4] = out[5] = 1.0
                out[6], out[7], out[8], out[9] = dx, dy, dz, 1e4
            return
        run += t
        x, y, z = ox + dx * t, oy + dy * t, oz + dz * t
        c = -(dx * nx + dy * ny + dz * nz)
        if m == -2:
            h = shore_height(x, z, g, sc[6], sc[7], sc[9][0], sc[9][2])
            depth = g[5] - h
            wet = math.exp(-max(-depth, 0.0) / 0.012)
            if depth > 0:
                kind, rough, f0 = WATER, 0.0, 0.02
                a = math.exp(-depth * 9.0)
                q = texture(SAND, x, y, z, 0, 1, 0) * 0.55
                ar, ag, ab = mats[0, 0] * q * a + 0.012, mats[0, 1] * q * a + 0.020, mats[0, 2] * q * a + 0.024
            else:
                kind, rough, f0 = COAT, 0.16 - 0.11 * wet, 0.028 * wet
                q = texture(SAND, x, y, z, 0, 1, 0) * (1 - 0.45 * wet)
                ar, ag, ab = mats[0, 0] * q, mats[0, 1] * q, mats[0, 2] * q
        else:
            kind, rough, f0 = int(mats[m, 3]), mats[m, 4], mats[m, 7]
            q = texture(int(mats[m, 5]), x, y, z, nx, ny, nz)
            ar, ag, ab = mats[m, 0] * q, mats[m, 1] * q, mats[m, 2] * q
            if kind == EMIT:
                e = mats[m, 6]
                if spec or env > 0:
                    e *= q
                    out[0] += tr * mats[m, 0] * e
                    out[1] += tg * mats[m, 1] * e
                    out[2] += tb * mats[m, 2] * e
                if not seen:
                    out[3] = out[4] = out[5] = 1.0
                    out[6], out[7], out[8], out[9] = nx, ny, nz, run
                return
        if kind == GLASS:
            inside = c < 0
            eta = f0 if inside else 1 / f0
            if inside:
                nx, ny, nz, c = -nx, -ny, -nz, -c
                tr, tg, tb = tr * math.exp(-t * (1 - mats[m, 0]) * mats[m, 6]), tg * math.exp(-t * (1 - mats[m, 1]) * mats[m, 6]), tb * math.exp(-t * (1 - mats[m, 2]) * mats[m, 6])
            q = 1 - eta * eta * (1 - c * c)
            r0 = ((f0 - 1) / (f0 + 1)) ** 2
            F = 1.0 if q < 0 else fresnel(c if eta < 1 else math.sqrt(q), r0)
            p = F
            if bounce == 0 and F < 1:
                p = min(max(F, 0.3), 0.9)
            if (pick if bounce == 0 else rnd(s)) < p:
                tr, tg, tb = tr * F / p, tg * F / p, tb * F / p
                dx, dy, dz = dx + 2 * c * nx, dy + 2 * c * ny, dz + 2 * c * nz
            else:
                w = eta * c - math.sqrt(q)
                if p != F:
                    p = (1 - F) / (1 - p)
                    tr, tg, tb = tr * p, tg * p, tb * p
                dx, dy, dz = eta * dx + w * nx, eta * dy + w * ny, eta * dz + w * nz
            ox, oy, oz = x + dx * 2e-4, y + dy * 2e-4, z + dz * 2e-4
            continue
        mirror = kind == METAL
        if kind == COAT or kind == WATER:
            # choose the reflection with at least 30 % so that it does not sparkle
            F = fresnel(c, f0) if f0 > 0 else 0.0
            if F > 0.004:
                p = min(max(F, 0.3), 0.95)
                if (pick if bounce == 0 else rnd(s)) < p:
                    mirror = True
                    tr, tg, tb = tr * F / p, tg * F / p, tb * F / p
                else:
                    q = (1 - F) / (1 - p)
                    tr, tg, tb = tr * q, tg * q, tb * q
        if mirror:
            if kind == METAL:
                tr, tg, tb = tr * ar, tg * ag, tb * ab
            rx, ry, rz = dx + 2 * c * nx, dy + 2 * c * ny, dz + 2 * c * nz
            if rough > 0:
                u = rnd(s)
                al = rough * rough
                ct = math.sqrt((1 - u) / (1 + (al * al - 1) * u))
                st = math.sqrt(max(0.0, 1 - ct * ct))
                ph = 6.2831853 * rnd(s)
                hx, hy, hz = onto(nx, ny, nz, st * math.cos(ph), st * math.sin(ph), ct)
                d = -(dx * hx + dy * hy + dz * hz)
                rx, ry, rz = dx + 2 * d * hx, dy + 2 * d * hy, dz + 2 * d * hz
            if rx * nx + ry * ny + rz * nz < 1e-3:
                rx, ry, rz = dx + 2 * c * nx, dy + 2 * c * ny, dz + 2 * c * nz
            if m == -2 and ry < 0.002:
                ry = 0.002 - ry
            q = 1 / math.sqrt(rx * rx + ry * ry + rz * rz)
            dx, dy, dz = rx * q, ry * q, rz * q
            ox, oy, oz = x + nx * 1e-3, y + ny * 1e-3, z + nz * 1e-3
            continue
        # matt from here on
        if not seen:
            seen = True
            out[3], out[4], out[5] = max(ar, 0.02), max(ag, 0.02), max(ab, 0.02)
            out[6], out[7], out[8], out[9] = nx, ny, nz, run
        tr, tg, tb = tr * ar, tg * ag, tb * ab
        ox, oy, oz = x + nx * 1e-3, y + ny * 1e-3, z + nz * 1e-3
        if sun[3] + sun[4] + sun[5] > 0:
            ph, rr = 6.2831853 * rnd(s), sun[6] * math.sqrt(rnd(s))
            lx, ly, lz = onto(sun[0], sun[1], sun[2], rr * math.cos(ph), rr * math.sin(ph), math.sqrt(1 - rr * rr))
            d = lx * nx + ly * ny + lz * nz
            if d > 0 and hit(ox, oy, oz, lx, ly, lz, 1e4, sc, True)[4] == -1:
                if bounce > 0:
                    d = min(d, 2.5 / (max(tr, max(tg, tb)) * sun[3] + 1e-9))
                out[0] += tr * sun[3] * d
                out[1] += tg * sun[4] * d
                out[2] += tb * sun[5] * d
        # lights: 0-2 corner, 3-5 edge, 6-8 edge, 9-11 light
        n = lights.shape[0]
        if n > 0:
            i = min(int(rnd(s) * n), n - 1)
            a, b = rnd(s), rnd(s)
            lx = lights[i, 0] + a * lights[i, 3] + b * lights[i, 6] - ox
            ly = lights[i, 1] + a * lights[i, 4] + b * lights[i, 7] - oy
            lz = lights[i, 2] + a * lights[i, 5] + b * lights[i, 8] - oz
            d2 = lx * lx + ly * ly + lz * lz
            r = math.sqrt(d2)
            lx, ly, lz = lx / r, ly / r, lz / r
            ax = lights[i, 4] * lights[i, 8] - lights[i, 5] * lights[i, 7]
            ay = lights[i, 5] * lights[i, 6] - lights[i, 3] * lights[i, 8]
            az = lights[i, 3] * lights[i, 7] - lights[i, 4] * lights[i, 6]
            cl = -(lx * ax + ly * ay + lz * az)
            d = lx * nx + ly * ny + lz * nz
            if d > 0 and cl > 0:
                h = hit(ox, oy, oz, lx, ly, lz, r - 2e-3, sc, True)
                if h[4] == -1:
                    q = n * d * cl / (3.14159265 * max(d2, 0.04))
                    q = min(q, (8.0 if bounce == 0 else 0.5) / lights[i, 9])
                    out[0] += tr * lights[i, 9] * q
                    out[1] += tg * lights[i, 10] * q
                    out[2] += tb * lights[i, 11] * q
        if bounce > 2:
            p = max(tr, max(tg, tb))
            if rnd(s) > p:
                return
            tr, tg, tb = tr / p, tg / p, tb / p
        u, ph = rnd(s), 6.2831853 * rnd(s)
        q = math.sqrt(u)
        dx, dy, dz = onto(nx, ny, nz, q * math.cos(ph), q * math.sin(ph), math.sqrt(1 - u))
        spec = False


@njit(parallel=True, fastmath=True)
def render(w, h, spp, rows, cam, basis, lens, sc, sky, sun, lights, fog, env, bounces, seed):
    """lens: 0 half height of the image at distance 1, 1 aperture, 2 focus, 3 shift."""
    img = np.zeros((h, w, 10), np.float32)
    for row in prange(h):
        j = rows[row]
        s = np.empty(1, np.uint64)
        s[0] = uint64(seed * 7919 + j * 104729 + 88172645463325252)
        for _ in range(9):
            rnd(s)
        out = np.empty(10)
        for i in range(w):
            first = rnd(s)
            for k in range(spp):
                u = (2 * (i + rnd(s)) / w - 1) * lens[0] * w / h
                v = (1 - 2 * (j + (k + rnd(s)) / spp) / h) * lens[0] + lens[3]
                fx, fy = u * lens[2], v * lens[2]
                r, ph = lens[1] * math.sqrt(rnd(s)), 6.2831853 * rnd(s)
                ax, ay = r * math.cos(ph), r * math.sin(ph)
                a, b, c = fx - ax, fy - ay, lens[2]
                dx = a * basis[0, 0] + b * basis[1, 0] + c * basis[2, 0]
                dy = a * basis[0, 1] + b * basis[1, 1] + c * basis[2, 1]
                dz = a * basis[0, 2] + b * basis[1, 2] + c * basis[2, 2]
                q = 1 / math.sqrt(dx * dx + dy * dy + dz * dz)
                path(cam[0] + ax * basis[0, 0] + ay * basis[1, 0], cam[1] + ax * basis[0, 1] + ay * basis[1, 1],
                     cam[2] + ax * basis[0, 2] + ay * basis[1, 2], dx * q, dy * q, dz * q,
                     sc, sky, sun, lights, fog, env, bounces, (first + k * 0.61803399) % 1.0, s, out)
                m = max(out[0], max(out[1], out[2]))
                if m > 9:
                    out[0], out[1], out[2] = out[0] * 9 / m, out[1] * 9 / m, out[2] * 9 / m
                for n in range(10):
                    img[j, i, n] += out[n] / spp
    return img


@njit(parallel=True, fastmath=True)
def smooth(c, a, lum, step, sl):
    """One pass of an edge-aware filter: c light, a features (albedo, normal, distance), lum a calm guide."""
    h, w = c.shape[0], c.shape[1]
    o = np.empty_like(c)
    kernel = (0.0625, 0.25, 0.375, 0.25, 0.0625)
    for j in prange(h):
        for i in range(w):
            l0 = lum[j, i]
            s0 = s1 = s2 = n = 0.0
            for v in range(-2, 3):
                y = j + v * step
                if y < 0 or y >= h:
                    continue
                for u in range(-2, 3):
                    x = i + u * step
                    if x < 0 or x >= w:
                        continue
                    d = (a[j, i, 3] - a[y, x, 3]) ** 2 + (a[j, i, 4] - a[y, x, 4]) ** 2 + (a[j, i, 5] - a[y, x, 5]) ** 2
                    z = abs(a[j, i, 6] - a[y, x, 6]) / (a[j, i, 6] + 0.01)
                    l = lum[y, x] - l0
                    q = kernel[u + 2] * kernel[v + 2] * math.exp(-d * 24 - z * 14 - l * l / (sl * sl * (l0 + 0.05)))
                    s0 += q * c[y, x, 0]
                    s1 += q * c[y, x, 1]
                    s2 += q * c[y, x, 2]
                    n += q
            o[j, i, 0], o[j, i, 1], o[j, i, 2] = s0 / n, s1 / n, s2 / n
    return o


def clean(img, strength=0.25, passes=4):
    a = np.ascontiguousarray(img[..., 3:])
    albedo = np.maximum(a[..., :3], 0.02)
    c = np.ascontiguousarray(img[..., :3] / albedo)
    for k in range(passes if strength > 0 else 0):
        lum = c @ np.array([0.3, 0.6, 0.1], np.float32)
        if k < 2:
            mid = median_filter(lum, 3)
            c = c * (np.clip(lum, mid * 0.5, mid * 1.8 + 0.01) / (lum + 1e-6))[..., None]
            lum = np.clip(lum, mid * 0.5, mid * 1.8 + 0.01)
        lum = gaussian_filter(np.sqrt(lum), 0.8 if k else 1.2)
        c = smooth(np.ascontiguousarray(c, np.float32), a, lum.astype(np.float32), 2 ** k, strength / (1 + 0.4 * k))
    return c * albedo


def photograph(scene, width, height, spp, seed=1):
    """Renders a scene; returns linear light as an array."""
    eye, at = np.array(scene["eye"], float), np.array(scene["at"], float)
    f = at - eye
    f /= np.linalg.norm(f)
    up = np.array([0.0, 1.0, 0.0]) if abs(f[1]) < 0.99 else np.array([0.0, 0.0, 1.0])
    right = np.cross(up, f)
    right /= np.linalg.norm(right)
    basis = np.array([right, np.cross(f, right), f])
    rows = lambda key, n: np.array(scene.get(key, []), float).reshape(-1, n)
    boxes, spheres = rows("boxes", 7), rows("spheres", 5)
    mats = np.array(scene["materials"], float)
    shore = np.array(scene.get("shore", [0] * 13), float)
    blank = np.zeros((2, 2), np.float32)
    sc = (np.ascontiguousarray(boxes[:, :6]), boxes[:, 6].astype(np.int64),
          np.ascontiguousarray(spheres[:, :4]), spheres[:, 4].astype(np.int64),
          np.array(scene.get("room", [0] * 8), float), shore,
          scene.get("relief", blank), scene.get("ripple", blank), mats, eye)
    sun = np.array(scene.get("sun", [0, 1, 0, 0, 0, 0, 0.01]), float)
    sun[:3] /= np.linalg.norm(sun[:3])
    sky = np.array(scene["sky"], float)
    sky[6:9] /= np.linalg.norm(sky[6:9])
    lens = np.array([math.tan(math.radians(scene["view"]) / 2), scene.get("aperture", 0.0),
                     scene.get("focus", 10.0), scene.get("shift", 0.0)])
    img = render(width, height, spp, np.random.default_rng(1).permutation(height), eye, basis, lens, sc, sky, sun, rows("lights", 12),
                 np.array(scene.get("fog", [0, 1, 1, 1, 1]), float), scene.get("env", 1), scene.get("bounces", 6), seed)
    return clean(img, scene.get("clean", 0.25), scene.get("passes", 4))
