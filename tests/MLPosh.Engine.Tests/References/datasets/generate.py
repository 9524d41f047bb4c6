"""Writes samples.json beside itself: the first samples of each kind of generated dataset, made from what the
documentation of New-Dataset says and a second implementation of Philox4x32-10. Run: python3 generate.py"""
import json
import math
import pathlib

SEED, COUNT = 5, 8
FEATURE, NOISE = 2, 3  # RandomStream


def words(element, step, stream, key=SEED):
    mask = 0xFFFFFFFF
    c = [element & mask, element >> 32, step, stream]
    k = [key & mask, key >> 32]
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & mask, (a >> 32) ^ c[3] ^ k[1], a & mask]
        k = [(k[0] + 0x9E3779B9) & mask, (k[1] + 0xBB67AE85) & mask]
    return c


def unit(high, low):
    return ((high << 21) ^ (low >> 11)) / 2**53


def uniform(low, high, element, step=0):
    a, b, _, _ = words(element, step, FEATURE)
    return low + (high - low) * unit(a, b)


def normal(element):
    a, b, c, d = words(element, 0, NOISE)
    return math.sqrt(-2 * math.log(1 - unit(a, b))) * math.cos(2 * math.pi * unit(c, d))


def blur(sample, x, deviation):
    return [value + deviation * normal(sample * len(x) + i) for i, value in enumerate(x)]


def row(sample, size, low, high):
    return [uniform(low, high, sample * size + i) for i in range(size)]


def sine(s, low=-math.pi, high=math.pi, noise=0):
    x = row(s, 1, low, high)
    return x, math.sin(x[0]) + noise * normal(s)


def parity(s, dimension=4, low=-1, high=1, noise=0):
    x = row(s, dimension, low, high)
    return blur(s, x, noise), sum(value > 0 for value in x) % 2


def ring(s, dimension=2):
    bound = min(2.2, math.sqrt(12 / dimension))
    x = row(s, dimension, -bound, bound)
    return x, int(1 <= math.hypot(*x) <= 2)


def three_modes(s, noise=0.4):
    modes = [(2.5 * math.cos(a), 2.5 * math.sin(a)) for a in (math.pi / 2 + i * 2 * math.pi / 3 for i in range(3))]
    if s % 2:
        return blur(s, modes[s // 2 % 3], noise), 1
    attempt = 0
    while True:
        x = [uniform(-5, 5, 2 * s + i, attempt) for i in range(2)]
        if all(math.dist(x, mode) >= 1.5 for mode in modes):
            return x, 0
        attempt += 1


def xor(s, noise=0.1):
    corner = [s // 2 % 2, s % 2]
    return blur(s, corner, noise), corner[0] ^ corner[1]


def spiral(s, classes=2, noise=0):
    label, radius = s % classes, uniform(0.2, 2, s)
    angle = 2 * math.pi * (radius / 2 + label / classes)
    return blur(s, [radius * math.cos(angle), radius * math.sin(angle)], noise), label


def moons(s, noise=0):
    t = uniform(0, math.pi, s)
    point = [1 - math.cos(t), 0.5 - math.sin(t)] if s % 2 else [math.cos(t), math.sin(t)]
    return blur(s, point, noise), s % 2


def blobs(s, classes=3, dimension=2, noise=1):
    label = s % classes
    return blur(s, [uniform(-10, 10, label * dimension + i, 1) for i in range(dimension)], noise), label


def adding(s, length=10, noise=0):
    first, half = s * (length + 2), length // 2
    values = [uniform(0, 1, first + t) for t in range(length)]
    marked = [int(uniform(0, half, first + length)), half + int(uniform(0, length - half, first + length + 1))]
    x = [number for t in range(length) for number in (values[t], int(t in marked))]
    return x, sum(values[t] for t in marked) + noise * normal(s)


def sine_forecast(s, length=10):
    phase = uniform(0, 2 * math.pi, s)
    wave = [math.sin(phase + 2 * math.pi * t / 20) for t in range(length + 1)]
    return wave[:-1], wave[-1]


def bits(s, length=10):
    x = [int(uniform(0, 2, s * length + t)) for t in range(length)]
    return x, sum(x) % 2


def case(kind, make, settings=None, **arguments):
    samples = [make(s, **arguments) for s in range(COUNT)]
    return {
        "kind": kind,
        "settings": settings or {},
        "seed": SEED,
        "count": COUNT,
        "x": [value for x, _ in samples for value in x],
        "y": [y for _, y in samples],
    }


cases = [
    case("Sine", sine),
    case("Sine", sine, {"Low": 0, "High": 4, "Noise": 0.3}, low=0, high=4, noise=0.3),
    case("Parity", parity),
    case("Parity", parity, {"Dimension": 7, "Low": -2, "High": 1, "Noise": 0.1}, dimension=7, low=-2, high=1, noise=0.1),
    case("Ring", ring),
    case("Ring", ring, {"Dimension": 5}, dimension=5),
    case("ThreeModes", three_modes),
    case("ThreeModes", three_modes, {"Noise": 0.2}, noise=0.2),
    case("Xor", xor),
    case("Spiral", spiral),
    case("Spiral", spiral, {"ClassCount": 5, "Noise": 0.05}, classes=5, noise=0.05),
    case("Moons", moons),
    case("Moons", moons, {"Noise": 0.1}, noise=0.1),
    case("Blobs", blobs),
    case("Blobs", blobs, {"ClassCount": 4, "Dimension": 3, "Noise": 0.5}, classes=4, dimension=3, noise=0.5),
    case("Sequence", adding),
    case("Sequence", adding, {"Task": "Adding", "Length": 5, "Noise": 0.1}, length=5, noise=0.1),
    case("Sequence", sine_forecast, {"Task": "Sine"}),
    case("Sequence", bits, {"Task": "Parity", "Length": 4}, length=4),
]
path = pathlib.Path(__file__).with_name("samples.json")
path.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n")
